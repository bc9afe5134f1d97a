"""A wrong answer in short, as a trainer's report groups answers: what was given, without its parts that are right."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from exercises_lib.checks import KINDS
from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.forms import folded_name
from exercises_lib.checks.key import Key, WrongForm
from exercises_lib.plain.shapes import Cell, Plain

LONGEST = 160  # signs of the whole
MOST = 12  # of a list, or of a table's columns
DECIMALS = Decimal("0.000001")  # beyond is noise of the computer's arithmetic
OWN_WORDS = ("reply", "conversation", "playbook")  # kinds that differ from learner to learner


def said(answer: Plain, key: Key) -> str:
    """`answer` in at most LONGEST signs; empty where answers of its sort cannot be told apart in a line."""
    if key.kind in OWN_WORDS or answer["type"] in ("missing", "nothing", "raised", "too big", "function", "plot"):
        return ""
    text = _short(_without_right_parts(answer, key))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _without_right_parts(answer: Plain, key: Key) -> Plain:
    """The fields of a dictionary that are wrong; any other answer as it is."""
    if answer["type"] != "dict" or key.kind != "fields":
        return answer
    kind = KINDS[key.kind]
    try:
        facets = kind.facets(answer, key, None)
    except WrongForm:
        return answer
    right = {
        folded_name(field) for field, names in kind.parts(key).items()
        if names and all(name in facets and key.answer.has(name, facets[name]) for name in names)
    }  # fmt: skip
    return {"type": "dict", "items": [pair for pair in answer["items"] if _name(pair[0]) not in right]}


def _name(field: Plain) -> str:
    return folded_name(field["value"]) if field["type"] == "text" else ""


def _short(answer: Plain, depth: int = 0) -> str:
    answer = alone(answer)
    if answer["type"] == "number":
        return _number(answer["value"])
    if answer["type"] == "text":
        return f"“{answer['value'][:LONGEST]}”"
    if answer["type"] == "bool" or answer["type"] == "date":
        return str(answer["value"])
    if depth == 2:  # a list in a list is shown, what lies in it is named
        return describe(answer)
    if answer["type"] == "list":
        return f"[{_joined([_short(item, depth + 1) for item in answer['items'][:MOST]], len(answer['items']))}]"
    if answer["type"] == "dict":
        pairs = [f"{_short(name, 2)}: {_short(value, depth + 1)}" for name, value in answer["items"][:MOST]]
        return f"{{{_joined(pairs, len(answer['items']))}}}"
    if answer["type"] == "table":
        columns = [column for column in (*answer["index"], *answer["columns"]) if column["values"]][:MOST]
        first = [f"{column['name'][:30]} {_cell(column['values'][0])}".strip() for column in columns]
        return f"{describe(answer)}, first {', '.join(first)}" if first else describe(answer)
    return describe(answer)


def _joined(shown: list[str], count: int) -> str:
    return ", ".join([*shown, f"… {count} in all"] if count > len(shown) else shown)


def _cell(value: Cell) -> str:
    return _number(repr(value)) if type(value) in (int, float) else str(value)[:30]


def _number(text: str) -> str:
    """A number without noise: 0.30000000000000004 is 0.3."""
    try:
        rounded = Decimal(text).quantize(DECIMALS)
    except InvalidOperation:  # too large, or no number
        return text[:30]
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"
