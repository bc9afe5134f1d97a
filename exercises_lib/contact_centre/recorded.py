"""What the tables of recorded calls have in common: some agents with a manner each, ten calls of each, turn by turn."""

from typing import Protocol, TypeVar

import numpy as np
import pandas as pd

from .company import Staff
from .draws import shuffled


class Turn(Protocol):
    """What is said at a stretch."""

    @property
    def speaker(self) -> str: ...

    @property
    def act(self) -> str: ...

    @property
    def gap(self) -> int:
        """Seconds since the turn before; below 0 where it begins before that ends."""


T = TypeVar("T", bound=Turn)


def agents(rng: np.random.Generator, staff: Staff, count: int) -> np.ndarray:
    """The names of so many agents, drawn."""
    return staff.name[shuffled(rng, len(staff.name))[:count]]


def numbered(tables: list[pd.DataFrame], letter: str) -> pd.DataFrame:
    """One table of all calls, in this order, with the column `call_id`: letter and number, from 01 on."""
    for number, table in enumerate(tables, 1):
        table.insert(0, "call_id", f"{letter}{number:02d}")
    return pd.concat(tables, ignore_index=True)


def some_turns(
    rng: np.random.Generator, calls: list[list[T]], speaker: str, acts: tuple[str, ...], count: int
) -> list[T]:
    """So many turns with one of these acts that follow a turn of the other speaker, at most all there are.

    A turn has `speaker`, `act` and `gap`, the time since the turn before; one that begins before its end is left out.
    """
    fit = [
        turn for call in calls for before, turn in zip(call, call[1:], strict=False)
        if turn.speaker == speaker and turn.act in acts and before.speaker != speaker and turn.gap >= 0
    ]  # fmt: skip
    return [fit[place] for place in shuffled(rng, len(fit))[:count]]
