"""The six stories of ``stories.py``, in every sample, seen with a learner's eyes."""

import pytest

from exercises_lib.contact_centre import PRACTICE_SEED

from .conftest import Company


def test_one_team_is_lowest_and_yet_not_worst_on_any_call_type(company):
    csat = company.scored.groupby("team")["happy"].mean().sort_values()
    lowest = csat.index[0]
    assert csat.iloc[1] - csat.iloc[0] >= 0.02
    cells = company.scored.groupby(["call_type", "team"])["happy"].agg(["mean", "size"])
    assert len(cells) == 4 * 6
    assert cells["size"].min() >= 25
    for call_type, by_team in cells["mean"].groupby("call_type"):
        assert by_team.droplevel(0).drop(lowest).min() < by_team[call_type, lowest]


def test_that_team_takes_more_technical_calls(company):
    csat = company.scored.groupby("team")["happy"].mean()
    technical = (
        (company.answered["call_type"] == "technical")
        .groupby(company.answered["agent_id"].map(company["agents"].set_index("agent_id")["team"]))
        .mean()
    )
    others = technical.drop(csat.idxmin())
    assert technical[csat.idxmin()] > 2 * others.max()


def test_refund_calls_of_one_queue_make_most_detractors(company):
    detractors = company.surveys[company.surveys["nps"] <= 6]
    shares = detractors.groupby(["queue", "reason"]).size().sort_values() / len(detractors)
    (_, reason), share = shares.index[-1], shares.iloc[-1]
    assert reason == "refund"
    assert 0.5 < share < 0.65
    assert shares.iloc[-2] < 0.15


def test_most_of_the_calls_are_something_else(company):
    """The story would be empty if those refund calls were most of all calls."""
    detractors = company.surveys[company.surveys["nps"] <= 6]
    queue, reason = detractors.groupby(["queue", "reason"]).size().idxmax()
    mine = (company.surveys["queue"] == queue) & (company.surveys["reason"] == reason)
    assert mine.mean() < 0.2


def test_one_agent_is_perfect_on_ten_surveys_and_nobody_on_more(company):
    agents = company.scored.groupby("agent_id")["happy"].agg(["mean", "size"])
    assert len(agents) == 60
    perfect = agents[agents["mean"] == 1]
    assert perfect["size"].tolist() == [10]
    assert agents["size"].drop(perfect.index).min() >= 20


def test_solved_predicts_csat_and_handle_time_does_not(company):
    scored = company.scored
    assert abs(scored["handle"].corr(scored["csat"])) < 0.1
    assert abs(scored["handle"].rank().corr(scored["csat"].rank())) < 0.1
    csat = scored.groupby("resolved")["happy"].mean()
    assert csat["yes"] - csat["no"] > 0.4
    assert (scored["resolved"] == "yes").astype(float).corr(scored["csat"]) > 0.4


@pytest.mark.parametrize("week_of", ["week", "week_of_call"])
def test_the_outage_week_is_clearly_the_lowest(company, week_of):
    csat = company.scored.groupby(week_of)["happy"].mean().sort_values()
    assert len(csat) == 12
    assert csat.index[0] in (3, 4, 5, 9, 10, 11)
    assert csat.iloc[1] - csat.iloc[0] >= 0.08


def test_the_outage_drags_every_team(company):
    csat = company.scored.groupby("week")["happy"].mean()
    outage = company.scored["week"] == csat.idxmin()
    by_team = company.scored.groupby(["team", outage])["happy"].mean().unstack()
    assert (by_team[False] - by_team[True]).min() > 0.04


def test_fcr_by_survey_and_by_repeat_are_close_and_not_equal(company):
    by_survey = (company.surveys["resolved"] == "yes").mean()
    by_repeat = company.fcr_by_repeat
    assert 0.66 < by_repeat < 0.75
    assert 0.66 < by_survey < 0.76
    assert 0.005 < abs(by_survey - by_repeat) < 0.035


def test_the_window_of_seven_days_matters(company):
    """Some repeats come later, so a learner who forgets the window gets another number."""
    issues = company.answered.groupby("issue_id").size()
    assert company.fcr_by_repeat - (issues == 1).mean() > 0.005


@pytest.fixture(scope="module")
def parts() -> dict:
    """Who plays which part, for some seeds, as a learner would find out."""
    found = {}
    for seed in (PRACTICE_SEED, *range(500, 515)):
        rows = Company(seed).surveys
        detractors = rows[rows["nps"] <= 6]
        agents = rows.groupby("agent_id")["happy"].mean()
        found[seed] = {
            "team": rows.groupby("team")["happy"].mean().idxmin(),
            "queue": detractors.groupby(["queue", "reason"]).size().idxmax()[0],
            "week": rows.groupby("week")["happy"].mean().idxmin(),
            "perfect": agents.idxmax(),
            "csat": rows["happy"].mean(),
            "nps": (rows["nps"] >= 9).mean() - (rows["nps"] <= 6).mean(),
        }
    return found


@pytest.mark.parametrize(("part", "least"), [("team", 5), ("queue", 3), ("week", 4), ("perfect", 12)])
def test_the_seed_decides_who_plays_which_part(parts, part, least):
    assert len({cast[part] for cast in parts.values()}) >= least


def test_answers_of_the_practice_sample_are_wrong_elsewhere(parts):
    practice = parts[PRACTICE_SEED]
    for cast in (cast for seed, cast in parts.items() if seed != PRACTICE_SEED):
        assert cast["csat"] != practice["csat"]
        assert cast["nps"] != practice["nps"]
        assert any(cast[part] != practice[part] for part in ("team", "queue", "week", "perfect"))
