"""`make hub`: a room on this machine with two learners and a trainer, until Ctrl-C. It leaves nothing behind.

The accounts are real Unix users of their own, with a number in their names, so that no real account is met.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from exercises_lib.hub import copied, people
from exercises_lib.hub.room import Room, RoomFault

LEARNERS = ("ama", "ben")
PATIENCE = 60  # seconds until a program that does not answer counts as broken

READY = """
The room is open:  {address}

    {accounts}

Sign in as each of them, in browser windows of their own (private ones, for example). A learner fetches a module,
answers, checks and hands in: Nbgrader > Assignment List. The trainer comes to the formgrader, and generates and
releases the module first.

All of it lies in {folder}; the hub's log is {log}.
To stop, press Ctrl-C here. The accounts and all their work are removed."""


def run(clone: Path, say: Callable[[str], None]) -> None:
    """Open a room with the course of `clone` until it is stopped. Raises RoomFault where that cannot work."""
    if os.geteuid() != 0:
        raise RoomFault("a room has Unix accounts of its own, and it takes root to make them: sudo make hub")
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    _remove_left_over()
    with ExitStack() as stack:
        room = stack.enter_context(_room(clone))
        say("Installing the room from what is here ...")
        copied.install(room)
        passwords = _people(room, clone)
        log = stack.enter_context((room.state / "hub.log").open("w"))
        stack.callback(_end_servers, room)
        stack.enter_context(_running(_start_proxy(room, log)))
        accounts = (f"{room.role(name):8} {name:14} password {word}" for name, word in passwords.items())
        ready = READY.format(address=room.address, folder=room.folder, log=log.name, accounts="\n    ".join(accounts))
        _keep_hub(room, log, say, ready)


@contextmanager
def _room(clone: Path) -> Iterator[Room]:
    folder = Path(tempfile.mkdtemp(prefix="bpo-hub-"))
    folder.chmod(0o755)
    (folder / "home").mkdir()
    mark, (port, hub, proxy) = os.getpid(), _free_ports(3)
    room = Room(
        folder,
        str(folder / "exchange"),
        f"trainer-{mark}",
        f"bpo-demo-{mark}",
        str(folder / "home"),
        f"http://127.0.0.1:{port}",
        hub,
        proxy,
    )
    try:
        yield room
    finally:
        _remove_accounts(room.learners)
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports(how_many: int) -> list[int]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(how_many)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


def _people(room: Room, clone: Path) -> dict[str, str]:
    """By the commands that a real room uses. Returns the passwords."""
    room.save()
    mark = room.learners.rpartition("-")[2]
    folder = ("--room", str(room.folder), "--json")
    made: dict[str, str] = {}
    for command in (("prepare", "--course", str(clone)), ("add", *(f"{name}-{mark}" for name in LEARNERS))):
        done = subprocess.run(
            [room.python, "-m", "exercises_lib", "hub", *command, *folder], capture_output=True, text=True, cwd="/"
        )
        if done.returncode:
            raise RoomFault(done.stderr.strip())
        made |= json.loads(done.stdout)
    return made


def _start_proxy(room: Room, log: IO[str]) -> subprocess.Popen[str]:
    """As deploy/bpo-proxy.service does."""
    name, _, token = room.token.read_text().strip().partition("=")
    environment = {"PATH": os.environ["PATH"], name: token}
    return subprocess.Popen(
        [room.bpo, "hub", "proxy", "--room", room.folder],
        env=environment,
        user="nobody",
        group="nogroup",
        extra_groups=(),
        cwd="/",
        stdout=log,
        stderr=log,
        text=True,
    )


def _start_hub(room: Room, log: IO[str]) -> subprocess.Popen[str]:
    """As deploy/bpo-hub.service does."""
    return subprocess.Popen(
        [room.bpo, "hub", "serve", "--room", room.folder], stdout=log, stderr=log, start_new_session=True, text=True
    )


def _keep_hub(room: Room, log: IO[str], say: Callable[[str], None], ready: str) -> None:
    """Start the hub, and again whenever it ends, as systemd would."""
    hub = _start_hub(room, log)
    try:
        _answers(room, hub)
        say(ready)
        say(f"The hub is process {hub.pid}.")
        while True:
            if hub.poll() is not None:
                hub = _start_hub(room, log)
                say(f"The hub had ended, and was started again. The hub is process {hub.pid}.")
            time.sleep(1)
    except KeyboardInterrupt:
        say("Stopping, and removing the accounts and their work ...")
    finally:
        hub.terminate()
        hub.wait()


def _answers(room: Room, hub: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            with urllib.request.urlopen(f"{room.address}/hub/api/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RoomFault("the hub does not answer:\n" + (room.state / "hub.log").read_text()[-3000:])


@contextmanager
def _running(program: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        program.terminate()
        program.wait()


def _end_servers(room: Room) -> None:
    for name in [room.trainer, *people.learners(room)]:
        subprocess.run(["pkill", "-KILL", "-u", name])  # they live longer than a hub


def _remove_accounts(group: str) -> None:
    mark = group.rpartition("-")[2]
    for name in (f"trainer-{mark}", *(f"{name}-{mark}" for name in LEARNERS)):
        subprocess.run(["userdel", name], stderr=subprocess.DEVNULL)
    subprocess.run(["groupdel", group], stderr=subprocess.DEVNULL)


def _remove_left_over() -> None:
    """The accounts of a demonstration that was killed."""
    for user in pwd.getpwall():
        role, _, mark = user.pw_name.rpartition("-")
        if role == "trainer" and mark.isdigit() and "/bpo-hub-" in user.pw_dir and not Path("/proc", mark).exists():
            _remove_accounts(f"bpo-demo-{mark}")
            shutil.rmtree(Path(user.pw_dir).parents[1], ignore_errors=True)
