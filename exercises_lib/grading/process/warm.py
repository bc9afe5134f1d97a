"""The grader's side of the warm process: start it when needed, ask it for a learner process, replace it if it dies.

One for each grading process; see warm_server.py for what runs inside.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from exercises_lib import environment
from exercises_lib.grading.process import leftovers, sandbox, temporary
from exercises_lib.grading.process.channel import STARTUP_SECONDS, LearnerProcess, StartFault
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places


@dataclass
class _Server:
    """The warm process that runs now."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    log: IO[bytes] | None  # what it says until it is ready

    def await_answer(self) -> None:
        if self.control.recv(100) != b'{"ok": true}\n':
            raise ConnectionError("the warm process gave no answer")


class Warm:
    """Makes learner processes by forking one warm process. Use as a context manager."""

    def __init__(self, limits: Limits, places: Places):
        self._limits, self._places = limits, places
        self._server: _Server | None = None
        # a user of its own for each grader, so that a limit on processes counts one submission's only
        self._user = 2_000_000 + os.getpid()
        self._incoming = temporary.folder("incoming")
        self._count = 0

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._end_server()
        temporary.remove(self._incoming)

    def begin_early(self) -> None:
        """Let the warm process start now, if none runs, beside what comes before a submission. Raises nothing."""
        with contextlib.suppress(OSError, sandbox.SandboxMissing):  # told when the first submission needs it
            if not self._server:
                self._launch()

    def folder(self) -> Path:
        """A new empty folder for the files of one submission; the caller fills it and removes it."""
        self._count += 1
        folder = self._incoming / str(self._count)
        folder.mkdir()
        return folder

    def start(self, files: Path) -> LearnerProcess:
        """A learner process with a copy of these files (in a folder made by `folder`) as its working folder.

        Raises StartFault.
        """
        make_readable(files)
        scratch = Path(tempfile.mkdtemp(dir=self._incoming))  # where it works if there is no sandbox
        ours, theirs = socket.socketpair()
        with theirs:
            inside = files if sandbox.why_missing() else Path(sandbox.INCOMING, files.name)
            request = {"do": "start", "files": str(inside), "scratch": str(scratch)}
            try:
                self._ask(request, theirs)
            except OSError:  # it died with the submission before: only this once
                self._end_server()
                self._ask(request, theirs)
        return LearnerProcess(ours, lambda: self._stop(scratch), self._limits)

    def _stop(self, scratch: Path) -> None:
        try:
            self._ask({"do": "stop"})
        except OSError:  # it is hurt, or something is left in it that the next submission could meet
            self._end_server()
            self.begin_early()
        with contextlib.suppress(OSError):  # what cannot be removed stays, and is nobody's
            leftovers.empty(scratch)
            scratch.rmdir()

    def _ask(self, request: dict[str, str], channel: socket.socket | None = None) -> None:
        """Send a request and wait until it is done. Raises OSError when the warm process does not answer."""
        server = self._server or self._launch()
        if server.log is not None:
            self._get_ready(server, server.log)
        socket.send_fds(server.control, [json.dumps(request).encode()], [channel.fileno()] if channel else [])
        server.await_answer()

    def _launch(self) -> _Server:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(STARTUP_SECONDS)
        isolated = not sandbox.why_missing()
        settings = {
            "isolated": isolated,
            "user": self._user,
            "limits": self._limits.as_dict(),
            "readable": list(map(str, self._places.readable)),
            "listable": list(map(str, self._places.listable)),
        }
        module = "exercises_lib.grading.process.warm_server"
        command = [sys.executable, "-I", "-m", module, str(theirs.fileno()), json.dumps(settings)]
        log = tempfile.TemporaryFile()  # noqa: SIM115  (_get_ready closes it)
        with theirs:
            process = subprocess.Popen(
                sandbox.wrap(command, self._incoming, self._limits.disk_bytes, self._places),
                cwd=self._incoming,
                env=sandbox.variables() | self._folders(isolated),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self._server = _Server(process, ours, log)
        self._let_in()
        return self._server

    def _get_ready(self, server: _Server, log: IO[bytes]) -> None:
        """Wait until the warm process has loaded everything. Raises StartFault with what it said."""
        server.log = None
        with log:
            try:
                server.await_answer()
            except OSError as fault:
                self._end_server()
                log.seek(0)
                said = log.read()[-2000:].decode(errors="replace").strip()
                raise StartFault(f"the process that runs submissions does not start ({fault}): {said}") from None

    def _let_in(self) -> None:
        """Let root and the user that the warm process becomes read what was handed in, and nobody else."""
        if os.geteuid() == 0:
            with contextlib.suppress(OSError):  # no such user in this container
                os.chown(self._incoming, 0, self._user)
            self._incoming.chmod(0o750)

    def _folders(self, isolated: bool) -> dict[str, str]:
        """Where the warm process finds and writes things; matplotlib's list of fonts, which takes seconds to make."""
        import matplotlib
        import matplotlib.font_manager  # noqa: F401  (makes the list if there is none yet)

        if not isolated:
            return {"MPLCONFIGDIR": matplotlib.get_cachedir(), "HOME": str(self._incoming)}
        fonts = self._incoming / "fonts"
        if not fonts.exists():
            fonts.mkdir()
            for path in Path(matplotlib.get_cachedir()).glob("fontlist*.json"):
                shutil.copy(path, fonts)
        inside = {environment.FONTS: f"{sandbox.INCOMING}/fonts", "MPLCONFIGDIR": f"{sandbox.ROOM}/matplotlib"}
        return inside | {"HOME": sandbox.ROOM, "IPYTHONDIR": sandbox.ROOM}

    def _end_server(self) -> None:
        if server := self._server:
            server.control.close()  # it ends by itself, with all that it started, unless a submission stopped it
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(1)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()
            self._server = None


def make_readable(folder: Path) -> None:
    """Whatever rights the files came with: the warm process is another user and must read them."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
