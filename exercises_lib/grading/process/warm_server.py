"""The warm process: has Python, pandas and matplotlib loaded, and forks once for each submission.

Runs inside the sandbox, single-threaded, started by warm_process.py with one control socket (its descriptor in argv).
What comes on it is JSON, with our end of a learner's channel attached when a submission starts:

    {"user": 2000017, "limits": ...}  see Settings           -> {"ok": true}  it is ready
    {"do": "start", "files": "/incoming/17", "scratch": ...} -> {"ok": true}  a fork runs it on the channel
    {"do": "stop"}                                           -> {"ok": true}  it, all it started and wrote are gone

Where something is left that cannot be removed, this process ends in place of an answer. The forks are untrusted; a
grader that gets no answer starts another warm process.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from exercises_lib import environment
from exercises_lib.grading.process import confinement, ending, leftovers, sandbox, system_calls
from exercises_lib.grading.process.learner_process import LearnerSide
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.shell import NotebookShell, make_shell

ROOM = Path(sandbox.ROOM)
SETTINGS = 1_000_000  # bytes at the most
Request = dict[str, str]


@dataclass(frozen=True)
class Settings:
    """What the grader says of the submissions to come."""

    isolated: bool  # in the sandbox
    user: int  # to become
    limits: Limits
    readable: list[Path]  # by a submission
    listable: list[Path]


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    shell = warm_up()
    if settings := told(control):
        get_ready(settings)
        serve(control, settings, shell)


def told(control: socket.socket) -> Settings | None:
    """What the grader says first; None when it is gone."""
    said = control.recv(SETTINGS)
    if not said:
        return None
    fields = json.loads(said)
    paths = {name: [Path(path) for path in fields[name]] for name in ("readable", "listable")}
    return Settings(**fields | paths | {"limits": Limits(**fields["limits"])})


def get_ready(settings: Settings) -> None:
    """Lock this process in. Nothing of a submission is near it yet."""
    if settings.isolated:
        leftovers.empty(ROOM)
        become_nobody(settings.user)
    ending.adopt_orphans()
    ending.keep_out()
    system_calls.new_keyring()


def serve(control: socket.socket, settings: Settings, shell: NotebookShell) -> None:
    """Answer requests until the grader is gone, or something is left of a submission."""
    clean = leftovers.traces(ROOM) if settings.isolated else None
    answer(control)
    hush()
    while request := receive(control):
        message, channel = request
        if message["do"] == "start":
            assert channel, "it comes with a submission's start"
            start(control, channel, Path(message["files"]), Path(message["scratch"]), settings, shell)
            channel.close()
        elif not stop(clean):
            return
        answer(control)
    ending.end_children()


def warm_up() -> NotebookShell:
    """Load what notebooks use, and use it once: the first plot, table and error cost more than the others."""
    gc.disable()  # all that is loaded stays
    if fonts := os.environ.pop(environment.FONTS, ""):
        shutil.copytree(fonts, os.environ["MPLCONFIGDIR"], dirs_exist_ok=True)
    shell = make_shell()
    shell.run(LOAD)
    gc.freeze()  # the reset looks for garbage, but not in there
    shell.run(WARM_UP)
    shell.reset()
    gc.freeze()  # the forks share these pages as long as nobody writes to them
    gc.enable()
    return shell


LOAD = "import io, py_landlock, numpy, pandas, matplotlib.pyplot as plt, exercises_lib, exercises_lib.plain.figure"
WARM_UP = """
table = pandas.read_csv(io.StringIO("day,score\\n2026-01-05,4\\n2026-01-06,5"), parse_dates=["day"])
table.groupby("day")["score"].mean().plot()
plt.title("warm")
display(table, plt.gcf())
plt.close("all")
try:
    table["hours"]
except KeyError as error:
    get_ipython().InteractiveTB.text(type(error), error, error.__traceback__)
"""


def become_nobody(user: int) -> None:
    """Give up root for good: a user that owns nothing, and whose number of processes can be limited.

    In a container whose root is not the machine's, there may be no other user to become.
    """
    if os.getuid() == 0:
        os.chmod(ROOM, 0o777)
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)


def receive(control: socket.socket) -> tuple[Request, socket.socket | None] | None:
    """The next request with the channel that came along, or None when the grader is gone."""
    data, descriptors, _, _ = socket.recv_fds(control, 10_000, 1)
    if not data:
        return None
    return json.loads(data), socket.socket(fileno=descriptors[0]) if descriptors else None


def answer(control: socket.socket) -> None:
    control.sendall(b'{"ok": true}\n')


def hush() -> None:
    """From now on nobody reads what is said here; and what one submission said there, the next could read."""
    with open(os.devnull, "r+b", buffering=0) as nothing:
        for descriptor in (0, 1, 2):
            os.dup2(nothing.fileno(), descriptor)


def start(
    control: socket.socket, channel: socket.socket, files: Path, scratch: Path, settings: Settings, shell: NotebookShell
) -> None:
    """Fork; the fork works on a copy of `files` and never returns."""
    if os.fork():
        return
    try:
        control.close()
        os.setsid()
        reopen_files(channel.fileno())
        room = ROOM if settings.isolated else scratch
        shutil.copytree(files, room / "notebook")
        (room / "tmp").mkdir()
        os.chdir(room / "notebook")
        sys.path.insert(0, "")  # as in Jupyter: a helper file beside the notebook can be imported
        os.environ.update(HOME=str(room), IPYTHONDIR=str(room), TMPDIR=str(room / "tmp"))
        confinement.confine(room, settings.readable, settings.listable, settings.limits)
        reseed()
        LearnerSide(channel, shell).serve()
    finally:
        os._exit(0)


def reopen_files(but: int) -> None:
    """Share no open file with the forks after this one: not even how far each was read. What is no file is closed."""
    for descriptor in sorted({int(name) for name in os.listdir("/proc/self/fd")} - {but}):
        try:
            mode = os.O_RDWR if descriptor < 3 else os.O_RDONLY  # the first three are /dev/null, the others fonts
            again = os.open(f"/proc/self/fd/{descriptor}", mode)
            os.dup2(again, descriptor, inheritable=descriptor < 3)
            os.close(again)
        except OSError:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def reseed() -> None:
    """Random numbers of its own for each submission; a fork would repeat its parent's."""
    import random

    import numpy

    random.seed()
    numpy.random.seed()


def stop(clean: leftovers.Traces | None) -> bool:
    """End the fork and whatever it started, and remove what it wrote. False if something is left of it."""
    if clean is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # every process in the sandbox but this one and its init
    ending.end_children()
    return clean is None or leftovers.clear(ROOM, clean)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing to tidy up
