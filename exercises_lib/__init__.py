"""Helper functions of the course in a notebook: `check("csat")`, `progress()`, `course_progress()`, `listen(...)`,
`listen_by(...)`, `hear_yourself(...)`, `own_calls(...)`, `bill_page(...)`, `own_draw()`, `pick(...)`,
`in_own_order(...)`; and what stands behind them.

Importing this package is quick and never loads the grading side.
"""

from exercises_lib.learner import beginner_errors, call_magic, lesson, numbers, session
from exercises_lib.learner.audio import listen, listen_by
from exercises_lib.learner.bill_page import bill_page
from exercises_lib.learner.check import check, progress
from exercises_lib.learner.course_progress import course_progress
from exercises_lib.learner.own_calls import own_calls
from exercises_lib.learner.own_draw import in_own_order, own_draw, pick
from exercises_lib.learner.own_voice import hear_yourself

__all__ = [
    "bill_page",
    "check",
    "course_progress",
    "hear_yourself",
    "in_own_order",
    "listen",
    "listen_by",
    "own_calls",
    "own_draw",
    "pick",
    "progress",
]

beginner_errors.switch_on()
call_magic.switch_on()
lesson.switch_on()
numbers.switch_on()
session.switch_on()
