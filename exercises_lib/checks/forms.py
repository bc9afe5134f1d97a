"""Texts that stand for a value, so that two values are the same exactly when their texts are.

Every kind of check builds its facets from these. All of them are plain functions of one answer: an answer card holds
only digests, so nothing may depend on a second answer beside it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from exercises_lib.checks.number import NOISE
from exercises_lib.plain.shapes import Plain

BLANK = "-"
SEPARATOR = "\x1f"  # of the cells of one row
Cells = list[tuple[str, ...]]  # a column: for each value the texts that may stand for it
ACCENTS = re.compile("[\u0300-\u036f]")  # marks on Latin letters; in other scripts marks are letters
OPENING, CLOSING = " \"'([{.,;:", " \"')]}.,;:"  # what may stand around a label
LONGEST = 10_000  # characters of a text that are compared; no answer of ours comes near


def folded(text: str) -> str:
    """`text` without what people do not mean: accents, capitals, doubled spaces."""
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", text[:LONGEST].casefold()))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def label(plain: Plain) -> str | None:
    """The text of a label that was given as a text, a number or True/False; None for anything else."""
    if plain["type"] == "number":
        return plain["value"].removesuffix(".0")
    return str(plain["value"]) if plain["type"] in ("text", "bool") else None


def folded_label(text: str) -> str:
    """A label as it is compared: 'B)' and ' b.' are both 'b'."""
    whole = folded(text)
    return whole.lstrip(OPENING).rstrip(CLOSING) or whole


def folded_name(text: str) -> str:
    """The name of a column or a field as it is compared: 'CSAT score' is 'csat_score'."""
    return " ".join(re.split(r"[\s_-]+", folded(text))).strip()


def digest(parts: Iterable[str]) -> str:
    """A short text that stands for many: facets stay small, whatever the size of an answer."""
    # "replace": a text from the learner process may hold half characters that have no bytes
    joined = "\x1e".join(part.replace("\x1e", " ") for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:32]


def ways(value: float, decimals: int) -> tuple[str, ...]:
    """The texts that rounding `value` may give: one, or four where it lies half-way between two.

    The four are those of a person (half to even, half up), of Python's `round` and of pandas' `.round`, always in
    this order. So a column that was rounded as a whole, in whichever way, equals one of the column's four.
    """
    if value != value:
        return (BLANK,)
    if abs(value) >= 1e15:  # beyond what decimals can be told of; a long account number is one of these
        return (str(value) if type(value) is int else f"{value:.0f}",)
    scaled = abs(value) * 10**decimals
    if scaled < 1e9 and abs(scaled % 1 - 0.5) > 10**-5:  # far from half-way: the quick way is exact
        return (_without_minus_zero(f"{value:.{decimals}f}"),)
    step = Decimal(1).scaleb(-decimals)
    # a few decimals beyond those asked for are kept; the rest is noise of the computer's arithmetic
    quiet = Decimal(repr(value)).quantize(step.scaleb(-min(NOISE, 12 - decimals)))
    even, up = (str(quiet.quantize(step, rounding=way)) for way in (ROUND_HALF_EVEN, ROUND_HALF_UP))
    if abs(quiet) % step * 2 != step:
        return (_without_minus_zero(up),)
    python, pandas = f"{value:.{decimals}f}", f"{round(value * 10**decimals) / 10**decimals:.{decimals}f}"
    return tuple(map(_without_minus_zero, (even, up, python, pandas)))


def _without_minus_zero(text: str) -> str:
    return text.lstrip("-") if not text.strip("-0.") else text


def combined(cells: Cells) -> list[list[str]]:
    """Whole columns from each cell's `ways`: the one, or the four that were rounded alike."""
    if all(len(cell) == 1 for cell in cells):
        return [[cell[0] for cell in cells]]
    return [[cell[way if len(cell) > 1 else 0] for cell in cells] for way in range(4)]


def rows(columns: Iterable[Cells]) -> list[list[str]]:
    """A table's rows, each as one text: the one list, or the four in which all columns were rounded alike."""
    ways_ = [combined(column) for column in columns]
    return [
        [SEPARATOR.join(row) for row in zip(*(way[at if len(way) > 1 else 0] for way in ways_), strict=True)]
        for at in range(max(map(len, ways_), default=0))
    ]


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without repetition, in their order."""
    return tuple(dict.fromkeys(texts))
