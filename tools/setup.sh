#!/bin/sh
# usage: tools/setup.sh LOCKFILE STAMP – install the pinned packages and this checkout into .venv, then write STAMP.
# The stamp, not .venv/bin/python, says that it is done: an interrupted set-up leaves a half-made .venv behind.
set -eu
lock=$1
stamp=$2
venv=.venv

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$name" ] || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "gpumarket needs Python 3.11 or newer and found none. Install it, or name one: make run PYTHON=/path/to/python3"
    exit 1
}

make_venv() {
    python=$(find_python)
    say "Setting up $venv with $("$python" --version 2>&1) (once; about a minute) ..."
    rm -rf "$venv"
    if "$python" -m venv "$venv" >/dev/null 2>&1; then return; fi
    # Debian without python3-venv: no ensurepip, but a pip of the system can install into the environment.
    rm -rf "$venv"
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip "$venv"; then
        "$python" -m pip --python "$venv/bin/python" install -q pip && return
    fi
    rm -rf "$venv"
    say "$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"
    exit 1
}

works() { "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

works || make_venv
# The system's own pip.conf may name further package folders: hashes make that harmless.
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
touch "$stamp"
