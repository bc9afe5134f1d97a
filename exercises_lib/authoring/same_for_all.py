"""How much of a module is the same for all data: where a friend's answer, or one found with the card, earns its points.

Of a part that follows the data, the practice sample's answer is worth nothing when it is graded on a fresh one.
"""

from __future__ import annotations

from exercises_lib.authoring.proofs import SEEDS, Subject
from exercises_lib.checks import typed
from exercises_lib.checks.record import Record, known_key


def exercises(subject: Subject) -> dict[str, float]:
    """Points by exercise, of those whose whole right answer is the same on every sample that is tried.

    Raises KeyFault.
    """
    practice = subject.records(None)
    return {
        name: record["points"]
        for name, record in practice.items()
        if not any(_changes(record, subject.records(seed)[name]) for seed in SEEDS)
    }


def _changes(practice: Record, fresh: Record) -> bool:
    return bool(typed.changing(known_key(fresh), known_key(practice)))


def line(subject: Subject) -> str:
    """One line for the author: how many points, and of which exercises."""
    found = exercises(subject)
    of = sum(record["points"] for record in subject.records(None).values())
    return f"{sum(found.values()):g} of {of:g} points never vary with the sample: {', '.join(found) or 'none'}"
