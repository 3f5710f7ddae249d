#!/bin/sh
# Everything that is checked before a change goes in; CI runs exactly this. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
build_frontend
install_npm
install_debian chromium chromium chromium-browser google-chrome
sh scripts/check.sh
say "vitest"
(cd frontend && npm run --silent test)
say "pytest"
exec .venv/bin/python -m pytest -q "$@"
