# shellcheck shell=bash
# What dev/up, dev/down and dev/test share.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Installs Debian package $2 when program $1 is missing and we may; else says what to do.
need() {
    command -v "$1" >/dev/null && return
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        die "$1 is missing; install it (Debian package: $2) and run this again"
    fi
    say "installing $2"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2"; } >&2 ||
        die "$2 could not be installed; install it by hand and run this again"
}

java_major() { "$1" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'; }

need_java() {
    need javac openjdk-17-jdk-headless
    local found
    found=$(java_major java)
    if ((${found:-0} < 17)); then die "java is version ${found:-unknown}; 17 or newer is needed"; fi
}

# The system's Maven when it is new enough, else the wrapper, which downloads one.
maven() {
    local found
    found=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
    if [[ -n $found && $(printf '3.8\n%s\n' "$found" | sort -V | head -n 1) == 3.8 ]]; then
        (cd "$root" && mvn -B -ntp -Dstyle.color=never "$@")
    else
        need unzip unzip
        (cd "$root" && ./mvnw -B -ntp -Dstyle.color=never "$@")
    fi
}
