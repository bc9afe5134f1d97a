"""An answer that is missing because the cell above stopped: the same words while learning and when graded."""

from __future__ import annotations

import re
from dataclasses import replace

from exercises_lib.checks.key import NOT_ATTEMPTED, WRONG, Outcome

PLACE = re.compile(r"\s*\((?:<[^<>()]*>|[^()]*\.py), line (\d+)\)\s*$")  # a file that no learner knows


def told(error: str, text: str) -> str:
    """An error's name and text as a sentence about the cell above."""
    text = PLACE.sub(r" (line \1)", text)
    return f"The cell above stopped with {error}: {text}"[:300]


def explained(outcome: Outcome, error: str) -> Outcome:
    """The outcome of an answer that was not attempted, where a cell stopped with `error`; any other as it is."""
    if outcome.state != NOT_ATTEMPTED or not error:
        return outcome
    return replace(outcome, state=WRONG, message=f"{outcome.message} {error}")
