"""The grader's side of the warm process: start it when needed, ask it for a learner process, replace it if it dies.

One for each grading process; see warm_server.py for what runs inside.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from pathlib import Path

from exercises_lib.grading.process import leftovers, sandbox, temporary
from exercises_lib.grading.process.channel import LearnerProcess, StartFault
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.warm_process import WarmProcess


class Warm:
    """Makes learner processes by forking one warm process. Use as a context manager.

    `begun`: a warm process that loads already; it is used if it has the walls that these settings ask for.
    """

    def __init__(self, limits: Limits, places: Places, begun: WarmProcess | None = None):
        self._limits, self._places = limits, places
        # a user of its own for each grader, so that a limit on processes counts one submission's only
        self._user = 2_000_000 + os.getpid()
        self._incoming = begun.incoming if begun else temporary.folder("incoming")
        self._count = 0
        self._process: WarmProcess | None = None
        if begun and begun.fits(limits.disk_bytes, places):
            self._use(begun)
        elif begun:
            begun.end()

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._end_process()
        temporary.remove(self._incoming)

    def begin_early(self) -> None:
        """Let the warm process start now, if none runs, beside what comes before a submission. Raises nothing."""
        with contextlib.suppress(OSError, sandbox.SandboxMissing):  # told when the first submission needs it
            if not self._process:
                self._begin()

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
                self._end_process()
                self._ask(request, theirs)
        return LearnerProcess(ours, lambda: self._stop(scratch), self._limits)

    def _stop(self, scratch: Path) -> None:
        try:
            self._ask({"do": "stop"})
        except OSError:  # it is hurt, or something is left in it that the next submission could meet
            self._end_process()
            self.begin_early()
        with contextlib.suppress(OSError):  # what cannot be removed stays, and is nobody's
            leftovers.empty(scratch)
            scratch.rmdir()

    def _ask(self, request: dict[str, str], channel: socket.socket | None = None) -> None:
        """Send a request and wait until it is done. Raises OSError when the warm process does not answer."""
        try:
            (self._process or self._begin()).ask(request, channel)
        except StartFault:
            self._end_process()
            raise

    def _begin(self) -> WarmProcess:
        return self._use(WarmProcess(self._incoming, self._limits.disk_bytes, self._places))

    def _use(self, process: WarmProcess) -> WarmProcess:
        self._process = process
        process.tell(
            {
                "user": self._user,
                "limits": self._limits.as_dict(),
                "readable": list(map(str, self._places.readable)),
                "listable": list(map(str, self._places.listable)),
            }
        )
        return process

    def _end_process(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


def make_readable(folder: Path) -> None:
    """Whatever rights the files came with: the warm process is another user and must read them."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
