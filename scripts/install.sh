#!/bin/sh
# Make this folder ready to be run by a user who may not write into it: packages, front end, translations, bytecode.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
install_python run
build_frontend
.venv/bin/python -m hoitu.project.translations
.venv/bin/python -m compileall -q -j 0 hoitu .venv/lib
