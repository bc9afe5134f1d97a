"""A table of pandas as data, and back: its columns with their kind, and the levels of its index."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from typing import Any

from exercises_lib.plain.limits import MAX_CELLS, MAX_NAME, TooBig, text
from exercises_lib.plain.shapes import Cell, Column, Plain, Table

ToPlain = Callable[[Any], Plain]  # of one object in a cell


def table_of(frame: Any, to_plain: ToPlain) -> Table:
    """The plain form of a DataFrame; `to_plain` is for the objects in its cells. Raises TooBig."""
    rows, columns = frame.shape
    if rows * max(columns, 1) > MAX_CELLS:
        raise TooBig(f"a table of {rows:,} rows and {columns:,} columns")
    pandas = sys.modules["pandas"]
    table: Table = {"type": "table", "rows": rows, "columns": [], "index": []}
    for position, name in enumerate(frame.columns):
        table["columns"].append(_column(name, frame.iloc[:, position], to_plain))
    levels = frame.index.names
    if type(frame.index) is not pandas.RangeIndex or levels != [None]:
        for position, name in enumerate(levels):
            values = frame.index.get_level_values(position).to_series()
            table["index"].append(_column("" if name is None else name, values, to_plain))
    return table


def read_table(plain: Table) -> Any:
    """The DataFrame, or Series, that a plain form describes."""
    import pandas

    frame = pandas.DataFrame({column["name"]: _read_column(column) for column in plain["columns"]})
    if levels := plain["index"]:
        read = [_read_column(level) for level in levels]
        frame.index = pandas.MultiIndex.from_arrays(read) if len(read) > 1 else pandas.Index(read[0])
        frame.index.names = [level["name"] or None for level in levels]
    return frame.iloc[:, 0] if plain.get("series") else frame


def _column(name: Any, values: Any, to_plain: ToPlain) -> Column:
    """One column: its name, what it holds (number, bool, text, date or other) and its values, missing as None."""
    name = " ".join(map(str, name)) if type(name) is tuple else str(name)
    kind, cells = _cells(values, to_plain)
    return {"name": text(name)[:MAX_NAME], "kind": kind, "values": cells}


def _cells(values: Any, to_plain: ToPlain) -> tuple[str, list[Cell]]:
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
    return _mixed_cells(values.tolist(), holes, to_plain)


def _mixed_cells(values: list[Any], holes: list[bool], to_plain: ToPlain) -> tuple[str, list[Cell]]:
    """The cells of a column of Python's own objects, which may be of several kinds."""
    cells = [None if hole else to_plain(v) for v, hole in zip(values, holes, strict=True)]
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


def _read_column(column: Column) -> Any:
    import pandas

    cells = column["values"]
    if column["kind"] == "date":
        return pandas.to_datetime(pandas.Series(cells), format="ISO8601")
    if column["kind"] == "number":
        numbers = [float(cell) if isinstance(cell, str) else cell for cell in cells]
        return pandas.Series([math.nan if number is None else number for number in numbers])
    return pandas.Series(cells)
