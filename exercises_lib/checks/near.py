"""Names that are nearly the one asked for: `Copies`, `copies_` or `copy_count` where `copies` is asked for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace

from exercises_lib.checks.forms import folded
from exercises_lib.checks.key import NOT_ATTEMPTED, Outcome

ALIKE = 0.8  # of difflib's ratio, from which a name is taken for a slip of typing
SHORTEST = 3  # signs of a word that two names may share


def near(name: str, made: Sequence[str]) -> str | None:
    """Which of the names that a cell made, in their order, stands for `name`; None where none does.

    A name that has only a word in common counts as the cell's last one: the others are steps on the way.
    """
    others = [other for other in made if other != name]
    same = [other for other in others if _plain(other) == _plain(name)]
    if same or not others or name in made:  # `name = ...` may still stand there
        return same[-1] if same else None
    alike = [other for other in others if difflib.SequenceMatcher(None, name, other).ratio() >= ALIKE]
    if alike:
        return alike[-1]
    ours, last = _stems(name), _stems(others[-1])
    shared = any(len(stem) >= SHORTEST for stem in ours & last)
    return others[-1] if shared and (ours <= last or last <= ours) else None


def explained(outcome: Outcome, name: str, made: Sequence[str]) -> Outcome:
    """The outcome of an answer that was not attempted, where the cell above made a near name; any other as it is."""
    other = near(name, made) if outcome.state == NOT_ATTEMPTED and not outcome.names_slip else None
    return replace(outcome, message=told(name, other), names_slip=True) if other else outcome


def told(name: str, other: str, what: str = "") -> str:
    """The sentence for a near name. `what`: what sort of name it is, such as "field "."""
    return f"There is no {what}`{name}`, but there is `{other}`. Use exactly this name: `{name}`."


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", folded(name))


def _stems(name: str) -> set[str]:
    words = re.split(r"[\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    return {re.sub(r"ies$", "y", re.sub(r"(?<=\w{3})(?<!ie)s$", "", folded(word))) for word in words if word}
