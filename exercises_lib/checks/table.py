"""Table: a DataFrame or a Series, compared in all its rows.

    key.table("by_team", decimals=1, by=["team"], mistakes={"That counts the blanks too ...": ...})

What does not count: the order of the columns, the order of the rows (unless `ordered`), capitals and spaces in
columns' names, columns beyond those of the solution, and whether what names a row is the index or a column. An
unnamed index of numbers is taken for row numbers and left out. The value column of a Series may have any name.

A number that lies half-way may be rounded either way, but all numbers of a column in one way (see `forms.ways`).
An ISO date is the same as a text or as a date; 0 and 1 are not False and True; a missing value equals another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exercises_lib.checks import typed
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import MISSING, SEPARATOR, Cells, combined, digest, folded_name, rows, unique, ways
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Cell, Plain
from exercises_lib.plain.shapes import Column as PlainColumn
from exercises_lib.plain.shapes import Table as PlainTable

KIND_WORDS = {
    "number": "numbers", "text": "text", "bool": "True and False", "empty": "nothing", "mixed": "mixed values"
}  # fmt: skip
BESIDE = "beside: "  # opens a form of "columns": the learner's columns that we did not expect


class Table(Kind):
    name = "table"

    def options(self, *, decimals: int = 2, by: str | Iterable[object] = (), ordered: bool = False) -> Options:
        """`decimals`: how many must agree. `by`: the columns that tell one row from another, looked at first.

        `ordered`: whether the rows must stand in the solution's order.
        """
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        return {
            "decimals": decimals,
            "by": [by] if isinstance(by, str) else list(map(str, by)),
            "ordered": bool(ordered),
        }

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "table"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        answer = _table(answer, key.name)
        found, beside = _pair(answer, key)
        facets: Facets = {"columns": (", ".join(found),), "rows": (str(answer["rows"]),)}
        if len(found) < len(key.options["columns"]):
            facets["columns"] += (BESIDE + ", ".join(c.name for c in beside if c.name)[:200],)
        cells = {name: column.cells(key.options["decimals"]) for name, column in found.items()}
        for name, column in cells.items():
            kind = _kind(column)
            facets[f"column {name}"] = unique(f"{kind} {digest(sorted(way))}" for way in combined(column))
        facets["row by row"] = unique(digest(sorted(way)) for way in rows(cells.values()))
        if key.options["ordered"]:
            facets["order"] = unique(digest(way) for way in rows(cells.values()))
        return facets

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        columns = _complete(options["by"], _table(answer, name))
        return super().make_key(name, answer, options | columns, call)

    def parts(self, key: Key) -> dict[str, list[str]]:
        """The facets of each column. Whatever is in a row is in the facets of the rows as well."""
        names = [column["name"] for column in key.options["columns"]]
        return {name: [f"column {name}", "row by row", "order"] for name in names}

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        changing = typed.changing(key, practice)
        names = [column["name"] for column in key.options["columns"] if f"column {column['name']}" in changing]
        fit = [name for name in names if practice.answer.has(f"column {name}", facets.get(f"column {name}", ()))]
        if fit:
            return typed.nothing(typed.TYPED_IN, f"The column {_listed(fit[:1])} of `{key.name}`")
        return typed.typed_in(facets, on_practice, key, practice)

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        return Outcome(WRONG, 0, _first_difference(facets, key))


@dataclass(eq=False)
class Column:
    """One column of an answer, or one level of its index."""

    name: str
    plain: PlainColumn
    index: bool

    @property
    def row_numbers(self) -> bool:
        return self.index and not self.name and self.plain["kind"] == "number"

    @property
    def unnamed_index(self) -> bool:
        return self.index and not self.name and not self.row_numbers

    @cached_property
    def kind(self) -> str:
        return _kind(self.cells(0))

    def cells(self, decimals: int) -> Cells:
        return [_cell(value, self.plain["kind"], decimals) for value in self.plain["values"]]


def _columns(answer: PlainTable) -> list[Column]:
    """The columns of a table, those of its index first."""
    return [
        Column(column["name"], column, index)
        for columns, index in ((answer["index"], True), (answer["columns"], False))
        for column in columns
    ]


def _table(answer: Plain, name: str) -> PlainTable:
    if answer["type"] != "table":
        raise WrongForm(f"`{name}` is {describe(answer)}. We expect a table (a DataFrame or a Series).")
    return answer


def _complete(by_columns: list[str], answer: PlainTable) -> Options:
    """Which columns the solution has: their names stand in the prompt, so a card may name them too."""
    columns: list[dict[str, Any]] = [
        {"name": column.name or "index", "unnamed": not column.name, "index": column.index, "kind": column.kind}
        for column in _columns(answer)
        if not column.row_numbers
    ]
    names = [folded_name(column["name"]) for column in columns]
    if not columns or len(set(names)) < len(names):
        raise WrongForm("the solution's table has no columns, or two of the same name")
    for by in by_columns:
        if folded_name(by) not in names:
            raise WrongForm(f"`by` names “{by}”, which is none of the columns: {', '.join(names)}")
    return {"columns": columns, "series": bool(answer.get("series"))}


# Which column of the answer stands for which of the solution's: the first rule that finds one decides.
PAIRING: tuple[Callable[[dict[str, Any], Column], bool], ...] = (
    lambda want, column: not want["unnamed"] and folded_name(column.name) == folded_name(want["name"]),
    lambda want, column: want["index"] and column.unnamed_index,
    lambda want, column: want["unnamed"] and column.index and not column.row_numbers,
    lambda want, column: (
        (want["unnamed"] or column.unnamed_index) and not column.row_numbers and column.kind == want["kind"]
    ),
    lambda want, column: want["index"] and column.row_numbers and column.kind == want["kind"],
)


def _pair(answer: PlainTable, key: Key) -> tuple[dict[str, Column], list[Column]]:
    """The learner's columns by the names of the solution's, in its order, and those that belong to none."""
    wanted, left = key.options["columns"], _columns(answer)
    pairs: dict[str, Column] = {}
    for fits in PAIRING:
        for want in wanted:
            column = next((c for c in left if want["name"] not in pairs and fits(want, c)), None)
            if column:
                pairs[want["name"]] = column
                left.remove(column)
    values_wanted = [want for want in wanted if not want["index"] and want["name"] not in pairs]
    values_left = [column for column in left if not column.index]
    if len(values_wanted) == len(values_left) == 1 and (key.options["series"] or answer.get("series")):
        pairs[values_wanted[0]["name"]] = values_left[0]
        left.remove(values_left[0])
    return {want["name"]: pairs[want["name"]] for want in wanted if want["name"] in pairs}, left


def _cell(value: Cell, kind: str, decimals: int) -> tuple[str, ...]:
    """The texts that stand for one value. Goes by the value itself: what a learner process says of it is a claim."""
    if value is None:
        return (MISSING,)
    if type(value) is bool:
        return (f"bool {value}",)
    if type(value) is int or type(value) is float:
        return tuple(text if text == MISSING else f"number {text}" for text in ways(value, decimals))
    if kind == "number":
        return (f"number {value}",)  # inf, or too large for JSON
    text = str(value).removesuffix("T00:00:00") if kind == "date" else str(value)
    return (f"text {text.replace(SEPARATOR, ' ')}",)


def _kind(cells: Cells) -> str:
    kinds = {cell[0].split(" ", 1)[0] for cell in cells} - {MISSING}
    return "empty" if not kinds else kinds.pop() if len(kinds) == 1 else "mixed"


def _first_difference(facets: Facets, key: Key) -> str:
    wanted = [column["name"] for column in key.options["columns"]]
    missing = [name for name in wanted if f"column {name}" not in facets]
    if missing:
        return _missing(key, missing, facets["columns"][-1].removeprefix(BESIDE))
    if not key.answer.has("rows", facets["rows"]):
        count = int(facets["rows"][0])
        return (
            f"`{key.name}` has {count:,} row{'' if count == 1 else 's'}. We expect another number of rows. "
            "Check which rows you keep and what makes one row."
        )
    by = {folded_name(name) for name in key.options["by"]}
    in_turn = sorted(wanted, key=lambda name: folded_name(name) not in by)
    good = [name for name in wanted if key.answer.has(f"column {name}", facets[f"column {name}"])]
    wrong = next((name for name in in_turn if name not in good), None)
    if wrong:
        return _wrong_column(key, wrong, good, facets)
    if "order" in facets and key.answer.has("row by row", facets["row by row"]):
        return f"All rows of `{key.name}` fit, but they stand in another order. Read again how to sort them."
    return (
        "Every column has the right values, but some stand in the wrong row. "
        "Check what you sorted or joined, and look at one row you can work out by hand."
    )


def _missing(key: Key, missing: list[str], beside: str) -> str:
    unnamed = {column["name"] for column in key.options["columns"] if column["unnamed"]}
    named = [name for name in missing if name not in unnamed]
    parts = [f"column{'' if len(named) == 1 else 's'} {_listed(named)}"] if named else []
    parts += ["names of the rows"] if len(named) < len(missing) else []
    what = f"We do not find the {' and the '.join(parts)} in `{key.name}`"
    if beside:
        return f"{what}, but these: {beside}. Rename them, or add what is missing."
    return f"{what}. Add what is missing."


def _wrong_column(key: Key, wrong: str, good: list[str], facets: Facets) -> str:
    kind = facets[f"column {wrong}"][0].split(" ", 1)[0]
    expected = next(column["kind"] for column in key.options["columns"] if column["name"] == wrong)
    if kind != expected and expected in ("number", "text", "bool"):
        return f"The column `{wrong}` holds {KIND_WORDS[kind]}. We expect {KIND_WORDS[expected]} there."
    fit = f"; {_listed(good)} fit{'s' if len(good) == 1 else ''}" if good else ""
    return f"The column `{wrong}` differs in some rows{fit}. Look at one row of `{wrong}` and work it out by hand."


def _listed(names: list[str]) -> str:
    ticked = [f"`{name}`" for name in names]
    return " and ".join([", ".join(ticked[:-1]), ticked[-1]] if len(ticked) > 1 else ticked)


def canonical(answer: PlainTable, decimals: int) -> tuple[str, ...]:
    """The text that stands for a whole table in its own right, or the four where numbers lie half-way."""
    columns = [column for column in _columns(answer) if not column.row_numbers]
    columns.sort(key=lambda column: folded_name(column.name))
    table = rows([column.cells(decimals) for column in columns])
    head = ", ".join(folded_name(column.name) for column in columns)
    return tuple(f"table {digest([head, *sorted(way)])}" for way in table) or ("table",)
