#!/bin/sh
# Everything from a fresh clone to a running newsroom with its demonstration.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python run
build_frontend
exec .venv/bin/python -m hoitu.project.cli up --demo "$@"
