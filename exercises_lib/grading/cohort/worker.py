"""A process that grades one submission after the other, and what the coordinator holds of it.

It knows which submission it has in hand. So what kills or stops it is counted against that one and no other. It is
sent pickled orders by its coordinator, and replies with plain data (wire.py).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what grades is imported where it is needed: this file is there at once for `begin_early`
    from exercises_lib.grading.cohort.bundle import Bundle, Submission

Process = BaseProcess | subprocess.Popen[bytes]
MARGIN = 600  # seconds that a submission may take beyond its own limit, on a busy machine
ENDING = 20  # seconds to end by itself


class WorkerEnded(Exception):
    """The process that graded this submission was killed, or is gone."""


class Worker:
    """One such process. Used by one thread at a time; `end` by any."""

    def __init__(self, bundle: Bundle, start: Callable[[Connection], Process]):
        """`start` begins the process, which calls `serve` with this end of the line; see below."""
        self._seconds = bundle.limits.notebook_seconds + MARGIN
        self._line, theirs = Pipe()
        self._process = start(theirs)
        theirs.close()
        self._send(bundle)

    def grade(self, handed_in: Submission) -> bytes:
        """The reply to a submission, for wire.py to read.

        Raises WorkerEnded, or SubmissionFault where it takes too long; then there is no more process.
        """
        self._send(handed_in)
        try:
            if self._line.poll(self._seconds):
                return self._line.recv_bytes()
        except (EOFError, OSError):
            self.end(0)
            raise WorkerEnded from None
        self.end(0)
        raise _too_long(self._seconds)

    def _send(self, order: Bundle | Submission) -> None:
        try:
            self._line.send(order)
        except OSError:
            self.end(0)
            raise WorkerEnded from None

    def let_go(self) -> None:
        """Tell it that nothing more comes; it ends by itself, when it has no submission in hand."""
        self._line.close()

    def close(self) -> None:
        """Let it go, and wait until it has ended."""
        self.let_go()
        self.end(ENDING)

    def end(self, seconds: float) -> None:
        """End it after so many seconds, if it does not end by itself. Wakes who waits for its reply."""
        if not _wait(self._process, seconds):
            self._process.kill()
            _wait(self._process, None)


def _too_long(seconds: float) -> Exception:
    from exercises_lib.grading.submission import SubmissionFault

    return SubmissionFault(f"grading it took more than {seconds:g} seconds, so it was stopped")


def _wait(process: Process, seconds: float | None) -> bool:
    """Whether a process is over, of `multiprocessing` or of `subprocess`."""
    if isinstance(process, subprocess.Popen):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
    process.join(seconds)
    return not process.is_alive()


def context() -> SpawnContext | ForkServerContext:
    """How local workers are made: not by plain forks, for the coordinator has threads and an open gradebook."""
    has_room = len(os.fsencode(tempfile.gettempdir())) <= 75  # else its socket's path is too long for the system
    if "forkserver" not in multiprocessing.get_all_start_methods() or not has_room:
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    # imported once for all workers: what grades, and what knows the fonts that a warm process is given
    made.set_forkserver_preload(["exercises_lib.grading.cohort.wire", "matplotlib.font_manager"])
    return made


def start_local(line: Connection) -> BaseProcess:
    """Begin a worker beside the coordinator, from its fork server."""
    process = context().Process(target=serve, args=(line,))
    process.start()
    return process


def start_anywhere(line: Connection) -> subprocess.Popen[bytes]:
    """Begin a worker from a process that may have no children of `multiprocessing`, such as Dask's workers."""
    command = [sys.executable, "-m", "exercises_lib.grading.cohort.worker", str(line.fileno())]
    return subprocess.Popen(command, pass_fds=[line.fileno()], stdin=subprocess.DEVNULL)


def serve(line: Connection) -> None:
    """The process itself: grade what comes, until the line is closed."""
    from exercises_lib.grading.cohort import wire
    from exercises_lib.grading.cohort.bundle import grade_submission, leave
    from exercises_lib.grading.grade import MACHINE_FAULTS
    from exercises_lib.grading.process.starter import starter

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator
    bundle = None
    try:
        bundle = line.recv()
        starter(bundle.limits, bundle.hidden).begin_early()
        while True:
            handed_in = line.recv()
            try:
                reply = wire.dumps(grade_submission(bundle, handed_in))
            except MACHINE_FAULTS as fault:
                reply = wire.dumps_fault(fault)
            line.send_bytes(reply)
    except (EOFError, OSError):  # the coordinator has done, or is gone
        pass
    finally:
        if bundle:
            leave(bundle)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
