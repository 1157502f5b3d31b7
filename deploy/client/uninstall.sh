#!/bin/bash
# Takes the client away, below DESTDIR if that is set. Settings, token, state and log stay unless --purge is given.
set -eu

purge=no
for option in "$@"; do
    case $option in
        --purge) purge=yes ;;
        --help) echo 'Usage: [DESTDIR=/some/root] uninstall.sh [--purge]'; exit 0 ;;
        *) echo 'Usage: [DESTDIR=/some/root] uninstall.sh [--purge]' >&2; exit 2 ;;
    esac
done

root=${DESTDIR:-}
root=${root%/}

if [[ -z $root && -d /run/systemd/system && -e /etc/systemd/system/run-deploy.timer ]]; then
    systemctl disable --now run-deploy.timer || :
fi
rm -f -- "$root/opt/hyperanna/bin/run-deploy.sh" \
    "$root/etc/hyperanna/run-deploy.conf.example" \
    "$root/etc/logrotate.d/run-deploy" \
    "$root/etc/cron.d/run-deploy" \
    "$root/etc/systemd/system/run-deploy.service" \
    "$root/etc/systemd/system/run-deploy.timer"
if [[ -z $root && -d /run/systemd/system ]]; then systemctl daemon-reload; fi

if [[ $purge == yes ]]; then
    rm -f -- "$root/etc/hyperanna/run-deploy.conf" "$root/etc/hyperanna/token" "$root/etc/hyperanna/hold" \
        "$root"/var/log/run-deploy.log*
    rm -rf -- "$root/var/lib/run-deploy"
fi
for directory in /opt/hyperanna/bin /opt/hyperanna /etc/hyperanna; do
    rmdir -- "$root$directory" 2>/dev/null || :
done
