"""How large a plain form may be, and what is raised for an object that is larger."""

from __future__ import annotations

import decimal

MAX_BYTES = 16_000_000  # of JSON, per answer
MAX_CELLS = 500_000  # rows x columns of a table
MAX_ITEMS = 20_000  # of a list, set or dict
MAX_TEXT = 20_000  # characters of one text
MAX_DEPTH = 6  # lists in lists
MAX_DIGITS = 400  # of one number
MAX_NAME = 200  # characters of a column's name
MAX_SAID = 300  # characters of an error, and of other words that no value stands in


class TooBig(Exception):
    """The answer has no plain form within the bounds; the text says which bound."""


def text(value: str) -> str:
    """A text that any file takes, within the limits. Raises TooBig."""
    if len(value) > MAX_TEXT:
        raise TooBig(f"a text of more than {MAX_TEXT} characters")
    return value.encode("utf-8", "replace").decode("utf-8")


def out_of_range(number: decimal.Decimal) -> bool:
    """Whether a number has an exponent with which Decimal cannot calculate, such as 1e9999999."""
    return number.is_finite() and abs(number.adjusted()) > MAX_DIGITS
