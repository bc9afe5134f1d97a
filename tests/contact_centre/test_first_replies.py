"""What agents said first: the story of acknowledging, in every sample, seen with a learner's eyes."""

import ast
import re
from pathlib import Path

import pytest

from exercises_lib.contact_centre import PRACTICE_SEED

from .conftest import Tables

MODULE = Path(__file__).parents[2] / "course" / "04_empathy" / "04_empathy.md"


def csat(rows, mark: str):
    return (rows.loc[rows["acknowledged"] == mark, "csat"] >= 4).mean()


def difference(rows) -> float:
    return csat(rows, "yes") - csat(rows, "no")


def margin(rows) -> float:
    groups = [(csat(rows, mark), (rows["acknowledged"] == mark).sum()) for mark in ("yes", "no")]
    return 1.96 * sum(share * (1 - share) / size for share, size in groups) ** 0.5


@pytest.fixture(scope="module")
def kind_words() -> list[str]:
    """As module 04 lists them."""
    listed = re.search(r"KIND_WORDS = (\[.*?\n\])", MODULE.read_text(encoding="utf-8"), re.DOTALL)
    return ast.literal_eval(listed[1])


@pytest.fixture
def replies(company):
    return company["first_replies"]


def test_acknowledged_calls_please_more(replies):
    assert 0.2 < difference(replies) < 0.35
    assert 0.04 < margin(replies) < 0.055


def test_part_of_the_difference_has_another_cause(replies):
    """Acknowledged calls were solved more often; among the solved, and among the not solved, less is left."""
    solved = replies["resolved"] == "yes"
    acknowledged = replies["acknowledged"] == "yes"
    assert acknowledged[solved].mean() - acknowledged[~solved].mean() > 0.25
    for rows in (replies[solved], replies[~solved]):
        assert 0.03 < difference(rows) < difference(replies) - 0.08


def test_two_readers_agree_on_about_four_of_five(replies):
    same = replies["acknowledged"] == replies["second_reader"]
    assert 0.76 < same.mean() < 0.85


def test_sorry_alone_does_not_tell(replies):
    sorry = replies["first_reply"].str.contains("sorry", case=False)
    assert 0.35 < (replies.loc[sorry, "acknowledged"] == "yes").mean() < 0.65


def test_the_rows_are_those_of_the_surveys(company, replies):
    surveys = company["surveys_clean"].set_index("survey_id").loc[replies["survey_id"]].reset_index()
    for column in ("csat", "resolved", "comment"):
        assert (surveys[column] == replies[column]).all()
    assert replies["survey_id"].is_unique and replies["survey_id"].is_monotonic_increasing
    calls = company["calls"].set_index("call_id").loc[surveys["call_id"]].reset_index()
    for column in ("queue", "reason"):
        assert (calls[column] == replies[column]).all()


def test_a_solution_weighs_more_than_a_sentence(replies):
    """Calls that were acknowledged and not solved please far fewer than those that were solved and not acknowledged."""
    happy = (replies["csat"] >= 4).groupby([replies["resolved"], replies["acknowledged"]]).mean()
    assert happy["yes", "no"] - happy["no", "yes"] > 0.35


def test_praise_for_the_agent_does_not_save_the_score(replies, kind_words):
    kind = replies[replies["comment"].isin(kind_words)]
    assert set(kind["comment"]) == set(kind_words)
    low = kind[kind["csat"] <= 2]
    assert len(low) >= 40
    assert (low["resolved"] == "no").mean() > 0.9
    assert (low["acknowledged"] == "yes").sum() >= 8  # also where the reader heard a good first sentence


def test_a_solved_call_with_a_cold_voice_lies_in_the_middle(replies):
    cold = replies[replies["comment"] == "It works now, but the tone was cold."]
    assert len(cold) >= 4 and cold["csat"].isin([3, 4]).all() and (cold["resolved"] == "yes").all()


def test_the_numbers_differ_from_sample_to_sample():
    practice = difference(Tables(PRACTICE_SEED)["first_replies"])
    others = [difference(Tables(seed)["first_replies"]) for seed in range(500, 506)]
    assert all(round(other, 4) != round(practice, 4) for other in others)
