"""`bpo agree`: how far two readers who marked the same answers agree, so that they can talk about where they do not.

Weighted kappa with squared weights (Cohen 1968, Psychological Bulletin 70:213) from statsmodels; its interval is the
middle 95 % of bootstrap samples of learners, since the answers of one learner are alike. Marks of all exercises are
taken together, in half points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import URL
from statsmodels.stats.inter_rater import cohens_kappa

from exercises_lib.desk import gradebook
from exercises_lib.desk.gradebook import GradebookFault
from exercises_lib.desk.report.items import SEED, Estimate
from exercises_lib.desk.report.shares import Share
from exercises_lib.faults import CourseFault
from exercises_lib.grading.student_list import records
from exercises_lib.printable import printable

LEAST = 20  # answers that both marked, and of LEAST_LEARNERS or more: of fewer an interval says nothing
LEAST_LEARNERS = 5
SAMPLES = 1000
LARGEST = 10  # differences that are listed

Marks = dict[tuple[str, str], float]  # points by (learner, exercise)


@dataclass(frozen=True)
class Difference:
    learner: str
    exercise: str
    first: float
    second: float


@dataclass(frozen=True)
class Agreement:
    """`kappa`: 1 where they always agree, 0 where no more than by chance; NaN where both gave all the same mark."""

    same: Share
    kappa: Estimate
    shift: float  # the mean of how many points more the second reader gave
    largest: list[Difference]
    left_out: int  # answers that one of them alone marked

    @property
    def sentence(self) -> str:
        """What it means, and what to do."""
        value = self.kappa.value
        if np.isnan(value):
            return "Both gave the same mark to all answers, so nothing can be said beyond that."
        # where the words begin: Landis & Koch (1977), Biometrics 33:159
        if value > 0.8:
            return "You read alike. Share the work."
        if value > 0.6:
            return "You mostly read alike. Talk about the differences below, then share the work."
        if value > 0.4:
            return "You agree in part. Talk about the differences below, put the rubric right, and mark a new sample."
        return (
            "You do not read alike yet. Read some answers together, line by line of the rubric, then mark a new sample."
        )


def agree(first: Marks, second: Marks) -> Agreement:
    """Compare what both marked. Raises CourseFault where that is too little."""
    both = sorted(first.keys() & second.keys())
    learners = sorted({learner for learner, _ in both})
    if len(both) < LEAST or len(learners) < LEAST_LEARNERS:
        raise CourseFault(
            f"both readers marked {len(both)} answers of {len(learners)} learners. It takes {LEAST} "
            f"answers of {LEAST_LEARNERS} learners or more: of fewer, agreement is chance"
        )
    pairs = np.array([(first[one], second[one]) for one in both])
    levels, codes = np.unique(np.round(2 * pairs).astype(int), return_inverse=True)
    grid = levels - levels[0]  # half points above the lowest mark, so that far apart weighs more
    places = grid[codes.reshape(pairs.shape)]
    own = [np.flatnonzero([learner == one for one, _ in both]) for learner in learners]
    draws = np.random.default_rng(SEED)
    sample = [
        _kappa(places[np.concatenate([own[at] for at in draws.integers(len(own), size=len(own))])], int(grid[-1]))
        for _ in range(SAMPLES)
    ]
    known = np.array([value for value in sample if not np.isnan(value)])
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) > SAMPLES / 2 else (np.nan, np.nan)
    differences = [
        Difference(*one, *map(float, marks)) for one, marks in zip(both, pairs, strict=True) if marks[0] != marks[1]
    ]
    differences.sort(key=lambda one: (-abs(one.first - one.second), one.learner, one.exercise))
    return Agreement(
        Share(int((pairs[:, 0] == pairs[:, 1]).sum()), len(both)),
        Estimate(_kappa(places, int(grid[-1])), float(low), float(high)),
        float(np.mean(pairs[:, 1] - pairs[:, 0])),
        differences[:LARGEST],
        len(first.keys() ^ second.keys()),
    )


def _kappa(places: np.ndarray, highest: int) -> float:
    """`places`: answers x 2, whole numbers from 0 to `highest`."""
    table = np.zeros((highest + 1, highest + 1))
    np.add.at(table, (places[:, 0], places[:, 1]), 1)
    if (table > 0).sum() == 1:
        return float("nan")  # one mark for all, by both
    return float(cohens_kappa(table, wt="quadratic", return_results=False))


def read(path: Path) -> Marks:
    """The marks in a CSV file (columns learner, exercise, points), or those that a person gave in a gradebook.

    Raises CourseFault.
    """
    raw = path.read_bytes()
    return _of_gradebook(path) if raw.startswith(b"SQLite format 3\0") else _of_list(path, raw)


def _of_list(path: Path, raw: bytes) -> Marks:
    names, rows = records(raw)
    if not {"learner", "exercise", "points"} <= set(names):
        raise CourseFault(
            f"{path} has the columns {printable(', '.join(names)) or 'none'}. It needs `learner`, "
            "`exercise` and `points`; the first row must name them"
        )
    found: Marks = {}
    for number, row in enumerate(rows, 2):
        learner, exercise, points = row["learner"], row["exercise"], row["points"]
        if not points:
            continue  # not marked
        value = _points(points)
        if value is None:
            raise CourseFault(
                f"{path}, row {number}: `{printable(points[:20])}` is no number of points. Points are "
                "whole or half, such as 2 or 2.5"
            )
        if found.setdefault((learner, exercise), value) != value:
            raise CourseFault(
                f"{path}, row {number}: {printable(learner)} has two marks for {printable(exercise)}. "
                "Leave one of them out"
            )
    return found


def _points(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if value >= 0 and (2 * value).is_integer() and value < 1000 else None


def _of_gradebook(path: Path) -> Marks:
    found: Marks = {}
    try:
        with gradebook.connect(URL.create("sqlite", database=str(path))) as connection:
            for module in gradebook.modules(connection):
                marks = gradebook.marks(connection, module)
                for row, column in np.argwhere(~np.isnan(marks.manual)):
                    points = float(marks.manual[row, column])
                    found[marks.learners[row], f"{module}, {marks.cells[column]}"] = points
    except GradebookFault as fault:
        raise CourseFault(f"{path} is no gradebook that can be read: {fault}") from None
    return found


def lines(found: Agreement) -> Iterable[str]:
    """What the command prints."""
    yield f"Answers with the same mark: {found.same}."
    if not np.isnan(found.kappa.value):
        yield f"Weighted kappa: {found.kappa}. 1 is always, 0 is no more than by chance."
    yield found.sentence
    if abs(found.shift) >= 0.25:
        more = "more" if found.shift > 0 else "fewer"
        yield f"The second reader gave {abs(found.shift):.1f} points {more} on average."
    if found.left_out:
        yield f"Left out, as only one of you marked them: {found.left_out}."
    if found.largest:
        yield "The largest differences (first reader, second reader):"
        for one in found.largest:
            yield printable(f"  {one.first:g}, {one.second:g}   {one.learner}   {one.exercise}")
