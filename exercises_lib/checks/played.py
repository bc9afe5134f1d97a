"""What the two kinds of answer have in common that are judged by playing: `conversation` and `playbook`."""

from __future__ import annotations

from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Options, Outcome
from exercises_lib.simulator import files, reader
from exercises_lib.simulator.marks import Verdict
from exercises_lib.simulator.sheet import Sheet, SheetFault


def sheet_options(name: str) -> Options:
    """The sheet as a key carries it: its name, and its text without the tried paths. Raises ValueError."""
    try:
        text = reader.released(files.path_of(str(name)).read_text(encoding="utf-8"))
        reader.parse(text, str(name))
    except SheetFault as fault:
        raise ValueError(str(fault)) from None
    return {"name": str(name), "sheet": text}


def sheet_of(key: Key) -> Sheet:
    return reader.parse(key.options["sheet"], key.options["name"])


def credit(mark: float, key: Key) -> float:
    """The share of the points for a mark (0 to 1): whole and half points, and all of them only for a full mark."""
    halves: int = round(2 * key.options.get("points", 0))
    if mark >= 1 or not halves:
        return mark
    return int(mark * halves + 1e-9) / halves


def worth(facets: Facets, key: Key) -> float:
    """The share of the points that an answer with these facets earns."""
    return credit(float(facets["mark"][0]), key)


def outcome(facets: Facets, key: Key) -> Outcome:
    share = worth(facets, key)
    return Outcome(PARTLY if share else WRONG, share, facets["next"][0])


def next_thing(verdict: Verdict) -> str:
    """The first thing that went wrong in a call, in words; empty if it was handled."""
    if verdict.handled:
        return ""
    if verdict.mistakes:
        return verdict.mistakes[0]
    if not verdict.right_ending:
        return f"The call ended with “{verdict.ending}”. This caller needed another ending. Look at what was missing."
    first = verdict.missed[0]
    return f"Look at this rule: {first.rule.pattern.text}. {first.rule.message}".strip()
