#!/bin/sh
# Makes .venv fit for running, testing or checking Madoguchi; quick and silent when it is already.
#
#   sh tools/setup.sh run|test|check|package     set up (each kind holds the ones before it)
#   sh tools/setup.sh python             only print the Python that a new .venv would be made with
#
# PYTHON=/path/to/python chooses that Python. Package index, proxy and certificates are pip's own settings.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

venv=.venv
done_marks=$venv/.set-up # copies of the lock files as they were installed, and `qt` once Qt's libraries are there

say() { printf 'madoguchi: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# A Python is fit when it is CPython 3.12 or newer with the modules that some self-built Pythons lack.
fit() {
    "$1" -c '
import sys
sys.exit(sys.version_info < (3, 12) or sys.implementation.name != "cpython")
' </dev/null >/dev/null 2>&1 && "$1" -c 'import ctypes, sqlite3, ssl' </dev/null >/dev/null 2>&1
}
has_ensurepip() { "$1" -c 'import ensurepip, venv' </dev/null >/dev/null 2>&1; }

# Walks PATH, then the usual places. One with ensurepip wins over one without; `found` is empty when there is none.
find_python() {
    found=
    if [ -n "${PYTHON:-}" ]; then
        fit "$PYTHON" || fail "PYTHON=$PYTHON is not a complete Python 3.12 or newer."
        found=$PYTHON
        return
    fi
    places=${MADOGUCHI_PYTHON_PLACES-/usr/bin:/usr/local/bin:/opt/homebrew/bin}
    if [ -z "${MADOGUCHI_PYTHON_PLACES+set}" ]; then
        for each in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"/versions/*/bin; do
            places=$places:$each
        done
    fi
    old_ifs=$IFS
    IFS=:
    set -f
    for place in $PATH $places; do
        for name in python3 python3.14 python3.13 python3.12 python; do
            candidate=$place/$name
            [ -f "$candidate" ] && [ -x "$candidate" ] && fit "$candidate" || continue
            if has_ensurepip "$candidate"; then
                found=$candidate
                break 2
            fi
            [ -n "$found" ] || found=$candidate
        done
    done
    set +f
    IFS=$old_ifs
    [ -n "$found" ] || fail "no complete Python 3.12 or newer was found. Install one (Debian 13 and Ubuntu" \
        "24.04: apt-get install python3 python3-venv; Windows and macOS: python.org), or name it: make run PYTHON=/path/to/python3"
}

# Debian and Ubuntu split ensurepip off into a package of its own.
need_ensurepip() {
    has_ensurepip "$1" && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package=python$version-venv
    case $("$1" -c 'import sys; print(sys.base_prefix)') in
        /usr) command -v apt-get >/dev/null 2>&1 || package= ;;
        *) package= ;;
    esac
    [ -n "$package" ] || fail "$1 has no ensurepip, so it can't make .venv. Install its ensurepip and venv" \
        "modules, or name another Python: make run PYTHON=/path/to/python3"
    [ "$(id -u)" -eq 0 ] || fail "$1 can't make .venv until its package $package is installed:" \
        "sudo apt-get update && sudo apt-get install $package"
    say "installing $package, which $1 needs to make .venv"
    apt-get update -q </dev/null >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package" </dev/null >&2
}

has_pip() { $venv/bin/python -m pip --version </dev/null >/dev/null 2>&1; }

# A .venv that works is kept; one without pip (other tools make such) gets it.
make_venv() {
    if fit $venv/bin/python; then
        has_pip || $venv/bin/python -m ensurepip </dev/null >/dev/null 2>&1 || :
        has_pip && return
    fi
    find_python
    need_ensurepip "$found"
    say "making .venv with $found"
    "$found" -m venv --clear $venv
}

# Tests of another library system's views take a MariaDB of Debian's, its programs alone: no service is started.
has_mariadb() { [ -x "${MADOGUCHI_SBIN-/usr/sbin}/mariadbd" ] || command -v mariadbd >/dev/null 2>&1; }
may_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; }
need_mariadb() {
    case " $kinds " in *' test '*) ;; *) return ;; esac
    has_mariadb && return
    if may_install; then
        say 'installing mariadb-server-core, which tests start for themselves'
        apt-get update -q </dev/null >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends mariadb-server-core </dev/null >&2
    else
        say 'tests on MariaDB are left out; to run them: sudo apt-get install mariadb-server-core'
    fi
}

ready() {
    [ -e $done_marks/qt ] || return 1
    case " $kinds " in *' test '*) has_mariadb || ! may_install || return 1 ;; esac
    for each in $kinds; do
        cmp -s "requirements/$each.txt" "$done_marks/$each.txt" || return 1
    done
    fit $venv/bin/python
}

kind=${1:-}
case $kind in
    python)
        find_python
        echo "$found"
        exit
        ;;
    run) kinds='run' ;;
    test) kinds='run test' ;;
    check) kinds='run test check' ;;
    package) kinds='run test check package' ;;
    *)
        say 'usage: sh tools/setup.sh run|test|check|package|python'
        exit 2
        ;;
esac

ready && exit
make_venv
mkdir -p $done_marks
if ! cmp -s "requirements/$kind.txt" "$done_marks/$kind.txt"; then
    say "installing requirements/$kind.txt into .venv (each file checked against its hash)"
    rm -f $done_marks/*
    $venv/bin/python -m pip --disable-pip-version-check install --require-hashes -r "requirements/$kind.txt" </dev/null ||
        fail "the packages could not be installed; pip says why above. Nothing outside .venv was changed."
    for each in $kinds; do
        cp "requirements/$each.txt" "$done_marks/$each.txt"
    done
fi
$venv/bin/python -m tools.qt_libraries </dev/null
need_mariadb
touch $done_marks/qt
