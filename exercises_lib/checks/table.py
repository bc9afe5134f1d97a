"""Table: a DataFrame or a Series, compared in all its rows.

    key.table("by_team", decimals=1, by=["team"], mistakes={"That counts the blanks too ...": ...})

What does not count: the order of the columns, the order of the rows (unless `ordered`), capitals and spaces in
columns' names, columns beyond those of the solution, and whether what names a row is the index or a column. An
unnamed index of numbers is taken for row numbers and left out. The value column of a Series may have any name.

A number that lies half-way may be rounded either way, but all numbers of a column in one way (see `forms.ways`).
An ISO date is the same as a text or as a date; 0 and 1 are not False and True; a missing value equals another.

What is said of a table that differs is in table_words.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exercises_lib.checks import slips, typed
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import BLANK, SEPARATOR, Cells, combined, digest, folded_name, rows, unique, ways
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.checks.table_words import BESIDE, ROW_MISSING, WIDE, first_difference, listed
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Cell, Plain
from exercises_lib.plain.shapes import Column as PlainColumn
from exercises_lib.plain.shapes import Table as PlainTable

LONGEST_BESIDE = 200  # signs of their names
MOST_LEFT_OUT = 40  # rows of a table in which we know again that one is missing


class Table(Kind):
    name = "table"

    def options(
        self, *, decimals: int = 2, by: str | Iterable[object] = (), ordered: bool = False,
        cents: str | Iterable[object] = (),
    ) -> Options:  # fmt: skip
        """`decimals`: how many must agree. `by`: the columns that tell one row from another, looked at first.

        `ordered`: whether the rows must stand in the solution's order. `cents`: the columns that hold whole cents.
        """
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        return {"decimals": decimals, "by": _several(by), "ordered": bool(ordered), "cents": _several(cents)}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "table"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        answer = _table(answer, key.name)
        found, beside = _pair(answer, key)
        facets: Facets = {"columns": (", ".join(found),), "rows": (str(answer["rows"]),)}
        if len(found) < len(key.options["columns"]):
            facets["columns"] += (_beside(c.name for c in beside if c.name),)
        cells = {name: column.cells(_decimals(key, name)) for name, column in found.items()}
        for name, column in cells.items():
            facets[f"column {name}"] = _column_forms(column, key, name)
        facets["row by row"] = unique(digest(sorted(way)) for way in rows(cells.values()))
        if key.options["ordered"]:
            facets["order"] = unique(digest(way) for way in rows(cells.values()))
        return facets

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        columns = _complete([*options["by"], *options["cents"]], _table(answer, name))
        return super().make_key(name, answer, options | columns, call)

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Those of the numbers in each column (see slips.py), one row that is missing, and a table that is wide."""
        table = _table(answer, key.name)
        columns = _pair(table, key)[0]
        found: dict[str, Facets] = {}
        for name, column in columns.items():
            if column.kind == "number" and not column.index:
                for slip in slips.of_number(key.options["decimals"]):
                    if not slip.is_told_by(column.numbers(slip.change), key.options["decimals"]):
                        continue
                    what = f"The column `{name}` of `{key.name}`"
                    cells = column.cells(_decimals(key, name), slip.change)
                    found[slip.sentence.format(what=what)] = {f"column {name}": _column_forms(cells, key, name)}
        if 2 <= table["rows"] <= MOST_LEFT_OUT:
            whole = [column.cells(_decimals(key, name)) for name, column in columns.items()]
            found[ROW_MISSING.format(name=key.name)] = {"row by row": _each_row_left_out(whole)}
        if wide := _wide(columns):
            found[WIDE.format(name=key.name)] = {"columns": wide}
        return found

    def parts(self, key: Key) -> dict[str, list[str]]:
        """The facets of each column. Whatever is in a row is in the facets of the rows as well."""
        names = [column["name"] for column in key.options["columns"]]
        return {name: [f"column {name}", "row by row", "order"] for name in names}

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        changing = typed.changing(key, practice)
        names = [column["name"] for column in key.options["columns"] if f"column {column['name']}" in changing]
        fit = [name for name in names if practice.answer.has(f"column {name}", facets.get(f"column {name}", ()))]
        if fit:
            return typed.nothing(typed.TYPED_IN, f"The column {listed(fit[:1])} of `{key.name}`")
        return typed.typed_in(facets, on_practice, key, practice)

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        message, names_slip = first_difference(facets, key)
        return Outcome(WRONG, 0, message, names_slip=names_slip)


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

    def numbers(self, change: slips.Change) -> list[float]:
        """Its finite numbers, changed."""
        numbers = (n for n in self.plain["values"] if type(n) is int or type(n) is float)
        return [change(n) for n in numbers if abs(n) < 1e15]

    def cells(self, decimals: int, change: slips.Change = lambda number: number) -> Cells:
        values = (slips.changed_cell(value, change) for value in self.plain["values"])
        return [_cell(value, self.plain["kind"], decimals) for value in values]


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
        return (BLANK,)
    if type(value) is bool:
        return (f"bool {value}",)
    if type(value) is int or type(value) is float:
        return tuple(text if text == BLANK else f"number {text}" for text in ways(value, decimals))
    if kind == "number":
        return (f"number {value}",)  # inf, or too large for JSON
    text = str(value).removesuffix("T00:00:00") if kind == "date" else str(value)
    return (f"text {text.replace(SEPARATOR, ' ')}",)


def _kind(cells: Cells) -> str:
    kinds = {cell[0].split(" ", 1)[0] for cell in cells} - {BLANK}
    return "empty" if not kinds else kinds.pop() if len(kinds) == 1 else "mixed"


def _several(names: str | Iterable[object]) -> list[str]:
    return [names] if isinstance(names, str) else list(map(str, names))


def _decimals(key: Key, name: str) -> int:
    is_cents = folded_name(name) in map(folded_name, key.options.get("cents", ()))
    return slips.EXACT if is_cents else int(key.options["decimals"])


def _column_forms(cells: Cells, key: Key, name: str) -> tuple[str, ...]:
    """What a column holds, and a digest of it."""
    kind = _kind(cells)
    expected = next(column["kind"] for column in key.options["columns"] if column["name"] == name)
    if kind == "text" and expected == "number":
        kind = _written(cells)
    if kind == "number" and _decimals(key, name) != key.options["decimals"] and _has_parts(cells):
        kind = "parts"
    return unique(f"{kind} {digest(sorted(way))}" for way in combined(cells))


def _written(cells: Cells) -> str:
    """How a column of texts writes numbers: with a "comma", as "figures", or not: it is "text"."""
    ways_ = {slips.written(cell[0].removeprefix("text ")) for cell in cells if cell != (BLANK,)}
    return "text" if None in ways_ else "comma" if "comma" in ways_ else "figures"


def _has_parts(cells: Cells) -> bool:
    return any(cell[0].partition(".")[2].strip("0") for cell in cells)


def _beside(names: Iterable[str]) -> str:
    return (BESIDE + ", ".join(names))[: LONGEST_BESIDE + len(BESIDE)]


def _each_row_left_out(columns: list[Cells]) -> tuple[str, ...]:
    """For each row the digest of all the others."""
    return unique(digest(sorted(way[:at] + way[at + 1 :])) for way in rows(columns) for at in range(len(way)))


def _wide(columns: dict[str, Column]) -> tuple[str, ...]:
    """The names that a table has beside the expected ones where what is in one of its columns became the columns."""
    found = []
    for name, column in columns.items():
        labels = [str(value) for value in column.plain["values"] if value is not None]
        if column.kind != "text" or not 2 <= len(set(labels)) <= MOST_LEFT_OUT:
            continue
        numbers = [other for other in columns if other != name and columns[other].kind == "number"]
        for order in (sorted(set(labels)), list(dict.fromkeys(labels))):
            found += [_beside(order), *(_beside(f"{number} {label}" for label in order) for number in numbers)]
            found.append(_beside(f"{number} {label}" for number in numbers for label in order))
    return unique(found)


def canonical(answer: PlainTable, decimals: int) -> tuple[str, ...]:
    """The text that stands for a whole table in its own right, or the four where numbers lie half-way."""
    columns = [column for column in _columns(answer) if not column.row_numbers]
    columns.sort(key=lambda column: folded_name(column.name))
    table = rows([column.cells(decimals) for column in columns])
    head = ", ".join(folded_name(column.name) for column in columns)
    return tuple(f"table {digest([head, *sorted(way)])}" for way in table) or ("table",)
