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
if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest -q "$@"
fi
# Each process has a PostgreSQL of its own.
.venv/bin/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal hoitu tests \
    --ignore tests/journeys --ignore tests/faults
# A browser's driver brings an event loop of its own, and killed processes a noise of their own: each set runs alone.
for set in tests/journeys tests/faults frontend/tests; do
    .venv/bin/python -m pytest -q "$set"
done
