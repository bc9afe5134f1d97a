"""The one place that decides how learner processes are made on this machine."""

from __future__ import annotations

import atexit
from functools import lru_cache

from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.warm import Warm


@lru_cache(maxsize=1)
def starter(limits: Limits, hidden: tuple[str, ...] = ()) -> Warm | Cold:
    """This process's maker of learner processes: warm on Linux, cold elsewhere. Closed when the process ends.

    `hidden` are files and folders that no submission may read, besides those of places.py.
    """
    made = (Warm if sandbox.warm() else Cold)(limits, Places(hidden))
    atexit.register(made.close)
    return made
