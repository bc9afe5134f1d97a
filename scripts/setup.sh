#!/usr/bin/env bash
# Makes this folder ready for one role:  scripts/setup.sh [learner|trainer|developer]
#
#   learner     JupyterLab and the exercises
#   trainer     + nbgrader, and bubblewrap, the sandbox in which submissions run
#   developer   + the test tools, Chromium, PostgreSQL, and Node.js with the proxy of a hub   (the default)
#
# Run it as often as you like: it does only what is missing, and nothing when nothing is.
# Another Python than the one it finds:  PYTHON=python3.13 scripts/setup.sh
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }
stop() { say "$*"; exit 1; }

role=${1:-developer}
case $role in
    learner)   lock=locks/learner.txt includes="learner" ;;
    trainer)   lock=locks/trainer.txt includes="learner trainer" ;;
    developer) lock=locks/dev.txt     includes="learner trainer developer" ;;
    *) stop "there is no role \"$role\"; the roles are learner, trainer and developer." ;;
esac


# --- system packages -------------------------------------------------------------------------

exists() { compgen -G "$1" >/dev/null; }
command_exists() { command -v "$1" >/dev/null; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

is_debian() { grep -qx 'ID=debian' /etc/os-release 2>/dev/null; }

can_apt() {
    command_exists apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

apt() { # silent, unless it fails
    local output
    output=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
        "$@" 2>&1 </dev/null) || { echo "$output" >&2; false; }
}

updated=
apt_install() { # apt_install PACKAGE: false, after saying so, when it did not work
    say "installing $1 ..."
    [ -n "$updated" ] || apt update || true
    updated=yes
    apt install --no-install-recommends -y "$1" || { say "apt-get could not install $1."; false; }
}

# Debian would create and start a database server of its own. The tests start theirs.
install_postgresql() {
    local folder=/etc/postgresql-common/createcluster.d
    as_root mkdir -p $folder
    echo "create_main_cluster = false" | as_root tee $folder/bpo-course.conf >/dev/null
    apt_install postgresql || true
    as_root rm -f $folder/bpo-course.conf
}

missing_packages() {
    [ "$role" != learner ] || return 0
    command_exists bwrap || echo bubblewrap
    [ "$role" != trainer ] || return 0
    if is_debian && can_apt && [ ! -e .venv/.ready ]; then # asked for once: with any other all works as well
        # a Chromium that makes no windows: nobody sees them, and each costs a second
        command_exists chromium-headless-shell || echo chromium-headless-shell
    else
        command_exists chromium-headless-shell || command_exists chromium || command_exists google-chrome ||
            exists "${HOME:-}/.cache/ms-playwright/chromium*" || echo chromium
    fi
    exists "/usr/lib*/libatomic.so.1" || exists "/usr/lib/*/libatomic.so.1" ||
        [ "$(uname)" = Darwin ] || echo libatomic1 # playwright does not start without it
    command_exists postgres || exists "/usr/lib/postgresql/*/bin/postgres" || echo postgresql
    command_exists node || echo nodejs
    command_exists npm || echo npm
}

install_packages() {
    local missing package
    missing=$(missing_packages | xargs)
    [ -n "$missing" ] || return 0

    if [ "$(uname)" = Darwin ]; then
        missing=$(echo "$missing" | sed 's/bubblewrap *//; s/postgresql/postgresql@17/; s/nodejs *npm/node/')
        [ -z "$missing" ] || say "going on without $missing; to get it: brew install $missing"
    elif ! can_apt; then
        say "going on without $missing; to get it: sudo apt install $missing"
    else
        for package in $missing; do
            case $package in
                postgresql) install_postgresql ;;
                chromium-headless-shell) apt_install "$package" || command_exists chromium || install_chromium ;;
                chromium) install_chromium ;;
                *) apt_install "$package" || true ;;
            esac
        done
    fi
}

install_chromium() {
    if grep -qx 'ID=ubuntu' /etc/os-release; then # its chromium is a snap, which tests cannot drive
        say "going on without Chromium; to get it: .venv/bin/playwright install --with-deps chromium"
    else
        apt_install chromium || true
    fi
}


# --- Python packages -------------------------------------------------------------------------

# The first Python for which the locks have every package; better one that was compiled with optimizations. Those that
# pyenv compiles are not, and all that runs in them takes a third longer.
find_python() {
    local name first=
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3}; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            first=${first:-$name}
            if is_optimized "$name" && with_venv "$name"; then
                [ "$name" = "$first" ] || say "taking $name, which is faster than $first (PYTHON=$first takes that one)"
                first=$name
                break
            fi
        fi
    done
    [ -n "$first" ] && echo "$first"
}

is_optimized() { # the system's own Python is, and does not say so
    "$1" -c 'import sys, sysconfig
how = sysconfig.get_config_var("CONFIG_ARGS")
sys.exit(sys.base_prefix != "/usr" and "--enable-optimizations" not in how)' 2>/dev/null
}

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

with_venv() { # Debian keeps it in a package apart; false where that cannot be installed
    has_venv "$1" || { can_apt && apt_install "$(venv_package "$1")" && has_venv "$1"; }
}

venv_package() { "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

venv_works() { # false as well when the folder was moved or the system's Python replaced
    grep -qF "$(pwd -P)/.venv/bin/" .venv/bin/pip 2>/dev/null &&
        .venv/bin/python -c 'import pip' 2>/dev/null
}

create_venv() {
    local python
    if ! python=$(find_python); then
        case $(uname) in
            Darwin) stop "no Python 3.11 to 3.14 here; please run: brew install python@3.13" ;;
            *) stop "no Python 3.11 to 3.14 here; please install one, or name it: PYTHON=/path/to/python3.13" ;;
        esac
    fi
    with_venv "$python" ||
        stop "Python's venv module is missing; please run: sudo apt install $(venv_package "$python")"
    "$python" -m venv --clear .venv
}

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@" ||
        stop "pip could not install the Python packages; its message is above."
}

install_python() {
    local state
    state="$(cat pyproject.toml locks/*.txt scripts/setup.sh | cksum)"
    if venv_works; then
        if grep -qx "$role $state" .venv/.ready 2>/dev/null; then return; fi
    else
        create_venv
    fi
    say "installing the Python packages for a $role (a minute or so, the first time) ..."
    rm -f .venv/.ready
    pip_install --require-hashes --only-binary=:all: -r $lock
    pip_install --no-deps --no-build-isolation -e .
    for role in $includes; do echo "$role $state"; done >.venv/.ready
}

# --- the proxy of a hub (deploy/) ------------------------------------------------------------

install_proxy() {
    [ "$role" = developer ] || return 0
    cmp -s deploy/proxy/package-lock.json deploy/proxy/node_modules/.installed && return
    if ! command_exists npm; then
        say "going on without the hub's proxy: it needs Node.js 18 or later, with npm."
        return
    fi
    say "installing the hub's proxy ..."
    if npm ci --prefix deploy/proxy --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; then
        cp deploy/proxy/package-lock.json deploy/proxy/node_modules/.installed
    else
        say "going on without the hub's proxy: npm could not install it; its message is above."
    fi
}


install_packages
install_proxy
install_python
