"""One learner over all modules: where they stand, what each exercise said, and what to try next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG
from exercises_lib.desk.report.classbook import NOT_HANDED_IN, STANDINGS, STATES, ClassBook, Exercise, ModuleBook
from exercises_lib.desk.standing import GRADED
from exercises_lib.learner.strengths import Strengths

NEXT = 3  # exercises to try next, of a module
WAY = (PARTLY, WRONG, NOT_ATTEMPTED)  # nearest to right first


@dataclass(frozen=True)
class Row:
    """One exercise. `message`: what the learner read; empty for what is right. `comment`: a person's."""

    exercise: Exercise
    state: str
    points: float
    message: str
    comment: str


@dataclass(frozen=True)
class Sheet:
    """One module of one learner. No rows where nothing was graded; `why` then says why, if it is known."""

    module: ModuleBook
    standing: str
    points: float
    missing: str  # what it takes to pass, in a sentence
    rows: list[Row]
    why: str = ""
    strengths: tuple[tuple[str, str], ...] = ()
    waits: float = 0  # points that a person has still to give
    times: int | None = None  # how often it was handed in, where that is known
    handed_in: datetime | None = None  # when what is graded came (UTC)

    @property
    def next(self) -> list[Row]:
        """What to try next: what is partly right first, then what was tried, then the rest in its order."""
        left = [row for row in self.rows if row.state in WAY]
        return sorted(left, key=lambda row: WAY.index(row.state))[:NEXT]


def learners_modules(book: ClassBook, learner: str, without: Callable[[str], str]) -> list[Sheet]:
    """All modules in order. `without` makes a text fit for the report."""
    return [_sheet(module, learner, book.hand_ins.get((learner, module.id)), without) for module in book.modules]


def _sheet(module: ModuleBook, learner: str, times: int | None, without: Callable[[str], str]) -> Sheet:
    row = module.rows.get(learner)
    if row is None:
        return Sheet(module, NOT_HANDED_IN, 0, "", [])
    standing = STANDINGS[module.standing[row]]
    why = without(module.outcomes.not_graded.get(row, ""))
    if not module.graded[row]:
        return Sheet(module, standing, 0, "", [], why)
    rows = []
    for column, exercise in enumerate(module.exercises):
        state = STATES[module.state[row, column]]
        message = "" if state == RIGHT else without(module.told(row, column).message)
        comment = without(module.comments.get((row, exercise.name), ""))
        rows.append(Row(exercise, state, float(module.points[row, column]), message, comment))
    total, by_exercise = float(module.total[row]), module.by_exercise(row)
    rule = module.rule
    missing = rule.missing(total, float(module.read[row]), by_exercise) if rule and standing != GRADED else ""
    strengths = tuple(Strengths(rule, by_exercise).lines) if rule and rule.skills else ()
    waits, handed_in = float(module.waits[row]), module.handed_in[row]
    return Sheet(module, standing, total, missing, rows, why, strengths, waits, times, handed_in)
