#!/bin/sh
# Kill processes while people work, torture what they write together, look for words that get lost in a thousand new
# random runs: the long version of what make test runs small. With arguments for pytest the random runs are left out.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
build_frontend
install_debian chromium chromium chromium-browser google-chrome
if [ $# -eq 0 ]; then
    say "random runs"
    .venv/bin/python -m pytest -q -n auto --maxprocesses 4 --timeout 3600 --hypothesis-profile=search \
        -m hypothesis hoitu/stories
    say "kills and torture"
fi
exec .venv/bin/python -m pytest -q tests/faults --long "$@"
