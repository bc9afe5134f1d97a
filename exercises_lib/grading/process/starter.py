"""The one place that decides how learner processes are made on this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing import util
from pathlib import Path

from exercises_lib.grading.process import sandbox, temporary
from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.warm import Warm
from exercises_lib.grading.process.warm_process import WarmProcess

_begun: WarmProcess | None = None  # for this process's maker


@lru_cache(maxsize=1)
def starter(limits: Limits, hidden: tuple[str, ...] = ()) -> Warm | Cold:
    """This process's maker of learner processes: warm on Linux, cold elsewhere. Closed when the process ends.

    `hidden` are files and folders that no submission may read, besides those of places.py.
    """
    made = Warm(limits, Places(hidden), _begun) if sandbox.warm() else Cold(limits, Places(hidden))
    util.Finalize(None, made.close, exitpriority=1)  # not atexit, which worker processes leave out
    return made


@contextlib.contextmanager
def begin(count: int, course: Path) -> Iterator[list[WarmProcess]]:
    """So many warm processes, or none, for forks of this process to `take`.

    They have the walls that a course in this folder has with the usual settings; with others each fork makes its own.
    """
    begun: list[WarmProcess] = []
    try:
        with contextlib.suppress(OSError, sandbox.SandboxMissing):  # told when the first submission needs one
            while sandbox.warm() and len(begun) < count:
                begun.append(WarmProcess(temporary.folder("incoming"), Limits.disk_bytes, Places((str(course),))))
        yield begun
    finally:
        for process in begun:
            process.clear_away()
            temporary.remove(process.incoming)


def take(begun: WarmProcess | None) -> None:
    """From now on this process's maker uses a warm process that the parent has begun."""
    global _begun
    _begun = begun
