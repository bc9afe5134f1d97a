"""Slips that happen with every number, wherever it stands: alone, in a field, a column, a plot, a function's result.

    of_number(3)  -> "{what} is a hundred times too large: ...", with the change that makes it of the right number; ...

They are known by what they make of the right answer, so the sentence is true of whoever gave that answer. A kind puts
the changed numbers in their places (`Kind.slips`); no author need declare them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from exercises_lib.plain.shapes import Cell, Plain

Change = Callable[[Any], Any]  # of an int or a float
EXACT = 4  # decimals at which whole cents are compared: a part of a cent is another amount


class Slip(NamedTuple):
    """`sentence`: what a learner reads; `{what}` is what is so. `least`: where no number has so many units in its last
    decimal place, there are other causes."""

    sentence: str
    change: Change
    least: int = 1

    def is_told_by(self, numbers: Iterable[Any], decimals: int) -> bool:
        """Whether numbers that are so changed hardly come from anything else."""
        found = (Decimal(str(number)) for number in numbers)
        return any(number.is_finite() and abs(number).scaleb(decimals) >= self.least for number in found)


SCALED = (
    Slip("{what} is a hundred times too large: a percentage where we expect a share. Leave out the `* 100`.",
         lambda n: n * 100),
    Slip("{what} is a hundred times too small: a share where we expect a percentage. Multiply it by 100.",
         lambda n: n / 100, least=2),
    Slip("{what} is sixty times too large: seconds where we expect minutes, or minutes where we expect hours. "
         "Divide it by 60.", lambda n: n * 60),
    Slip("{what} is sixty times too small: minutes where we expect seconds, or hours where we expect minutes. "
         "Multiply it by 60.", lambda n: n / 60, least=10),
    Slip("{what} has the wrong sign. You took the difference the other way round.", lambda n: -n),
    Slip("{what} is the share of the others: you count those that you leave out, or took the share from 1.",
         lambda n: 1 - n),
)  # fmt: skip
PARTS = (
    "{what} has parts of a cent. Money is counted in whole cents here, and nobody can pay a part of one: "
    "round each amount by the rule of the task."
)
COMMA = "Python writes decimals with a point, not a comma."
MADE_TEXT = 'Leave out the quotes, or what made it a text: `f"..."`, `str(...)` or a helper.'
NOT_CALLED = "Write the brackets `()` behind its name."


def of_number(decimals: int) -> Iterator[Slip]:
    """The slips of a number that is asked for with so many decimals."""
    yield from SCALED
    for fewer in range(decimals - 1, -1, -1):
        sentence = f"{{what}} is rounded to {places(fewer)}. We need {decimals}: round less, or not at all."
        least = 1 if fewer else 2 * 10**decimals  # 0 and 1 are also none and all
        yield Slip(sentence, partial(round, ndigits=fewer), least)


def places(decimals: int) -> str:
    return f"{decimals} decimal{'' if decimals == 1 else 's'}"


def changed(plain: Plain, change: Change) -> Plain:
    """A plain value with every number in it changed."""
    if plain["type"] == "number":
        return {"type": "number", "value": changed_number(plain["value"], change)}
    if plain["type"] == "list":
        return plain | {"items": [changed(item, change) for item in plain["items"]]}
    if plain["type"] == "dict":
        items = [[name, changed(item, change)] for name, item in plain["items"]]
        return plain | {"items": items}
    if plain["type"] == "table":
        columns = [c | {"values": [changed_cell(v, change) for v in c["values"]]} for c in plain["columns"]]
        return plain | {"columns": columns}
    return plain


def changed_number(text: str, change: Change) -> str:
    """The text of a number, changed as Python's own numbers are; what is not finite or too large stays."""
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        return text
    return str(change(int(text) if text.lstrip("-").isdigit() else float(text)))


def changed_cell(value: Cell, change: Change) -> Cell:
    """A cell of a table, changed where it is a number."""
    return change(value) if type(value) is float or type(value) is int else value


def is_part(value: float) -> bool:
    """Whether a number of cents has parts of one, beyond the noise of the computer's arithmetic."""
    return abs(value) < 1e15 and abs(value - round(value)) >= 10**-EXACT / 2


def has_parts(plain: Plain) -> bool:
    """Whether a number somewhere in a plain value has parts of a cent."""
    if plain["type"] == "number":
        number = Decimal(plain["value"])
        return number.is_finite() and is_part(float(number))
    if plain["type"] == "list":
        return any(map(has_parts, plain["items"]))
    if plain["type"] == "dict":
        return any(has_parts(item) for _, item in plain["items"])
    if plain["type"] == "table":
        cells = (value for column in plain["columns"] for value in column["values"])
        return any(type(value) is float and value == value and is_part(value) for value in cells)
    return False


def written(text: str) -> str | None:
    """How a text writes a number: with a decimal "comma", as "figures"; None where it writes none."""
    text = text.strip()
    if re.fullmatch(r"-?\d+,\d{1,2}|-?0,\d+", text):
        return "comma"
    return "figures" if re.fullmatch(r"[-+]?\d+(\.\d+)?", bare(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))) else None


def bare(text: str) -> str:
    """A text without spaces and signs of money and percent."""
    return re.sub(r"[%$₱₹£€\s]", "", text)
