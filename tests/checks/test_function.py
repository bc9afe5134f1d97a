"""Function: what each answer gets, in the grader and in a learner's notebook alike."""

import numpy as np
import pandas as pd
import pytest

from exercises_lib.checks.answers import GIVES_NOTHING
from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, make, verdict, wrong


def share(answered, offered):
    return answered / offered if offered else 0


def unguarded(answered, offered):
    return answered / offered


def upside_down(answered, offered):
    return offered / answered if answered else 0


def printing(answered, offered):
    print("a result that nobody can use")


def fragile(answered, offered):
    return [answered][offered]


def one_value(answered):
    return answered


ZERO = "Your function divides by zero when nothing was offered. Decide what the share is then."
RECORD = make(
    "function", share, "share", {ZERO: unguarded, "You divided the wrong way.": upside_down},
    cases=[(1, 2), (3, 8), (0, 0)], decimals=3,
)  # fmt: skip
ITSELF = "We expect the function itself. If you called it, leave out the brackets and what stands in them."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (share, RIGHT),
        (lambda *numbers: share(*numbers), RIGHT),
        (lambda a, b, digits=3: round(share(a, b), digits), RIGHT),
        (lambda a, b: np.float64(share(a, b)), RIGHT),
        (lambda a, b: str(share(a, b)), wrong(
            "0 of 3 tries gave the right result. `share(1, 2)` gives the text “0.5”. We need a number. "
            'Leave out the quotes, or what made it a text: `f"..."`, `str(...)` or a helper.'
        )),
        (unguarded, wrong(ZERO)),
        (upside_down, wrong("You divided the wrong way.")),
        (printing, wrong(
            "`share` gives nothing back. Did you forget `return`? `print` only shows a value."
        )),
        (lambda a, b: share(a, b) if a else None, wrong(
            "2 of 3 tries gave the right result. Look first at `share(0, 0)`. "
            "It gave nothing back."
        )),
        (lambda a, b: 0.5, wrong(
            "1 of 3 tries gave the right result. Look first at `share(3, 8)`. It gave 0.5."
        )),
        (lambda a, b: {"share": 0.5}, wrong(
            "0 of 3 tries gave the right result. Look first at `share(1, 2)`."
        )),
        (fragile, wrong(
            "`share` stopped with IndexError: list index out of range when we called "
            "`share(1, 2)`. Run that call yourself and read the last line."
        )),
        (one_value, wrong(
            "`share` takes 1 value between its brackets. We call it with 2. "
            "Compare its first line with the one in the question."
        )),
        (0.5, wrong(f"`share` is a number. {ITSELF}")),
        ("0.5", wrong(f"`share` is a text. {ITSELF}")),
        (len, wrong(
            "`share` is a builtin_function_or_method. We expect a function: `def share(...):`."
        )),
        (..., ("not attempted", 0, "`share` is still empty. Put your answer in the cell above.")),
        (None, ("not attempted", 0, f"`share` is {GIVES_NOTHING}")),
    ],
)  # fmt: skip
def test_what_a_function_gets(answer, expected):
    assert verdict(RECORD, answer) == expected


CALLS = pd.DataFrame({"team": ["A", "B", "A"], "seconds": [100, 205, 150]})
CLEAN = make("function", lambda name: name.strip().title(), "clean", cases=["  ana cruz ", "BO"])
PER_TEAM = make("function", lambda calls: calls.groupby("team")["seconds"].mean(), "f", cases=[CALLS, CALLS[:1]])
PAIRS = make("function", lambda x: {"half": [x / 8, "ok"], "day": pd.Timestamp("2026-01-05")},
             "f", cases=[1, 3])  # fmt: skip
LONG = make("function", lambda text, numbers, missing: len(text) + len(numbers), "f",
            cases=[("word " * 20, list(range(9)), None)])  # fmt: skip


@pytest.mark.parametrize(
    ("record", "answer", "expected"),
    [
        (CLEAN, lambda name: name.strip().title(), RIGHT),
        (CLEAN, lambda name: name.strip(), wrong(
            '0 of 2 tries gave the right result. The text that `clean("  ana cruz ")` gives '
            "differs only in capitals, accents or spaces."
        )),
        (CLEAN, lambda name: "Ana", wrong(
            '0 of 2 tries gave the right result. Look first at `clean("  ana cruz ")`. '
            "It gave “Ana”."
        )),
        (PER_TEAM, lambda calls: calls.groupby("team", as_index=False)["seconds"].mean(), RIGHT),
        (PER_TEAM, lambda calls: calls.groupby("team")["seconds"].sum(), wrong(
            "1 of 2 tries gave the right result. Look first at `f(<a table of 3 rows>)`."
        )),
        (PAIRS, lambda x: {"day": "2026-01-05", "half": (round(x / 8, 2), "ok")}, RIGHT),
        (PAIRS, lambda x: {"day": "2026-01-05", "half": [x, "ok"]}, wrong(
            "0 of 2 tries gave the right result. Look first at `f(1)`."
        )),
        (LONG, lambda text, numbers, missing: True, wrong(
            'It did not give the right result. Look first at '
            '`f("word word word word word word word wo...", [0, 1, 2, 3, ...], None)`. '
            "It gave True."
        )),
        (make("function", lambda: {1, 2}, "f", cases=[()]), lambda: {2, 1}, RIGHT),
        (make("function", lambda x: x / 0.0 if x else float("nan"), "f", cases=[0]),
         lambda x: np.nan, RIGHT),
    ],
)  # fmt: skip
def test_results_of_every_kind(record, answer, expected):
    assert verdict(record, answer) == expected


def test_a_function_gets_its_arguments_anew_for_every_call():
    def spoil(calls):
        calls["seconds"] = 0
        return calls

    record = make("function", lambda calls: calls.assign(seconds=0), "f", cases=[CALLS, CALLS])
    assert verdict(record, spoil) == RIGHT
    assert CALLS["seconds"].sum() == 455


@pytest.mark.parametrize(
    ("solution", "options"),
    [
        (share, {}),
        (5, {"cases": [(1, 2)]}),
        (share, {"cases": [(1,)]}),
        (unguarded, {"cases": [(0, 0)]}),
        (share, {"cases": [(object(), 1)]}),
        (share, {"cases": [(1, 2)] * 51}),
        (share, {"cases": [(1, 2)], "decimals": 9}),
    ],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, options):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("function", solution, **options)
