"""A trainer's terminal whose commands are ready to run: Python and what they all import are loaded once.

`run` gives what `python -m MODULE …` gives there: its own process, with its own folder, variables, output and end. It
is a fork of one process that has nbgrader, pandas and matplotlib imported, and has done once what each command would
do first (`warm_up`), which saves two or three seconds of each. `Begun` does not wait for its end: such a command can be
watched and killed.
What changes the system that a command starts in, or looks at its command line, starts its own Python
(`batch/test_storage.py`, `graded.Course.cold`).
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from io import FileIO
from pathlib import Path
from unittest.mock import patch

LOADED = (
    "nbgrader.apps.nbgraderapp",
    "pandas",
    "matplotlib.pyplot",
    "exercises_lib.cli",
    "exercises_lib.grading.autograde",
    "exercises_lib.grading.cohort.command",
)
LONGEST = 600  # seconds
SECRET_SEED = "the seed of the tests"  # of the trainer whose terminal it is


def run(module: str, arguments: list[str], cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `python -m MODULE ARGUMENTS…`. Raises TimeoutError for one that does not end."""
    if not hasattr(os, "fork"):
        order = [sys.executable, "-m", module, *arguments]
        return subprocess.run(order, cwd=cwd, env=env, capture_output=True, text=True, timeout=LONGEST)
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        _, ended = _ask_for(module, arguments, cwd, env, out.fileno(), err.fileno())
        with ended:
            exit_code = int(ended.readline())
        for file in (out, err):
            file.seek(0)
        if exit_code == -signal.SIGALRM:
            raise TimeoutError(f"{module} {' '.join(arguments)} did not end:\n{err.read()[-3000:]}")
        return subprocess.CompletedProcess([module, *arguments], exit_code, out.read(), err.read())


class Begun:
    """A command under way: a process group of its own. `said`: all that it prints, as it comes."""

    def __init__(self, module: str, arguments: list[str], cwd: Path, env: Mapping[str, str]):
        told, tell = os.pipe()
        self.pid, self._ended = _ask_for(module, arguments, cwd, env, tell, tell)
        os.close(tell)
        self.said = os.fdopen(told, errors="replace")
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, as `subprocess` gives it; None while it runs."""
        if self.returncode is None and select.select([self._ended], [], [], 0)[0]:
            self.returncode = int(self._ended.readline())
        return self.returncode

    def finish(self) -> str:
        """Wait for its end. Returns what it has printed since the last look at `said`."""
        with self.said, self._ended:
            said = self.said.read()
            if self.returncode is None:
                self.returncode = int(self._ended.readline())
        return said

    def kill(self) -> None:
        """It, and all that it has started."""
        os.killpg(self.pid, signal.SIGKILL)
        self.finish()


def _ask_for(
    module: str, arguments: list[str], cwd: Path, env: Mapping[str, str], out: int, err: int
) -> tuple[int, FileIO]:
    """The process that does it now, and where its exit code can be read in the end."""
    ended, end = os.pipe()
    order = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env)}
    door, _ = _loaded()
    socket.send_fds(door, [json.dumps(order).encode()], [out, err, end])
    os.close(end)
    lines = os.fdopen(ended, "rb", buffering=0)  # nothing is read before it is asked for
    return int(lines.readline()), lines


@cache
def _loaded() -> tuple[socket.socket, subprocess.Popen]:
    """The loaded process, after the way to it. It ends when this one does: then nobody holds the other side."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    order = [sys.executable, "-m", "course_for_tests.terminal", str(its.fileno())]
    process = subprocess.Popen(order, cwd=Path(__file__).parents[1], pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
    its.close()
    return ours, process


def serve(door: socket.socket) -> None:
    """Begin what comes through the door, one beside the other."""
    for name in LOADED:
        __import__(name)
    warm_up()
    gc.freeze()  # else each fork looks through all of this for garbage when it ends, which takes most of a second
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who tell the ends
    while True:
        order, files, _, _ = socket.recv_fds(door, 1_000_000, 3)
        if not order:
            return
        if not os.fork():
            door.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _tell_the_end(json.loads(order), *files)
            return
        for file in files:
            os.close(file)


def warm_up() -> None:
    """Do what nothing but the process remembers: derive the seed, which is slow on purpose; compile nbformat's schemas;
    let SQLAlchemy find out what nbgrader's tables are.
    """
    import nbformat
    from course_for_tests.handing_in import MODULE
    from nbgrader import api
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from exercises_lib import environment
    from exercises_lib.grading import seed

    with patch.dict(os.environ, {environment.SECRET_SEED: SECRET_SEED}):
        seed.secret_seed(Path(), MODULE)
    for relaxed in (False, True):  # for its own reader and for nbconvert
        nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)
    engine = create_engine("sqlite://")
    api.Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.query(api.SubmittedAssignment).join(api.Student).all()
    engine.dispose()


def _tell_the_end(order: dict, out: int, err: int, end: int) -> None:
    """In a fork: begin the command in one more, and write how it ended. The command itself leaves by its own exit."""
    command = os.fork()
    if not command:
        os.close(end)
        os.dup2(out, 1), os.dup2(err, 2), os.close(out), os.close(err)
        _become(**order)
        return
    os.close(out), os.close(err)
    os.setpgid(command, command)
    os.write(end, f"{command}\n".encode())
    signal.signal(signal.SIGALRM, lambda *_: os.kill(command, signal.SIGALRM))
    signal.alarm(LONGEST)
    _, status = os.waitpid(command, 0)
    os.write(end, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(module: str, arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.path[0] = cwd
    sys.argv = [module, *arguments]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background ignores Ctrl-C
    tempfile.tempdir = None  # it follows from the variables
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
