#!/usr/bin/env bash
# Installs a training room on this machine, or brings this version of the course to it:  sudo deploy/install.sh
# Run it as often as you like. Accounts, work, marks and room.toml stay as they are; deploy/README.md says the rest.
# Another folder than /opt/bpo, to try it:  sudo deploy/install.sh FOLDER      Another Python:  PYTHON=/usr/bin/python3.13
set -euo pipefail

clone=$(cd "$(dirname "$0")/.." && pwd -P)
room=${1:-/opt/bpo}
python=${PYTHON:-/usr/bin/python3}

say() { echo "install: $*" >&2; }
stop() { say "$*"; exit 1; }

[ "$(id -u)" = 0 ] || stop "this makes accounts and services; please run: sudo $0 $*"
umask 022

if command -v apt-get >/dev/null; then
    say "system packages ..."
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y python3-venv bubblewrap >/dev/null
    command -v node >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq install -y nodejs >/dev/null
    command -v npm >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y npm >/dev/null
fi
node -e 'process.exit(Number(parseInt(process.versions.node) < 18))' || stop "the proxy needs Node.js 18 or later."
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' ||
    stop "$python is no Python 3.11 to 3.14; name another: PYTHON=/usr/bin/python3.13 $0 $*"
setpriv --reuid nobody --regid nogroup --clear-groups "$python" -c '' 2>/dev/null ||
    stop "$python cannot be run by every user, as learners must; name another with PYTHON=..."

say "Python packages (a minute or two, the first time) ..."
mkdir -p "$room"
[ -x "$room/venv/bin/pip" ] || "$python" -m venv "$room/venv"
pip() { "$room/venv/bin/pip" --quiet --disable-pip-version-check --no-input "$@"; }
pip install --require-hashes --only-binary=:all: -r "$clone/locks/hub.txt"
pip install --no-deps --no-build-isolation --force-reinstall "$clone" # the package; no notebook, no solution

say "proxy ..."
mkdir -p "$room/proxy"
cp "$clone"/deploy/proxy/package*.json "$room/proxy/"
npm ci --prefix "$room/proxy" --ignore-scripts --no-audit --no-fund --silent

say "accounts and rights ..."
cp "$clone/deploy/jupyterhub_config.py" "$room/"
[ -e "$room/room.toml" ] || cp "$clone/deploy/room.toml" "$room/"
"$room/venv/bin/bpo" hub prepare --room "$room" --course "$clone"

if [ "$room" = /opt/bpo ] && [ -d /run/systemd/system ]; then
    cp "$clone"/deploy/bpo-{hub,proxy}.service /etc/systemd/system/
    systemctl daemon-reload
    systemctl enable --quiet --now bpo-proxy bpo-hub
    systemctl restart bpo-proxy bpo-hub
    say "The room is open on this machine. Next: sudo $room/venv/bin/bpo doctor --hub"
else
    say "No services were made. To try the room by hand, in two terminals:"
    say "  env \$(sudo cat $room/state/proxy.env) $room/venv/bin/bpo hub proxy --room $room"
    say "  sudo $room/venv/bin/bpo hub serve --room $room"
fi
