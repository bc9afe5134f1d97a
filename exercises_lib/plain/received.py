"""A plain value that came from a process that may lie: made anew of what is known, within the limits."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from typing import Any, cast

from exercises_lib.plain.figure import MARKS, MAX_AXES, MAX_SERIES
from exercises_lib.plain.limits import (
    MAX_CELLS,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_ITEMS,
    MAX_NAME,
    MAX_SAID,
    MAX_TEXT,
    out_of_range,
)
from exercises_lib.plain.scale import MAX_LABEL, MAX_POINTS
from exercises_lib.plain.shapes import Axes, Plain, Plot


def readable(plain: Any) -> Plain:
    """The plain value that came over the wire, made anew of known fields; a plain `other` if it has another form."""
    try:
        _verify(plain, 0)
        return _known(plain)
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"type": "other", "class": "something that cannot be read"}


_FIELDS = {
    "missing": (), "nothing": (), "bool": ("value",), "text": ("value",), "number": ("value",), "date": ("value",),
    "function": ("name", "parameters"), "raised": ("error",), "other": ("class",), "too big": ("limit",),
    "list": (), "dict": (), "table": ("rows",),
}  # fmt: skip
_FLAGS = {"list": "set", "table": "series", "nothing": "none"}
_SAID = {"error", "class", "limit", "name"}  # fields


def _known(plain: dict[str, Any]) -> Plain:
    """A verified value with the fields of its type and no others."""
    kind = plain["type"]
    if kind == "plot":
        return _known_plot(plain)
    known = {"type": kind} | {name: plain[name] for name in _FIELDS[kind]}
    for name in _SAID & known.keys():
        known[name] = known[name][:MAX_SAID]
    if kind == "list":
        known["items"] = [_known(item) for item in plain["items"]]
    elif kind == "dict":
        known["items"] = [[_known(key), _known(item)] for key, item in plain["items"]]
    elif kind == "table":
        for name in ("columns", "index"):
            known[name] = [{"name": c["name"], "kind": c["kind"], "values": list(c["values"])} for c in plain[name]]
    if (flag := _FLAGS.get(kind)) and plain.get(flag) is True:
        known[flag] = True
    return cast(Plain, known)  # by `_verify`


def _known_plot(plain: dict[str, Any]) -> Plot:
    axes = [
        {name: ax[name] for name in ("title", "xlabel", "ylabel", "legend")} | {"series": [
            {name: series[name] for name in ("mark", "label", "x", "y", "at") if name in series}
            for series in ax["series"]
        ]}
        for ax in plain["axes"]
    ]  # fmt: skip
    return {"type": "plot", "axes": cast(list[Axes], axes)}


def _verify(plain: Any, depth: int) -> None:
    """Raise KeyError, TypeError or ValueError for what `to_plain` does not write: of another form, or beyond limits."""
    if type(plain) is not dict or depth > MAX_DEPTH + 2:
        raise TypeError
    kind = plain["type"]
    if kind in _VERIFY:
        _VERIFY[kind](plain)
    elif kind in ("list", "dict"):
        _verify_length(plain["items"], MAX_ITEMS)
        for item in plain["items"]:
            for part in [item] if kind == "list" else _pair(item):
                _verify(part, depth + 1)
    else:
        _require(plain[{"raised": "error", "other": "class", "too big": "limit"}[kind]], str)


def _require(value: Any, type_: type) -> None:
    if type(value) is not type_:
        raise TypeError


def _verify_text(plain: dict[str, Any]) -> None:
    _require(plain["value"], str)
    _verify_length(plain["value"], MAX_TEXT)


def _verify_number(plain: dict[str, Any]) -> None:
    _require(plain["value"], str)
    if len(plain["value"]) > MAX_DIGITS:
        raise ValueError
    try:
        number = decimal.Decimal(plain["value"])
    except decimal.InvalidOperation:
        raise ValueError from None
    if out_of_range(number):
        raise ValueError


def _verify_function(plain: dict[str, Any]) -> None:
    _verify_length(plain["parameters"], MAX_ITEMS)
    for name in [plain["name"], *plain["parameters"]]:
        _require(name, str)


def _pair(item: Any) -> tuple[Any, Any]:
    key, value = item
    return key, value


def _verify_length(what: Any, limit: int) -> None:
    if len(what) > limit:
        raise ValueError


def _verify_table(plain: dict[str, Any]) -> None:
    rows, columns = plain["rows"], [*plain["columns"], *plain["index"]]
    if type(rows) is not int or rows < 0:
        raise TypeError
    if plain.get("series") and len(plain["columns"]) != 1:
        raise ValueError
    if rows * len(plain["columns"]) > MAX_CELLS:  # a whole number of any size
        raise ValueError
    _verify_length(columns, MAX_CELLS)
    for column in columns:
        if type(column["name"]) is not str or column["kind"] not in ("number", "bool", "text", "date", "other"):
            raise TypeError
        _verify_length(column["name"], MAX_NAME)
        if len(column["values"]) != rows or not all(type(v) in _CELL for v in column["values"]):
            raise ValueError
        for text in column["values"]:
            if type(text) is str:
                _verify_length(text, MAX_TEXT)


def _verify_plot(plain: dict[str, Any]) -> None:
    """Raise TypeError, ValueError or KeyError unless `plain` is a plot within the bounds, as `describe` makes them."""
    axes = _list(plain["axes"], MAX_AXES)
    points = 0
    for ax in axes:
        _texts([ax["title"], ax["xlabel"], ax["ylabel"], *_list(ax["legend"], MAX_SERIES)])
        for series in _list(ax["series"], MAX_SERIES):
            _verify_series(series)
            points += len(series["x"])
    if points > MAX_POINTS:
        raise ValueError("too many points")


def _verify_series(series: dict[str, Any]) -> None:
    if series["mark"] not in MARKS:
        raise ValueError("unknown mark")
    x, y = _list(series["x"], MAX_POINTS), _list(series["y"], MAX_POINTS)
    _texts([series["label"], *(place for place in x if not _is_number(place))])
    if len(x) != len(y) + (series["mark"] == "hist"):
        raise ValueError("x and y do not belong together")
    at = _list(series.get("at", []), MAX_POINTS)
    if not all(map(_is_number, [*at, *(height for height in y if height is not None)])) or len(at) not in (0, len(x)):
        raise TypeError("a height or a place is no number")


def _list(value: Any, limit: int) -> list[Any]:
    if type(value) is not list:
        raise TypeError("no list")
    if len(value) > limit:
        raise ValueError("too long")
    return value


def _texts(texts: list[Any]) -> None:
    if not all(type(text) is str and len(text) <= MAX_LABEL for text in texts):
        raise TypeError("no text")


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and -1e300 < value < 1e300


_CELL = (type(None), bool, int, float, str)
_VERIFY: dict[str, Callable[[dict[str, Any]], None]] = {
    "missing": lambda plain: None,
    "nothing": lambda plain: None,
    "bool": lambda plain: _require(plain["value"], bool),
    "text": _verify_text,
    "date": _verify_text,
    "number": _verify_number,
    "function": _verify_function,
    "table": _verify_table,
    "plot": _verify_plot,
}
