#!/bin/sh
# Kill processes while people work, and attack every address: the long version of what make test runs small.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
build_frontend
exec .venv/bin/python -m pytest -q tests/faults --long "$@"
