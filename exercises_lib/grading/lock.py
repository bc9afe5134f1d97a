"""One grader at a time in a course folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from exercises_lib.faults import CourseFault


class AnotherGrader(CourseFault):
    """Somebody grades in this course folder now."""


@contextmanager
def only_grader(root: Path) -> Iterator[None]:
    """Hold the course folder's grading lock; released whenever the process ends. Raises AnotherGrader."""
    try:
        import fcntl
    except ImportError:  # Windows: nbgrader's own database locks must do
        yield
        return
    with open(Path(root) / ".grading.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            who = lock.read().strip() or "another process"
            raise AnotherGrader(f"somebody is grading in {root} already ({who}). Wait until it is done.") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, since {datetime.now():%H:%M}")
        lock.flush()
        yield
