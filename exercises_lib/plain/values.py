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

MAX_BYTES = 16_000_000  # of JSON, per answer
MAX_CELLS = 500_000  # rows x columns of a table
MAX_ITEMS = 20_000  # of a list, set or dict
MAX_TEXT = 20_000  # characters of one text
MAX_DEPTH = 6  # lists in lists
MAX_DIGITS = 400  # of one number
MAX_NAME = 200  # characters of a column's name
MAX_SAID = 300  # characters of an error, and of other words that no value stands in

MISSING = {"type": "missing"}  # the learner has not created the variable
NOTHING = {"type": "nothing"}  # the variable is `...`, or None, which says so


class TooBig(Exception):
    """The answer has no plain form within the bounds; the text says which bound."""


def to_plain(value) -> dict:
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


def _plain(value, depth: int) -> dict:
    if depth > MAX_DEPTH:
        raise TooBig(f"lists nested more than {MAX_DEPTH} deep")
    kind = type(value)
    if value is Ellipsis:
        return NOTHING
    if value is None:
        return NOTHING | {"none": True}
    if kind is bool:
        return {"type": "bool", "value": value}
    if kind in (int, float, decimal.Decimal, fractions.Fraction):
        return {"type": "number", "value": _number(value)}
    if kind is str:
        return {"type": "text", "value": _text(value)}
    if kind in (dt.date, dt.datetime):
        return {"type": "date", "value": value.isoformat()}
    if kind is dt.timedelta:
        return {"type": "number", "value": _number(value.total_seconds())}
    if kind in (list, tuple, range):
        return _list(list(value), depth)
    if kind in (set, frozenset):
        return _list(sorted(value, key=str), depth) | {"set": True}
    if kind is dict:
        return _dict(value, depth)
    return _library_object(value, depth)


def _number(value) -> str:
    if type(value) is float and not math.isfinite(value):
        return {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
    if type(value) is fractions.Fraction:
        value = float(value)
    if type(value) is int and value.bit_length() > MAX_DIGITS * 3:
        raise TooBig(f"a number of more than {MAX_DIGITS} digits")
    text = str(value).lower()
    if len(text) > MAX_DIGITS or _out_of_range(decimal.Decimal(text)):
        raise TooBig(f"a number of more than {MAX_DIGITS} digits")
    return text.removeprefix("s") if text in ("snan",) else text.replace("infinity", "inf")


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise TooBig(f"a text of more than {MAX_TEXT} characters")
    return value.encode("utf-8", "replace").decode("utf-8")


def _list(items: list, depth: int) -> dict:
    if len(items) > MAX_ITEMS:
        raise TooBig(f"a list of more than {MAX_ITEMS:,} items")
    return {"type": "list", "items": [_plain(item, depth + 1) for item in items]}


def _dict(value: dict, depth: int) -> dict:
    if len(value) > MAX_ITEMS:
        raise TooBig(f"a dictionary of more than {MAX_ITEMS:,} entries")
    items = [[_plain(key, depth + 1), _plain(item, depth + 1)] for key, item in value.items()]
    return {"type": "dict", "items": items}


def _library_object(value, depth: int) -> dict:
    kind, module = type(value), (type(value).__module__ or "").split(".")[0]
    if isinstance(value, types.FunctionType):
        code = value.__code__
        names = code.co_varnames[: code.co_argcount]
        return {"type": "function", "name": _text(value.__name__), "parameters": list(names)}
    if module == "pandas":
        return _pandas(value, depth)
    if module == "numpy":
        numpy = sys.modules["numpy"]
        if kind is numpy.ndarray:
            if value.size > MAX_ITEMS:
                raise TooBig(f"an array of more than {MAX_ITEMS:,} values")
            if value.dtype.fields or value.dtype.kind == "V":
                return {"type": "other", "class": _class_name(value)}
            if value.dtype.kind in "mM":
                return _plain(sys.modules["pandas"].Index(value.ravel()), depth)
            plain = value.tolist()
            # an array of no dimensions and matplotlib's arrays of axes are handled by what they hold
            return _plain(plain, depth + (0 if isinstance(plain, list) else 1))
        if issubclass(kind, numpy.generic):
            if kind.__name__ in ("datetime64", "timedelta64"):
                pandas = sys.modules["pandas"]
                box = pandas.Timestamp if kind.__name__ == "datetime64" else pandas.Timedelta
                return _plain(box(value), depth + 1)
            return _plain(value.item(), depth + 1)
    if module == "matplotlib" and (plot := _plot(value)):
        return plot
    return {"type": "other", "class": _class_name(value)}


def _plot(value) -> dict | None:
    """Axes, a figure, or what a matplotlib call returned (a bar container, a line): the plot it belongs to."""
    from exercises_lib.plain import figure

    return figure.describe(value)


def _pandas(value, depth: int) -> dict:
    pandas = sys.modules["pandas"]
    kind = type(value)
    if kind is pandas.DataFrame:
        return _table(value)
    if kind is pandas.Series:
        return _table(value.to_frame("value" if value.name is None else value.name)) | {"series": True}
    if isinstance(value, pandas.Index):
        return _list(list(value), depth)
    if kind is pandas.Timestamp:
        return {"type": "date", "value": value.isoformat()}
    if kind is pandas.Timedelta:
        return {"type": "number", "value": _number(value.total_seconds())}
    if kind in (type(pandas.NaT), type(pandas.NA)):
        return {"type": "number", "value": "nan"}
    if kind in (pandas.Period, pandas.Interval):
        return {"type": "text", "value": _text(str(value))}
    if kind is pandas.Categorical or isinstance(value, pandas.api.extensions.ExtensionArray):
        return _list(list(value), depth)
    return {"type": "other", "class": _class_name(value)}


def _table(frame) -> dict:
    rows, columns = frame.shape
    if rows * max(columns, 1) > MAX_CELLS:
        raise TooBig(f"a table of {rows:,} rows and {columns:,} columns")
    pandas = sys.modules["pandas"]
    table = {"type": "table", "rows": rows, "columns": [], "index": []}
    for position, name in enumerate(frame.columns):
        table["columns"].append(_column(name, frame.iloc[:, position]))
    levels = frame.index.names
    if type(frame.index) is not pandas.RangeIndex or levels != [None]:
        for position, name in enumerate(levels):
            values = frame.index.get_level_values(position).to_series()
            table["index"].append(_column("" if name is None else name, values))
    return table


def _column(name, values) -> dict:
    """One column: its name, what it holds (number, bool, text, date or other) and its values, missing as None."""
    pandas = sys.modules["pandas"]
    name = " ".join(map(str, name)) if type(name) is tuple else str(name)
    column = {"name": _text(name)[:MAX_NAME]}
    types_ = pandas.api.types
    holes = values.isna().tolist()
    if isinstance(values.dtype, pandas.CategoricalDtype):
        values = values.astype(values.cat.categories.dtype if not any(holes) else object)
    if types_.is_bool_dtype(values.dtype):
        truths = [None if v is pandas.NA else bool(v) for v in values]
        return column | {"kind": "bool", "values": _fill(truths, holes)}
    if types_.is_timedelta64_dtype(values.dtype):
        return column | {"kind": "number", "values": _fill(values.dt.total_seconds().tolist(), holes)}
    if types_.is_numeric_dtype(values.dtype) and not types_.is_complex_dtype(values.dtype):
        numbers = _fill(values.tolist(), holes)
        return column | {"kind": "number", "values": [_cell_number(v) for v in numbers]}
    if types_.is_datetime64_any_dtype(values.dtype):
        return column | {"kind": "date", "values": _fill([v.isoformat() for v in values], holes)}
    cells = [None if hole else _plain(v, MAX_DEPTH - 1) for v, hole in zip(values.tolist(), holes, strict=True)]
    kinds = {cell["type"] for cell in cells if cell}
    kind = kinds.pop() if len(kinds) == 1 else "other"
    if kind == "number":
        return column | {"kind": kind, "values": [c and _cell_number(float(c["value"])) for c in cells]}
    if kind in ("text", "date", "bool"):
        return column | {"kind": kind, "values": [c and c["value"] for c in cells]}
    texts = [None if hole else _text(str(v)) for v, hole in zip(values.tolist(), holes, strict=True)]
    return column | {"kind": "text" if kinds or not any(cells) else "other", "values": texts}


def _fill(values: list, holes: list[bool]) -> list:
    return [None if hole else value for value, hole in zip(values, holes, strict=True)]


def _cell_number(value):
    if value is None or (type(value) in (int, float) and math.isfinite(value)):
        return value
    return str(value)  # inf, -inf, or a number too large for JSON


def _class_name(value) -> str:
    name = type.__dict__["__name__"].__get__(type(value))  # a class can answer `.__name__` with anything
    return _text(name[:80])


def from_plain(plain: dict):
    """The object that a plain form describes; the way a function's arguments enter the learner process."""
    kind = plain["type"]
    if kind in ("missing", "nothing"):
        return None
    if kind in ("bool", "text"):
        return plain["value"]
    if kind == "number":
        return _read_number(plain["value"])
    if kind == "date":
        pandas = __import__("pandas")
        return pandas.Timestamp(plain["value"])
    if kind == "list":
        items = [from_plain(item) for item in plain["items"]]
        return set(items) if plain.get("set") else items
    if kind == "dict":
        return {from_plain(key): from_plain(item) for key, item in plain["items"]}
    if kind == "table":
        return _read_table(plain)
    raise ValueError(f"a {kind} cannot be sent to a function")


def _read_number(text: str):
    try:
        return int(text)
    except ValueError:
        return float(text)


def _read_table(plain: dict):
    import pandas

    def read(column):
        values = column["values"]
        if column["kind"] == "date":
            return pandas.to_datetime(pandas.Series(values), format="ISO8601")
        if column["kind"] == "number":
            numbers = [float(v) if isinstance(v, str) else v for v in values]
            return pandas.Series([math.nan if v is None else v for v in numbers])
        return pandas.Series(values)

    frame = pandas.DataFrame({c["name"]: read(c) for c in plain["columns"]})
    if plain["index"]:
        frame.index = pandas.MultiIndex.from_arrays([read(c) for c in plain["index"]]) if len(
            plain["index"]) > 1 else pandas.Index(read(plain["index"][0]))
        frame.index.names = [c["name"] or None for c in plain["index"]]
    if plain.get("series"):
        return frame.iloc[:, 0]
    return frame


def readable(plain) -> dict:
    """The plain value that came over the wire, made anew of known fields; a plain `other` if it has another form."""
    try:
        _verify(plain, 0)
        return _known(plain)
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"type": "other", "class": "something that cannot be read"}


_FIELDS = {
    "missing": (), "nothing": (), "bool": ("value",), "text": ("value",), "number": ("value",), "date": ("value",),
    "function": ("name", "parameters"), "raised": ("error",), "other": ("class",), "too big": ("limit",),
    "list": (), "dict": (), "table": ("rows",), "plot": (),
}
_SAID = {"error", "class", "limit", "name"}  # fields


def _known(plain: dict) -> dict:
    """A verified value with the fields of its type and no others."""
    kind = plain["type"]
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
    elif kind == "plot":
        from exercises_lib.plain import figure

        known = figure.known(plain)
    flag = {"list": "set", "table": "series", "nothing": "none"}.get(kind)
    return known | ({flag: True} if flag and plain.get(flag) is True else {})


_SCALAR = (type(None), bool, int, float, str)


def _verify(plain, depth: int) -> None:
    """Raise KeyError, TypeError or ValueError for what `to_plain` does not write: of another form, or beyond limits."""
    if type(plain) is not dict or depth > MAX_DEPTH + 2:
        raise TypeError
    kind = plain["type"]
    fields = {
        "missing": (), "nothing": (), "bool": (bool,), "text": (str,), "number": (str,), "date": (str,),
    }.get(kind)
    if fields is not None:
        for type_ in fields:
            if type(plain["value"]) is not type_:
                raise TypeError
        if fields == (str,):
            _verify_length(plain["value"], MAX_TEXT)
        if kind == "number":
            _verify_number(plain["value"])
        return
    if kind in ("list", "dict"):
        _verify_length(plain["items"], MAX_ITEMS)
        for item in plain["items"]:
            for part in [item] if kind == "list" else _pair(item):
                _verify(part, depth + 1)
    elif kind == "table":
        _verify_table(plain)
    elif kind == "plot":
        from exercises_lib.plain import figure

        figure.verify(plain)
    elif kind == "function":
        _verify_length(plain["parameters"], MAX_ITEMS)
        for name in [plain["name"], *plain["parameters"]]:
            if type(name) is not str:
                raise TypeError
    elif type(plain[{"raised": "error", "other": "class", "too big": "limit"}[kind]]) is not str:
        raise TypeError


def _pair(item) -> tuple:
    key, value = item
    return key, value


def _verify_length(what, limit: int) -> None:
    if len(what) > limit:
        raise ValueError


def _verify_table(plain: dict) -> None:
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
        if len(column["values"]) != rows or not all(type(v) in _SCALAR for v in column["values"]):
            raise ValueError
        for text in column["values"]:
            if type(text) is str:
                _verify_length(text, MAX_TEXT)


def _verify_number(text: str) -> None:
    if len(text) > MAX_DIGITS:
        raise ValueError
    try:
        number = decimal.Decimal(text)
    except decimal.InvalidOperation:
        raise ValueError from None
    if _out_of_range(number):
        raise ValueError


def _out_of_range(number: decimal.Decimal) -> bool:
    """Whether a number has an exponent with which Decimal cannot calculate, such as 1e9999999."""
    return number.is_finite() and abs(number.adjusted()) > MAX_DIGITS
