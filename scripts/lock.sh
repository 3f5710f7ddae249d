#!/bin/sh
# Lock the newest allowed versions of all Python packages, with hashes and without any index address.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
find_uv
compile() {
    "$UV" pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --universal \
        --python-version 3.11 "$@"
}
compile pyproject.toml -o requirements/base.txt
for group in build test docs; do
    compile --group "$group" -c requirements/base.txt -o "requirements/$group.txt"
done
printf 'uv\n' | compile - -o requirements/uv.txt
if grep -rnE 'https?://' requirements; then fail "Có địa chỉ trong tệp khóa. / An address is in a lock file."; fi
