"""Fields: what each answer gets, in the grader and in a learner's notebook alike."""

import pandas as pd
import pytest

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks.answers import GIVES_NOTHING
from exercises_lib.checks.fields import WITHOUT_QUOTES
from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, make, partly, verdict, wrong

NET = "You noted the amount before tax. The customer asks about the sum on the bill."
AGENT = "You noted the agent, and the price of the wrong plan."
NOTE = {"caller": "Maria Santos", "amount": 12.5, "call back": "2026-02-03", "plan": "b"}
RECORD = make(
    "fields", NOTE, "note",
    {NET: {"amount": 10.0}, AGENT: KeyRing({}).partly({"caller": "Ana Cruz", "amount": 20}, 0.5)},
    fields={
        "caller": {"kind": "text", "slips": 1}, "call back": {"kind": "date"},
        "plan": {"kind": "choice", "options": ["a", "b", "c"]},
    },
)  # fmt: skip
FIRST = "Look at `{}` again first."


def note(**changes) -> dict:
    changed = NOTE | {name.replace("_", " "): value for name, value in changes.items()}
    return {name: value for name, value in changed.items() if value != "leave out"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (note(), RIGHT),
        (note(caller="maria santo", call_back="3 Feb 2026", plan="B)"), RIGHT),
        (note(mood="cross"), RIGHT),  # entries nobody asked for
        ({name.upper().replace(" ", "_"): value for name, value in NOTE.items()}, RIGHT),
        (note(amount=13), partly(0.75, f"3 of 4 fields fit. {FIRST.format('amount')}")),
        (note(plan="c", caller="Bo"), partly(0.5, f"2 of 4 fields fit. {FIRST.format('caller')}")),
        (note(amount=10), partly(0.75, f"3 of 4 fields fit. {NET}")),
        (note(amount=10, plan="a"), partly(0.5, f"2 of 4 fields fit. {NET}")),
        (note(amount=20, caller="Ana Cruz"), partly(0.75, f"2 of 4 fields fit. {AGENT}")),
        (note(amount=20), partly(0.75, f"3 of 4 fields fit. {FIRST.format('amount')}")),
        (note(amount="12.5"), partly(0.75,
            '3 of 4 fields fit. `note["amount"]` is the text “12.5”. We need a number. Leave out the quotes, '
            'or what made it a text: `f"..."`, `str(...)` or a helper.'
        )),
        (note(plan="z"), partly(0.75,
            '3 of 4 fields fit. `note["plan"]` holds “z”, which is none of the options. '
            "Choose from: a; b; c."
        )),
        (note(call_back="leave out"), partly(0.75,
            "3 of 4 fields fit. The field `call back` is still missing or empty."
        )),
        (note(call_back=...), partly(0.75,
            "3 of 4 fields fit. The field `call back` is still missing or empty."
        )),
        (note(call_back=None), partly(0.75,
            f'3 of 4 fields fit. `note["call back"]` is {GIVES_NOTHING}'
        )),
        ({"amount": 12.5}, partly(0.25,
            "1 of 4 fields fit. The field `caller` is still missing or empty."
        )),
        ({"caller": "x", "amount": 0, "call back": "2026-01-01", "plan": "a"}, wrong(
            f"0 of 4 fields fit. {FIRST.format('caller')}"
        )),
        ({"amount": 10.0}, wrong(NET)),
        ({}, wrong(
            "`note` has none of the fields we expect: caller, call back, plan, amount."
        )),
        ({12.5: 12.5, "x": "y"}, wrong(
            f"0 of 4 fields fit. {WITHOUT_QUOTES.format(field='caller')}"
        )),
        (note(caller="leave out") | {"Maria Santos": "Maria Santos"}, partly(0.75,
            f"3 of 4 fields fit. {WITHOUT_QUOTES.format(field='caller')}"
        )),
        ({1: 2}, wrong(
            "`note` has none of the fields we expect: caller, call back, plan, amount."
        )),
        (["Maria"], wrong(
            "`note` is a list of 1. We expect a dictionary: `{field: value, ...}`."
        )),
        (pd.Series(NOTE), wrong(
            "`note` is a column (Series) of 4 rows. We expect a dictionary: `{field: value, ...}`."
        )),
    ],
)  # fmt: skip
def test_what_a_note_gets(answer, expected):
    assert verdict(RECORD, answer) == expected


def test_kinds_follow_from_the_solutions_values():
    record = make("fields", {"name": "Ana", "age": 31, "day": pd.Timestamp("2026-01-05"), "vip": True})
    kinds = {field: given["kind"] for field, given in record["options"]["fields"].items()}
    assert kinds == {"name": "text", "age": "number", "day": "date", "vip": "choice"}
    assert verdict(record, {"name": "ANA", "age": 31.0, "day": "5 Jan 2026", "vip": True}) == RIGHT


def test_what_a_text_field_accepts_leaves_the_options_that_learners_can_read():
    record = make("fields", {"a": "Maria"}, fields={"a": {"kind": "text", "accept": ["Mrs Santos"]}})
    assert record["options"] == {"fields": {"a": {"kind": "text", "options": {"slips": 0}}}}
    assert verdict(record, {"a": "mrs santos"}) == RIGHT


def test_fields_whose_names_resemble_each_other_are_kept_apart():
    record = make("fields", {"a": "x", "a: b": "y", "1 a": "z"})
    assert verdict(record, {"a": "x", "a: b": "y", "1 a": "z"}) == RIGHT
    assert verdict(record, {"a": "y", "a: b": "y", "1 a": "z"})[1] == 0.67


@pytest.mark.parametrize(
    ("solution", "fields"),
    [
        ({}, None),
        (5, None),
        ({"a": [1, 2]}, None),
        ({"a": 1}, {"b": {"kind": "number"}}),
        ({"a": 1}, {"a": {"kind": "table"}}),
        ({"a": 1}, {"a": {"decimals": 1}}),
        ({"a": 1}, {"a": {"kind": "number", "slips": 1}}),
        ({"a": "1"}, {"a": {"kind": "number"}}),
    ],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, fields):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("fields", solution, fields=fields)


def test_a_number_in_a_field_has_the_slips_of_every_number():
    record = make("fields", {"loss": 0.0833, "jitter": 9.317}, "line", {"That is the office.": {"loss": 0.01}},
        fields={"loss": {"kind": "number", "decimals": 4}})  # fmt: skip
    good = {"loss": 0.0833, "jitter": 9.317}
    half = "1 of 2 fields fit."
    assert verdict(record, good | {"loss": 0.08}) == partly(0.5,
        f'{half} `line["loss"]` is rounded to 2 decimals. We need 4: round less, or not at all.')  # fmt: skip
    assert verdict(record, good | {"jitter": 9.3})[2].startswith(f'{half} `line["jitter"]` is rounded to 1 decimal.')
    assert verdict(record, good | {"loss": 8.33})[2].startswith(f'{half} `line["loss"]` is a hundred times too large')
    assert verdict(record, good | {"loss": 0.01}) == partly(0.5, f"{half} That is the office.")
    assert verdict(record, good) == RIGHT
