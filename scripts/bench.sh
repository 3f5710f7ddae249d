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
names=${1:-$(grep -l '^if __name__ == "__main__"' bench/*.py | sed 's|^bench/\(.*\)\.py$|\1|')}
failed=""
for name in $names; do
    say "bench $name"
    .venv/bin/python -m "bench.$name" || failed="$failed $name"
done
[ -z "$failed" ] || fail "Không đo được / not measured:$failed"
