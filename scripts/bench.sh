#!/bin/sh
# bench.sh [NAME]: measure everything or one thing; each beside its peer. Peers are Debian packages.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
build_frontend
install_debian nginx-light nginx
install_debian wrk wrk
install_debian hugo hugo
install_debian imagemagick magick convert-im6.q16
install_debian libimage-exiftool-perl exiftool
install_debian chromium chromium google-chrome
# bake leaves the baked archive that rebake and publish go on from.
names=${1:-weight lists search serve memory setup lighthouse import bake rebake publish propose recompute refresh rollup report proof picture ladder metadata media_search similar relay durable rooms opening timeline}
failed=""
for name in $names; do
    say "bench $name"
    .venv/bin/python -m "bench.$name" || failed="$failed $name"
done
.venv/bin/python -m bench.table
[ -z "$failed" ] || fail "Không đo được / not measured:$failed"
