#!/bin/bash
# Makes a token for the hosts of one environment and prints it with its digest and the commands that let it in. The server
# never sees the token itself, only its SHA-256 digest in the schedule.
set -eu
set -o pipefail

if [[ $# -gt 2 || ${1-} == -* ]]; then
    echo 'Usage: new-token.sh [OBJECT [NAMESPACE]]   e.g. new-token.sh grapes auto-deploy'
    if [[ ${1-} == --help ]]; then exit 0; fi
    exit 2
fi
object=${1:-OBJECT}
namespace=${2:-auto-deploy}
for name in "$object" "$namespace"; do
    if [[ ! $name =~ ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$ ]]; then
        printf 'new-token.sh: %q is no object name\n' "$name" >&2
        exit 2
    fi
done

token=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')
digest=$(printf '%s' "$token" | sha256sum)
digest=${digest%% *}
patch="kubectl -n $namespace patch deploymentschedule $object --type=json -p"
list=/spec/clientAuth/tokenSha256
append="[{\"op\":\"add\",\"path\":\"$list/-\",\"value\":\"$digest\"}]"
first="[{\"op\":\"test\",\"path\":\"/spec/clientAuth\",\"value\":null},{\"op\":\"add\",\"path\":\"/spec/clientAuth\",\"value\":{\"tokenSha256\":[\"$digest\"]}}]"
finish="[{\"op\":\"test\",\"path\":\"$list/1\",\"value\":\"$digest\"},{\"op\":\"remove\",\"path\":\"$list/0\"}]"

cat <<TEXT
token:  $token
digest: $digest

# 1. Let it in. A digest that is there already stays: the old token and the new one both work (two at most).
$patch '$append' 2>/dev/null || $patch '$first'

# 2. On each host: put the token into TOKEN_FILE (one line), chmod 600 it, run-deploy.sh --check.

# 3. Only when an old token was there and every host has the new one: shut the old one out.
$patch '$finish'
TEXT
