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
from collections.abc import Sequence
from typing import Any

from exercises_lib.plain.shapes import (
    Cell,
    Column,
    Date,
    Dict,
    List,
    Missing,
    Nothing,
    Number,
    Plain,
    Plot,
    Table,
    Text,
)

MAX_BYTES = 16_000_000  # of JSON, per answer
MAX_CELLS = 500_000  # rows x columns of a table
MAX_ITEMS = 20_000  # of a list, set or dict
MAX_TEXT = 20_000  # characters of one text
MAX_DEPTH = 6  # lists in lists
MAX_DIGITS = 400  # of one number
MAX_NAME = 200  # characters of a column's name
MAX_SAID = 300  # characters of an error, and of other words that no value stands in

MISSING: Missing = {"type": "missing"}  # the learner has not created the variable
NOTHING: Nothing = {"type": "nothing"}  # the variable is `...`, or None, which says so


class TooBig(Exception):
    """The answer has no plain form within the bounds; the text says which bound."""


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


def text(value: str) -> str:
    """A text that any file takes, within the limits. Raises TooBig."""
    if len(value) > MAX_TEXT:
        raise TooBig(f"a text of more than {MAX_TEXT} characters")
    return value.encode("utf-8", "replace").decode("utf-8")


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
    if module == "matplotlib" and (plot := _plot(value)):
        return plot
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


def _plot(value: Any) -> Plot | None:
    """Axes, a figure, or what a matplotlib call returned (a bar container, a line): the plot it belongs to."""
    from exercises_lib.plain import figure

    return figure.describe(value)


def _pandas(value: Any, depth: int) -> Plain:
    pandas = sys.modules["pandas"]
    kind = type(value)
    if kind is pandas.DataFrame:
        return _table(value)
    if kind is pandas.Series:
        table = _table(value.to_frame("value" if value.name is None else value.name))
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


def _table(frame: Any) -> Table:
    rows, columns = frame.shape
    if rows * max(columns, 1) > MAX_CELLS:
        raise TooBig(f"a table of {rows:,} rows and {columns:,} columns")
    pandas = sys.modules["pandas"]
    table: Table = {"type": "table", "rows": rows, "columns": [], "index": []}
    for position, name in enumerate(frame.columns):
        table["columns"].append(_column(name, frame.iloc[:, position]))
    levels = frame.index.names
    if type(frame.index) is not pandas.RangeIndex or levels != [None]:
        for position, name in enumerate(levels):
            values = frame.index.get_level_values(position).to_series()
            table["index"].append(_column("" if name is None else name, values))
    return table


def _column(name: Any, values: Any) -> Column:
    """One column: its name, what it holds (number, bool, text, date or other) and its values, missing as None."""
    name = " ".join(map(str, name)) if type(name) is tuple else str(name)
    kind, cells = _cells(values)
    return {"name": text(name)[:MAX_NAME], "kind": kind, "values": cells}


def _cells(values: Any) -> tuple[str, list[Cell]]:
    pandas = sys.modules["pandas"]
    types_ = pandas.api.types
    holes = values.isna().tolist()
    if isinstance(values.dtype, pandas.CategoricalDtype):
        values = values.astype(values.cat.categories.dtype if not any(holes) else object)
    if types_.is_bool_dtype(values.dtype):
        return "bool", _fill([None if v is pandas.NA else bool(v) for v in values], holes)
    if types_.is_timedelta64_dtype(values.dtype):
        return "number", _fill(values.dt.total_seconds().tolist(), holes)
    if types_.is_numeric_dtype(values.dtype) and not types_.is_complex_dtype(values.dtype):
        return "number", [_cell_number(v) for v in _fill(values.tolist(), holes)]
    if types_.is_datetime64_any_dtype(values.dtype):
        return "date", _fill([v.isoformat() for v in values], holes)
    return _mixed_cells(values.tolist(), holes)


def _mixed_cells(values: list[Any], holes: list[bool]) -> tuple[str, list[Cell]]:
    """The cells of a column of Python's own objects, which may be of several kinds."""
    cells = [None if hole else _plain(v, MAX_DEPTH - 1) for v, hole in zip(values, holes, strict=True)]
    kinds = {cell["type"] for cell in cells if cell}
    if kinds == {"number"}:
        return "number", [_cell_number(float(c["value"])) if c and c["type"] == "number" else None for c in cells]
    if len(kinds) == 1 and (kind := next(iter(kinds))) in ("text", "date", "bool"):
        return kind, [_value(cell) for cell in cells]
    texts = [None if hole else text(str(v)) for v, hole in zip(values, holes, strict=True)]
    return "other" if len(kinds) == 1 else "text", list(texts)


def _value(cell: Plain | None) -> Cell:
    if cell and (cell["type"] == "text" or cell["type"] == "date" or cell["type"] == "bool"):
        return cell["value"]
    return None


def _fill(values: Sequence[Cell], holes: list[bool]) -> list[Cell]:
    return [None if hole else value for value, hole in zip(values, holes, strict=True)]


def _cell_number(value: Cell) -> Cell:
    if value is None or ((type(value) is int or type(value) is float) and math.isfinite(value)):
        return value
    return str(value)  # inf, -inf, or a number too large for JSON


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
        pandas = __import__("pandas")
        return pandas.Timestamp(plain["value"])
    if plain["type"] == "list":
        items = [from_plain(item) for item in plain["items"]]
        return set(items) if plain.get("set") else items
    if plain["type"] == "dict":
        return {from_plain(key): from_plain(item) for key, item in plain["items"]}
    if plain["type"] == "table":
        return _read_table(plain)
    raise ValueError(f"a {plain['type']} cannot be sent to a function")


def _read_number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)


def _read_table(plain: Table) -> Any:
    import pandas

    frame = pandas.DataFrame({column["name"]: _read_column(column) for column in plain["columns"]})
    if levels := plain["index"]:
        read = [_read_column(level) for level in levels]
        frame.index = pandas.MultiIndex.from_arrays(read) if len(read) > 1 else pandas.Index(read[0])
        frame.index.names = [level["name"] or None for level in levels]
    return frame.iloc[:, 0] if plain.get("series") else frame


def _read_column(column: Column) -> Any:
    import pandas

    cells = column["values"]
    if column["kind"] == "date":
        return pandas.to_datetime(pandas.Series(cells), format="ISO8601")
    if column["kind"] == "number":
        numbers = [float(cell) if isinstance(cell, str) else cell for cell in cells]
        return pandas.Series([math.nan if number is None else number for number in numbers])
    return pandas.Series(cells)


def out_of_range(number: decimal.Decimal) -> bool:
    """Whether a number has an exponent with which Decimal cannot calculate, such as 1e9999999."""
    return number.is_finite() and abs(number.adjusted()) > MAX_DIGITS
