"""Arrivals, a day at the desks, gradings, bonuses and growth: what module 09 stands on, for every seed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.contact_centre import arrivals, bonuses, desk_log, gradings, growth
from exercises_lib.contact_centre.draws import stream

SEEDS = st.one_of(st.integers(0, 10**9), st.text(max_size=12))


@given(SEEDS)
def test_the_same_weekday_forecasts_best_and_without_the_odd_day(seed):
    table = arrivals.count(stream(seed, "arrivals"))
    assert len(table) == 63 * 24 and table["calls"].min() >= 1
    last = table[table["date"] >= "2026-05-25"]
    before = table[table["date"].between("2026-04-27", "2026-05-24")]
    quiet = before[before["date"] != arrivals.ODD_DAY]

    def forecast(rows, by):
        mean = rows.groupby(by)["calls"].mean().rename("forecast").reset_index()
        return last.merge(mean, on=by)

    def wape(found):
        return (found["forecast"] - found["calls"]).abs().sum() / found["calls"].sum()

    best = forecast(quiet, ["weekday", "half_hour"])
    assert wape(best) < 0.18 and wape(forecast(quiet, ["half_hour"])) > 0.28
    assert wape(forecast(before, ["weekday", "half_hour"])) > wape(best) + 0.02
    assert ((best["forecast"] - best["calls"]).abs() / best["calls"]).mean() > wape(best) + 0.005
    assert (best["forecast"] - best["calls"]).sum() < -100


@given(SEEDS)
def test_the_need_has_two_peaks(seed):
    agents = arrivals.need(stream(seed, "need"))["agents"]
    assert len(agents) == 12 and agents.between(3, 11).all()
    assert agents[[3, 8]].min() > agents[5:7].max()


@given(SEEDS)
def test_all_hours_worked_and_at_the_wrong_time(seed):
    log = desk_log.keep(stream(seed, "desk log"))
    assert set(log["plan"]) == set(log["actual"]) == set(desk_log.STATES) and len(log) == 12 * 44
    planned = log["plan"] != "off"
    assert (planned.groupby(log["agent_id"]).sum() == 32).all()
    adherence = (log["plan"] == log["actual"])[planned].groupby(log["agent_id"]).mean().sort_values()
    conformance = (log["actual"] != "off").groupby(log["agent_id"]).sum() / 32
    assert 0.5 < adherence.iloc[0] < adherence.iloc[1] - 0.02 and adherence.index[0] != "A01"
    assert conformance[adherence.index[0]] == 1
    assert sorted(conformance)[:2] == [0.875, 1]


@given(SEEDS)
def test_two_reviewers_stand_close_and_agree_little(seed):
    table = gradings.twice(stream(seed, "twice"))
    assert len(table) == 200 and set(table["first"]) == set(table["second"]) == {1, 2, 3, 4}
    apart = (table["first"] - table["second"]).abs()
    share = pd.crosstab(table["first"], table["second"], normalize=True).to_numpy()
    chance = np.outer(share.sum(1), share.sum(0))
    weight = np.abs(np.subtract.outer(range(4), range(4)))
    kappa, weighted = (1 - (w * share).sum() / (w * chance).sum() for w in (weight > 0, weight))
    assert {-2, 2} <= set(table["first"] - table["second"])
    assert (apart <= 1).mean() > 0.95 and 0.6 < (apart == 0).mean() < 0.82
    assert 0.35 < kappa < 0.68 and kappa + 0.03 < weighted < 0.85
    assert table["second"].mean() < table["first"].mean() - 0.05


@given(SEEDS)
def test_the_team_that_is_behind_is_ahead_on_both_types(seed):
    calls = gradings.month(stream(seed, "month"))
    calls["good"] = calls["passed"] == "yes"
    by_team = calls.groupby("team")["good"].mean()
    by_type = calls.groupby(["team", "call_type"])["good"].mean().unstack()
    assert len(by_team) == 2 and by_team.idxmin() == max(by_team.index) and by_team.max() - by_team.min() > 0.05
    assert (by_type.loc[by_team.idxmin()] > by_type.loc[by_team.idxmax()]).all()
    passed = calls.groupby("agent_id")["good"].agg(["sum", "count"])
    assert (passed["count"] == 6).all() and len(passed) == 24
    assert 1 <= (passed["sum"] <= 3).sum() <= 7 and passed["sum"].isin([4, 5]).any()


@given(SEEDS)
def test_days_pile_up_on_the_edge(seed):
    days = bonuses.days(stream(seed, "days"))
    edge, below = days["handled"].isin([60, 61]), days["handled"].isin([58, 59])
    assert len(days) == 600 and {58, 59, 60, 61} <= set(days["handled"])
    assert edge.sum() > 4 * below.sum() > 0
    assert days.loc[edge, "short_calls"].mean() > days.loc[~edge, "short_calls"].mean() + 1.5


@given(SEEDS)
def test_the_quarter_has_somebody_on_each_edge(seed):
    rows = bonuses.quarter(stream(seed, "quarter"))
    assert {69, 70, 74, 75, 79, 80} <= set(rows["resolved"])
    assert {84, 85} <= set(rows["quality"]) and {89, 90} <= set(rows["adherence"])
    others = (rows["quality"] >= 85) & (rows["critical_fails"] == 0) & (rows["resolved"] >= 70)
    missed = (rows["adherence"] < 90) & (rows["adherence_other_weeks"] >= 90)
    assert (missed & others).any() and (missed & ~others).any()
    assert (missed & others & (rows["quality"] == 85) & (rows["adherence_other_weeks"] == 90)).any()
    assert (missed & others & (rows["resolved"] == 70)).any()
    assert (rows["adherence"] < rows["adherence_other_weeks"]).all()


@given(SEEDS)
def test_cheap_for_a_call_is_dear_for_a_solved_problem(seed):
    rows, contacts = growth.options(stream(seed, "options")).set_index("option"), growth.reasons(stream(seed, "why"))
    per_contact = rows["dollars_an_hour"] * rows["handle_seconds"] / 3600 / 0.8
    per_contact += rows["one_off"] / (8 * contacts["contacts"].sum())
    solved = per_contact / rows["resolved"] * 100
    assert per_contact.idxmin() == "partner" == solved.idxmax()
    assert solved.drop("partner").max() - solved.drop("partner").min() > 1e-6
    unwanted = contacts.loc[contacts["wanted"] == "no", "contacts"].sum() / contacts["contacts"].sum()
    assert len(contacts) == 8 and 0.3 < unwanted < 0.45


@given(SEEDS)
def test_the_plan_is_short_in_some_quarters_and_not_in_others(seed):
    rows, there, gaps = growth.plan(stream(seed, "plan")), 25, []
    for quarter in rows.itertuples():
        stay = there * (1 - quarter.leavers_percent / 100)
        gaps.append(stay + 0.4 * quarter.hires - quarter.contacts * 240 / 3600 / (520 * 0.8 * 0.7))
        there = stay + quarter.hires
    assert min(gaps) < 0 < max(gaps) and rows["hires"].min() >= 1


@pytest.mark.parametrize("maker", [arrivals.count, desk_log.keep, gradings.month, bonuses.days, growth.plan])
def test_another_seed_is_another_table(maker):
    assert not maker(stream(1, "x")).equals(maker(stream(2, "x")))
