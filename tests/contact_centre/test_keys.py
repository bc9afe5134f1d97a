"""Tables join, and each row makes sense by itself."""

import pytest

KEYS = {
    "calls": "call_id",
    "agents": "agent_id",
    "customers": "customer_id",
    "bills": "bill_id",
    "bill_lines": "line_id",
    "tickets": "ticket_id",
}
POINTERS = [
    ("surveys", "call_id", "calls"),
    ("quality_reviews", "call_id", "calls"),
    ("tickets", "call_id", "calls"),
    ("calls", "agent_id", "agents"),
    ("quality_reviews", "agent_id", "agents"),
    ("calls", "customer_id", "customers"),
    ("bills", "customer_id", "customers"),
    ("bill_lines", "bill_id", "bills"),
]


@pytest.fixture
def company(one_of_few):
    return one_of_few


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique_and_in_order(company, table, key):
    values = company[table][key]
    assert values.is_unique
    assert values.is_monotonic_increasing


@pytest.mark.parametrize(("table", "column", "target"), POINTERS)
def test_keys_join(company, table, column, target):
    values = company[table][column].dropna()
    assert len(values) > 500
    assert values.isin(company[target][KEYS[target]]).all()


def test_refunds_point_to_lines(company):
    lines = company["bill_lines"]
    refund = lines["kind"] == "refund"
    assert (lines["refers_to"].notna() == refund).all()
    assert lines.loc[refund, "refers_to"].isin(lines["line_id"]).all()


def test_calls_are_in_order_of_time(company):
    assert company["calls"]["started_at"].is_monotonic_increasing


def test_abandoned_calls_have_no_agent_and_no_handle_time(company):
    calls = company["calls"]
    abandoned = calls["outcome"] == "abandoned"
    for column in ("agent_id", "talk_seconds", "hold_seconds", "wrap_seconds"):
        assert (calls[column].isna() == abandoned).all()
    seconds = calls[["wait_seconds", "talk_seconds", "hold_seconds", "wrap_seconds"]]
    assert (seconds.min() >= 0).all()
    assert (seconds.fillna(0) % 1 == 0).all(axis=None)


def test_an_issue_has_one_customer_and_one_reason(company):
    by_issue = company.calls.groupby("issue_id")
    for column in ("customer_id", "queue", "call_type", "reason"):
        assert (by_issue[column].nunique() == 1).all()
    assert by_issue.size().max() >= 4


def test_a_call_is_for_the_client_of_its_customer(company):
    rows = company.calls.merge(company["customers"], on="customer_id", suffixes=("", "_of_client"))
    assert (rows["queue"] == rows["queue_of_client"]).all()


def test_surveys_reviews_and_tickets_are_about_answered_calls(company):
    for table in ("surveys", "quality_reviews", "tickets"):
        assert company[table]["call_id"].isin(company.answered["call_id"]).all()
    assert company["tickets"]["call_id"].is_unique


def test_reviews_are_of_the_agents_own_calls_within_a_week(company):
    reviews = company["quality_reviews"].drop_duplicates("review_id")
    assert (reviews.groupby("agent_id").size() == 10).all()
    rows = reviews.merge(company.answered, on="call_id", suffixes=("", "_of_call"))
    assert (rows["agent_id"] == rows["agent_id_of_call"]).all()
    days = (rows["reviewed_on"].astype("datetime64[ns]") - rows["start"].dt.normalize()).dt.days
    assert days.between(1, 7).all()
    points = company["quality_reviews"][["earned", "possible"]].dropna()
    assert points["earned"].between(0, points["possible"]).all()


def test_six_teams_of_ten_with_names_of_their_own(company):
    agents = company["agents"]
    assert (agents.groupby("team").size() == 10).all()
    assert agents["team"].nunique() == 6
    assert agents["agent_name"].is_unique
    assert (agents.groupby(["team", "shift"]).size() == 5).all()


def test_tickets(company):
    tickets = company["tickets"]
    assert 2_500 < len(tickets) < 3_900
    assert (tickets["closed_at"].notna() == (tickets["status"] == "closed")).all()
    closed = tickets[tickets["status"] == "closed"]
    assert (closed["closed_at"] > closed["opened_at"]).all()
    assert closed["closed_at"].max() < "2026-03-30"
    rows = tickets.merge(company.answered, on="call_id")
    assert (rows["opened_at"] >= rows["started_at"]).all()
    assert set(tickets["status"]) == {"open", "waiting", "closed"}
