"""The plain forms by type (see values.py): what each dictionary holds, as JSON."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Cell = bool | int | float | str | None  # of a table; missing is None


class Missing(TypedDict):
    """The variable does not exist."""

    type: Literal["missing"]


class Nothing(TypedDict):
    """The variable is `...`, or None, which `none` says."""

    type: Literal["nothing"]
    none: NotRequired[bool]


class Bool(TypedDict):
    type: Literal["bool"]
    value: bool


class Number(TypedDict):
    """`value`: as Decimal reads it, also "nan" and "inf"."""

    type: Literal["number"]
    value: str


class Text(TypedDict):
    type: Literal["text"]
    value: str


class Date(TypedDict):
    """`value`: ISO 8601, of a day or a moment."""

    type: Literal["date"]
    value: str


class List(TypedDict):
    """Also a tuple, an array, an index, and a set, which `set` says; a set is sorted."""

    type: Literal["list"]
    items: list[Plain]
    set: NotRequired[bool]


class Dict(TypedDict):
    """`items`: pairs of a key and a value."""

    type: Literal["dict"]
    items: list[list[Plain]]


class Column(TypedDict):
    """`kind`: number, bool, text, date or other."""

    name: str
    kind: str
    values: list[Cell]


class Table(TypedDict):
    """A DataFrame or, as `series` says, a Series. `index`: its levels, none where it only counts the rows."""

    type: Literal["table"]
    rows: int
    columns: list[Column]
    index: list[Column]
    series: NotRequired[bool]


class Series(TypedDict):
    """What was drawn by one call (see figure.py)."""

    mark: str
    label: str
    x: list[str | float]
    y: list[float | None]
    at: NotRequired[list[float]]


class Axes(TypedDict):
    title: str
    xlabel: str
    ylabel: str
    legend: list[str]
    series: list[Series]


class Plot(TypedDict):
    type: Literal["plot"]
    axes: list[Axes]


class Function(TypedDict):
    type: Literal["function"]
    name: str
    parameters: list[str]


class Raised(TypedDict):
    """What a call of a function ended with."""

    type: Literal["raised"]
    error: str


Other = TypedDict("Other", {"type": Literal["other"], "class": str})  # what has no plain form


class TooBig(TypedDict):
    """`limit`: what the answer has more of than can be checked."""

    type: Literal["too big"]
    limit: str


Plain = (
    Missing | Nothing | Bool | Number | Text | Date | List | Dict | Table | Plot | Function | Raised | Other | TooBig
)
