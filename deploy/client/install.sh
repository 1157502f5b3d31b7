#!/bin/bash
# Puts the client in place, below DESTDIR if that is set. Running it again is harmless: settings and state are kept.
set -eu
umask 022

usage() {
    cat <<'USAGE'
Usage: [DESTDIR=/some/root] install.sh [--cron] [--enable]
  --cron    the daily cron line instead of the systemd timer
  --enable  starts the timer at once (only without DESTDIR)
USAGE
}

cron=no enable=no
for option in "$@"; do
    case $option in
        --cron) cron=yes ;;
        --enable) enable=yes ;;
        --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=${DESTDIR:-}
root=${root%/}

# MODE FILE TARGET: replaced in one step, so that a run that is just starting never reads half a script.
put() {
    local target=$root$3
    install -d -m 755 -- "${target%/*}"
    install -m "$1" -- "$here/$2" "$target.new"
    mv -f -- "$target.new" "$target"
}

put 755 run-deploy.sh /opt/hyperanna/bin/run-deploy.sh
install -d -m 755 -- "$root/etc/hyperanna"
put 644 run-deploy.conf.example /etc/hyperanna/run-deploy.conf.example
if [[ ! -e $root/etc/hyperanna/run-deploy.conf && ! -L $root/etc/hyperanna/run-deploy.conf ]]; then
    put 600 run-deploy.conf.example /etc/hyperanna/run-deploy.conf
fi
put 644 run-deploy.logrotate /etc/logrotate.d/run-deploy
install -d -m 700 -- "$root/var/lib/run-deploy"

if [[ $cron == yes ]]; then
    put 644 run-deploy.cron /etc/cron.d/run-deploy
    if [[ -z $root && -e /etc/systemd/system/run-deploy.timer ]] && command -v systemctl >/dev/null; then
        systemctl disable --now run-deploy.timer || :
    fi
    rm -f -- "$root/etc/systemd/system/run-deploy.service" "$root/etc/systemd/system/run-deploy.timer"
else
    put 644 run-deploy.service /etc/systemd/system/run-deploy.service
    put 644 run-deploy.timer /etc/systemd/system/run-deploy.timer
    rm -f -- "$root/etc/cron.d/run-deploy"
fi

if [[ -z $root && -d /run/systemd/system ]]; then
    systemctl daemon-reload
    if [[ $enable == yes && $cron == no ]]; then systemctl enable --now run-deploy.timer; fi
fi

cat <<NEXT
Installed below ${root:-/}. Next:
  1. fill in $root/etc/hyperanna/run-deploy.conf
  2. put the token into $root/etc/hyperanna/token and chmod 600 it
  3. /opt/hyperanna/bin/run-deploy.sh --check
NEXT
if [[ $cron == no && $enable == no ]]; then echo '  4. systemctl enable --now run-deploy.timer'; fi
