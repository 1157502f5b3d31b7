# shellcheck shell=bash
# Detached processes, known by a file that holds the process id and, against reuse of that id, its start time.

# The moment process $1 started, in whatever words the system has for it; fails when it is gone or a zombie.
start_time_of() {
    if [[ -d /proc/self ]]; then
        local line
        line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
        # The name in parentheses may hold spaces; state is the 1st and start time the 20th word after it.
        # shellcheck disable=SC2086
        set -- ${line##*) }
        [[ $1 != Z ]] && echo "${20}"
    else
        ps -o lstart= -p "$1"
    fi
}

# The start time is kept beside the id: other programs want a .pid file with nothing but the id in it.
is_running() {
    local pid
    [[ -s $1 && -s $1.started ]] || return 1
    pid=$(<"$1")
    [[ $pid =~ ^[0-9]+$ && $(start_time_of "$pid") == "$(<"$1.started")" ]]
}

# Starts a command in a session of its own that holds none of our files: detach PID_FILE LOG_FILE COMMAND...
detach() {
    local pid_file=$1 log_file=$2
    shift 2
    # shellcheck disable=SC2016
    setsid_if_any bash -c '
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            if ((fd > 2 && fd < 255)); then eval "exec $fd>&-"; fi
        done 2>/dev/null
        echo "$$" >"$0.new" && mv "$0.new" "$0"
        exec "$@"' "$pid_file" "$@" </dev/null >>"$log_file" 2>&1 &
    local wrapper=$!
    rm -f "$pid_file.started"
    until [[ -s $pid_file && $(<"$pid_file") == "$wrapper" ]] || ! kill -0 "$wrapper" 2>/dev/null; do sleep 0.05; done
    start_time_of "$wrapper" >"$pid_file.started" || true
    disown "$wrapper" 2>/dev/null || true
}

setsid_if_any() {
    if command -v setsid >/dev/null; then exec setsid nohup "$@"; else exec nohup "$@"; fi
}

# Asks the process to end, waits $2 seconds, then makes it.
stop_process() {
    local pid deadline=$((SECONDS + $2))
    if is_running "$1"; then
        pid=$(<"$1")
        kill "$pid" 2>/dev/null || true
        while is_running "$1" && ((SECONDS < deadline)); do sleep 0.1; done
        if is_running "$1"; then kill -9 "$pid" 2>/dev/null || true; fi
    fi
    rm -f "$1" "$1.started"
}

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
