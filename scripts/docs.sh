#!/bin/sh
# The documentation site, into site-docs/.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python all
.venv/bin/python -m hoitu.project.cli settings-page >docs/reference/settings.md
.venv/bin/python scripts/reference.py
exec .venv/bin/mkdocs build --strict --quiet
