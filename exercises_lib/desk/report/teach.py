"""What to teach tomorrow: for each exercise who got it, the mistakes that messages name, and the wrong answers that no
message explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, WRONG
from exercises_lib.desk.report.classbook import STATES, Exercise, ModuleBook
from exercises_lib.desk.report.items import Analysis, Item, analyse
from exercises_lib.desk.report.outcomes import STATES as FOUND
from exercises_lib.desk.report.shares import Share
from exercises_lib.desk.standing import NOT_GRADED, WAITING

IN_THE_REPORT = [state for state in STATES if state != NOT_GRADED]


@dataclass(frozen=True)
class Unexplained:
    """A wrong answer whose message only says that something differs; `message`: what one who gave it read."""

    answer: str
    message: str
    count: int


@dataclass(frozen=True)
class Lesson:
    """One exercise of a module in the class."""

    module: str
    exercise: Exercise
    shares: dict[str, Share]  # by state, of those who were graded
    mistakes: list[tuple[str, int]]  # (message, learners), the commonest first
    unexplained: list[Unexplained]  # the commonest first
    item: Item | None  # where there are enough learners

    @property
    def stuck(self) -> int:
        """Learners who tried and do not have it yet."""
        return self.shares[WRONG].count + self.shares[PARTLY].count


def lessons(module: ModuleBook, without: Callable[[str], str]) -> tuple[list[Lesson], Analysis]:
    """All exercises in order, and the analysis of the module. `without` makes a learner's text fit for the report."""
    graded = int(module.graded.sum())
    analysis = analyse(complete(module))
    found = []
    for column, exercise in enumerate(module.exercises):
        counts = np.bincount(module.state[module.graded, column], minlength=len(STATES))
        shares = {state: Share(int(counts[STATES.index(state)]), graded) for state in IN_THE_REPORT}
        item = analysis.items[column] if analysis.items else None
        mistakes, unexplained = _told(module, column, without)
        found.append(Lesson(module.id, exercise, shares, mistakes, unexplained, item))
    return found, analysis


def complete(module: ModuleBook) -> np.ndarray:
    """The share of its points that each exercise earned, of learners with nothing that waits for a reader."""
    most = np.array([exercise.points for exercise in module.exercises])
    waiting = (module.state == STATES.index(WAITING)).any(axis=1)
    points = module.points[module.graded & ~waiting]
    return np.divide(points, most, out=np.zeros_like(points), where=most > 0)


def _told(module: ModuleBook, column: int, without: Callable[[str], str]) -> tuple[list[tuple[str, int]], list]:
    """Counted by what is shown: two texts that differ by a name only are one in a report without names."""
    found = module.outcomes
    state, message = found.state[:, column], found.message[:, column]
    answer, explained = found.answer[:, column], found.explained[:, column]
    missed = np.isin(state, [FOUND.index(WRONG), FOUND.index(PARTLY)])
    told = module.fits[:, column] & (missed | (explained & (state == FOUND.index(NOT_ATTEMPTED)))) & (message >= 0)
    named = told & (explained | (answer < 0))
    mistakes: Counter[str] = Counter()
    for place, count in zip(*np.unique(message[named], return_counts=True), strict=True):
        mistakes[without(found.texts[place])] += int(count)
    answers: Counter[str] = Counter()
    example: dict[str, str] = {}
    others = np.flatnonzero(told & ~named)
    places, first, counts = np.unique(answer[others], return_index=True, return_counts=True)
    for place, row, count in zip(places, others[first], counts, strict=True):
        text = without(found.texts[place])
        answers[text] += int(count)
        example.setdefault(text, without(found.texts[message[row]]))
    return mistakes.most_common(), [Unexplained(text, example[text], count) for text, count in answers.most_common()]
