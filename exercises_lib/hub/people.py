"""The accounts of a room: a Unix user for each person, with a home that nobody else can enter."""

from __future__ import annotations

import grp
import pwd
import re
import secrets
import subprocess
from collections.abc import Iterable
from pathlib import Path

from exercises_lib.hub.room import Room, RoomFault

NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")  # what useradd takes, and what JupyterHub leaves as it is
EASY = "abcdefghjkmnpqrstuvwxyz23456789"  # no sign that can be taken for another


def add_learners(room: Room, names: Iterable[str]) -> dict[str, str]:
    """Make an account for each name. Returns their first passwords. All names are looked at before one is made.

    Raises RoomFault for a name that cannot be one, or that exists already.
    """
    names = list(names)
    for name in names:
        if not NAME.fullmatch(name):
            raise RoomFault(
                f"`{name}` cannot be the name of an account. Use small letters, digits, - and _, "
                "31 at most, a letter first"
            )
        if _exists(name):
            raise RoomFault(f"there is an account `{name}` already. Nobody was added; leave it out, or take another")
    if twice := {name for name in names if names.count(name) > 1}:
        raise RoomFault(f"named twice: {', '.join(sorted(twice))}. Nobody was added")
    passwords = {name: _add(room, name, "--groups", room.learners) for name in names}
    for name in names:
        (Path(pwd.getpwnam(name).pw_dir) / START).write_text(FIRST_PAGE, encoding="utf-8")
    return passwords


START = "start_here.md"
FIRST_PAGE = """# Welcome

Your lessons come to you like this:

1. In the menu above choose **Nbgrader**, then **Assignment List**.
2. Press **Fetch** beside a module. It moves down to the downloaded ones.
3. Press the module's name there, then the notebook that shows under it. It opens.
4. Read, run, answer, and run the check below each exercise. You may try as often as you like.
5. When you are done, save, go back to the list and press **Submit**. You may submit again: the last one counts.

When your trainer has marked it, press **Fetch Feedback** in the same list.

Your work is kept here. Nobody but you can open it, and what you submit is read by your trainer only.
"""


def add_trainer(room: Room) -> str:
    """Make the trainer's account, if there is none. Returns its first password, or nothing."""
    return "" if _exists(room.trainer) else _add(room, room.trainer)


def add_group(room: Room) -> None:
    """Make the learners' group, if there is none."""
    try:
        grp.getgrnam(room.learners)
    except KeyError:
        _run("groupadd", room.learners)


def learners(room: Room) -> list[str]:
    """Who is in the learners' group. Raises RoomFault if there is no such group."""
    try:
        return sorted(grp.getgrnam(room.learners).gr_mem)
    except KeyError:
        raise RoomFault(f"there is no group `{room.learners}`; run: bpo hub prepare") from None


def _exists(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def _add(room: Room, name: str, *options: str) -> str:
    _run(
        "useradd",
        "--create-home",
        "--base-dir",
        room.homes,
        "-K",
        "HOME_MODE=0700",
        "--shell",
        "/bin/bash",
        *options,
        name,
    )
    password = "-".join("".join(secrets.choice(EASY) for _ in range(4)) for _ in range(4))
    _run("chpasswd", told=f"{name}:{password}\n")
    return password


def _run(*command: str, told: str = "") -> None:
    done = subprocess.run(command, input=told, capture_output=True, text=True)
    if done.returncode:
        raise RoomFault(f"{command[0]}: {done.stderr.strip()}")
