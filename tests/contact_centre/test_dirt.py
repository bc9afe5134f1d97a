"""Every kind of dirt in the data dictionary is there, and the cleaning it describes works."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from exercises_lib.contact_centre import PRACTICE_SEED, TABLES, clean_sample, sample

from . import learner


def test_test_calls(company):
    calls = company["calls"]
    tests = calls[calls["customer_id"].isna()]
    assert 40 <= len(tests) <= 80
    assert tests["issue_id"].isna().all() and (tests["outcome"] == "answered").all()
    real = calls.drop(tests.index)
    assert real["issue_id"].notna().all() and real["talk_seconds"].min() >= 10
    assert (tests["talk_seconds"] >= 10).sum() >= 15, "the length does not tell a test call"
    for table in ("surveys", "quality_reviews", "tickets"):
        assert not company[table]["call_id"].isin(tests["call_id"]).any()


def test_copies(company):
    surveys = company["surveys"]
    copies = surveys.duplicated()
    assert 0.02 <= copies.mean() <= 0.03
    assert surveys.loc[~copies, "survey_id"].is_unique
    assert surveys.loc[~copies, "call_id"].is_unique


def test_dates_in_three_formats(company):
    texts = company["surveys"]["answered_at"]
    shares = {
        form: texts.str.fullmatch(form).mean()
        for form in (r"\d{4}-\d\d-\d\d", r"\d\d/\d\d/\d{4}", r"\d{1,2} (Jan|Feb|Mar) \d{4}")
    }
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) > 0.05
    assert (pd.to_datetime(texts, format="%m/%d/%Y", errors="coerce").notna()).any(), (
        "some dates can be misread with the month first"
    )


def test_answers_come_up_to_two_days_after_the_call(company):
    lag = (company.surveys["answered_at"] - company.surveys["start"].dt.normalize()).dt.days
    assert set(lag.unique()) == {0, 1, 2}
    assert company.surveys["answered_at"].max() <= pd.Timestamp("2026-03-29")


def test_two_spellings(company):
    names = company["surveys"]["agent_name"]
    swapped = names[names.str.contains(",")]
    both = set(swapped.map(learner.first_name_first)) & set(names)
    assert len(both) >= 5
    rows = company.surveys.merge(company["agents"], on="agent_id", suffixes=("", "_in_table"))
    assert (rows["agent_name"] == rows["agent_name_in_table"]).all()


@pytest.mark.parametrize(("score", "low", "high"), [("csat", 1, 5), ("nps", 0, 10), ("ces", 1, 7)])
def test_scores_are_in_range_and_some_are_blank(company, score, low, high):
    values = company["surveys"][score]
    assert 0.015 < values.isna().mean() < 0.05
    assert set(values.dropna()) == set(range(low, high + 1))


def test_ces_turns_round_in_week_seven(company):
    raw = company["surveys"].drop_duplicates()
    old = learner.parse_days(raw["answered_at"]) < learner.NEW_CES_DAY
    assert raw[old]["ces"].corr(raw[old]["csat"]) < -0.4
    assert raw[~old]["ces"].corr(raw[~old]["csat"]) > 0.4
    easy = (company.surveys["ces"] >= 5).groupby(company.surveys["week"] < 7).mean()
    assert abs(easy[True] - easy[False]) < 0.12


def test_items_that_do_not_apply(company):
    reviews = company["quality_reviews"].merge(company["calls"][["call_id", "hold_seconds"]])
    hold = reviews[reviews["item"] == "Handles hold politely"]
    assert (hold["earned"].isna() == (hold["hold_seconds"] == 0)).all()
    verify = reviews[reviews["item"] == "Verifies the customer"]
    assert verify["earned"].isna().any()
    always = ~reviews["item"].isin(["Handles hold politely", "Verifies the customer"])
    assert reviews.loc[always, "earned"].notna().all()


def test_critical_items_decide_some_reviews(company):
    reviews = company["quality_reviews"]
    assert reviews.groupby("review_id").size().eq(8).all()
    assert reviews.groupby("item")["critical"].nunique().eq(1).all()
    score = learner.review_scores(reviews)
    assert len(score) == 600
    assert 0.03 < (score == 0).mean() < 0.12
    assert 0.75 < score[score > 0].mean() < 0.92


@pytest.mark.parametrize("seed", [PRACTICE_SEED, 3, "text"])
def test_cleaning_by_the_dictionary_gives_the_clean_sample(seed):
    dirty, clean = sample(seed), clean_sample(seed)
    surveys = learner.clean_surveys(dirty["surveys"]).drop(columns="week")
    surveys["answered_at"] = surveys["answered_at"].dt.strftime("%Y-%m-%d")
    surveys = surveys.sort_values("survey_id", ignore_index=True)
    assert_frame_equal(surveys, clean["surveys"], check_dtype=False)
    calls = learner.clean_calls(dirty["calls"])[clean["calls"].columns].reset_index(drop=True)
    assert_frame_equal(calls, clean["calls"])
    for table in set(TABLES) - {"calls", "surveys"}:
        assert_frame_equal(dirty[table], clean[table])
