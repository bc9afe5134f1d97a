"""`bpo doctor --hub`: whether a room is as it ought to be. Looks at every right, tries as a learner what must fail."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from exercises_lib.doctor import BAD, GOOD, LESS, Finding
from exercises_lib.hub import people
from exercises_lib.hub import prepare as prepare_
from exercises_lib.hub.room import COURSE_ID, FOLDER, Room, RoomFault


def examine(room: Room) -> Iterator[Finding]:
    """Look at a room, and try. Raises RoomFault where this user cannot."""
    if os.geteuid() != 0:
        raise RoomFault("looking into a room takes root: sudo bpo doctor --hub")
    yield from _programs(room)
    yield _address(room)
    try:
        pwd.getpwnam(room.trainer)
        learners = people.learners(room)
    except (KeyError, RoomFault) as missing:
        yield Finding("accounts", BAD, f"not there yet: {missing}", _mend(room))
        return
    yield Finding(
        "accounts",
        GOOD if learners else LESS,
        f"the trainer {room.trainer} and {len(learners)} learners",
        "" if learners else f"to add some: sudo {room.bpo} hub add NAME ...",
    )
    yield from _rights(room)
    yield _settings(room)
    yield _course(room)
    yield _sandbox(room)
    for learner in learners[:1]:
        yield from _attempts(room, learner, learners[1:])


def _mend(room: Room) -> str:
    """The command that puts right what can be put right."""
    return f"run: sudo {room.bpo} hub prepare" + (f" --room {room.folder}" if room.folder != FOLDER else "")


def _programs(room: Room) -> Iterator[Finding]:
    node = shutil.which("node")
    if not node or not room.proxy.exists():
        what = "Node.js" if not node else str(room.proxy)
        yield Finding("proxy", BAD, f"there is no {what}", "install the room again: deploy/install.sh")
    hub = f"http://127.0.0.1:{room.hub_port}/hub/api/"
    for what, address in (("proxy", f"{room.address}/_chp_healthz"), ("hub", hub)):
        try:
            urllib.request.urlopen(address, timeout=10).close()
            yield Finding(what, GOOD, f"answers at {address}")
        except OSError as fault:
            yield Finding(
                what,
                BAD,
                f"does not answer at {address}: {fault}",
                f"systemctl restart bpo-{what}; what it said: journalctl -u bpo-{what}",
            )


def _address(room: Room) -> Finding:
    if urlsplit(room.address).hostname in ("127.0.0.1", "localhost", "::1"):
        return Finding(
            "passwords on the way",
            GOOD,
            f"the proxy is reached from this machine only ({room.address})",
            "learners come in over HTTPS through a web server in front of it: deploy/README.md",
        )
    return Finding(
        "passwords on the way",
        LESS,
        f"{room.address} can be read on the network",
        "let the proxy listen at 127.0.0.1, and put a web server with HTTPS in front: deploy/README.md",
    )


def _rights(room: Room) -> Iterator[Finding]:
    for place in prepare_.rights(room):
        try:
            found = place.path.lstat()
        except FileNotFoundError:
            yield Finding(str(place.path), BAD, "is not there", _mend(room))
            continue
        owner, mode = found.st_uid, stat.S_IMODE(found.st_mode)
        if owner != pwd.getpwnam(place.owner).pw_uid or mode != place.mode or not stat.S_ISDIR(found.st_mode):
            yield Finding(
                str(place.path),
                BAD,
                f"belongs to user {owner}, with the rights {mode:o}; it ought to be "
                f"{place.owner}'s, with {place.mode:o}: {place.why}",
                _mend(room),
            )
        else:
            yield Finding(str(place.path), GOOD, f"{place.owner}, {mode:o}")
    if (mode := stat.S_IMODE(room.token.stat().st_mode) if room.token.exists() else 0) != 0o600:
        yield Finding(str(room.token), BAD, f"has {mode:o}; it ought to have 600", f"chmod 600 {room.token}")


def _settings(room: Room) -> Finding:
    for role in ("learner", "trainer"):
        path = room.settings(role) / "jupyter_server_config.py"
        if not path.exists() or prepare_.OWN_SOCKETS not in path.read_text():
            return Finding(
                "JupyterLab's settings",
                BAD,
                f"{path} is not as it ought to be: neighbours could listen to each other's notebooks",
                _mend(room),
            )
    return Finding("JupyterLab's settings", GOOD, f"in {room.folder / 'settings'}")


def _course(room: Room) -> Finding:
    if (room.course / "nbgrader_config.py").exists():
        return Finding("the trainer's course", GOOD, f"in {room.course}")
    return Finding(
        "the trainer's course",
        BAD,
        f"there is no course in {room.course}",
        _mend(room) + " --course CLONE, with the clone of the course that the trainer shall use",
    )


def _sandbox(room: Room) -> Finding:
    """Tried by the trainer's account: what root may do says nothing."""
    look = "from exercises_lib.grading.process import sandbox; print(sandbox.why_missing())"
    if why := _as(room, room.trainer, look).strip():
        more = f"to read more: sudo -u {room.trainer} -i {room.python.parent}/bpo doctor"
        return Finding("sandbox for grading", LESS, why, more)
    return Finding("sandbox for grading", GOOD, f"works for {room.trainer}")


ATTEMPT = """
import json, os, sys
def read(path):
    return os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
def write(path):
    open(os.path.join(path, ".tried"), "w").close()
    os.unlink(os.path.join(path, ".tried"))
got = []
for does, path in json.load(sys.stdin):
    try:
        {"read": read, "write": write}[does](path)
        got.append([does, path])
    except OSError:
        pass
print(json.dumps(got))
"""


def _attempts(room: Room, learner: str, others: list[str]) -> Iterator[Finding]:
    """What a learner's account must not be able to do, tried by it."""
    exchange = Path(room.exchange) / COURSE_ID
    clone = Path(json.loads(_as(room, learner, WHERE))).parents[1]
    things = {
        "the homes of others": [("read", pwd.getpwnam(name).pw_dir) for name in [room.trainer, *others[:20]]],
        "the solutions": [("read", str(place)) for place in (room.course, room.course / "source", clone / "source")],
        "the gradebook": [("read", str(room.course / "gradebook.db"))],
        "the hub's secrets": [("read", str(room.state)), ("read", str(room.token))],
        "what others handed in": [("read", str(exchange / "inbound")), ("read", str(exchange / "feedback"))],
        "programs and settings": [
            ("write", str(place))
            for place in (room.folder, room.python.parent, room.settings("learner"), exchange, exchange / "outbound")
        ],
    }
    for what, tried in things.items():
        got = json.loads(_as(room, learner, ATTEMPT, json.dumps(tried)))
        if got:
            yield Finding(
                f"protected: {what}",
                BAD,
                ", ".join(f"{learner} can {does} {path}" for does, path in got),
                f"{_mend(room)}. If it comes again, look at the rights of these folders and of those around",
            )
        else:
            yield Finding(f"protected: {what}", GOOD, f"tried by {learner}, and refused")


WHERE = "import json, exercises_lib; print(json.dumps(exercises_lib.__file__))"


def _as(room: Room, name: str, code: str, told: str = "") -> str:
    """What Python says that runs as this account, in its home, with nothing of ours in its environment."""
    user = pwd.getpwnam(name)
    done = subprocess.run(
        [room.python, "-c", code],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=os.getgrouplist(name, user.pw_gid),
        cwd=user.pw_dir,
        env={"HOME": user.pw_dir, "PATH": os.defpath},
        input=told,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RoomFault(f"{name} cannot run {room.python}: {done.stderr.strip()[-500:]}")
    return done.stdout
