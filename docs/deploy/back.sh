#!/bin/sh
# Puts the bot on a fresh machine with systemd and starts it, with the token of the machine that died:
#   sh back.sh PROGRAM TOKEN_FILE [SETTINGS]
# PROGRAM is the released program, TOKEN_FILE holds the token alone, SETTINGS are lines such as CEKLOKER_COUNTRY=Indonesia.
# Run it as root. It may be run again: it replaces what it installed, and never data or keys.
# ROOT=/some/folder installs there and starts nothing, to try it out.
set -eu
[ $# -ge 2 ] || { echo "usage: sh back.sh PROGRAM TOKEN_FILE [SETTINGS]" >&2; exit 2; }
program=$1 token=$2 settings=${3:-} root=${ROOT:-}
here=$(dirname "$0")
[ -s "$token" ] || { echo "back.sh: $token holds no token" >&2; exit 1; }
"$program" version >/dev/null || { echo "back.sh: $program does not run on this machine" >&2; exit 1; }

owner=""
if [ -z "$root" ]; then
  id cekloker >/dev/null 2>&1 || useradd --system --home-dir /var/lib/cekloker --shell /usr/sbin/nologin cekloker
  owner="-o cekloker -g cekloker"
fi
install -d "$root/usr/local/bin" "$root/etc/systemd/system"
install -m 0755 "$program" "$root/usr/local/bin/cekloker.new"
mv "$root/usr/local/bin/cekloker.new" "$root/usr/local/bin/cekloker"
# shellcheck disable=SC2086
install -d -m 0700 $owner "$root/etc/cekloker"
# shellcheck disable=SC2086
install -m 0400 $owner "$token" "$root/etc/cekloker/token"
# shellcheck disable=SC2086
[ -z "$settings" ] || install -m 0400 $owner "$settings" "$root/etc/cekloker/env"
install -m 0644 "$here/cekloker.service" "$root/etc/systemd/system/cekloker.service"
[ -z "$root" ] || exit 0

systemctl daemon-reload
systemctl enable cekloker
systemctl restart cekloker # Type=notify: returns when Telegram has answered and the bot serves
/usr/local/bin/cekloker health
echo "the bot serves; take $token away from here, and see what is left to fix: docs/machine-lost.md"
