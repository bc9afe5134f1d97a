"""What a learner reads of a table that differs: the first thing to look at, from its facets."""

from __future__ import annotations

from exercises_lib.checks import slips
from exercises_lib.checks.forms import folded_name
from exercises_lib.checks.key import Facets, Key
from exercises_lib.checks.near import near, told

BESIDE = "beside: "  # opens a form of "columns": the learner's columns that we did not expect
KINDS = {
    "number": "numbers", "text": "text", "bool": "True and False", "empty": "nothing", "mixed": "mixed values",
    "figures": "texts", "comma": "texts", "parts": "parts of a cent",
}  # fmt: skip
ROW_MISSING = "One row of `{name}` is missing: all the others fit. Look at which row is lost on the way, and where."
WIDE = (
    "`{name}` is wide, with a column for each group. We expect a long table, with a row for each: leave out "
    "`unstack()` or `pivot(...)`, or undo it with `stack()` or `melt(...)`."
)
WRITTEN = {
    "figures": slips.MADE_TEXT,
    "comma": slips.COMMA,
    "empty": "`print(...)` and `inplace=True` give nothing back, and rows whose names do not match stay blank.",
}


def first_difference(facets: Facets, key: Key) -> tuple[str, bool]:
    """What to look at first, and whether that says which slip it was."""
    wanted = [column["name"] for column in key.options["columns"]]
    missing = [name for name in wanted if f"column {name}" not in facets]
    if missing:
        return _missing(key, missing, facets["columns"][-1].removeprefix(BESIDE))
    if not key.answer.has("rows", facets["rows"]):
        count = int(facets["rows"][0])
        return (
            f"`{key.name}` has {count:,} row{'' if count == 1 else 's'}. We expect another number of rows. "
            "Check which rows you keep and what makes one row.",
            False,
        )
    by = {folded_name(name) for name in key.options["by"]}
    in_turn = sorted(wanted, key=lambda name: folded_name(name) not in by)
    good = [name for name in wanted if key.answer.has(f"column {name}", facets[f"column {name}"])]
    wrong = next((name for name in in_turn if name not in good), None)
    if wrong:
        return _wrong_column(key, wrong, good, facets)
    if "order" in facets and key.answer.has("row by row", facets["row by row"]):
        return f"All rows of `{key.name}` fit, but they stand in another order. Read again how to sort them.", True
    return (
        "Every column has the right values, but some stand in the wrong row. "
        "Check what you sorted or joined, and look at one row you can work out by hand.",
        False,
    )


def _missing(key: Key, missing: list[str], beside: str) -> tuple[str, bool]:
    unnamed = {column["name"] for column in key.options["columns"] if column["unnamed"]}
    named = [name for name in missing if name not in unnamed]
    for name in named:
        if other := near(name, beside.split(", ") if beside else ()):
            return told(name, other, "column "), True
    parts = [f"column{'' if len(named) == 1 else 's'} {listed(named)}"] if named else []
    parts += ["names of the rows"] if len(named) < len(missing) else []
    what = f"We do not find the {' and the '.join(parts)} in `{key.name}`"
    instead = f", but these: {beside}. Rename them, or add what is missing." if beside else ". Add what is missing."
    return what + instead, False


def _wrong_column(key: Key, wrong: str, good: list[str], facets: Facets) -> tuple[str, bool]:
    kind = facets[f"column {wrong}"][0].split(" ", 1)[0]
    if kind == "parts":
        return slips.PARTS.format(what=f"The column `{wrong}`"), True
    expected = next(column["kind"] for column in key.options["columns"] if column["name"] == wrong)
    if kind != expected and expected in ("number", "text", "bool"):
        held = f"The column `{wrong}` holds {KINDS[kind]}. We expect {KINDS[expected]} there."
        return f"{held} {WRITTEN[kind]}" if kind in WRITTEN else held, True
    fit = f"; {listed(good)} fit{'s' if len(good) == 1 else ''}" if good else ""
    look = f"Look at one row of `{wrong}` and work it out by hand."
    return f"The column `{wrong}` differs in some rows{fit}. {look}", False


def listed(names: list[str]) -> str:
    ticked = [f"`{name}`" for name in names]
    return " and ".join([", ".join(ticked[:-1]), ticked[-1]] if len(ticked) > 1 else ticked)
