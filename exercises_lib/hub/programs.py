"""The two programs of a room: the proxy, which everybody's browser talks with, and the hub, which lets people in.

Each becomes the process that it is called from, so that systemd, or the demonstration, watches the program itself.
"""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

from exercises_lib.hub.room import Room, RoomFault

TOKEN = "CONFIGPROXY_AUTH_TOKEN"  # by which the proxy knows the hub


def become_proxy(room: Room) -> NoReturn:
    """Needs no rights, but the token in its environment. Raises RoomFault without it, or without Node.js."""
    node = shutil.which("node")
    if not node:
        raise RoomFault("the proxy needs Node.js 18 or later: sudo apt install nodejs")
    if TOKEN not in os.environ:
        raise RoomFault(f"the proxy needs {TOKEN}, from {room.token}; start it with: systemctl start bpo-proxy")
    host, port = room.address.rpartition("//")[2].split(":")
    hub = f"http://127.0.0.1:{room.hub_port}"
    os.execve(
        node,
        [
            node,
            str(room.proxy),
            "--ip",
            host,
            "--port",
            port,
            "--api-ip",
            "127.0.0.1",
            "--api-port",
            str(room.proxy_port),
            "--default-target",
            hub,
            "--error-target",
            f"{hub}/hub/error",
        ],
        {"PATH": os.defpath, TOKEN: os.environ[TOKEN]},
    )


def become_hub(room: Room) -> NoReturn:
    """Needs root, as it starts programs of everybody."""
    if os.geteuid() != 0:
        raise RoomFault("the hub starts programs of everybody, so root must run it: systemctl start bpo-hub")
    os.chdir(room.state)
    os.execve(
        room.python,
        [str(room.python), "-m", "jupyterhub", "--config", str(room.folder / "jupyterhub_config.py")],
        {"PATH": f"{room.python.parent}:{os.defpath}", "LANG": "C.UTF-8"},
    )
