"""Date: what each answer gets, in the grader and in a learner's notebook alike."""

import datetime as dt
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.checks.date import FULL_MONTHS, Ambiguous, read
from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, make, verdict, wrong

CALL_DAY = "That is the day of the call. The customer asked to be called on another day."
CALL_BACK = make("date", dt.date(2026, 2, 3), "day", {CALL_DAY: "2026-02-01"})
DAY_FIRST = make("date", "03/02/2026", "day", dayfirst=True)
MONTH_FIRST = make("date", "02/03/2026", "day", dayfirst=False)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (dt.date(2026, 2, 3), RIGHT),
        (dt.datetime(2026, 2, 3, 14, 5), RIGHT),
        (pd.Timestamp("2026-02-03 14:05"), RIGHT),
        (np.datetime64("2026-02-03"), RIGHT),
        ("2026-02-03", RIGHT),
        ("2026-02-03 14:05:00", RIGHT),
        ("2026/2/3", RIGHT),
        ("3 Feb 2026", RIGHT),
        ("3rd of February, 2026", RIGHT),
        ("Tuesday, 3 February 2026", RIGHT),
        ("February 3, 2026", RIGHT),
        ("FEB. 3 2026", RIGHT),
        ("03-feb-2026", RIGHT),
        (["2026-02-03"], RIGHT),
        ("1 Feb 2026", wrong(CALL_DAY)),
        ("13/02/2026", wrong(
            "`day` is 13 February 2026. We expect another day. "
            "Check which date the question asks for."
        )),
        ("02/02/2026", wrong(
            "`day` is 2 February 2026. We expect another day. "
            "Check which date the question asks for."
        )),
        ("03/02/2026", wrong(
            "`day` is “03/02/2026”, which can be read as two dates: is the day first, or the "
            "month? Write the month as a word, like 31 Dec 2024, or put the year first, like "
            "2024-12-31."
        )),
        ("tomorrow", wrong(
            "`day` is “tomorrow”, which we cannot read as a date. "
            "Write it like 2024-12-31 or like 31 Dec 2024."
        )),
        ("31 Feb 2026", wrong(
            "`day` is “31 Feb 2026”, which we cannot read as a date. "
            "Write it like 2024-12-31 or like 31 Dec 2024."
        )),
        ("3 Feb 26", wrong(
            "`day` is “3 Feb 26”, which we cannot read as a date. "
            "Write it like 2024-12-31 or like 31 Dec 2024."
        )),
        (pd.NaT, wrong(
            "`day` is a missing date. Check that the text was turned into a date."
        )),
        (3, wrong("`day` is a number. We expect one date, such as 2024-12-31.")),
    ],
)  # fmt: skip
def test_what_a_date_gets(answer, expected):
    assert verdict(CALL_BACK, answer) == expected


@pytest.mark.parametrize("record", [DAY_FIRST, MONTH_FIRST])
@pytest.mark.parametrize("answer", ["2026-02-03", "3 Feb 2026", dt.date(2026, 2, 3)])
def test_a_stated_order_of_day_and_month(record, answer):
    assert verdict(record, answer) == RIGHT


def test_the_stated_order_is_that_of_the_learner_too():
    assert verdict(DAY_FIRST, "3.2.2026") == RIGHT
    assert verdict(MONTH_FIRST, "2/3/2026") == RIGHT
    assert verdict(MONTH_FIRST, "3/2/2026")[2].startswith("`day` is 2 March 2026.")


@pytest.mark.parametrize("solution", ["03/02/2026", "soon", 5])
def test_a_key_that_is_no_clear_date_is_a_fault_of_the_author(solution):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("date", solution)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_way_of_writing_a_date_is_the_same_date(day):
    month = FULL_MONTHS[day.month - 1]
    for text in (
        day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}",
        f"{day.day}-{month[:3]}-{day.year}", f"{day:%Y/%m/%d}", pd.Timestamp(day).isoformat(),
    ):  # fmt: skip
        assert read(text) == day
    assert read(f"{day:%d/%m/%Y}", dayfirst=True) == read(f"{day:%m/%d/%Y}", dayfirst=False) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    with suppress(Ambiguous, ValueError):
        assert isinstance(read(text), dt.date)
