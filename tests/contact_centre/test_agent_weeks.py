"""The weekly report of the phone system, and the agent whom a learner reads as themselves (A17)."""

import pytest

from . import learner

ME = "A17"


@pytest.fixture
def company(one_of_few):
    return one_of_few


def test_minutes_and_calls_make_sense(company):
    weeks = company["agent_weeks"]
    assert not weeks.duplicated(["agent_id", "week"]).any()
    assert set(weeks["agent_id"]) == set(company["agents"]["agent_id"]) and set(weeks["week"]) == set(range(1, 13))
    in_place = weeks["in_place_minutes"]
    assert (in_place <= weeks["scheduled_minutes"]).all() and (in_place <= weeks["worked_minutes"]).all()
    assert (weeks["handle_minutes"] + weeks["ready_minutes"] <= in_place).all()
    assert (weeks["calls"] > weeks["transferred"]).all() and (weeks["transferred"] > 0).all()
    assert sorted(weeks.groupby("agent_id").size())[:2] == [3, 12], "the new agent has three weeks, everybody else all"


def test_it_agrees_with_the_sample_of_calls(company):
    total = company["agent_weeks"].groupby("agent_id").sum(numeric_only=True)
    seconds = 60 * total["handle_minutes"] / total["calls"]
    assert abs(seconds / company.answered.groupby("agent_id")["handle"].mean() - 1).max() < 0.12


def test_a_mean_of_weeks_is_not_the_whole_quarter(company):
    """Each sample shows who averages A17's weekly numbers."""
    mine = company["agent_weeks"].query("agent_id == @ME")
    for above, below, least in (
        ("in_place_minutes", "scheduled_minutes", 0.004),
        ("handle_minutes", "calls", 0.02),
        ("transferred", "calls", 0.0005),
    ):
        assert abs((mine[above] / mine[below]).mean() - mine[above].sum() / mine[below].sum()) > least


def test_my_reviews_have_every_edge(company):
    reviews = company["quality_reviews"].query("agent_id == @ME")
    score = learner.review_scores(reviews)
    assert len(score) == 10 and reviews["earned"].isna().any() and (score == 0).any()
    zero = reviews[(reviews["earned"] == 0) & (reviews["critical"] == "no")]["review_id"]
    assert (score[score.index.isin(zero)] > 0).any(), "an item that is not critical got nothing, and the review counts"


def test_i_have_been_here_for_a_year_and_am_not_perfect(company):
    me = company["agents"].set_index("agent_id").loc[ME]
    assert (me["team"], me["hired_on"]) == ("Cobalt", "2025-03-31")
    mine = company.scored[company.scored["agent_id"] == ME]["happy"]
    assert len(mine) >= 20 and mine.mean() < 1
