#!/usr/bin/env bash
# Installs the .deb in a clean chroot of Debian, uses it, removes it, and looks that ledgers stay.
set -euo pipefail
cd -P "$(dirname "$0")/../.."

release=${1:-bookworm}
deb=$(ls -t dist/labour-ledger_*_amd64.deb | head -n 1)
root=build/chroot-$release
skip() { echo "skipped: $*"; exit 0; }
[ "$(id -u)" = 0 ] || skip "a chroot needs root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"

sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true)
mirror=$(sed -n 's/^URIs: *\([^ ]*\)$/\1/p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' <<<"$sources" | head -n 1)
inside() { chroot "$root" env HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
finish() { umount "$root/proc" "$root/dev" 2>/dev/null || true; }
trap finish EXIT

if [ ! -e "$root/.ready" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase "$release" "$root" "$mirror" >/dev/null || skip "no mirror for $release"
  touch "$root/.ready"
fi
for name in apt.conf.d preferences.d; do cp -a "/etc/apt/$name/." "$root/etc/apt/$name/" 2>/dev/null || true; done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$deb" "$root/root/labour-ledger.deb"

inside apt-get -qq update
inside apt-get -qq -y install --no-install-recommends xvfb xauth /root/labour-ledger.deb >/dev/null
rm -rf "$root/root/out"
inside labour-ledger demo -o /root/out
inside test -s "/root/out/township/data.db"
# The window must come up through the real platform plugin and stay up.
inside timeout 20 xvfb-run -a labour-ledger-window /root/out/township && code=0 || code=$?
[ "$code" = 124 ] || { echo "the window ended with $code instead of staying open" >&2; exit 1; }
inside apt-get -qq -y remove labour-ledger >/dev/null
inside test ! -e /opt/labour-ledger/labour-ledger
inside test -s /root/out/township/data.db
echo "passed: installed, demo, window, removed; the ledger is still there ($release)"
