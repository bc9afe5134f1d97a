"""The warm process: has Python, pandas and matplotlib loaded, and forks once for each submission.

Runs inside the sandbox, single-threaded, started by warm.py with one control socket (its descriptor and the limits
in argv). Each request on it is JSON, with our end of a learner's channel attached when a submission starts:

    {"do": "start", "files": "/incoming/17"}    -> {"ok": true}     a fork runs the submission on the channel
    {"do": "stop"}                              -> {"ok": true}     it and all it started are gone, the room is empty

The forks are untrusted, and so is anything here after one has run; a grader that gets no answer starts another.
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
import traceback
from pathlib import Path

from exercises_lib.grading.process import confinement, sandbox
from exercises_lib.grading.process.learner_process import LearnerSide
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.shell import NotebookShell, make_shell

ROOM = Path(sandbox.ROOM)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    isolated, limits = settings["isolated"], Limits(**settings["limits"])
    shell = warm_up()
    if isolated:
        empty(ROOM)
        become_nobody(settings["user"])
    answer(control)
    while request := receive(control):
        message, channel = request
        if message["do"] == "start":
            child = start(control, channel, Path(message["files"]), isolated, limits, shell)
            channel.close()
        else:
            stop(child, isolated)
        answer(control)


def warm_up() -> NotebookShell:
    """Load what notebooks use, and use it once: the first plot and the first table cost more than the others."""
    if fonts := os.environ.pop("BPO_FONTS", ""):
        shutil.copytree(fonts, os.environ["MPLCONFIGDIR"], dirs_exist_ok=True)
    shell = make_shell()
    shell.run(WARM_UP)
    shell.reset()
    gc.collect()
    gc.freeze()  # the forks share these pages as long as nobody writes to them
    return shell


WARM_UP = """
import io, py_landlock, numpy, pandas, matplotlib.pyplot as plt, exercises_lib, exercises_lib.plain.figure
table = pandas.read_csv(io.StringIO("day,score\\n2026-01-05,4\\n2026-01-06,5"), parse_dates=["day"])
table.groupby("day")["score"].mean().plot()
plt.title("warm")
display(table, plt.gcf())
plt.close("all")
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


def receive(control: socket.socket):
    """The next request with the channel that came along, or None when the grader is gone."""
    data, descriptors, _, _ = socket.recv_fds(control, 10_000, 1)
    if not data:
        return None
    return json.loads(data), socket.socket(fileno=descriptors[0]) if descriptors else None


def answer(control: socket.socket) -> None:
    control.sendall(b'{"ok": true}\n')


def start(control, channel, files: Path, isolated: bool, limits: Limits, shell: NotebookShell) -> int:
    """Fork; the fork works on the submission and never returns. Returns its process number."""
    if child := os.fork():
        return child
    try:
        control.close()
        os.setsid()
        work, room = (ROOM / "notebook", ROOM) if isolated else (files, files)
        if isolated:
            shutil.copytree(files, work)
        (room / "tmp").mkdir(exist_ok=True)
        os.chdir(work)
        sys.path.insert(0, "")  # as in Jupyter: a helper file beside the notebook can be imported
        os.environ.update(HOME=str(room), IPYTHONDIR=str(room), TMPDIR=str(room / "tmp"))
        confinement.confine(room, limits)
        reseed()
        LearnerSide(channel, shell).serve()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


def reseed() -> None:
    """Random numbers of its own for each submission; a fork would repeat its parent's."""
    import random

    import numpy

    random.seed()
    numpy.random.seed()


def stop(child: int, isolated: bool) -> None:
    """Kill the fork and whatever it started, and remove what it wrote."""
    try:
        if isolated:
            os.kill(-1, signal.SIGKILL)  # every process in the sandbox but this one and its init
        else:
            os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)
    if isolated:
        empty(ROOM)


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            os.chmod(path, 0o700)
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
