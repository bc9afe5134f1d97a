"""Helper functions of the course: `check("csat")`, `progress()` and `listen(...)` in a notebook, and all that stands
behind them.

Importing this package is quick and never loads the grading side.
"""

from exercises_lib.learner import beginner_errors, call_magic
from exercises_lib.learner.audio import listen
from exercises_lib.learner.check import check, progress

__version__ = "0.1.0"
__all__ = ["check", "listen", "progress"]

beginner_errors.switch_on()
call_magic.switch_on()
