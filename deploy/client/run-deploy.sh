#!/bin/bash
# Asks the auto-deploy scheduler once what this host is to run and, when told so, deploys it and reports how that went.
# Needs bash 4.2, curl 7.29, coreutils, util-linux, sed, grep and awk. Settings and exit codes: run-deploy.sh --help.
#
# What is on disk decides what a run may do, so a run that is killed at any point leaves the truth behind:
#   STATE_DIRECTORY/spool/NUMBER-ID   a report the server has not stored yet; the oldest goes first
#   STATE_DIRECTORY/attempt           a stored Started: nothing runs yet (no pgid in it), or a command does
#   STATE_DIRECTORY/rejected/         reports the server refused for good
#   STATE_DIRECTORY/last              the last answer, for people
set -u
set -o pipefail

VERSION=1.0.0
DEFAULT_SETTINGS=/etc/hyperanna/run-deploy.conf
REQUEST_BUDGET=60          # seconds for all tries of one question or report
ANSWER_IS_STALE_AFTER=60   # seconds between deploy=true and a stored Started
HEALTH_LIMIT=300           # seconds, of DEPLOY_TIMEOUT_SECONDS
CURRENT_LIMIT=60           # seconds for CURRENT_RELEASE_COMMAND
ANSWER_LIMIT=65536         # bytes of an answer, headers and body each
BODY_LIMIT=65536           # bytes of a report that the server takes
HEALTH_CAPTURE=65537       # bytes; longer output is refused by the server anyway (48 KiB)
OUTPUT_LIMIT=1048576       # bytes a health command may print before it is ended
RELEASE_PATTERN='^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'
HOST_PATTERN='^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$'
ID_PATTERN='^[A-Za-z0-9._-]{1,64}$'

# Bytes, not characters, inside this script; the site's commands get the locale and umask they came with.
if [[ -n ${LC_ALL+set} ]]; then SITE_LC_ALL=$LC_ALL; fi
unset LC_ALL
LC_ALL=C
SITE_UMASK=$(umask)
umask 077
IFS=$' \t\n'
PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/usr/bin:/sbin:/bin
trap '' PIPE

declare -A setting=() record=()
problems=()
token=
log_file=
state=
work=
run_id=
boot_id=
mode=run
logging=no

# ---- words ----------------------------------------------------------------------------------------------------------

usage() {
    cat <<'USAGE'
Usage: run-deploy.sh [--check | --status | --dry-run | --version | --help]

Asks the scheduler what this host is to run and, when told so, deploys it and reports.
  --check    tries settings, token, commands and server; one line each
  --status   shows the last decision, the next change in local time and the spool
  --dry-run  asks and says what would be done; reports and deploys nothing
Settings: the file named by RUN_DEPLOY_CONF, default /etc/hyperanna/run-deploy.conf.

Exit codes:
  0  nothing to do, or deployed and stored as Succeeded or not yet delivered
  1  the deployment failed
  2  settings wrong
  3  server unreachable, 401, not understood, or reports still spooled, nothing deployed
  4  another run, or a deployment left over from one, is still going
USAGE
}

# One harmless line in REPLY: nothing in it can forge a log line, move a cursor or give away a secret.
clean() {
    REPLY=$1
    REPLY=${REPLY//[[:cntrl:]]/ }
    REPLY=${REPLY//$'\302'[$'\200'-$'\237']/ }
    REPLY=${REPLY//$'\342\200'[$'\250'-$'\256']/ }
    if [[ -n $token ]]; then REPLY=${REPLY//"$token"/***}; fi
    if [[ -n ${setting[PROXY]-} && ${setting[PROXY]} == *@* ]]; then
        local credentials=${setting[PROXY]%@*}
        credentials=${credentials#*://}
        REPLY=${REPLY//"$credentials"/***}
        if [[ -n ${credentials#*:} ]]; then REPLY=${REPLY//"${credentials#*:}"/***}; fi
    fi
}

log() {
    local line written=no
    clean "$*"
    line="$(date -u '+%Y-%m-%dT%H:%M:%SZ') ($(date '+%Y-%m-%d %H:%M:%S %z')) [$$] ${REPLY:0:2000}"
    if [[ $logging == yes && -n $log_file ]] && [[ ! -e $log_file || -f $log_file || -c $log_file ]]; then
        if (umask 027 && printf '%s\n' "$line" >>"$log_file") 2>/dev/null; then written=yes; fi
    fi
    if [[ -t 2 || $written == no ]]; then printf '%s\n' "$line" >&2; fi
    return 0
}

local_time() {
    REPLY=$1
    if [[ $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$ ]]; then
        REPLY=$(date -d "$1" '+%Y-%m-%d %H:%M:%S %z' 2>/dev/null) || REPLY=$1
    fi
}

# ---- settings -------------------------------------------------------------------------------------------------------

problem() { problems+=("$*"); }

KEYS=' ENVIRONMENT SERVER_URL ALLOW_HTTP TOKEN_FILE HOST_NAME CURRENT_RELEASE_COMMAND DEPLOY_COMMAND HEALTH_COMMAND '
KEYS+='LOG_FILE STATE_DIRECTORY HOLD_FILE DEPLOY_TIMEOUT_SECONDS CONNECT_TIMEOUT_SECONDS REQUEST_TIMEOUT_SECONDS '
KEYS+='CA_FILE PROXY JITTER_SECONDS '

read_settings() {
    local file=$1 access line key value number=0
    local -A seen=()
    if [[ ! -e $file ]]; then problem "settings file $file does not exist"; return; fi
    if [[ ! -f $file ]]; then problem "settings file $file is not a file"; return; fi
    access=$(stat -L -c %a -- "$file" 2>/dev/null) || { problem "settings file $file cannot be examined"; return; }
    if (( 8#$access & 8#022 )); then
        problem "settings file $file is writable by group or others (mode $access); chmod go-w it"
        return
    fi
    if [[ ! -r $file ]]; then problem "settings file $file cannot be read"; return; fi
    if (( $(wc -c <"$file") != $(tr -d '\000' <"$file" | wc -c) )); then
        problem "settings file $file holds a NUL byte"
        return
    fi
    while IFS= read -r line || [[ -n $line ]]; do
        number=$((number + 1))
        if (( number == 1 )); then line=${line#$'\357\273\277'}; fi
        line=${line%$'\r'}
        if [[ $line =~ ^[[:blank:]]*(#|$) ]]; then continue; fi
        if [[ $line != *=* ]]; then problem "line $number of $file is not KEY=value"; continue; fi
        key=${line%%=*}
        value=${line#*=}
        if [[ ! $key =~ ^[A-Z_]+$ || $KEYS != *" $key "* ]]; then
            problem "unknown key '${key:0:60}' in line $number of $file"
            continue
        fi
        if [[ -n ${seen[$key]-} ]]; then problem "$key is repeated in line $number of $file"; continue; fi
        seen[$key]=yes
        case $value in
            '"'*'"' | "'"*"'") if (( ${#value} >= 2 )); then value=${value:1:${#value}-2}; fi ;;
        esac
        setting[$key]=$value
    done <"$file"
}

default_to() { if [[ -z ${setting[$1]-} ]]; then setting[$1]=$2; fi; }

need_number() {
    local key=$1 least=$2 most=$3 value=${setting[$1]}
    if [[ ! $value =~ ^[0-9]{1,6}$ ]] || (( 10#$value < least || 10#$value > most )); then
        problem "$key must be a whole number of seconds from $least to $most, not '${value:0:40}'"
        setting[$key]=$least
        return
    fi
    setting[$key]=$((10#$value))
}

need_path() {
    if [[ -n ${setting[$1]-} && ${setting[$1]} != /* ]]; then
        problem "$1 must be an absolute path, not '${setting[$1]:0:200}'"
    fi
}

is_loopback() {
    local part
    case $1 in
        localhost | '[::1]') return 0 ;;
    esac
    [[ $1 =~ ^127\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]] || return 1
    for part in "${BASH_REMATCH[@]:1}"; do (( 10#$part <= 255 )) || return 1; done
}

check_server_url() {
    local url=${setting[SERVER_URL]} port
    url=${url%/}
    if [[ ! $url =~ ^(https?)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}))?$ ]]; then
        problem "SERVER_URL must be https://host[:port]"
        return
    fi
    port=${BASH_REMATCH[4]:-443}
    if (( 10#$port < 1 || 10#$port > 65535 )); then problem "SERVER_URL has no port from 1 to 65535"; return; fi
    if [[ ${BASH_REMATCH[1]} == http && ${setting[ALLOW_HTTP]} != yes ]] && ! is_loopback "${BASH_REMATCH[2]}"; then
        problem "SERVER_URL must begin with https:// (http only for loopback, or with ALLOW_HTTP=yes)"
        return
    fi
    setting[SERVER_URL]=$url
}

check_environment() {
    local name=${setting[ENVIRONMENT]}
    if [[ $name == . || $name == .. || $name == */* || $name == *[[:cntrl:]]* || $name == ' '* || $name == *' ' ]]; then
        problem "ENVIRONMENT is no legal name: no '/', no control characters, no space at either end, not '.' or '..'"
    elif ! printf '%s' "$name" | is_utf8; then
        problem "ENVIRONMENT is not UTF-8"
    elif (( ${#name} > 1012 )); then
        problem "ENVIRONMENT is longer than 253 characters"
    fi
}

check_proxy() {
    local proxy=${setting[PROXY]-}
    if [[ -z $proxy ]]; then return; fi
    if [[ $proxy == *[[:cntrl:][:space:]]* ]] ||
        [[ ! $proxy =~ ^((http|https|socks4|socks4a|socks5|socks5h)://)?([^/]*@)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?/?$ ]]; then
        problem "PROXY must be [http://][user:password@]host[:port]"
    fi
}

read_token() {
    local file=${setting[TOKEN_FILE]} access
    if [[ ! -e $file ]]; then problem "TOKEN_FILE $file does not exist"; return; fi
    if [[ ! -f $file ]]; then problem "TOKEN_FILE $file is not a file"; return; fi
    access=$(stat -L -c %a -- "$file" 2>/dev/null) || { problem "TOKEN_FILE $file cannot be examined"; return; }
    if (( 8#$access & 8#066 )); then
        problem "TOKEN_FILE $file may be read or written by group or others (mode $access); chmod 600 it"
        return
    fi
    if [[ ! -r $file ]]; then problem "TOKEN_FILE $file cannot be read"; return; fi
    token=$(head -c 4097 -- "$file" 2>/dev/null | tr '\000' '\001') || { token=; problem "TOKEN_FILE $file cannot be read"; return; }
    token=${token%$'\r'}
    if [[ -z $token ]]; then problem "TOKEN_FILE $file is empty"; return; fi
    if [[ ! $token =~ ^[!-~]{1,4096}$ ]]; then
        token=
        problem "TOKEN_FILE $file must hold one line of visible ASCII characters"
    fi
}

load_settings() {
    local key file=${RUN_DEPLOY_CONF:-$DEFAULT_SETTINGS}
    log_file=/var/log/run-deploy.log
    read_settings "$file"
    if (( ${#problems[@]} && ${#setting[@]} == 0 )); then return; fi
    default_to LOG_FILE /var/log/run-deploy.log
    default_to STATE_DIRECTORY /var/lib/run-deploy
    default_to HOLD_FILE /etc/hyperanna/hold
    default_to ALLOW_HTTP no
    default_to DEPLOY_TIMEOUT_SECONDS 3000
    default_to CONNECT_TIMEOUT_SECONDS 10
    default_to REQUEST_TIMEOUT_SECONDS 30
    default_to JITTER_SECONDS 0
    if [[ -z ${setting[HOST_NAME]-} ]]; then
        setting[HOST_NAME]=$(uname -n)
        setting[HOST_NAME]=${setting[HOST_NAME]%%.*}
    fi
    for key in ENVIRONMENT SERVER_URL TOKEN_FILE CURRENT_RELEASE_COMMAND DEPLOY_COMMAND HEALTH_COMMAND; do
        if [[ -z ${setting[$key]-} ]]; then problem "$key is missing in $file"; fi
    done
    for key in TOKEN_FILE LOG_FILE STATE_DIRECTORY HOLD_FILE CA_FILE; do need_path "$key"; done
    if [[ ${setting[LOG_FILE]} == /* ]]; then log_file=${setting[LOG_FILE]}; fi
    state=${setting[STATE_DIRECTORY]}
    if [[ $state != / ]]; then state=${state%/}; fi
    case ${setting[ALLOW_HTTP]} in yes | no) ;; *) problem "ALLOW_HTTP must be yes or no" ;; esac
    if [[ ! ${setting[HOST_NAME]} =~ $HOST_PATTERN ]]; then
        problem "HOST_NAME '${setting[HOST_NAME]:0:80}' is no legal host name; set HOST_NAME"
    fi
    need_number DEPLOY_TIMEOUT_SECONDS 1 86400
    need_number CONNECT_TIMEOUT_SECONDS 1 3600
    need_number REQUEST_TIMEOUT_SECONDS 1 3600
    need_number JITTER_SECONDS 0 86400
    if [[ -n ${setting[ENVIRONMENT]-} ]]; then check_environment; fi
    if [[ -n ${setting[SERVER_URL]-} ]]; then check_server_url; fi
    if [[ -n ${setting[TOKEN_FILE]-} ]]; then read_token; fi
    if [[ -n ${setting[CA_FILE]-} && ! ( -f ${setting[CA_FILE]} && -r ${setting[CA_FILE]} ) ]]; then
        problem "CA_FILE ${setting[CA_FILE]} cannot be read"
    fi
    check_proxy
}

# ---- bytes ----------------------------------------------------------------------------------------------------------

# Bytes on stdin, as the inside of a JSON string on stdout; what is not UTF-8 becomes U+FFFD.
json_escape() {
    od -An -v -tu1 | LC_ALL=C awk -v strict="${1:-0}" '
        { for (i = 1; i <= NF; i++) byte[++n] = $i + 0 }
        function tail(at, low, high) { return at <= n && byte[at] >= low && byte[at] <= high }
        function width(at,   b) {
            b = byte[at]
            if (b >= 194 && b <= 223) return tail(at + 1, 128, 191) ? 2 : 0
            if (b >= 224 && b <= 239)
                return tail(at + 1, b == 224 ? 160 : 128, b == 237 ? 159 : 191) && tail(at + 2, 128, 191) ? 3 : 0
            if (b >= 240 && b <= 244)
                return tail(at + 1, b == 240 ? 144 : 128, b == 244 ? 143 : 191) && tail(at + 2, 128, 191) \
                    && tail(at + 3, 128, 191) ? 4 : 0
            return 0
        }
        END {
            for (at = 1; at <= n; at++) {
                b = byte[at]
                if (b == 10) printf "%s", "\\n"
                else if (b == 34) printf "%s", "\\\""
                else if (b == 92) printf "%s", "\\\\"
                else if (b < 32) printf "\\u%04x", b
                else if (b < 128) printf "%c", b
                else {
                    w = width(at)
                    if (w == 0) {
                        if (strict) exit 1
                        printf "%c%c%c", 239, 191, 189
                    }
                    for (k = 0; k < w; k++) printf "%c", byte[at + k]
                    if (w) at += w - 1
                }
            }
        }'
}

is_utf8() { json_escape 1 >/dev/null; }

percent_encode() {
    local hex character
    for hex in $(printf '%s' "$1" | od -An -v -tx1); do
        # shellcheck disable=SC2059 # the format is the two hex digits of one byte
        printf -v character "\\x$hex"
        case $character in
            [A-Za-z0-9._~-]) printf '%s' "$character" ;;
            *) printf '%%%s' "${hex^^}" ;;
        esac
    done
}

has_nul() { (( $(wc -c <"$1") != $(tr -d '\000' <"$1" | wc -c) )); }

new_id() { od -An -v -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# Hundredths of a second since the machine started: no clock that anybody sets.
ticks() {
    local up rest
    read -r up rest </proc/uptime
    REPLY=$((10#${up/./}))
}

pause() { sleep "$1" 9>&-; }

pause_hundredths() {
    local text
    printf -v text '%d.%02d' $(($1 / 100)) $(($1 % 100))
    pause "$text"
}

# ---- files ----------------------------------------------------------------------------------------------------------

# stdin becomes the file, all of it and on the disk, or nothing changes.
write_durably() {
    local target=$1 temporary=${1%/*}/.tmp-$$-$RANDOM
    if dd bs=65536 of="$temporary" conv=fsync 2>/dev/null && mv -f -- "$temporary" "$target" 2>/dev/null; then
        flush_directory "${target%/*}"
        return 0
    fi
    rm -f -- "$temporary" 2>/dev/null
    return 1
}

flush_directory() { sync "$1" 2>/dev/null || sync; }

remove_durably() { rm -f -- "$1" 2>/dev/null && flush_directory "${1%/*}"; }

# Fills `record` from a key=value file that is complete.
read_record() {
    local line
    record=()
    [[ -f $1 && -r $1 ]] || return 1
    while IFS= read -r line; do
        if [[ $line == *=* ]]; then record[${line%%=*}]=${line#*=}; fi
    done <"$1"
    [[ ${record[end]-} == yes ]]
}

open_state() {
    local directory
    for directory in "$state" "$state/spool" "$state/rejected" "$state/work"; do
        if ! mkdir -p -- "$directory" 2>/dev/null; then
            log "state cannot be written: $directory cannot be made; nothing is deployed"
            exit 3
        fi
    done
    if ! { exec 9>>"$state/lock"; } 2>/dev/null; then
        log "state cannot be written: $state/lock; nothing is deployed"
        exit 3
    fi
    if ! flock -n 9; then
        log "another run is still going; nothing done"
        exit 4
    fi
    find_leavings
    work=$state/work/$$
    # The reserve is disk space for the outcome of a deployment that filled the disk.
    if ! mkdir -p -- "$work" 2>/dev/null || ! probe_disk; then
        log "state cannot be written: $state is full or read-only; nothing is deployed"
        exit 3
    fi
    trap 'rm -rf -- "$work"' EXIT
}

probe_disk() {
    local size=0
    printf 'probe\n' | write_durably "$work/probe" || return 1
    if [[ -f $state/reserve ]]; then size=$(wc -c <"$state/reserve"); fi
    if (( size < 524288 )); then
        dd if=/dev/zero of="$state/reserve" bs=65536 count=8 conv=fsync 2>/dev/null || { rm -f -- "$state/reserve"; return 1; }
    fi
}

# Work files of killed runs; a curl that outlived one may still write to them, so names are never used twice at once.
find_leavings() {
    rm -rf -- "$state"/work/* "$state"/.tmp-* "$state"/spool/.tmp-* 2>/dev/null
    return 0
}

# ---- processes ------------------------------------------------------------------------------------------------------

# One process as the kernel tells it: process_state, process_group, process_session, process_start.
read_process() {
    local line='' fields
    { IFS= read -r -d '' line <"/proc/$1/stat"; } 2>/dev/null
    [[ -n $line ]] || return 1
    # shellcheck disable=SC2206 # numbers and one letter
    fields=(${line##*) })
    process_state=${fields[0]-}
    process_group=${fields[2]-}
    process_session=${fields[3]-}
    process_start=${fields[19]-}
    [[ $process_start =~ ^[0-9]+$ && $process_state != [ZXx] ]]
}

process_started() {
    local line='' fields
    { IFS= read -r -d '' line <"/proc/$1/stat"; } 2>/dev/null
    [[ -n $line ]] || return 1
    # shellcheck disable=SC2206 # numbers and one letter
    fields=(${line##*) })
    REPLY=${fields[19]-}
    [[ $REPLY =~ ^[0-9]+$ ]]
}

# Living members of the group or session whose leader was PGID, started at START, into `members`.
find_members() {
    local pgid=$1 start=$2 entry
    members=()
    # The kernel gives a number away again only when nobody of its group and session is left.
    if process_started "$pgid" && [[ $REPLY != "$start" ]]; then return 1; fi
    for entry in /proc/[0-9]*; do
        entry=${entry#/proc/}
        read_process "$entry" || continue
        if [[ $entry == "$pgid" || $process_group == "$pgid" || $process_session == "$pgid" ]] &&
            (( process_start >= start )); then
            members+=("$entry")
        fi
    done
    (( ${#members[@]} ))
}

signal_members() {
    local pgid=$1 start=$2 signal=$3
    find_members "$pgid" "$start" || return 0
    kill "-$signal" -- "-$pgid" 2>/dev/null
    kill "-$signal" "${members[@]}" 2>/dev/null
    return 0
}

# Ends the whole group and session: asked first, then made to. Fails when somebody will not go.
end_members() {
    local pgid=$1 start=$2 round=0
    signal_members "$pgid" "$start" TERM
    while find_members "$pgid" "$start"; do
        round=$((round + 1))
        if (( round > 75 )); then return 1; fi
        if (( round > 50 )); then signal_members "$pgid" "$start" KILL; fi
        pause 0.2
    done
    return 0
}

# In a subshell that is about to be a command of the site: everything as it was when we were started.
become_site() {
    trap - PIPE
    umask "$SITE_UMASK"
    unset LC_ALL
    if [[ -n ${SITE_LC_ALL+set} ]]; then export LC_ALL="$SITE_LC_ALL"; fi
}

# Runs KIND's COMMAND in a session of its own, at most LIMIT seconds. Its identity is on disk before it begins: the child
# waits for a word from us and leaves when we die without saying it.
# Sets command_result to its exit code, `timeout`, `output`, `unkillable` or `unwritten`.
run_recorded() {
    local kind=$1 limit=$2 command=$3 output=$4 errors=$5 gate=$work/gate pid start began rest=0.05
    command_result=unwritten
    rm -f -- "$gate"
    if ! : 2>/dev/null >"$output" || ! : 2>/dev/null >>"$errors"; then return 1; fi
    if ! mkfifo -- "$gate" 2>/dev/null || ! { exec 8<>"$gate"; } 2>/dev/null; then return 1; fi
    (
        become_site
        # shellcheck disable=SC2016 # expanded by that bash
        exec setsid bash -c 'IFS= read -r word <&7 && [[ $word == go ]] || exit 125; exec 7<&-; exec bash -c "$1"' \
            run-deploy-command "$command"
    ) 7<"$gate" 8>&- 9>&- </dev/null >>"$output" 2>>"$errors" &
    pid=$!
    ticks
    began=$REPLY
    if ! process_started "$pid"; then exec 8>&-; return 1; fi
    start=$REPLY
    if ! write_attempt "$kind" "$pid" "$start"; then
        exec 8>&-
        wait "$pid"
        return 1
    fi
    printf 'go\n' >&8
    command_result=
    while read_process "$pid" && [[ $process_start == "$start" ]]; do
        ticks
        if (( REPLY - began >= limit * 100 )); then
            command_result=timeout
        elif [[ $kind == health ]] && (( $(wc -c <"$output") > OUTPUT_LIMIT )); then
            command_result=output
        fi
        if [[ -n $command_result ]]; then
            if ! end_members "$pid" "$start"; then command_result=unkillable; return 1; fi
            break
        fi
        if (( REPLY - began > 500 )); then rest=0.5; fi
        pause "$rest"
    done
    exec 8>&-
    wait "$pid" 2>/dev/null
    local code=$?
    if [[ -z $command_result ]]; then command_result=$code; fi
    return 0
}

# ---- talking to the server ------------------------------------------------------------------------------------------

quoted() {
    REPLY=${1//\\/\\\\}
    REPLY=${REPLY//\"/\\\"}
    REPLY=\"$REPLY\"
}

# The configuration for one curl, told to it through a pipe: nothing of it shows in ps.
curl_configuration() {
    local address=$1 body=$2 seconds=$3 scheme=${setting[SERVER_URL]%%:*} connect=${setting[CONNECT_TIMEOUT_SECONDS]}
    if (( connect > seconds )); then connect=$seconds; fi
    quoted "$address"; printf 'url = %s\n' "$REPLY"
    quoted "Authorization: Bearer $token"; printf 'header = %s\n' "$REPLY"
    printf 'header = "Accept: text/plain"\n'
    printf 'user-agent = "run-deploy/%s"\n' "$VERSION"
    printf 'proto = "=%s"\n' "$scheme"
    printf 'connect-timeout = %d\nmax-time = %d\nmax-filesize = %d\n' "$connect" "$seconds" "$ANSWER_LIMIT"
    quoted "$work/answer"; printf 'output = %s\n' "$REPLY"
    quoted "$work/headers"; printf 'dump-header = %s\n' "$REPLY"
    printf 'silent\nshow-error\ngloboff\n'
    if [[ -n ${setting[CA_FILE]-} ]]; then quoted "${setting[CA_FILE]}"; printf 'cacert = %s\n' "$REPLY"; fi
    if [[ -n ${setting[PROXY]-} ]]; then quoted "${setting[PROXY]}"; printf 'proxy = %s\n' "$REPLY"; fi
    if [[ -n $body ]]; then
        printf 'header = "Content-Type: application/json"\nheader = "Expect:"\n'
        quoted "@$body"; printf 'data-binary = %s\n' "$REPLY"
    fi
}

# One try. Sets http_code (000 without an answer), content_type, curl_exit, failure.
try_once() {
    local told
    if ! { : >"$work/answer" && : >"$work/headers" && : >"$work/errors"; } 2>/dev/null; then
        curl_exit=23 http_code=000 content_type='' failure=''
        return
    fi
    told=$(
        exec 9>&-
        trap '' XFSZ
        ulimit -c 0
        ulimit -f $((ANSWER_LIMIT / 1024 + 1))
        unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
        curl_configuration "$@" | curl -q --write-out '%{http_code} %{content_type}' --config - 2>"$work/errors"
    )
    curl_exit=$?
    http_code=${told%% *}
    content_type=${told#* }
    if [[ ! $http_code =~ ^[0-9]{3}$ ]]; then http_code=000; fi
    failure=$(head -c 300 "$work/errors" | tr '\000' ' ')
    failure=${failure//$'\n'/ }
}

header() {
    tr -d '\000' <"$work/headers" | grep -i "^$1:" | tail -n 1 | sed -e 's/^[^:]*:[[:space:]]*//' -e 's/[[:space:]]*$//'
}

# Seconds the server wants to be left alone; a date is held against the server's own clock.
retry_after() {
    local value until now
    REPLY=0
    value=$(header Retry-After)
    if [[ $value =~ ^[0-9]+$ ]]; then
        if (( ${#value} > 8 )); then REPLY=99999999; else REPLY=$((10#$value)); fi
    elif [[ $value =~ ^[A-Z][a-z]{2},\ [0-9A-Za-z:\ ]{10,40}$ ]]; then
        until=$(date -u -d "$value" +%s 2>/dev/null) || return 0
        now=$(date -u -d "$(header Date)" +%s 2>/dev/null) || now=$(date +%s)
        if (( until > now )); then REPLY=$((until - now)); fi
    fi
    return 0
}

# All tries of one question or report. What came of it is in `result`: an HTTP code, `network`, `long` or `refused`.
request() {
    local address=$1 body=$2 deadline seconds back=100 wait
    ticks
    deadline=$((REPLY + REQUEST_BUDGET * 100))
    while :; do
        ticks
        seconds=$(((deadline - REPLY) / 100))
        if (( seconds < 1 )); then return; fi
        if (( seconds > setting[REQUEST_TIMEOUT_SECONDS] )); then seconds=${setting[REQUEST_TIMEOUT_SECONDS]}; fi
        try_once "$address" "$body" "$seconds"
        classify "$body"
        case $result in
            network | 429 | 5??) ;;
            *) return ;;
        esac
        wait=$((back + RANDOM % back))
        if [[ $result != network ]]; then
            retry_after
            if (( REPLY * 100 > wait )); then wait=$((REPLY * 100 + RANDOM % 50)); fi
        fi
        ticks
        if (( REPLY + wait + 200 > deadline )); then return; fi
        pause_hundredths "$wait"
        if (( back < 1600 )); then back=$((back * 2)); fi
    done
}

classify() {
    case $curl_exit in
        0) result=$http_code ;;
        23 | 63)
            result=long
            if [[ $http_code != 000 && $http_code != 20? ]]; then result=$http_code; fi
            ;;
        1 | 2 | 3 | 4 | 27 | 51 | 53 | 54 | 58 | 59 | 60 | 66 | 77 | 80 | 82 | 83 | 90 | 91) result=refused ;;
        *)
            result=network
            # A server may close the door on a report that is too big before it has read it.
            if [[ -n $1 ]] && (( $(wc -c <"$1") > BODY_LIMIT )) && [[ $curl_exit == 5[256] || $http_code == 413 ]]; then
                result=413
            fi
            ;;
    esac
    if [[ $result == 000 ]]; then result=network; fi
}

describe_result() {
    case $result in
        network) REPLY="no answer (curl $curl_exit: ${failure:-no message})" ;;
        refused) REPLY="no connection that can be trusted (curl $curl_exit: ${failure:-no message})" ;;
        long) REPLY="not understood: the answer is longer than $ANSWER_LIMIT bytes or could not be stored" ;;
        401) REPLY="HTTP 401: the token is not accepted for ${setting[ENVIRONMENT]}" ;;
        429 | 5??) REPLY="HTTP $result" ;;
        *) REPLY="not understood: HTTP $result${content_type:+, ${content_type:0:80}}" ;;
    esac
}

# The lines of the answer into `record`; fails unless it is whole lines of key=value, no key twice.
read_lines() {
    local line
    record=()
    [[ -s $work/answer ]] || return 1
    if has_nul "$work/answer" || [[ -n $(tail -c 1 "$work/answer") ]]; then return 1; fi
    while IFS= read -r line; do
        [[ $line =~ ^([a-z][a-z0-9_]*)=(.*)$ ]] || return 1
        if [[ -n ${record[${BASH_REMATCH[1]}]+set} ]]; then return 1; fi
        record[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    done <"$work/answer"
}

# The answer to report ID: whether it names it, and what it was stored as, into stored_outcome.
read_receipt() {
    local line ids=0 outcomes=0 json
    stored_outcome=
    if has_nul "$work/answer"; then return 1; fi
    json='^[[:space:]]*\{[[:space:]]*"id"[[:space:]]*:[[:space:]]*"([^"]*)"[[:space:]]*,[[:space:]]*'
    json+='"outcome"[[:space:]]*:[[:space:]]*"([A-Za-z]*)"[[:space:]]*\}[[:space:]]*$'
    if [[ ${content_type,,} == application/json* && $(<"$work/answer") =~ $json ]]; then
        stored_outcome=${BASH_REMATCH[2]}
        [[ ${BASH_REMATCH[1]} == "$1" ]]
        return
    fi
    while IFS= read -r line || [[ -n $line ]]; do
        case $line in
            id=*) ids=$((ids + 1)); [[ ${line#id=} == "$1" ]] || return 1 ;;
            outcome=*) outcomes=$((outcomes + 1)) stored_outcome=${line#outcome=} ;;
        esac
    done <"$work/answer"
    (( ids == 1 && outcomes <= 1 ))
}

understand_answer() {
    local key lower=${content_type,,}
    why=
    if [[ $result != 200 ]]; then describe_result; why=$REPLY; return 1; fi
    if [[ ! $lower =~ ^text/plain[[:space:]]*(\;.*)?$ ]]; then
        why="not understood: the answer is ${content_type:0:80}, not text/plain"
        return 1
    fi
    if ! read_lines; then why='not understood: the answer is not whole lines of key=value with each key once'; return 1; fi
    for key in deploy release reason next_change poll_seconds message; do
        if [[ -z ${record[$key]+set} ]]; then why="not understood: the answer has no $key"; return 1; fi
    done
    case ${record[deploy]} in
        false) return 0 ;;
        true) ;;
        *) why="not understood: deploy=${record[deploy]:0:80}"; return 1 ;;
    esac
    if [[ ${record[reason]} != Due ]]; then why="not understood: deploy=true with reason=${record[reason]:0:80}"; return 1; fi
    if [[ ! ${record[release]} =~ $RELEASE_PATTERN ]]; then
        why="not understood: release=${record[release]:0:160} is no release name"
        return 1
    fi
}

# Asks, with or without saying who asks. Fills `record` and `answered`, or fails with `why`.
ask() {
    local host=$1 address query=
    address="${setting[SERVER_URL]}/api/v1/environments/$(percent_encode "${setting[ENVIRONMENT]}")/release"
    if [[ -n $current ]]; then query="&current=$current"; fi
    if [[ -n $host ]]; then query="$query&host=$host"; fi
    request "$address${query:+?${query#&}}" ''
    understand_answer || return 1
    ticks
    answered=$REPLY
    if [[ $mode == run ]]; then remember_answer; fi
    return 0
}

remember_answer() {
    local key
    {
        printf 'asked=%s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"
        for key in deploy release reason next_change poll_seconds message; do
            clean "${record[$key]}"
            printf '%s=%s\n' "$key" "${REPLY:0:1024}"
        done
        printf 'end=yes\n'
    } >"$work/last" 2>/dev/null && mv -f -- "$work/last" "$state/last" 2>/dev/null
    return 0
}

describe_answer() {
    local next=none release=${record[release]:0:160}
    if [[ -n ${record[next_change]} ]]; then
        local_time "${record[next_change]:0:40}"
        next="${record[next_change]:0:40} ($REPLY)"
    fi
    REPLY="deploy=${record[deploy]} reason=${record[reason]:0:80} release=${release:-none} current=${current:-unknown}"
    REPLY+=" next_change=$next: ${record[message]:0:1024}"
}

log_last_known() {
    if read_record "$state/last"; then
        local_time "${record[next_change]-}"
        log "last known decision, of ${record[asked]-}: deploy=${record[deploy]-} reason=${record[reason]-}" \
            "release=${record[release]:-none} next_change=${record[next_change]:-none}${record[next_change]:+ ($REPLY)}"
    else
        log 'last known decision: none'
    fi
}

# ---- the spool ------------------------------------------------------------------------------------------------------

# A report as a spool file on stdout: what we need to know of it, then the body as it is sent.
report() {
    local id=$1 outcome=$2 release=$3 message=$4 health=$5 outcome_id=$6 second=$7 time
    time=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
    printf 'id=%s\nenvironment=%s\noutcome=%s\nrelease=%s\ntime=%s\n' \
        "$id" "${setting[ENVIRONMENT]}" "$outcome" "$release" "$time"
    printf 'outcome_id=%s\nsecond=%s\nrun=%s\nboot=%s\nanswered=%s\n' \
        "$outcome_id" "$second" "$run_id" "$boot_id" "${answered:-0}"
    printf 'body={"id":"%s","host":"%s","release":"%s","outcome":"%s","time":"%s"' \
        "$id" "${setting[HOST_NAME]}" "$release" "$outcome" "$time"
    if [[ -n $message ]]; then
        clean "$message"
        printf ',"message":"'
        printf '%s' "${REPLY:0:1000}" | json_escape || return 1
        printf '"'
    fi
    if [[ -n $health ]]; then
        printf ',"healthOutput":"'
        { head -c "$HEALTH_CAPTURE" "$health" | json_escape; } || return 1
        printf '"'
    fi
    printf '}\nend=yes\n'
}

next_number() {
    local file name last=0
    for file in "$state"/spool/[0-9]*; do
        name=${file##*/}
        name=${name%%-*}
        if [[ $name =~ ^[0-9]+$ ]] && (( 10#$name > last )); then last=$((10#$name)); fi
    done
    printf -v REPLY '%012d' $((last + 1))
}

# Puts a report on disk to be sent: ID OUTCOME RELEASE MESSAGE HEALTH_FILE OUTCOME_ID.
spool() {
    next_number
    report "$1" "$2" "$3" "$4" "$5" "$6" '' | write_durably "$state/spool/$REPLY-$1"
}

spooled() {
    local file
    for file in "$state"/spool/[0-9]*; do
        if [[ -e $file ]]; then REPLY=$file; return 0; fi
    done
    return 1
}

# Sends everything spooled, oldest first. Returns 0 when all is stored, 1 when something stays, 2 when a report was refused
# for good. Sets stored_outcome (of the last one), learned_failure and was_refused.
deliver_all() {
    while spooled; do
        deliver "$REPLY" || return
    done
    return 0
}

deliver() {
    local file=$1 id outcome release sent
    if ! read_record "$file" || [[ ! ${record[id]-} =~ $ID_PATTERN || -z ${record[body]-} ]]; then
        log "spooled report ${file##*/} is damaged"
        rejected_outcome=
        reject "$file"
        return
    fi
    id=${record[id]} outcome=${record[outcome]} release=${record[release]}
    sent="report $outcome of $release (id $id)"
    if ! printf '%s' "${record[body]}" 2>/dev/null >"$work/body"; then
        log "$sent stays spooled: $work cannot be written"
        return 1
    fi
    local second=${record[second]-} address
    address="${setting[SERVER_URL]}/api/v1/environments/$(percent_encode "${record[environment]}")/reports"
    request "$address" "$work/body"
    case $result in
        200 | 201)
            if ! read_receipt "$id" || [[ $outcome == Started && ${stored_outcome:-Started} != Started ]]; then
                log "$sent stays spooled: not understood: HTTP $result without its id"
                return 1
            fi
            clean "$stored_outcome"
            log "$sent is stored as ${REPLY:-unknown} (HTTP $result)"
            settle "$file" "$outcome"
            return
            ;;
        400 | 413)
            local refusal
            refusal=$(refusal_text)
            was_refused=yes
            if [[ $outcome == Started || $second == yes ]]; then
                log "$sent is refused: $refusal"
                rejected_outcome=$outcome
                reject "$file"
                return
            fi
            log "$sent is refused: $refusal; it is sent once more as Failed"
            local new
            new=$(new_id)
            if ! report "$new" Failed "$release" "report refused: $refusal" '' '' yes | write_durably "$work/second" ||
                ! mv -f -- "$work/second" "$file" 2>/dev/null; then
                log "$sent stays spooled: $state cannot be written"
                return 1
            fi
            flush_directory "$state/spool"
            deliver "$file"
            return
            ;;
        *)
            describe_result
            log "$sent stays spooled: $REPLY"
            return 1
            ;;
    esac
}

# A stored report leaves the spool; a stored Started becomes the attempt in the same instant.
settle() {
    if [[ $2 == Started ]]; then
        mv -f -- "$1" "$state/attempt" 2>/dev/null || { log "state cannot be written: $state/attempt"; return 1; }
        flush_directory "$state"
        flush_directory "$state/spool"
        return 0
    fi
    if [[ $2 == Succeeded && $stored_outcome != Succeeded ]]; then learned_failure=yes; fi
    remove_durably "$1" || { log "state cannot be written: $1 cannot be removed"; return 1; }
}

refusal_text() {
    local detail
    detail=$(tr -d '\000\r\n' <"$work/answer" | grep -o '"detail"[[:space:]]*:[[:space:]]*"[^"]*"' | head -n 1 |
        sed 's/^"detail"[[:space:]]*:[[:space:]]*"\(.*\)"$/\1/') || detail=
    printf 'HTTP %s%s' "$result" "${detail:+, ${detail:0:500}}"
}

reject() {
    local target
    target=$state/rejected/$(date -u '+%Y%m%dT%H%M%SZ')-${1##*/}
    if ! mv -f -- "$1" "$target" 2>/dev/null; then
        log "state cannot be written: ${1##*/} cannot be moved to $state/rejected"
        return 1
    fi
    flush_directory "$state/rejected"
    flush_directory "${1%/*}"
    log "moved to $target; nothing is deployed"
    return 2
}

# ---- the deployment -------------------------------------------------------------------------------------------------

# Notes that KIND's command runs, or is about to, for the Started in hand.
write_attempt() {
    {
        printf 'id=%s\nenvironment=%s\nrelease=%s\noutcome_id=%s\n' "$start_id" "${setting[ENVIRONMENT]}" "$release" "$outcome_id"
        printf 'run=%s\nboot=%s\ncommand=%s\npgid=%s\nstart=%s\nbegan=%s\nend=yes\n' \
            "$run_id" "$boot_id" "$1" "$2" "$3" "$deployment_began"
    } | write_durably "$state/attempt"
}

last_line() {
    local line
    line=$(tail -c 4000 "$1" 2>/dev/null | tr '\000\r' '  ' | grep -v '^[[:space:]]*$' | tail -n 1) || line=
    clean "$line"
    REPLY=${REPLY:0:600}
}

log_output() {
    local line
    while IFS= read -r line; do log "  | $line"; done < <(exec 9>&-; tail -c 8000 "$1" 2>/dev/null | tr '\000' ' ' | tail -n 20)
}

# Puts the outcome where it cannot get lost and clears the attempt, in that order.
conclude() {
    local outcome=$1 message=$2 health=$3
    rm -f -- "$state/reserve"
    if ! spool "$outcome_id" "$outcome" "$release" "$message" "$health" ''; then
        log "state cannot be written: $outcome of $release could not be spooled; the next run will report it as interrupted"
        return 1
    fi
    log "$outcome: $release${message:+: $message}"
    if ! remove_durably "$state/attempt"; then
        log "state cannot be written: $state/attempt cannot be removed"
        return 1
    fi
    return 0
}

# Runs the deploy command, then the health command. Sets outcome, message, health_file.
perform() {
    local left
    outcome=Failed
    message=
    health_file=
    ticks
    deployment_began=$REPLY
    log "deploying $release"
    run_recorded deploy "${setting[DEPLOY_TIMEOUT_SECONDS]}" "${setting[DEPLOY_COMMAND]} $release" \
        "$state/deploy.output" "$state/deploy.output"
    case $command_result in
        unwritten | unkillable) return 1 ;;
        timeout) message="DEPLOY_COMMAND did not end within ${setting[DEPLOY_TIMEOUT_SECONDS]} seconds and was ended" ;;
        0) ;;
        *)
            last_line "$state/deploy.output"
            message="DEPLOY_COMMAND ended with exit code $command_result${REPLY:+: $REPLY}"
            ;;
    esac
    if [[ -n $message ]]; then log_output "$state/deploy.output"; return 0; fi

    ticks
    left=$((setting[DEPLOY_TIMEOUT_SECONDS] - (REPLY - deployment_began) / 100))
    if (( left > HEALTH_LIMIT )); then left=$HEALTH_LIMIT; fi
    if (( left < 1 )); then message='no time was left for HEALTH_COMMAND'; return 0; fi
    : 2>/dev/null >"$state/health.errors"
    run_recorded health "$left" "${setting[HEALTH_COMMAND]}" "$state/health.output" "$state/health.errors"
    case $command_result in
        # The release is deployed; only its health stays untold.
        unwritten) message='HEALTH_COMMAND was not run: STATE_DIRECTORY cannot be written' ;;
        unkillable) return 1 ;;
        timeout) message="HEALTH_COMMAND did not end within $left seconds and was ended" ;;
        output) message="HEALTH_COMMAND printed more than $OUTPUT_LIMIT bytes and was ended" ;;
        0) outcome=Succeeded health_file=$state/health.output ;;
        *)
            last_line "$state/health.errors"
            message="HEALTH_COMMAND ended with exit code $command_result${REPLY:+: $REPLY}"
            ;;
    esac
    if [[ $outcome == Failed ]]; then log_output "$state/health.errors"; fi
    return 0
}

# A stored Started is in hand: deploys, reports, and ends the run.
deploy() {
    local code=1
    if ! perform; then
        if [[ $command_result == unkillable ]]; then
            log "processes of the deployment of $release cannot be ended; the next run looks after them"
            exit 4
        fi
        log "state cannot be written: nothing is deployed"
        exit 3
    fi
    if ! conclude "$outcome" "$message" "$health_file"; then exit 1; fi
    if [[ $outcome == Succeeded ]]; then code=0; fi
    stored_outcome=
    was_refused=no
    if deliver_all; then
        if [[ $stored_outcome != Succeeded ]]; then code=1; fi
    elif [[ $was_refused == yes ]]; then
        code=1
    fi
    if [[ $was_refused == yes ]]; then code=1; fi
    if spooled; then log "the report about $release stays spooled for the next run"; fi
    exit $code
}

cancel() {
    local message=$1 code=$2
    log "not started: $release: $message"
    if ! conclude Cancelled "$message" ''; then exit 3; fi
    deliver_all || exit 3
    if [[ $was_refused == yes && $code == 0 ]]; then code=1; fi
    exit "$code"
}

# The answer that led to the Started is too old to act on: only the same answer again lets it be deployed.
ask_again_and_deploy() {
    if ! ask ''; then
        log "asked again about $release: $why"
        log_last_known
        cancel "not asked again: $why" 3
    fi
    describe_answer
    log "asked again about $release: $REPLY"
    if [[ ${record[deploy]} != true || ${record[release]} != "$release" ]]; then cancel "${record[reason]:0:200}" 0; fi
    if is_held; then cancel "held by HOLD_FILE ${setting[HOLD_FILE]}" 0; fi
    deploy
}

is_held() { [[ -e ${setting[HOLD_FILE]} || -L ${setting[HOLD_FILE]} ]]; }

# `attempt` into start_id, outcome_id, release.
take_attempt() {
    start_id=${record[id]}
    outcome_id=${record[outcome_id]}
    release=${record[release]}
}

outcome_is_spooled() {
    local file
    for file in "$state"/spool/[0-9]*-"$1"; do
        if [[ -e $file ]]; then return 0; fi
    done
    return 1
}

# What a run before this one left behind. Afterwards an attempt on disk is a stored Started for which nothing ran.
look_back() {
    local elapsed
    [[ -e $state/attempt ]] || return 0
    if ! read_record "$state/attempt" || [[ ! ${record[id]-} =~ $ID_PATTERN || ! ${record[outcome_id]-} =~ $ID_PATTERN ]] ||
        [[ ! ${record[release]-} =~ $RELEASE_PATTERN ]]; then
        log "$state/attempt is damaged"
        reject "$state/attempt"
        exit 3
    fi
    take_attempt
    if outcome_is_spooled "$outcome_id"; then remove_durably "$state/attempt"; return 0; fi
    [[ -n ${record[pgid]-} ]] || return 0
    if [[ ${record[boot]} == "$boot_id" ]] && find_members "${record[pgid]}" "${record[start]}"; then
        ticks
        elapsed=$(((REPLY - record[began]) / 100))
        if (( elapsed <= setting[DEPLOY_TIMEOUT_SECONDS] )); then
            log "the ${record[command]} command of an earlier run for $release is still going after $elapsed seconds" \
                "(process group ${record[pgid]}); nothing done"
            exit 4
        fi
        log "the ${record[command]} command of an earlier run for $release is still going after $elapsed seconds;" \
            "process group ${record[pgid]} is ended"
        if ! end_members "${record[pgid]}" "${record[start]}"; then
            log "process group ${record[pgid]} cannot be ended; nothing done"
            exit 4
        fi
    fi
    log "the deployment of $release by an earlier run was interrupted"
    if ! conclude Failed interrupted ''; then exit 3; fi
}

ask_current() {
    local output=$work/current code
    current=
    (
        become_site
        exec setsid timeout -k 5 "$CURRENT_LIMIT" bash -c "${setting[CURRENT_RELEASE_COMMAND]}"
    ) 9>&- </dev/null >"$output" 2>"$work/current.errors"
    code=$?
    if (( code )); then
        last_line "$work/current.errors"
        log "current release unknown: CURRENT_RELEASE_COMMAND ended with exit code $code${REPLY:+: $REPLY}"
        return
    fi
    current=$(head -c 300 "$output" | tr '\000' '\001')
    if [[ -z $current ]]; then
        log 'current release unknown: CURRENT_RELEASE_COMMAND printed nothing'
    elif [[ ! $current =~ $RELEASE_PATTERN ]]; then
        log "current release unknown: CURRENT_RELEASE_COMMAND printed no release name: ${current:0:80}"
        current=
    fi
}

wait_for_jitter() {
    if (( setting[JITTER_SECONDS] > 0 )); then
        pause $(((RANDOM * 32768 + RANDOM) % (setting[JITTER_SECONDS] + 1)))
    fi
}

# ---- one run --------------------------------------------------------------------------------------------------------

run() {
    local end=0
    stored_outcome='' was_refused=no learned_failure=no answered=0
    open_state
    look_back
    wait_for_jitter
    deliver_all
    case $? in
        0) ;;
        2) case $rejected_outcome in Started | '') exit 3 ;; *) exit 1 ;; esac ;;
        *) log 'reports are still spooled; nothing is deployed'; log_last_known; exit 3 ;;
    esac
    if [[ $was_refused == yes || $learned_failure == yes ]]; then end=1; fi
    ask_current
    if [[ -e $state/attempt ]]; then
        if ! read_record "$state/attempt"; then log "$state/attempt is damaged; nothing is deployed"; exit 3; fi
        take_attempt
        log "Started of $release was reported by an earlier run, which deployed nothing"
        ask_again_and_deploy
    fi
    if ! ask "${setting[HOST_NAME]}"; then
        log "nothing is deployed: $why"
        log_last_known
        exit 3
    fi
    describe_answer
    log "$REPLY"
    if [[ ${record[deploy]} != true ]]; then exit $end; fi
    release=${record[release]}
    if is_held; then
        log "held: ${setting[HOLD_FILE]} exists; $release is not deployed"
        exit $end
    fi
    announce_and_deploy
}

announce_and_deploy() {
    local asked=$answered
    if ! probe_disk; then
        log "state cannot be written: $state is full or read-only; nothing is deployed"
        exit 3
    fi
    start_id=$(new_id)
    outcome_id=$(new_id)
    if ! spool "$start_id" Started "$release" '' '' "$outcome_id"; then
        log 'state cannot be written: Started cannot be spooled; nothing is deployed'
        exit 3
    fi
    was_refused=no
    if ! deliver_all; then
        log "Started of $release is not stored by the server; nothing is deployed"
        exit 3
    fi
    ticks
    if (( REPLY - asked > ANSWER_IS_STALE_AFTER * 100 )); then ask_again_and_deploy; fi
    if is_held; then cancel "held by HOLD_FILE ${setting[HOLD_FILE]}" 0; fi
    deploy
}

# ---- what people ask ------------------------------------------------------------------------------------------------

private_work() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/run-deploy.XXXXXX") || { printf 'no temporary directory\n' >&2; exit 3; }
    trap 'rm -rf -- "$work"' EXIT
}

say() { clean "$*"; printf '%s\n' "$REPLY"; }

check() {
    local text end=0
    private_work
    logging=no
    say "ok     settings ${RUN_DEPLOY_CONF:-$DEFAULT_SETTINGS}: environment ${setting[ENVIRONMENT]}, host ${setting[HOST_NAME]}"
    say "ok     token ${setting[TOKEN_FILE]}"
    if { [[ -d $state && -w $state ]] || [[ ! -e $state ]]; } && mkdir -p "$state" 2>/dev/null && [[ -w $state ]]; then
        say "ok     STATE_DIRECTORY $state"
    else
        say "wrong  STATE_DIRECTORY $state cannot be written"; end=3
    fi
    if { [[ -e $log_file && ! -d $log_file && -w $log_file ]] || [[ ! -e $log_file && -w ${log_file%/*}/ ]]; }; then
        say "ok     LOG_FILE $log_file"
    else
        say "wrong  LOG_FILE $log_file cannot be written; the log goes to stderr"
    fi
    text=$(exec 9>&-; ask_current 2>&1 >/dev/null; printf '%s' "$current")
    if [[ $text =~ $RELEASE_PATTERN ]]; then
        say "ok     CURRENT_RELEASE_COMMAND: $text"; current=$text
    else
        say "wrong  ${text#*] }"; current=
    fi
    if is_held; then say "note   HOLD_FILE ${setting[HOLD_FILE]} exists: nothing is deployed"; fi
    if ask ''; then
        describe_answer
        say "ok     server ${setting[SERVER_URL]}: $REPLY"
    else
        say "wrong  server ${setting[SERVER_URL]}: $why"; end=3
    fi
    exit $end
}

dry_run() {
    private_work
    logging=no
    ask_current
    if ! ask "${setting[HOST_NAME]}"; then say "nothing would be deployed: $why"; exit 3; fi
    describe_answer
    say "$REPLY"
    if [[ ${record[deploy]} != true ]]; then say 'nothing would be deployed'
    elif spooled; then say "nothing would be deployed before the spooled reports are stored"
    elif is_held; then say "nothing would be deployed: HOLD_FILE ${setting[HOLD_FILE]} exists"
    else say "would report Started and run: ${setting[DEPLOY_COMMAND]} ${record[release]}"; fi
    exit 0
}

status() {
    local file count=0 next
    say "environment ${setting[ENVIRONMENT]}, host ${setting[HOST_NAME]}, server ${setting[SERVER_URL]}"
    if read_record "$state/last"; then
        say "last decision, of ${record[asked]-}: deploy=${record[deploy]-} reason=${record[reason]-} release=${record[release]:-none}"
        say "  ${record[message]-}"
        local_time "${record[next_change]-}"
        next=$REPLY
        say "next change: ${next:-none}${record[next_change]:+ (${record[next_change]})}"
    else
        say 'last decision: none yet'
    fi
    if read_record "$state/attempt"; then
        if [[ -n ${record[pgid]-} ]]; then
            if [[ ${record[boot]-} == "$boot_id" ]] && find_members "${record[pgid]}" "${record[start]}"; then
                say "deployment: ${record[command]} command of ${record[release]} is going (process group ${record[pgid]})"
            else
                say "deployment: ${record[release]} was interrupted; the next run reports that"
            fi
        else
            say "deployment: Started of ${record[release]} is reported, nothing has run yet"
        fi
    fi
    for file in "$state"/spool/[0-9]*; do
        [[ -e $file ]] || continue
        count=$((count + 1))
        if read_record "$file"; then
            say "spooled: ${record[outcome]-} of ${record[release]-}, ${record[time]-}, id ${record[id]-}"
        else
            say "spooled: ${file##*/} (damaged)"
        fi
    done
    say "spool: $count"
    count=0
    for file in "$state"/rejected/*; do if [[ -e $file ]]; then count=$((count + 1)); fi; done
    say "rejected: $count"
    if is_held; then say "held: ${setting[HOLD_FILE]} exists, nothing is deployed"; fi
    exit 0
}

main() {
    local text
    case ${1-} in
        '') ;;
        --check | --status) mode=${1#--} ;;
        --dry-run) mode=dry_run ;;
        --version) printf 'run-deploy.sh %s\n' "$VERSION"; exit 0 ;;
        --help | -h) usage; exit 0 ;;
        *) printf 'run-deploy.sh: unknown option %q\n' "$1" >&2; usage >&2; exit 2 ;;
    esac
    if (( $# > 1 )); then printf 'run-deploy.sh: one option at most\n' >&2; exit 2; fi
    current='' answered=0 was_refused=no
    run_id=$(new_id)
    boot_id=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null) || boot_id=unknown
    load_settings
    if (( ${#problems[@]} )); then
        for text in "${problems[@]}"; do
            clean "$text"
            printf 'run-deploy.sh: wrong settings: %s\n' "$REPLY" >&2
            if [[ $mode == run ]]; then logging=yes; log "wrong settings: $text" 2>/dev/null; fi
        done
        exit 2
    fi
    if [[ $mode == run ]]; then logging=yes; fi
    "$mode"
}

main "$@"
