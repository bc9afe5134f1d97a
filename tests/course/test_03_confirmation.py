"""Module 03's written confirmation: what right ones in other words get, and what those get that only look right."""

from pathlib import Path

import pytest
from course_for_tests.modules import practice_records

from tests.checks.verdicts import grade

NOTEBOOK = Path(__file__).parents[2] / "source" / "03_attentive_listening" / "03_attentive_listening.ipynb"
TEXT = (
    "So, Ms Sheikh, you were charged {amount} {times} on your bill of {date}. We will pay one of them back {where}, "
    "and that can take {long}. Is that right?"
)
RIGHT = {
    "amount": "44.99 dollars", "times": "twice", "date": "8 February", "where": "to your bank account",
    "long": "up to five working days",
}  # fmt: skip


@pytest.fixture(scope="module")
def confirmation() -> dict:
    return practice_records(NOTEBOOK.stem)["confirmation"]


@pytest.mark.parametrize(
    "written",
    [
        {}, {"amount": "$44.99"}, {"amount": "USD 44.99"}, {"amount": "44,99 dollars"}, {"times": "two times"},
        {"times": "2x"}, {"times": "double"}, {"times": "and then a second time"}, {"date": "February 8th"},
        {"date": "8 Feb 2026"}, {"date": "8/2"}, {"date": "the eighth of February"},
        {"where": "into your bank account"}, {"where": "by bank transfer"}, {"where": "to the account with your bank"},
        {"long": "5 working days"}, {"long": "five business days"}, {"long": "up to 5 days"},
        {"long": "3 to 5 working days"},
    ],
)  # fmt: skip
def test_a_right_confirmation_in_other_words_and_figures(confirmation, written):
    assert grade(confirmation, TEXT.format(**RIGHT | written)).credit == 1


@pytest.mark.parametrize(
    ("written", "credit", "message"),
    [
        ({"where": "to your account"}, 2.5 / 3, "We did not find where the money will go (the place that she names)"),
        ({"where": "off your next bill"}, 2 / 3, "We did not find where the money will go (the place that she names)"),
        ({"amount": "forty-four ninety-nine"}, 2.5 / 3, "Add it, in figures."),
        ({"amount": "89.98"}, 0.5, "The amount is what both charges make together."),
        ({"date": "8 March"}, 2 / 3, "The date is the one that she takes back"),
        ({"date": "8 February, not 8 March"}, 2.5 / 3, "“8 March.” is not among the facts"),
        ({"long": "a few days"}, 2.5 / 3, "We did not find how long it can take"),
        ({"long": "10 days"}, 2 / 3, "We did not find how long it can take"),
        ({"where": "to your bank account, no problem,"}, 2.5 / 3, "“no problem”, which is on the list to avoid"),
        ({"where": "to your bank account, all 89.98 of it,"}, 2.5 / 3, "“89.98” is not among the facts"),
    ],
)
def test_a_confirmation_that_she_would_have_to_put_right(confirmation, written, credit, message):
    outcome = grade(confirmation, TEXT.format(**RIGHT | written))
    assert outcome.credit == credit
    assert message in outcome.message


def test_the_charged_account_is_not_where_the_money_goes(confirmation):
    text = (
        "You were charged 44.99 twice on your account, on the bill of 8 February. We take the second charge off your "
        "next bill within five working days. Is that right?"
    )
    assert grade(confirmation, text).credit == 2 / 3  # the place is missing, and she said no to the next bill


def test_the_list_of_the_prompt_is_no_confirmation(confirmation):
    outcome = grade(confirmation, confirmation["options"]["prompt"] + " 44.99, 8 February, bank account, five days.")
    assert outcome.credit == 0
    assert "copied from the question" in outcome.message


def test_facts_without_sentences_earn_nothing(confirmation):
    facts = "44.99 twice 8 February bank account five working days. "
    assert grade(confirmation, facts * 2 + "Right?").credit == 0
    assert grade(confirmation, "So ...").message.startswith("0 of 5 facts are there.")


def test_facts_that_are_denied_earn_nothing(confirmation):
    denied = "You were not charged {amount} {times} on {date}. We will not pay it back {where}, nor in {long}."
    outcome = grade(confirmation, denied.format(**RIGHT))
    assert outcome.credit == 0
    assert "says that it is not so" in outcome.message


def test_what_the_check_does_not_judge_it_does_not_claim_to_judge(confirmation):
    """Neither the tone nor the question at the end; the prompt says so."""
    no_question = TEXT.replace("Is that right?", "That is all.")
    assert grade(confirmation, no_question.format(**RIGHT)).credit == 1
    assert "cannot tell whether the text is friendly" in NOTEBOOK.read_text(encoding="utf-8")


def test_the_card_s_options_do_not_tell_the_facts(confirmation):
    told = str(confirmation["options"])
    assert "44.99" not in told and "02-08" not in told and "eighth" not in told and "bank" not in told
