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
exec .venv/bin/python -m bench "$@"
