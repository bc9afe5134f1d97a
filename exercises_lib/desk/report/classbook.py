"""A class as the reports see it: each module's marks, outcomes and messages, by learner and exercise.

Points come from the gradebook, a person's with them; what was found and told comes from the result files. Where a part
is missing or damaged, a note says so and the rest is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG
from exercises_lib.desk.gradebook import Learner
from exercises_lib.desk.report import outcomes
from exercises_lib.desk.standing import GRADED, NEARLY, NOT_GRADED, NOT_YET, PASSED, PASSED_SO_FAR, WAITING
from exercises_lib.learner.pass_rule import PassRule

# of an exercise
STATES = (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED, WAITING, NOT_GRADED)
# of a module
NOT_HANDED_IN = "not handed in"
STANDINGS = (PASSED, PASSED_SO_FAR, NEARLY, NOT_YET, WAITING, NOT_GRADED, NOT_HANDED_IN, GRADED)


@dataclass(frozen=True)
class Exercise:
    """A column: one exercise, with the points that a person gives for it."""

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Told:
    """What a learner read about an exercise, and what the answer was, in short."""

    message: str = ""
    answer: str = ""
    explained: bool = False  # whether the message names the slip


@dataclass
class ModuleBook:
    """One module. Arrays have a row for each of `learners`, who handed it in, and a column for each exercise."""

    id: str
    title: str
    learners: list[str]
    exercises: list[Exercise]
    points: np.ndarray
    state: np.ndarray  # places in STATES
    total: np.ndarray  # by row: all points, less what was taken for being late
    read: np.ndarray  # by row: the points of them that a person gave
    waits: np.ndarray  # by row: the points that a person has still to give
    standing: np.ndarray  # by row: places in STANDINGS
    outcomes: outcomes.Outcomes
    fits: np.ndarray  # whether an outcome is that of the mark
    comments: dict[tuple[int, str], str]  # a person's, by row and exercise
    handed_in: list[datetime | None]  # by row: when what is graded came (UTC)
    rule: PassRule | None
    notes: list[str]

    @cached_property
    def rows(self) -> dict[str, int]:
        return {learner: row for row, learner in enumerate(self.learners)}

    @property
    def most(self) -> float:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def graded(self) -> np.ndarray:
        """Whether each row has marks."""
        return self.standing != STANDINGS.index(NOT_GRADED)

    def told(self, row: int, column: int) -> Told:
        """What belongs to the mark at this place; nothing where the result files do not know."""
        if not self.fits[row, column]:
            return Told()
        found = self.outcomes
        message, answer = (
            found.texts[at] if at >= 0 else "" for at in (found.message[row, column], found.answer[row, column])
        )
        return Told(message, answer, bool(found.explained[row, column]))

    def by_exercise(self, row: int) -> dict[str, float]:
        return {one.name: points for one, points in zip(self.exercises, self.points[row], strict=True)}


@dataclass
class ClassBook:
    """All modules and all learners of a course folder, and what is missing.

    `hand_ins`: how often each was handed in, by (learner, module); empty where it is not known.
    """

    learners: list[Learner]
    modules: list[ModuleBook]
    notes: list[str]
    hand_ins: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        """By id the place in `learners`."""
        return {learner.id: place for place, learner in enumerate(self.learners)}

    @cached_property
    def rows(self) -> dict[str, np.ndarray]:
        """By module, for each learner of the class the row there; -1 for who handed nothing in."""
        found = {}
        for module in self.modules:
            found[module.id] = np.full(len(self.learners), -1)
            found[module.id][[self.places[learner] for learner in module.learners]] = np.arange(len(module.learners))
        return found

    def standings(self, module: ModuleBook) -> np.ndarray:
        """By learner of the class, a place in STANDINGS."""
        rows, absent = self.rows[module.id], STANDINGS.index(NOT_HANDED_IN)
        return np.append(module.standing, absent)[rows]  # the last one is at -1
