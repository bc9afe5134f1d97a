"""The one place that decides how learner processes are made on this machine."""

from __future__ import annotations

import atexit
import os
import sys
from functools import lru_cache

from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.warm import Warm


@lru_cache(maxsize=1)
def starter(limits: Limits) -> Warm | Cold:
    """This process's maker of learner processes: warm on Linux, cold elsewhere. Closed when the process ends."""
    warm = sys.platform.startswith("linux") and os.environ.get("BPO_WARM") != "off"
    made = Warm(limits) if warm else Cold(limits)
    atexit.register(made.close)
    return made
