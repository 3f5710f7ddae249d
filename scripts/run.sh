#!/bin/sh
# Everything from a fresh clone to a running newsroom with its demonstration.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python run
build_frontend
export HOITU_DEMO="${HOITU_DEMO:-true}"
exec .venv/bin/python -m hoitu.project.cli up "$@"
