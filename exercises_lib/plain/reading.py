"""Reading JSON that somebody else wrote: no more values, and none nested deeper, than the reader has memory for."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

MAX_VALUES = 1_000_000  # of all lists and dicts together; a value takes up to 250 bytes of memory, in a file 3
MAX_LEVELS = 100  # lists in lists

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = [0] * 256
for _opening, _closing in (b"[]", b"{}"):
    _STEP[_opening], _STEP[_closing] = 1, -1


class TooMuchJson(ValueError):
    """The JSON holds more than MAX_VALUES values."""


def loads(raw: bytes) -> Any:
    """The data in JSON text (UTF-8). Raises ValueError for what is none, TooMuchJson for too much of it."""
    outside = _outside_texts(raw)
    brackets = outside.translate(None, _NO_BRACKETS)
    if len(brackets) // 2 + outside.count(b",") > MAX_VALUES:
        raise TooMuchJson(f"more than {MAX_VALUES:,} values")
    if max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > MAX_LEVELS:
        raise ValueError(f"lists nested more than {MAX_LEVELS} deep")
    return json.loads(raw.decode("utf-8-sig"))


def _outside_texts(raw: bytes) -> bytes:
    """The brackets, commas and numbers between the texts. Raises TooMuchJson for too many texts."""
    without_escapes = raw.replace(rb"\\", b"").replace(rb"\"", b"")
    pieces = without_escapes.split(b'"', 4 * MAX_VALUES)
    if len(pieces) > 4 * MAX_VALUES:  # two quotes for each text, and each value may have a name
        raise TooMuchJson(f"more than {MAX_VALUES:,} values")
    return b"".join(pieces[::2])
