"""Table: what each answer gets, in the grader and in a learner's notebook alike."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, grade, make, verdict, wrong

TEAMS = pd.DataFrame(
    {"team": ["A", "B", "C"], "calls": [10, 20, 30], "csat": [0.8125, 0.5, np.nan]}
)  # fmt: skip
BLANKS = "Blank scores became zeros. A customer who did not answer gave no score."
RECORD = make("table", TEAMS, "by_team", {BLANKS: TEAMS.fillna(0)}, decimals=3, by=["team"])
CSAT = pd.Series([0.5, 0.25], index=pd.Index(["A", "B"], name="team"), name="csat")
HAND = "Look at one row of `{0}` and work it out by hand."
BY_HAND = "Check what you sorted or joined, and look at one row you can work out by hand."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (TEAMS, RIGHT),
        (TEAMS.iloc[::-1], RIGHT),
        (TEAMS[["csat", "calls", "team"]], RIGHT),
        (TEAMS.set_index("team"), RIGHT),
        (TEAMS.rename(columns=str.upper), RIGHT),
        (TEAMS.assign(calls=[10.0, 20.0, 30.0]), RIGHT),
        (TEAMS.astype({"team": "category"}), RIGHT),
        (TEAMS.assign(mood="good"), RIGHT),  # a column beside those we ask for
        (TEAMS.set_axis([7, 3, 9]), RIGHT),  # row numbers left from a filter
        (TEAMS.round(3), RIGHT),
        (TEAMS.assign(csat=[0.813, 0.5, None]), RIGHT),  # half-way, rounded up
        (TEAMS.assign(csat=[0.8125 + 1e-12, 0.5, None]), RIGHT),
        (TEAMS.fillna(0), wrong(BLANKS)),
        (TEAMS.assign(csat=[0.814, 0.5, None]), wrong(
            "The column `csat` differs in some rows; `team` and `calls` fit. " + HAND.format("csat")
        )),
        (TEAMS.assign(team=["A", "B", "D"], calls=1), wrong(
            "The column `team` differs in some rows; `csat` fits. " + HAND.format("team")
        )),
        (TEAMS.assign(calls=[20, 10, 30]), wrong(
            f"Every column has the right values, but some stand in the wrong row. {BY_HAND}"
        )),
        (TEAMS.assign(calls=["10", "20", "30"]), wrong(
            "The column `calls` holds texts. We expect numbers there. Leave out the quotes, or what made it a text: "
            '`f"..."`, `str(...)` or a helper.'
        )),
        (TEAMS.assign(csat=None), wrong(
            "The column `csat` holds nothing. We expect numbers there. `print(...)` and `inplace=True` give nothing "
            "back, and rows whose names do not match stay blank."
        )),
        (TEAMS.drop(columns="csat"), wrong(
            "We do not find the column `csat` in `by_team`. Add what is missing."
        )),
        (TEAMS.rename(columns={"csat": "mean"}), wrong(
            "We do not find the column `csat` in `by_team`, but these: mean. "
            "Rename them, or add what is missing."
        )),
        (TEAMS["csat"], wrong(
            "We do not find the columns `team` and `calls` in `by_team`. Add what is missing."
        )),
        (TEAMS.head(1), wrong(
            "`by_team` has 1 row. We expect another number of rows. "
            "Check which rows you keep and what makes one row."
        )),
        (pd.concat([TEAMS, TEAMS]), wrong(
            "`by_team` has 6 rows. We expect another number of rows. "
            "Check which rows you keep and what makes one row."
        )),
        (pd.DataFrame(), wrong(
            "We do not find the columns `team`, `calls` and `csat` in `by_team`. "
            "Add what is missing."
        )),
        (0.5, wrong(
            "`by_team` is a number. We expect a table (a DataFrame or a Series)."
        )),
        ({"A": 1}, wrong(
            "`by_team` is a dictionary. We expect a table (a DataFrame or a Series)."
        )),
    ],
)  # fmt: skip
def test_what_a_table_gets(answer, expected):
    assert verdict(RECORD, answer) == expected


FORMS_OF_A_SERIES = {
    "series": CSAT,
    "another name": CSAT.rename("share"),
    "no name": CSAT.rename(None),
    "unnamed index": CSAT.rename_axis(None),
    "columns": CSAT.reset_index(),
    "renamed columns": CSAT.rename("share").reset_index(),
    "frame": CSAT.to_frame(),
    "other order": CSAT.iloc[::-1],
}


@pytest.mark.parametrize("solution", ["series", "no name", "unnamed index"])
@pytest.mark.parametrize("answer", FORMS_OF_A_SERIES)
def test_a_series_may_come_in_many_forms(solution, answer):
    assert verdict(make("table", FORMS_OF_A_SERIES[solution]), FORMS_OF_A_SERIES[answer]) == RIGHT


@pytest.mark.parametrize("answer", ["series", "another name", "no name", "unnamed index", "frame"])
def test_a_table_of_two_columns_may_come_as_a_series(answer):
    assert verdict(make("table", CSAT.reset_index()), FORMS_OF_A_SERIES[answer]) == RIGHT


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (CSAT * 2, "The column `csat` differs in some rows; `team` fits."),
        (CSAT.reset_index(drop=True), "We do not find the column `team`"),
        (CSAT.rename_axis("group"), "We do not find the column `team` in `answer`, but these: group."),
        (CSAT.set_axis(["A", "C"]), "The column `team` differs in some rows; `csat` fits."),
        (CSAT.set_axis(["B", "A"]), "Every column has the right values"),
    ],
)
def test_what_does_count_in_a_series(answer, start):
    assert verdict(make("table", CSAT), answer)[2].startswith(start)


def test_the_names_of_rows_without_a_name():
    record = make("table", CSAT.rename_axis(None))
    assert verdict(record, CSAT.reset_index(drop=True))[2] == (
        "We do not find the names of the rows in `answer`. Add what is missing."
    )
    assert verdict(record, CSAT.rename_axis(None) * 2)[2].startswith("The column `csat` differs")


SORTED = TEAMS.sort_values("calls", ascending=False)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (SORTED, RIGHT),
        (SORTED.reset_index(drop=True), RIGHT),
        (TEAMS, wrong(
            "All rows of `answer` fit, but they stand in another order. Read again how to sort them."
        )),
        (SORTED.assign(calls=1), wrong(
            "The column `calls` differs in some rows; `team` and `csat` fit. "
            + HAND.format("calls")
        )),
    ],
)  # fmt: skip
def test_rows_in_a_stated_order(answer, expected):
    assert verdict(make("table", SORTED, ordered=True), answer) == expected


KINDS = pd.DataFrame({
    "day": pd.date_range("2026-01-05", periods=3), "late": [True, False, True],
    "month": pd.PeriodIndex(["2026-01", "2026-02", "2026-03"], freq="M"),
    "wait": pd.to_timedelta([10, 20, 30], unit="s"),
})  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, RIGHT),
        ({"day": KINDS["day"].dt.date}, RIGHT),
        ({"day": KINDS["day"].astype(str)}, RIGHT),
        ({"month": ["2026-01", "2026-02", "2026-03"]}, RIGHT),
        ({"wait": [10, 20, 30]}, RIGHT),
        ({"late": [1, 0, 1]}, wrong(
            "The column `late` holds numbers. We expect True and False there."
        )),
        ({"day": ["5 Jan", "6 Jan", "7 Jan"]}, wrong(
            "The column `day` differs in some rows; `late`, `month` and `wait` fit. "
            + HAND.format("day")
        )),
    ],
)  # fmt: skip
def test_dates_and_other_kinds_of_columns(changes, expected):
    assert verdict(make("table", KINDS), KINDS.assign(**changes)) == expected


HALVES = pd.DataFrame({"n": [0.125, 0.375, 2.675, -0.125], "m": [1.005, 0.5, 2.5, 1.115]})


@pytest.mark.parametrize(
    "rounding",
    [
        lambda frame: frame.round(2),  # pandas
        lambda frame: frame.map(lambda x: round(x, 2)),  # Python
        lambda frame: np.floor(frame.abs() * 100 + 0.5 + 1e-9) / 100 * np.sign(frame),  # half up
        lambda frame: frame,
    ],
)
def test_half_way_numbers_may_be_rounded_in_any_one_way(rounding):
    assert verdict(make("table", HALVES), rounding(HALVES)) == RIGHT


@pytest.mark.parametrize(
    ("solution", "options"),
    [
        (5, {}),
        (TEAMS, {"by": ["agent"]}),
        (TEAMS, {"decimals": 9}),
        (pd.DataFrame(), {}),
        (pd.DataFrame([[1, 2]], columns=["a", "A"]), {}),
    ],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, options):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("table", solution, **options)


def test_long_account_numbers_are_told_apart():
    accounts = pd.DataFrame({"account": [4000123412341234, 4000123412341235]})
    assert verdict(make("table", accounts), accounts[::-1]) == RIGHT
    assert verdict(make("table", accounts), accounts + 1)[0] == "wrong"


cells = st.one_of(st.floats(-1e6, 1e6), st.integers(-1000, 1000), st.none(), st.booleans(), st.text(max_size=5))
frames = st.lists(st.tuples(cells, cells), min_size=1, max_size=6).map(
    lambda rows: pd.DataFrame(rows, columns=["a", "b"])
)


@settings(max_examples=50)
@given(frames, st.randoms(use_true_random=False))
def test_every_table_equals_itself_in_any_order_and_no_changed_one(frame, random):
    record = make("table", frame)
    order = list(range(len(frame)))
    random.shuffle(order)
    assert grade(record, frame.iloc[order][["b", "a"]]).credit == 1
    changed = frame.astype(object)
    changed.iloc[0, 1] = "another value"
    assert grade(record, changed).credit == 0
