"""A process that grades one submission after the other, and what the coordinator holds of it.

It knows which submission it has in hand. So what kills or stops it is counted against that one and no other. It is
sent pickled orders by its coordinator, and replies with plain data (wire.py).
"""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import chain, islice, repeat
from multiprocessing.connection import Connection, Pipe
from multiprocessing.process import BaseProcess

from exercises_lib.grading.cohort import wire
from exercises_lib.grading.cohort.bundle import Bundle, Submission, grade_submission
from exercises_lib.grading.grade import MACHINE_FAULTS
from exercises_lib.grading.process import starter
from exercises_lib.grading.process.warm_process import WarmProcess
from exercises_lib.grading.submission import SubmissionFault

Process = BaseProcess | subprocess.Popen[bytes]
MARGIN = 600  # seconds that a submission may take beyond its own limit, on a busy machine
ENDING = 20  # seconds to end by itself


class WorkerEnded(Exception):
    """The process that graded this submission was killed, or is gone."""


class Worker:
    """One such process: how it is begun is below. Used by one thread at a time; `end` by any."""

    def __init__(self, line: Connection, process: Process):
        """`process` calls `serve` with the other end of the line."""
        self.line, self._process = line, process

    def prepare(self, bundle: Bundle) -> None:
        """Say what it grades with. Raises WorkerEnded."""
        self._seconds = bundle.limits.notebook_seconds + MARGIN
        self._send(bundle)

    def grade(self, handed_in: Submission) -> bytes:
        """The reply to a submission, for wire.py to read.

        Raises WorkerEnded, or SubmissionFault where it takes too long; then there is no more process.
        """
        self._send(handed_in)
        try:
            if self.line.poll(self._seconds):
                return self.line.recv_bytes()
        except (EOFError, OSError):
            self.end(0)
            raise WorkerEnded from None
        self.end(0)
        raise SubmissionFault(f"grading it took more than {self._seconds:g} seconds, so it was stopped")

    def _send(self, order: Bundle | Submission) -> None:
        try:
            self.line.send(order)
        except OSError:
            self.end(0)
            raise WorkerEnded from None

    def let_go(self) -> None:
        """Tell it that nothing more comes; it ends by itself, when it has no submission in hand."""
        self.line.close()

    def close(self) -> None:
        """Let it go, and wait until it has ended."""
        self.let_go()
        self.end(ENDING)

    def end(self, seconds: float) -> None:
        """End it after so many seconds, if it does not end by itself. Wakes who waits for its reply."""
        if not _wait(self._process, seconds):
            self._process.kill()
            _wait(self._process, None)


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


def forked(count: int, begun: list[WarmProcess]) -> list[Worker]:
    """So many workers that have imported what grades, for they are forks of this process. Each has a warm process.

    This process must have no threads yet, and no gradebook open. It has no more use for `begun` than to end them.
    """
    workers: list[Worker] = []
    for mine in islice(chain(begun, repeat(None)), count):
        ours, theirs = Pipe()
        lines = [ours, *(worker.line for worker in workers)]
        others = [warm for warm in begun if warm is not mine]
        not_its = [*(line.close for line in lines), *(warm.give_away for warm in others)]
        process = multiprocessing.get_context("fork").Process(target=_serve_forked, args=(theirs, mine, not_its))
        process.start()
        theirs.close()
        workers.append(Worker(ours, process))
    for warm in begun:
        warm.give_away()
    return workers


def _serve_forked(line: Connection, mine: WarmProcess | None, not_its: list[Callable[[], None]]) -> None:
    for close in not_its:  # or who holds the other side would not notice when it is closed
        close()
    starter.take(mine)
    serve(line)


def spawned() -> Worker:
    """A worker in a Python of its own: where there are no forks, or in the place of another."""
    ours, theirs = Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    theirs.close()
    return Worker(ours, process)


def anywhere() -> Worker:
    """A worker of a process that may have no children of `multiprocessing`, such as Dask's workers."""
    ours, theirs = Pipe()
    with theirs:
        command = [sys.executable, "-m", "exercises_lib.grading.cohort.worker", str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    return Worker(ours, process)


def serve(line: Connection) -> None:
    """The process itself: grade what comes, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator
    try:
        bundle = line.recv()
        starter.starter(bundle.limits, bundle.hidden).begin_early()
        while True:
            handed_in = line.recv()
            try:
                reply = wire.dumps(grade_submission(bundle, handed_in))
            except MACHINE_FAULTS as fault:
                reply = wire.dumps_fault(fault)
            line.send_bytes(reply)
    except (EOFError, OSError):  # the coordinator has done, or is gone
        pass


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
