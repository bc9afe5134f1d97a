"""A limit on the grader itself: what a submission makes it do ends after so much processor time and memory.

Submissions are limited in their own process; this is for what the grader does with what comes out of it: read, judge,
clean. All of that is made to be quick, whatever it meets. Should something still not be, its exercise is lost, and
nothing else.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec, TypeVar

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment] # mypy has no word for a module that may be missing

SECONDS = 10.0  # of processor time, for one exercise, one cell's outputs, one file
SECONDS_IN_ALL = 60.0  # for one submission
MEMORY = 1_000_000_000  # bytes above what the grader takes when it begins
P = ParamSpec("P")
T = TypeVar("T")


class TooMuch(Exception):
    """It took too much of the grader's time."""


class Bounds:
    """For one submission: what is done inside `with bounds:` is limited, and raises TooMuch or MemoryError.

    On Linux and macOS, in a process's main thread; elsewhere nothing is limited.
    """

    def __init__(self) -> None:
        self._left, self._armed = SECONDS_IN_ALL, False
        self._works = resource is not None and threading.current_thread() is threading.main_thread()
        if self._works:
            from exercises_lib.grading.process.confinement import address_space

            self._soft, self._hard = resource.getrlimit(resource.RLIMIT_AS)
            limits = [limit for limit in (self._soft, self._hard) if limit != resource.RLIM_INFINITY]
            self._ceiling = min([address_space() + MEMORY, *limits])

    def __enter__(self) -> None:
        if not self._works:
            return
        if self._left <= 0:
            raise TooMuch("the grader's time for this submission is over")
        self._began, self._armed = time.process_time(), True
        resource.setrlimit(resource.RLIMIT_AS, (self._ceiling, self._hard))
        signal.signal(signal.SIGPROF, self._ring)
        # it rings again, should what it stops catch all exceptions and go on
        signal.setitimer(signal.ITIMER_PROF, min(SECONDS, self._left), 1)

    def __exit__(self, *error: object) -> None:
        if not self._works:
            return
        self._armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (self._soft, self._hard))
        self._left -= time.process_time() - self._began

    def outside(self, function: Callable[P, T]) -> Callable[P, T]:
        """The same function for use inside, not limited: it waits for the learner process, which has its own limits."""

        def called(*arguments: P.args, **options: P.kwargs) -> T:
            self.__exit__()
            try:
                return function(*arguments, **options)
            finally:
                self.__enter__()

        return called

    def _ring(self, signum: int, frame: FrameType | None) -> None:
        if self._armed and frame and frame.f_code.co_filename != __file__:  # not while it is begun or ended
            raise TooMuch("it took too much of the grader's time")
