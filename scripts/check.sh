#!/bin/sh
# Lint, types and the contracts between rooms: seconds.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
say "ruff"
.venv/bin/ruff check --quiet .
.venv/bin/ruff format --quiet --check . || fail "Chạy ruff format. / Run ruff format."
say "import-linter"
.venv/bin/lint-imports --no-logo
say "mypy"
.venv/bin/mypy hoitu
install_npm
say "tsc"
(cd frontend && npm run --silent check)
