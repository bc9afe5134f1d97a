"""The class at a glance: how a group stands in each module, and who needs help first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from exercises_lib.checks.key import NOT_ATTEMPTED
from exercises_lib.desk.report.classbook import STANDINGS, STATES, ClassBook, ModuleBook
from exercises_lib.desk.report.shares import Share
from exercises_lib.desk.standing import GRADED, NEARLY, NOT_YET, PASSED

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Standing:
    """How a group stands in one module."""

    module: ModuleBook
    group: str
    counts: dict[str, int]  # by STANDINGS: learners
    passed: Share  # of those who were graded
    quartiles: tuple[float, float, float] | None  # points of those who were graded
    tried: float | None  # the median of the exercises that were attempted
    times: float | None  # the median of how often they handed in; None where it is known of nobody


def standing(
    book: ClassBook, module: ModuleBook, members: np.ndarray | None = None, group: str = EVERYBODY
) -> Standing:
    """Of the learners at the places `members` in the class; of all where None."""
    chosen = np.arange(len(book.learners)) if members is None else members
    codes = np.bincount(book.standings(module)[chosen], minlength=len(STANDINGS))
    counts = {name: int(count) for name, count in zip(STANDINGS, codes, strict=True)}
    rows = book.rows[module.id][chosen]
    rows = rows[rows >= 0]
    rows = rows[module.graded[rows]]
    points = module.total[rows]
    quartiles = tuple(float(part) for part in np.percentile(points, [25, 50, 75])) if len(rows) else None
    attempts = (module.state[rows] != STATES.index(NOT_ATTEMPTED)).sum(axis=1)
    tried = float(np.median(attempts)) if len(rows) else None
    times = [book.hand_ins[at] for row in rows if (at := (module.learners[row], module.id)) in book.hand_ins]
    often = float(np.median(times)) if times else None
    passed = Share(counts[PASSED], len(rows))
    return Standing(module, group, counts, passed, quartiles, tried, often)  # type: ignore[arg-type]


def need_help(book: ClassBook, most: int) -> list[int]:
    """Places of the learners to talk to first: most modules that were graded and are not passed, then fewest points.

    Who waits for a reader or did not hand in is not among them for that: of these nobody knows yet.
    """
    behind = np.zeros(len(book.learners))
    points = np.zeros(len(book.learners))
    possible = np.zeros(len(book.learners))
    for module in book.modules:
        at = np.array([book.places[learner] for learner in module.learners], int)
        for name in (NEARLY, NOT_YET):
            behind[at] += (module.standing == STANDINGS.index(name)) * (1 if name == NOT_YET else 0.5)
        points[at] += np.where(module.graded, module.total, 0)
        possible[at] += np.where(module.graded, module.most, 0)
    share = np.divide(points, possible, out=np.ones_like(points), where=possible > 0)
    order = np.lexsort((share, -behind))
    return [int(place) for place in order[:most] if behind[place] > 0]


def groups(book: ClassBook, teams: dict[str, str]) -> dict[str, np.ndarray]:
    """The places of each team's learners in the class, by the team's name, in order of names."""
    found: dict[str, list[int]] = {}
    for place, learner in enumerate(book.learners):
        found.setdefault(teams.get(learner.id, "no team"), []).append(place)
    return {name: np.array(places) for name, places in sorted(found.items())}


def used(standings: Iterable[Standing]) -> list[str]:
    """The standings that somebody has, in order, for a table without empty columns."""
    listed = list(standings)
    always = {PASSED, NEARLY, NOT_YET}
    rules = any(one.module.rule for one in listed)
    return [
        name
        for name in STANDINGS
        if (name in always and rules) or any(one.counts[name] for one in listed) or (name == GRADED and not rules)
    ]
