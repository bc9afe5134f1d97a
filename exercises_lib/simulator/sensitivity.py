"""How much of what calls come to hangs on the numbers of the model: each is moved by a quarter, down and up.

    for row in sensitivity.rows(sheets): ...        # `bpo call sensitivity` prints them

Played are the experienced agent, a typical beginner and a fixed path, with the same callers each time. The agent's
plans are made with the usual numbers, so a mark that falls shows what the number decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from statistics import mean, median
from typing import Any

from exercises_lib.simulator import expert, marks, players
from exercises_lib.simulator.draw import Caller, stratified
from exercises_lib.simulator.dynamics import DYNAMICS, Dynamics
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import Sheet

STEP = 0.25  # by how much a number is moved
HEADS = (
    "number",
    "experienced agent: mark",
    "beginner: mark",
    "beginner: callers lost",
    "everything: mark",
    "seconds of a call",
)


@dataclass(frozen=True)
class Row:
    """What calls come to: mean marks and the share of a beginner's callers who are lost (all 0 to 1), median seconds.

    Lost: the caller hung up, or demanded somebody else.
    """

    name: str
    experienced: float
    beginner: float
    lost: float
    everything: float
    seconds: float

    @property
    def cells(self) -> tuple[str, ...]:
        shares = (self.experienced, self.beginner, self.lost, self.everything)
        return (self.name, *(f"{share:.1%}" for share in shares), f"{self.seconds:.0f}")


def rows(sheets: list[Sheet]) -> Iterator[Row]:
    """The usual numbers first, then each number moved down and up; every fourth of 40 callers is played."""
    plans = [
        (sheet, caller, expert.plan(sheet, caller))
        for sheet in sheets
        for caller in stratified(sheet, "sensitivity")[::4]
    ]
    yield _row("as it is", plans, DYNAMICS)
    for number in fields(Dynamics):
        for sign, factor in (("−", 1 - STEP), ("+", 1 + STEP)):
            usual = getattr(DYNAMICS, number.name)
            moved = tuple(v * factor for v in usual) if isinstance(usual, tuple) else usual * factor
            changed: dict[str, Any] = {number.name: moved}
            yield _row(f"{number.name} {sign}{STEP:.0%}", plans, replace(DYNAMICS, **changed))


def _row(name: str, plans: list[tuple[Sheet, Caller, list[Move]]], dynamics: Dynamics) -> Row:
    skilled = [expert.play(sheet, caller, moves, dynamics) for sheet, caller, moves in plans]
    first = [players.beginner(sheet, caller, dynamics) for sheet, caller, _ in plans]
    script = [expert.play(sheet, caller, players.everything(sheet), dynamics) for sheet, caller, _ in plans]
    lost = sum(call.ending in ("hung up", "escalated") for call in first) / len(first)
    return Row(name, _mark(skilled), _mark(first), lost, _mark(script), median(call.clock for call in skilled))


def _mark(calls: list[Call]) -> float:
    return mean(marks.judge(call).mark for call in calls)


def table(found: Iterator[Row]) -> str:
    """The rows as a table of Markdown; of the numbers moved, only those that move something."""
    first, *others = found
    moved = [row for row in others if row.cells[1:] != first.cells[1:]]
    still = sorted({row.name.split()[0] for row in others} - {row.name.split()[0] for row in moved})
    lines = [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    lines += [f"| {' | '.join(row.cells)} |" for row in [first, *moved]]
    return "\n".join([*lines, "", f"Moves nothing: {', '.join(f'`{name}`' for name in still) or 'none'}."])
