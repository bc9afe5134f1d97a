"""How much of a module is the same for everybody: where a friend's answer, or one found with the card, earns points.

Of a part that follows the data, the practice sample's answer is worth nothing when it is graded on a fresh one. Of a
simulated call each learner has an own caller, and of what is drawn an own variant: a friend's hardly fits, and who
takes over a friend's number is told to the trainer.
"""

from __future__ import annotations

from collections.abc import Iterator

from exercises_lib.authoring.subject import SEEDS, Subject
from exercises_lib.checks import typed
from exercises_lib.checks.record import Record, known_key

TOO_MUCH = 0.6  # of a module's points: who copies that much, and can do a little, passes


def passing_takes_own_work(subject: Subject) -> Iterator[str]:
    """What is the same for everybody is worth less than 60 % of the points."""
    same, of = sum(exercises(subject).values()), _points(subject)
    if same >= TOO_MUCH * of:
        yield f"{line(subject)}. Draw some of it (`key.…(drawn=…)`), or let it follow the data"


def exercises(subject: Subject) -> dict[str, float]:
    """Points by exercise, of those whose whole right answer is the same for every learner and every sample.

    Raises KeyFault.
    """
    return {
        name: record["points"]
        for name, record in subject.records(None).items()
        if record["kind"] != "conversation"
        and not record["drawn"]
        and not any(_changes(record, subject.records(seed)[name]) for seed in SEEDS)
    }


def _changes(practice: Record, fresh: Record) -> bool:
    return bool(typed.changing(known_key(fresh), known_key(practice)))


def _points(subject: Subject) -> float:
    """All of a module's points, those with which a person marks texts among them."""
    marked = [cell.metadata["nbgrader"] for cell in subject.source.cells if "nbgrader" in cell.metadata]
    return float(sum(meta["points"] for meta in marked if meta["grade"]))


def line(subject: Subject) -> str:
    """One line for the author: how many points, and of which exercises."""
    found = exercises(subject)
    names = ", ".join(found) or "none"
    return f"{sum(found.values()):g} of {_points(subject):g} points are the same for everybody: {names}"
