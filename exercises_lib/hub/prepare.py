"""`bpo hub prepare`: the trainer's account, the folders with their rights, and JupyterLab's settings.

It may be run as often as one likes: it makes what is missing, puts the rights right, and touches nobody's work.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.hub import people
from exercises_lib.hub.room import COURSE_ID, Room, RoomFault
from exercises_lib.learner import lab

PARTS = ("nbgrader_config.py", "course", "source")  # of a clone: what a trainer works with


@dataclass(frozen=True)
class Rights:
    """Whose a folder or file is, and what others may do there."""

    path: Path
    owner: str
    mode: int
    why: str


def rights(room: Room) -> list[Rights]:
    """Every place whose rights keep people apart, the outermost first.

    nbgrader wants an exchange in which everybody may write. The sticky bits keep a learner from moving the course, or
    what another one handed in, away. The inbox can be written and not listed, and the names in it cannot be guessed.
    """
    exchange = Path(room.exchange)
    course = exchange / COURSE_ID
    homes = [(name, Path(pwd.getpwnam(name).pw_dir)) for name in [room.trainer, *people.learners(room)]]
    return [
        Rights(room.folder, "root", 0o755, "packages and settings are read by all and changed by root"),
        Rights(room.state, "root", 0o700, "who reads it can be anybody on the hub"),
        Rights(exchange, "root", 0o1777, "all hand in there, and nobody may replace the course"),
        Rights(course, room.trainer, 0o755, "the trainer hands out there"),
        Rights(course / "outbound", room.trainer, 0o755, "modules, for all to fetch"),
        Rights(course / "inbound", room.trainer, 0o3733, "learners drop their work there, and see nobody's"),
        Rights(course / "feedback", room.trainer, 0o711, "a learner finds only a page whose name they know"),
        *(Rights(home, name, 0o700, "nobody reads another's work, nor the solutions") for name, home in homes),
    ]


def prepare(room: Room, clone: Path | None = None) -> str:
    """Make the room ready. `clone`: the course to bring to the trainer, if the trainer has none.

    Returns the trainer's first password, or nothing if that account was there. Raises RoomFault.
    """
    if os.geteuid() != 0:
        raise RoomFault("this makes accounts and sets rights, which takes root. Put sudo in front of it")
    people.add_group(room)
    password = people.add_trainer(room)
    for place in rights(room):
        _not_a_strangers(place, room)
        place.path.mkdir(parents=True, exist_ok=True)
        shutil.chown(place.path, place.owner, pwd.getpwnam(place.owner).pw_gid)
        place.path.chmod(place.mode)  # after chown, which takes the special bits away
    _token(room)
    _settings_of_learners(room)
    _settings_of_trainer(room)
    if clone and not room.course.exists():
        _bring_course(room, clone)
    return password


def _not_a_strangers(place: Rights, room: Room) -> None:
    """Where all may write, a learner may have laid something in the way, such as a link to elsewhere."""
    try:
        found = place.path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (0, pwd.getpwnam(place.owner).pw_uid):
        raise RoomFault(f"{place.path} ought to be a folder of {place.owner}. Look at it, move it away, run this again")


def _token(room: Room) -> None:
    if not room.token.exists():
        with open(os.open(room.token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"CONFIGPROXY_AUTH_TOKEN={secrets.token_hex(32)}\n")


# Kernels talk with their server through sockets in the owner's home. Over TCP, which is Jupyter's way, every user of
# the machine could listen to what a neighbour's kernel prints.
OWN_SOCKETS = 'c = get_config()\nc.ConnectionFileMixin.transport = "ipc"\n'


def _settings_of_learners(room: Room) -> None:
    """Those of `bpo lab`."""
    settings = room.settings("learner")
    lab.write_settings(settings, lab.LabOptions(room.folder, room.folder, exchange=Path(room.exchange)))
    (settings / "jupyter_server_config.py").write_text(OWN_SOCKETS)


def _settings_of_trainer(room: Room) -> None:
    """The formgrader has a page of its own: JupyterHub allows no page in a frame, as a learner's might frame it."""
    settings = room.settings("trainer")
    hidden = {"@jupyter/nbgrader:formgrader": True}
    lab.write_json(settings / "labconfig/page_config.json", {"disabledExtensions": hidden})
    (settings / "jupyter_server_config.py").write_text(OWN_SOCKETS)
    (settings / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {room.exchange!r}\n", encoding="utf-8"
    )


def _bring_course(room: Room, clone: Path) -> None:
    new = room.course.with_name(".course")  # under its name only when it is whole
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    for part in PARTS:
        source = clone / part
        if source.is_dir():
            shutil.copytree(source, new / part)
        elif source.exists():
            shutil.copy(source, new / part)
        else:
            raise RoomFault(f"{clone} is no clone of the course: there is no {part}")
    owner = pwd.getpwnam(room.trainer)
    for place, folders, files in os.walk(new):
        for name in [".", *folders, *files]:
            os.chown(Path(place) / name, owner.pw_uid, owner.pw_gid)
    new.rename(room.course)
