"""The plain form in which an answer leaves the learner process.

An answer is any Python object; its plain form is JSON made of built-in types, small enough to read in full.
Every comparison, in the learner's notebook and in the grader alike, is made on plain forms, so an object can
say about itself what it likes: all it can do is give an answer.

    to_plain(0.8125)            -> {"type": "number", "value": "0.8125"}
    to_plain(True)              -> {"type": "bool", "value": True}
    to_plain("b")               -> {"type": "text", "value": "b"}
    to_plain([1, 2])            -> {"type": "list", "items": [...]}
    to_plain(survey)            -> {"type": "table", "columns": [{"name", "kind", "values"}], "index": [...]}
    to_plain(ax)                -> {"type": "plot", ...}             (see exercises_lib/plain/figure.py)
    to_plain(service_level)     -> {"type": "function", "name": "service_level", "parameters": ["calls", "seconds"]}

Nothing here imports pandas, numpy or matplotlib: an object of theirs can only exist where they are loaded.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import json
import math
import sys
import types
from typing import Any

from exercises_lib.plain import figure
from exercises_lib.plain.limits import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, MAX_ITEMS, TooBig, out_of_range, text
from exercises_lib.plain.shapes import Date, Dict, List, Missing, Nothing, Number, Plain, Text
from exercises_lib.plain.tables import read_table, table_of

MISSING: Missing = {"type": "missing"}  # the learner has not created the variable
NOTHING: Nothing = {"type": "nothing"}  # the variable is `...`, or None, which says so


def to_plain(value: object) -> Plain:
    """The plain form of any object. Never raises for an ordinary object; a broken one reads `other`."""
    try:
        plain = _plain(value, depth=0)
        if len(json.dumps(plain)) > MAX_BYTES:
            raise TooBig(f"more than {MAX_BYTES // 1_000_000} MB of data")
        return plain
    except TooBig as bound:
        return {"type": "too big", "limit": str(bound)}
    except Exception as fault:  # an object whose own methods fail
        return {"type": "other", "class": f"{_class_name(value)} ({type(fault).__name__})"}


def _plain(value: Any, depth: int) -> Plain:
    if depth > MAX_DEPTH:
        raise TooBig(f"lists nested more than {MAX_DEPTH} deep")
    kind = type(value)
    if value is Ellipsis:
        return NOTHING
    if value is None:
        return {"type": "nothing", "none": True}
    if kind is bool:
        return {"type": "bool", "value": value}
    if kind in (int, float, decimal.Decimal, fractions.Fraction):
        return _number(value)
    if kind is str:
        return _text(value)
    if kind in (dt.date, dt.datetime):
        return _date(value)
    if kind is dt.timedelta:
        return _number(value.total_seconds())
    if kind in (list, tuple, range):
        return _list(list(value), depth)
    if kind in (set, frozenset):
        items = _list(sorted(value, key=str), depth)
        items["set"] = True
        return items
    if kind is dict:
        return _dict(value, depth)
    return _library_object(value, depth)


def _number(value: Any) -> Number:
    return {"type": "number", "value": _digits(value)}


def _text(value: str) -> Text:
    return {"type": "text", "value": text(value)}


def _date(value: Any) -> Date:
    return {"type": "date", "value": value.isoformat()}


def _digits(value: Any) -> str:
    if type(value) is float and not math.isfinite(value):
        return {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
    if type(value) is fractions.Fraction:
        value = float(value)
    if type(value) is int and value.bit_length() > MAX_DIGITS * 3:
        raise TooBig(f"a number of more than {MAX_DIGITS} digits")
    digits = str(value).lower()
    if len(digits) > MAX_DIGITS or out_of_range(decimal.Decimal(digits)):
        raise TooBig(f"a number of more than {MAX_DIGITS} digits")
    return "nan" if digits == "snan" else digits.replace("infinity", "inf")


def _list(items: list[Any], depth: int) -> List:
    if len(items) > MAX_ITEMS:
        raise TooBig(f"a list of more than {MAX_ITEMS:,} items")
    return {"type": "list", "items": [_plain(item, depth + 1) for item in items]}


def _dict(value: dict[Any, Any], depth: int) -> Dict:
    if len(value) > MAX_ITEMS:
        raise TooBig(f"a dictionary of more than {MAX_ITEMS:,} entries")
    items = [[_plain(key, depth + 1), _plain(item, depth + 1)] for key, item in value.items()]
    return {"type": "dict", "items": items}


def _library_object(value: Any, depth: int) -> Plain:
    module = (type(value).__module__ or "").split(".")[0]
    if isinstance(value, types.FunctionType):
        code = value.__code__
        names = code.co_varnames[: code.co_argcount]
        return {"type": "function", "name": text(value.__name__), "parameters": list(names)}
    if module == "pandas":
        return _pandas(value, depth)
    if module == "numpy":
        return _numpy(value, depth)
    if module == "matplotlib" and (plot := figure.describe(value)):
        return plot  # axes, a figure, or what a call returned (a bar container, a line): the plot it belongs to
    return {"type": "other", "class": _class_name(value)}


def _numpy(value: Any, depth: int) -> Plain:
    kind, numpy = type(value), sys.modules["numpy"]
    if kind is numpy.ndarray:
        return _array(value, depth)
    if not issubclass(kind, numpy.generic):
        return {"type": "other", "class": _class_name(value)}
    if kind.__name__ in ("datetime64", "timedelta64"):
        pandas = sys.modules["pandas"]
        box = pandas.Timestamp if kind.__name__ == "datetime64" else pandas.Timedelta
        return _plain(box(value), depth + 1)
    return _plain(value.item(), depth + 1)


def _array(value: Any, depth: int) -> Plain:
    if value.size > MAX_ITEMS:
        raise TooBig(f"an array of more than {MAX_ITEMS:,} values")
    if value.dtype.fields or value.dtype.kind == "V":
        return {"type": "other", "class": _class_name(value)}
    if value.dtype.kind in "mM":
        return _plain(sys.modules["pandas"].Index(value.ravel()), depth)
    plain = value.tolist()
    # an array of no dimensions and matplotlib's arrays of axes are handled by what they hold
    return _plain(plain, depth + (0 if isinstance(plain, list) else 1))


def _pandas(value: Any, depth: int) -> Plain:
    pandas = sys.modules["pandas"]
    kind = type(value)
    if kind is pandas.DataFrame:
        return table_of(value, _cell)
    if kind is pandas.Series:
        table = table_of(value.to_frame("value" if value.name is None else value.name), _cell)
        table["series"] = True
        return table
    if isinstance(value, pandas.Index):
        return _list(list(value), depth)
    if kind is pandas.Timestamp:
        return _date(value)
    if kind is pandas.Timedelta:
        return _number(value.total_seconds())
    if kind in (type(pandas.NaT), type(pandas.NA)):
        return {"type": "number", "value": "nan"}
    if kind in (pandas.Period, pandas.Interval):
        return _text(str(value))
    if kind is pandas.Categorical or isinstance(value, pandas.api.extensions.ExtensionArray):
        return _list(list(value), depth)
    return {"type": "other", "class": _class_name(value)}


def _cell(value: object) -> Plain:
    """What stands in one cell of a table: a list there is as deep as a plain form goes."""
    return _plain(value, MAX_DEPTH - 1)


def _class_name(value: object) -> str:
    name = type.__dict__["__name__"].__get__(type(value))  # a class can answer `.__name__` with anything
    return text(name[:80])


def from_plain(plain: Plain) -> Any:
    """The object that a plain form describes; the way a function's arguments enter the learner process."""
    if plain["type"] == "missing" or plain["type"] == "nothing":
        return None
    if plain["type"] == "bool" or plain["type"] == "text":
        return plain["value"]
    if plain["type"] == "number":
        return _read_number(plain["value"])
    if plain["type"] == "date":
        import pandas

        return pandas.Timestamp(plain["value"])
    if plain["type"] == "list":
        items = [from_plain(item) for item in plain["items"]]
        return set(items) if plain.get("set") else items
    if plain["type"] == "dict":
        return {from_plain(key): from_plain(item) for key, item in plain["items"]}
    if plain["type"] == "table":
        return read_table(plain)
    raise ValueError(f"a {plain['type']} cannot be sent to a function")


def _read_number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)
