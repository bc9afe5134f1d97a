"""Errors of values that do not go together, in plain words: what Python or pandas says, and what we say."""

from __future__ import annotations

import re

WITHOUT_BRACKETS = (
    "A step such as `dropna`, `mean` or `groupby` does its work only with round brackets behind its name: `dropna()`."
)
CONDITIONS = (
    "Each condition needs round brackets of its own when you join them with `&` or `|`: `(a >= 4) & (b == \"yes\")`."
)
TOLD = {
    r"'(DataFrame|Series|dict|list)' object is not callable":
        'Round brackets run a function. To take a part of a table or list, use square ones: `survey["csat"]`.',
    r"'(?:method|function|builtin_function_or_method)'|type (?:method|function) doesn't":
        WITHOUT_BRACKETS,
    r"'r?(?:and|or)_'|unsupported operand type\(s\) for [&|]":
        CONDITIONS,
    r"truth value of a":
        "`and`, `or`, `not` and `if` take one yes or no, and here are many. For whole columns write `&`, `|`, `~`. "
        + CONDITIONS,
    r"dtype=datetime64":
        'A day is written in quotes: `"2025-01-01"`. Without them Python works out 2025 minus 1 minus 1.',
    r"not supported between instances of '(?:str|int|float)' and '(?:str|int|float)'|Invalid comparison between dtype=":
        "You compare a text with a number. A text stands in quotes and a number does not: look at both sides. "
        "`pd.to_numeric(...)` makes numbers of texts.",
    r"unsupported operand type\(s\) for .*'str'":
        "You calculate with a text and a number. `pd.to_numeric(...)` makes numbers of a column of texts.",
    r"No axis named|is not the name of the index":
        'Several columns stand in one list, with square brackets: `groupby(["team", "week"])`.',
}


def told_by_pattern(error: BaseException, cell: object) -> str | None:
    """What an error's own words stand for; None where we have nothing to add."""
    return next((sentence for pattern, sentence in TOLD.items() if re.search(pattern, str(error))), None)
