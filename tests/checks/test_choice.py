"""Choice: what each answer gets, in the grader and in a learner's notebook alike."""

import numpy as np
import pandas as pd
import pytest

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks.answers import GIVES_NOTHING
from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, grade, make, partly, verdict, wrong

HUNG_UP = "Closing first leaves the customer without an answer."
ONE = make("choice", "b", options=["a", "b", "c"], mistakes={HUNG_UP: "a"})
BOTH_BAD = "Neither of these names what the caller feels."
SEVERAL = make(
    "choice", ["a", "c"], options=["a", "b", "c", "d"],
    mistakes={BOTH_BAD: ["b", "d"], "Close.": KeyRing({}).partly(["a", "d"], 0.25)},
)  # fmt: skip
TEAMS = make("choice", "Team North", options=["Team North", "Team South"])
YES_NO = make("choice", True)
SCORES = make("choice", 5, options=[1, 3, 5])
CHOOSE = "Choose from: a; b; c."
REASON = "Take them one at a time, and keep those for which you can give a reason."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("b", RIGHT),
        ("B)", RIGHT),
        (" b. ", RIGHT),
        ("(B)", RIGHT),
        (["b"], RIGHT),
        ({"b"}, RIGHT),
        (np.str_("b"), RIGHT),
        (pd.Series(["b"], index=[7]), RIGHT),  # one row that was kept
        (pd.Series(["b", "b"]), wrong(f"`answer` holds a column (Series) of 2 rows. {CHOOSE}")),
        ("a", wrong(HUNG_UP)),
        ("c", wrong(
            "`answer` is “c”. Another choice fits better. "
            "Read the question once more, then the first hint."
        )),
        (["a", "b"], wrong(f"1 of your 2 picks fits. {REASON}")),
        (["a", "c"], wrong(f"None of your 2 picks fits. {REASON}")),
        ("d", wrong(f"`answer` holds “d”, which is none of the options. {CHOOSE}")),
        ("", wrong(f"`answer` holds an empty text. {CHOOSE}")),
        ([], wrong(f"`answer` is an empty list. {CHOOSE}")),
        (["b", None], wrong(f"`answer` holds nothing. {CHOOSE}")),
        (2, wrong(f"`answer` holds “2”, which is none of the options. {CHOOSE}")),
        ({"b": 1}, wrong(f"`answer` holds a dictionary. {CHOOSE}")),
        (..., ("not attempted", 0, "`answer` is still empty. Put your answer in the cell above.")),
        (None, ("not attempted", 0, f"`answer` is {GIVES_NOTHING}")),
    ],
)  # fmt: skip
def test_one_right_option(answer, expected):
    assert verdict(ONE, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["a", "c"], RIGHT),
        (["C", "A)"], RIGHT),
        ({"a", "c"}, RIGHT),
        (pd.Index(["c", "a"]), RIGHT),
        (["a", "a", "c"], RIGHT),
        (["a"], partly(0.5, "Your pick fits, but something is still missing.")),
        ("a, c", wrong(
            "`answer` holds “a, c” as one text. Put each choice in quotes of its own, and all of them in square "
            "brackets. Choose from: a; b; c; d."
        )),
        ("a and c", wrong("`answer` holds “a and c”, which is none of the options. Choose from: a; b; c; d.")),
        ("c", partly(0.5, "Your pick fits, but something is still missing.")),
        (["a", "b", "c"], partly(0.5, f"2 of your 3 picks fit. {REASON}")),
        (["a", "b"], wrong(f"1 of your 2 picks fits. {REASON}")),
        (["a", "b", "c", "d"], wrong(f"2 of your 4 picks fit. {REASON}")),
        (["b", "d"], wrong(BOTH_BAD)),
        (["d", "a"], partly(0.25, "Close.")),
        ("d", wrong(
            "`answer` is “d”. Another choice fits better. "
            "Read the question once more, then the first hint."
        )),
    ],
)  # fmt: skip
def test_several_right_options(answer, expected):
    assert verdict(SEVERAL, answer) == expected


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        (TEAMS, "team  north"),
        (YES_NO, True),
        (YES_NO, np.bool_(True)),
        (YES_NO, "true"),
        (SCORES, 5.0),
        (SCORES, np.int64(5)),
        (SCORES, "5"),
    ],
)
def test_options_need_not_be_letters(record, answer):
    assert verdict(record, answer) == RIGHT


def test_the_practice_samples_choice_was_typed_in_unless_it_is_a_known_mistake():
    practice, fresh = make("choice", "a", options=list("abc")), make("choice", "c", options=list("abc"))
    assert "is typed in" in grade(fresh, "a", practice).message
    assert grade(ONE, "a", practice).message == HUNG_UP


@pytest.mark.parametrize(
    ("solution", "options"),
    [("d", ["a", "b"]), ("a", ["a"]), ("a", ["a", "A)"]), ("a", list("abc") * 30), ([], ["a", "b"])],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, options):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("choice", solution, options=options)
