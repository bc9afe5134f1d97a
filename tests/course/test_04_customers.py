"""Module 04's six customers, of whom each learner has one: the same work whoever is drawn."""

from pathlib import Path

import pytest
from course_for_tests.modules import practice_records

NOTEBOOK = Path(__file__).parents[2] / "source" / "04_empathy" / "04_empathy.ipynb"
KINDS = {"paraphrase", "empathy", "sympathy", "robotic", "dismissive"}


def yes(record: dict, field: str = "") -> list[str]:
    """The options that are right, of one field or of the whole answer."""
    return [name.split("option ")[1] for name, said in record["facets"].items() if field in name and said == ["yes"]]


@pytest.fixture(scope="module")
def draws() -> dict[str, list[dict]]:
    records = practice_records(NOTEBOOK.stem)
    return {name: records[name]["draws"] for name in ("feels", "kinds", "sentences")}


def test_three_of_six_feelings_can_be_shown(draws):
    assert [len(yes(record)) for record in draws["feels"]] == [3] * 6


def test_each_kind_of_reply_is_there_as_the_prompt_says(draws):
    assert all(set(yes(record)) == KINDS and len(yes(record)) == 6 for record in draws["kinds"])


def test_one_sentence_acknowledges_one_promises_and_two_say_nothing(draws):
    marked = [[yes(record, field) for field in ("acknowledges", "stock", "promise")] for record in draws["sentences"]]
    for acknowledges, stock, promise in marked:
        assert [len(acknowledges), len(stock), len(promise)] == [1, 2, 1]
        assert len({*acknowledges, *stock, *promise}) == 4
