"""Drawing callers from a sheet: the same caller for the same seed on every machine and Python.

draw(sheet, "7f3a91")                   one caller
stratified(sheet, seed, 40)             40 or more callers among whom every condition of the sheet occurs
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a sheet draws with this file
    from exercises_lib.simulator.sheet import Sheet

# made-up people; a list of its own, because the sample company's loads numpy
FIRST = (
    "Aarti",
    "Adaeze",
    "Aiko",
    "Alma",
    "Amina",
    "Arturo",
    "Bilal",
    "Bola",
    "Carmela",
    "Chen",
    "Claire",
    "Dalia",
    "Dinesh",
    "Douglas",
    "Edith",
    "Efua",
    "Faisal",
    "Fiona",
    "Halima",
    "Hector",
    "Indira",
    "Iris",
    "Kenji",
    "Kiran",
    "Lerato",
    "Linh",
    "Mona",
    "Noor",
    "Quan",
    "Rashid",
    "Sofia",
    "Tane",
    "Yuki",
    "Ximena",
)
LAST = (
    "Abellana",
    "Achebe",
    "Acharya",
    "Ashdown",
    "Aziz",
    "Bautista",
    "Blackwood",
    "Boateng",
    "Chauhan",
    "Crowther",
    "Dlamini",
    "Duarte",
    "Dutta",
    "Evangelista",
    "Eze",
    "Galang",
    "Garside",
    "Haddad",
    "Hartono",
    "Iyer",
    "Kealoha",
    "Kershaw",
    "Lindqvist",
    "Mensah",
    "Murata",
    "Nkosi",
    "Ocampo",
    "Petkova",
    "Salcedo",
    "Tan",
    "Truong",
    "Yilmaz",
)
FRESH = 40  # callers a playbook is graded on: with fewer, a memorised path can look good by luck (docs/simulator.md)
EACH = 8  # of them at least fit each condition of the sheet
POOL = 2000  # callers among whom those are looked for
Values = dict[str, str | int | bool]  # of a caller, by variable


@dataclass(frozen=True)
class Caller:
    """One caller: the seed, the drawn values by variable, and how much patience (seconds) there is at the start."""

    id: str
    values: Values
    patience: int


class Stream:
    """Whole numbers from SHA-256: `random` and numpy promise no equal draws over versions, a digest does."""

    def __init__(self, seed: str):
        self._blocks = (hashlib.sha256(f"{seed}/{number}".encode()).digest() for number in count())

    def below(self, bound: int) -> int:
        """A whole number from 0 to bound-1. The bias of the remainder is below bound / 2**64."""
        return int.from_bytes(next(self._blocks)[:8], "big") % bound


def draw(sheet: Sheet, seed: str, fixed: Values | None = None) -> Caller:
    """The caller that a seed stands for; `fixed` sets some of the values."""
    stream = Stream(f"{sheet.again.sheet if sheet.again else sheet.name}/{seed}")  # who calls again is the same person
    values: Values = {"name": f"{_one(stream, FIRST)} {_one(stream, LAST)}"}
    for variable in sheet.draws.values():
        values[variable.name] = variable.draw(stream)
    low, high = sheet.patience
    patience = low + stream.below(high - low + 1)
    return Caller(seed, values | (fixed or {}), patience)


def stratified(sheet: Sheet, seed: str, number: int = FRESH) -> list[Caller]:
    """`number` callers (or a few more), in which each condition that marks depend on fits at least EACH of them.

    A condition that fits fewer than EACH of POOL callers is left with what there is; `bpo check` tells of it.
    """
    chosen: dict[str, Caller] = {}
    pool = _Pool(sheet, seed)
    for condition in sheet.strata:
        fitting = sum(condition.fits(caller.values) for caller in chosen.values())
        place = 0
        while fitting < EACH and place < POOL:
            caller = pool[place]
            if caller.id not in chosen and condition.fits(caller.values):
                chosen[caller.id] = caller
                fitting += 1
            place += 1
    place = 0
    while len(chosen) < number:
        chosen.setdefault(pool[place].id, pool[place])
        place += 1
    return list(chosen.values())


class _Pool(dict[int, Caller]):
    def __init__(self, sheet: Sheet, seed: str):
        self.sheet, self.seed = sheet, seed

    def __missing__(self, place: int) -> Caller:
        self[place] = caller = draw(self.sheet, f"{self.seed}-{place}")
        return caller


def _one(stream: Stream, names: Sequence[str]) -> str:
    return names[stream.below(len(names))]
