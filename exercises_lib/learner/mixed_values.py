"""Errors of values that do not go together, in plain words: what Python or pandas says, and what we say."""

from __future__ import annotations

import re
from typing import Any

WITHOUT_BRACKETS = (
    "A step such as `dropna`, `mean` or `groupby` does its work only with round brackets behind its name: `dropna()`."
)
CONDITIONS = (
    'Each condition needs round brackets of its own when you join them with `&` or `|`: `(a >= 4) & (b == "yes")`.'
)
SEVERAL = (
    'Several columns stand in one list, with square brackets of their own: `groupby(["team", "week"])`, '
    '`calls[["team", "week"]]`.'
)
CALCULATED = "You calculate with a text and a number. `pd.to_numeric(...)` makes numbers of a column of texts."
A_DAY = 'A day is written in quotes: `"2025-01-01"`. Without them Python works out 2025 minus 1 minus 1.'
MADE_A_DAY = (
    'A day in quotes is a text. To calculate, make a date of it: `pd.Timestamp("2025-01-01")`, or of a whole column: '
    "`pd.to_datetime(...)`."
)
NO_NUMBER = (
    "This text is no number that Python can read. Decimals are written with a point, not a comma, "
    "and `int(...)` takes whole numbers only."
)
BARE_DAY = re.compile(r"(?<![\w\"'-])\d{4}-\d\d?-\d\d?(?![\w\"'-])")
# fmt: off
TOLD = {
    r"'(DataFrame|Series|dict|list)' object is not callable":
        'Round brackets run a function. To take a part of a table or list, use square ones: `survey["csat"]`.',
    r"'(?:method|function|builtin_function_or_method)'|type (?:method|function) doesn't|passed to method\.":
        WITHOUT_BRACKETS,
    r"'NoneType'":
        "One of the values is empty (None). `print(...)` and `inplace=True` give nothing back: "
        "look at the line that made it.",
    r"DatetimeArray.*'str'|cannot subtract DatetimeArray":
        MADE_A_DAY,
    r"'r?(?:and|or)_'|unsupported operand type\(s\) for [&|]":
        CONDITIONS,
    r"truth value of a":
        "`and`, `or`, `not` and `if` take one yes or no, and here are many. For whole columns write `&`, `|`, `~`. "
        + CONDITIONS,
    r"dtype=datetime64.*(?:int|float)":
        A_DAY,
    r"not supported between instances of '(?:str|int|float)' and '(?:str|int|float)'|Invalid comparison between dtype=":
        "You compare a text with a number. A text stands in quotes and a number does not: look at both sides. "
        "`pd.to_numeric(...)` makes numbers of texts.",
    r"can only concatenate str":
        "You put a text and a number together with `+`. To write both, use an `f` text: `f\"Total: {total}\"`. "
        "To calculate, make a number of the text: `pd.to_numeric(...)`.",
    r"unsupported operand type\(s\) for .*'str'|multiply sequence by non-int|type str doesn't|for abs\(\): 'str'":
        CALCULATED,
    r"reduction '(\w+)' with string dtype":
        "`{0}` needs numbers, and here are texts. Take a column of numbers first: `calls[\"wait\"].{0}()`.",
    r"is not a valid plot kind":
        'There is no such kind of plot. `kind="bar"` draws bars, `kind="line"` a line: small letters, in quotes.',
    r"invalid literal for int|could not convert string to float|Unable to parse string":
        NO_NUMBER,
    r"No axis named (?:rows?|column)\b":
        'The two directions are called `axis="index"` and `axis="columns"`.',
    r"No axis named|is not the name of the index|Cannot subset columns with a tuple":
        SEVERAL,
    r"supply one of 'by'":
        'Say what to group by, between the round brackets: `groupby("team")`.',
    r"(\w+)\(\) missing \d+ required positional arguments?: (.+)":
        "`{0}` needs more between its round brackets: {1}.",
    r"(\w+)\(\) takes .*positional arguments? but \d+ (?:was|were) given":
        "`{0}` was given more than it takes between its round brackets. Options have a name: `option=...`.",
    r"'(?:int|float|numpy\.\w+)' object is not iterable|type '(?:int|float)' has no len":
        "Here is one number where several values belong: a list or a column.",
    r"(?:int|float)\(\) argument must be .*'Series'|cannot convert the series to":
        "`int(...)` and `float(...)` take one value. For a whole column write `.astype(int)` or `.astype(float)`.",
}
# fmt: on


def told_by_pattern(error: BaseException, cell: Any) -> str | None:
    """What an error's own words stand for; None where we have nothing to add."""
    for pattern, sentence in TOLD.items():
        if found := re.search(pattern, str(error)):
            if "compare a text" in sentence and BARE_DAY.search(cell.source):
                return A_DAY
            return re.sub(r"\{(\d)\}", lambda place: found[int(place[1]) + 1], sentence)
    return None
