"""The sample looks like a real centre.

Sources: Technion "Anonymous Bank" call log (1999) for call lengths and patience, SQM (2022) for
FCR.
"""

import numpy as np
import pandas as pd
import pytest

from exercises_lib.contact_centre import calls, surveys
from exercises_lib.contact_centre import company as people
from exercises_lib.contact_centre.draws import stream
from exercises_lib.contact_centre.stories import choose_stories

from . import learner


def test_size(company):
    assert 19_500 <= len(company.calls) <= 21_000
    assert 3_300 <= len(company["surveys"]) <= 3_700
    assert sorted(company.calls["week"].unique()) == list(range(1, 13))
    assert company.calls["start"].min().strftime("%Y-%m-%d") == "2026-01-05"
    assert company.calls["start"].max().strftime("%Y-%m-%d") == "2026-03-29"


def test_handle_time(company):
    handle = company.answered["handle"]
    assert 180 <= handle.mean() <= 190
    assert 230 <= handle.std() <= 260
    assert 105 <= handle.median() <= 120
    assert 1_100 <= handle.quantile(0.99) <= 1_300
    assert 3 <= (handle > 3_600).sum() <= 20
    assert handle.max() <= 4_501
    assert 0.08 < handle.between(180, 240).mean() < 0.12
    assert 0.035 < (handle > 600).mean() < 0.06


@pytest.mark.parametrize(
    ("call_type", "mu", "sigma"),
    [("regular", 4.8, 0.84), ("new_customer", 4.2, 0.87), ("product_advice", 5.2, 0.97), ("technical", 5.4, 1.2)],
)
def test_handle_time_is_lognormal_by_call_type(company, call_type, mu, sigma):
    """Middle and quartiles, which the cut at 17 s and 75 minutes hardly moves."""
    log = np.log(company.answered.loc[company.answered["call_type"] == call_type, "handle"])
    low, middle, high = log.quantile([0.25, 0.5, 0.75])
    assert abs(middle - mu) < 0.09
    assert abs((high - low) - 1.349 * sigma) < 0.12


def test_queue(company):
    abandoned = company.calls["outcome"] == "abandoned"
    assert 0.06 <= abandoned.mean() <= 0.10
    assert 0.06 <= (abandoned & (company.calls["wait_seconds"] > 5)).mean() <= 0.10
    assert (abandoned & (company.calls["wait_seconds"] <= 5)).any()
    assert 23 <= company.answered["wait_seconds"].mean() <= 35


def test_patience_is_about_400_seconds(company):
    """All the waiting there was, for each caller who lost patience."""
    abandoned = company.calls["outcome"] == "abandoned"
    assert 350 < company.calls["wait_seconds"].sum() / abandoned.sum() < 450


def test_one_to_twenty_of_a_hundred_answer_the_survey(company):
    assert 0.10 < len(company.surveys) / len(company.answered) < 0.20


def test_nobody_is_on_two_calls_at_once(company):
    rows = company.answered
    second = (rows["start"] - learner.FIRST_DAY) // pd.Timedelta(seconds=1)
    rows = rows.assign(begin=second + rows["wait_seconds"]).sort_values(["agent_id", "begin"])
    end = (rows["begin"] + rows["handle"]).groupby(rows["agent_id"]).shift()
    assert end.notna().sum() == len(rows) - 60
    assert not (rows["begin"] < end).any()


def test_agents_take_calls_on_their_shift_and_after_they_were_hired(company):
    rows = company.answered.merge(company["agents"], on="agent_id")
    begin = rows["start"] + rows["wait_seconds"] * np.timedelta64(1, "s")
    early = begin.dt.hour + begin.dt.minute / 60 < 14.5
    assert (early == (rows["shift"] == "early")).all()
    assert (rows["started_at"] >= rows["hired_on"]).all()
    days = begin.dt.date.groupby([rows["agent_id"], rows["week"]]).nunique()
    assert days.max() == 5


@pytest.mark.parametrize("seed", range(5))
def test_the_very_pleased_and_the_very_displeased_answer_more(seed):
    """Learners cannot see who did not answer, so this looks behind the curtain."""
    plan = choose_stories(stream(seed, "stories"))
    staff = people.hire(stream(seed, "agents"), plan)
    customers = people.sign_up(stream(seed, "customers"))
    log = calls.take_calls(stream(seed, "calls"), plan, staff, customers)
    rng = stream(seed, "surveys")
    mood = surveys._moods(rng, plan, log, staff)
    chosen = surveys._who_answers(rng, plan, log, mood, log.solved)
    answers = np.zeros(len(mood), dtype=bool)
    answers[chosen] = True
    displeased, pleased = mood < -0.9, mood > 1.3
    middle = answers[log.answered & ~displeased & ~pleased].mean()
    assert answers[log.answered & displeased].mean() > 1.2 * middle
    assert answers[log.answered & pleased].mean() > 1.2 * middle
