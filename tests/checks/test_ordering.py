"""Ordering: what each answer gets, in the grader and in a learner's notebook alike."""

import itertools

import numpy as np
import pandas as pd
import pytest

from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, grade, make, partly, verdict, wrong

SOLVED_FIRST = "You solve before you listen. What would you solve?"
STEPS = ["greet", "listen", "solve", "close"]
RECORD = make("ordering", STEPS, "steps", {SOLVED_FIRST: ["greet", "solve", "listen", "close"]})
ONCE = "Use each of these once: close; greet; listen; solve."
TOP = "Read your list from the top, and ask at each step why the one comes before the other."


def steps(good: int) -> str:
    return f"{good} of the 3 steps from one label to the next go the right way. {TOP}"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (STEPS, RIGHT),
        (tuple(STEPS), RIGHT),
        (np.array(STEPS), RIGHT),
        (pd.Series(STEPS, index=[3, 0, 2, 1]), RIGHT),  # a sorted column
        (pd.DataFrame({"step": STEPS}), wrong(
            "`steps` is a table of 4 rows. We expect a list of labels in order: `[first, second, ...]`."
        )),
        ([" Greet.", "LISTEN", "solve", "close"], RIGHT),
        (["greet", "solve", "listen", "close"], wrong(SOLVED_FIRST)),
        (["listen", "greet", "solve", "close"], partly(0.67, steps(2))),
        (["greet", "close", "listen", "solve"], partly(0.33, steps(2))),
        (["close", "greet", "listen", "solve"], wrong(steps(2))),
        (["solve", "greet", "close", "listen"], wrong(steps(1))),
        (STEPS[::-1], wrong(steps(0))),
        (STEPS[:2], wrong(f"`steps` leaves out: close; solve. {ONCE}")),
        ([*STEPS, "greet"], wrong(f"`steps` holds “greet” twice. {ONCE}")),
        ([*STEPS, "hold"], wrong(f"`steps` holds “hold”, which is none of the labels. {ONCE}")),
        (set(STEPS), wrong("`steps` is a set, which has no order. Write a list: `[...]`.")),
        ("greet", wrong(
            "`steps` is a text. We expect a list of labels in order: `[first, second, ...]`."
        )),
        ([["greet"]], wrong("`steps` holds a list of 1. We expect a list of labels.")),
        ([], wrong(f"`steps` leaves out: close; greet; listen; solve. {ONCE}")),
    ],
)  # fmt: skip
def test_what_an_order_gets(answer, expected):
    assert verdict(RECORD, answer) == expected


def test_the_options_hold_the_labels_in_alphabetical_order():
    assert RECORD["options"] == {"labels": sorted(STEPS)}


def test_a_random_order_earns_little():
    credits = [grade(RECORD, list(order)).credit for order in itertools.permutations(STEPS)]
    assert sum(credits) / len(credits) < 0.2
    assert credits.count(1) == 1


def test_labels_may_be_numbers():
    assert verdict(make("ordering", [3, 1, 2]), [3.0, 1, "2"]) == RIGHT


@pytest.mark.parametrize("solution", [["a"], ["a", "a"], {"a", "b"}, "ab", list(map(str, range(21)))])
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("ordering", solution)
