"""Number: what each answer gets, in the grader and in a learner's notebook alike."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks.answers import GIVES_NOTHING
from exercises_lib.checks.number import rounded
from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, grade, make, verdict, wrong

PARTLY = KeyRing({}).partly
MEAN = "That is the mean rating. CSAT is the share of 4s and 5s."
BLANKS = "You divided by all rows, also those without a score."
CSAT = make("number", 0.8125, "csat", {MEAN: 3.94, BLANKS: PARTLY(0.7, 0.5)}, decimals=3)
SECONDS = make("number", -42, "gap", decimals=0, unit="seconds")
ANOTHER = (
    "We expect another number, to 3 decimals. Check what goes in and what is done with it, then look at the first hint."
)
TEXT = 'Leave out the quotes, or what made it a text: `f"..."`, `str(...)` or a helper.'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (0.8125, RIGHT),
        (0.812, RIGHT),  # half-way: both roundings are right
        (0.813, RIGHT),
        (np.float64(0.8125), RIGHT),
        (np.array([0.8125]), RIGHT),
        (pd.Series([0.8125]), RIGHT),
        ([0.8125], RIGHT),
        (Fraction(13, 16), RIGHT),
        (Decimal("0.8125"), RIGHT),
        (0.1 + 0.7125, RIGHT),
        (0.814, wrong(f"`csat` is 0.814. {ANOTHER}")),
        (3.94, wrong(MEAN)),
        (0.7, ("partly", 0.5, BLANKS)),
        (81.25, wrong(
            "`csat` is a hundred times too large: a percentage where we expect a share. "
            "Leave out the `* 100`."
        )),
        (-0.8125, wrong(
            "`csat` has the wrong sign. You took the difference the other way round."
        )),
        (0.81, wrong("`csat` is rounded to 2 decimals. We need 3: round less, or not at all.")),
        (0.8, wrong("`csat` is rounded to 1 decimal. We need 3: round less, or not at all.")),
        (1, wrong(f"`csat` is 1.000. {ANOTHER}")),  # rounded, or all of them
        (12345.6, wrong(f"`csat` is 12,345.600. {ANOTHER}")),
        ("0.8125", wrong("`csat` is the text “0.8125”. We need a number. " + TEXT)),
        ("0,81", wrong("`csat` is the text “0,81”. Python writes a number with a point and without quotes: 0.81.")),
        ((0, 81), wrong(
            "`csat` is two numbers, 0 and 81: Python writes decimals with a point, not a comma."
        )),
        ("high", wrong("`csat` is a text. We expect one number here.")),
        ([1, 2], wrong("`csat` is a list of 2. We expect one number here.")),
        (True, wrong("`csat` is True (a yes/no value). We expect one number here.")),
        (float("nan"), wrong(
            "`csat` is not a usable number (nan). "
            "That often comes from dividing by zero or from blanks in the data."
        )),
        (float("inf"), wrong(
            "`csat` is not a usable number (inf). "
            "That often comes from dividing by zero or from blanks in the data."
        )),
        (..., ("not attempted", 0, "`csat` is still empty. Put your answer in the cell above.")),
        (None, ("not attempted", 0, f"`csat` is {GIVES_NOTHING}")),
        (10**1000, wrong(
            "`csat` is too big to check: a number of more than 400 digits. "
            "Look at its size before you check it."
        )),
    ],
)  # fmt: skip
def test_what_a_share_gets(answer, expected):
    assert verdict(CSAT, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (-42, RIGHT),
        (-42.4, RIGHT),
        (42, wrong("`gap` has the wrong sign. You took the difference the other way round.")),
        (7, wrong(
            "`gap` is 7 seconds. We expect another number. "
            "Check what goes in and what is done with it, then look at the first hint."
        )),
    ],
)  # fmt: skip
def test_what_a_number_of_seconds_gets(answer, expected):
    assert verdict(SECONDS, answer) == expected


def test_an_answer_of_the_practice_sample_was_typed_in():
    practice, fresh = make("number", 0.81, "csat"), make("number", 0.77, "csat")
    outcome = grade(fresh, 0.81, practice)
    assert outcome.message.startswith("`csat` is right for today's data. It is typed in, so it does not count")


def test_a_known_mistake_goes_before_typed_in():
    practice, fresh = make("number", 3.9), make("number", 0.77, mistakes={MEAN: 3.9})
    assert grade(fresh, 3.9, practice).message == MEAN


@pytest.mark.parametrize("solution", [float("nan"), "0.5", [1, 2]])
def test_a_key_that_is_no_number_is_a_fault_of_the_author(solution):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("number", solution)


def test_a_very_large_solution_has_no_slips_beyond_the_bounds():
    assert verdict(make("number", 9e14), 9e14) == RIGHT


@given(st.floats(-1e9, 1e9), st.integers(0, 8))
def test_every_number_equals_itself_and_its_own_rounding(value, decimals):
    forms = rounded(repr(value), decimals)
    assert set(rounded(repr(round(value, decimals)), decimals)) & set(forms)


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_noise_of_arithmetic_does_not_count(value, decimals):
    forms = rounded(repr(value), decimals)
    assert set(rounded(repr(value * (1 + 1e-16)), decimals)) & set(forms)


@given(st.decimals(allow_nan=True, allow_infinity=True), st.integers(0, 8))
def test_any_text_of_a_number_can_be_rounded(value, decimals):
    assert len(rounded(str(value), decimals)) <= 2


def test_nothing_is_no_share_of_a_count():
    """0 is 19 / 100 when rounded; still nobody took 19 rows for a percentage."""
    rows = make("number", 19, "rows", decimals=0, unit="rows")
    assert verdict(rows, 0)[2].startswith("`rows` is 0 rows. We expect another number.")
