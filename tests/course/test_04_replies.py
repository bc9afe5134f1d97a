"""Module 04's written replies: what unusual ones get from the automatic part, and what the reader's hints say.

The automatic points look at facts and form only, whatever the tone; the other points are a person's.
"""

from pathlib import Path

import pytest

from exercises_lib.grading import keys
from tests.checks.verdicts import grade

NOTEBOOK = Path(__file__).parents[2] / "source" / "04_empathy" / "04_empathy.ipynb"
REPLY = (
    "Dear Ms Mensah. I read about Saturday, and I keep thinking of that card with nothing beside it. You did all you "
    "could so that she would have her present in time. We lost a day in our own house. On {date} by {time} the lamp is "
    "with you. The {money} is on its way back to you. Would you tell me how she likes it? I am here each day."
)
RIGHT = {"date": "14 April", "time": "18:00", "money": "18.50"}


@pytest.fixture(scope="module")
def huda() -> dict:
    return keys.records(NOTEBOOK)["reply_to_huda"]


@pytest.mark.parametrize(
    "written",
    [
        {}, {"date": "Tuesday, April 14th,"}, {"date": "14/4"}, {"date": "2026-04-14"}, {"time": "6 pm"},
        {"time": "6 o'clock"}, {"time": "18.00"}, {"money": "$18.5"}, {"money": "18,50"}, {"money": "USD 18.50"},
    ],
)  # fmt: skip
def test_a_right_reply_in_other_words_and_figures(huda, written):
    assert grade(huda, REPLY.format(**RIGHT | written)).credit == 1


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        ({"money": "eighteen fifty"}, 0.67), ({"time": "the evening"}, 0.67), ({"date": "the next day"}, 0.67),
        ({"date": "16 April"}, 0.33), ({"money": "18.50, and 25.00 more,"}, 0.67),
    ],
)  # fmt: skip
def test_a_fact_that_is_missing_or_made_up_costs_a_part(huda, written, credit):
    assert grade(huda, REPLY.format(**RIGHT | written)).credit == credit


def test_right_facts_in_a_rude_reply_keep_their_points_and_are_pointed_out_to_the_reader(huda):
    rude = (
        "You are making a big story out of a lamp. It is only one day late. It comes on 14 April before 18:00. You get "
        "your 18.50 back. You should read the small print first. Next time order earlier. That is all there is to say."
    )
    outcome = grade(huda, rude)
    assert outcome.credit == 1
    assert "Please look at “a big story”, “next time”, “small print”, “you should”" in outcome.note
    assert "A person reads the rest" in outcome.note


def test_stuffing_earns_no_more_than_its_facts_and_is_pointed_out(huda):
    outcome = grade(huda, "Angry sad worried upset. I will today. I will tomorrow. 14 April 18:00 18.50. I will care.")
    assert outcome.credit == 0.75
    assert "We found 4 words for feelings" in outcome.note


def test_copying_the_message_earns_nothing(huda):
    copied = f"{huda['options']['prompt']} It comes on 14 April before 18:00. You get the 18.50."
    outcome = grade(huda, copied)
    assert outcome.credit == 0
    assert "copied from the question" in outcome.message


def test_a_phrase_from_the_list_costs_a_part(huda):
    assert grade(huda, REPLY.format(**RIGHT) + " We regret any trouble and value your feedback.").credit == 0.67


def test_the_card_s_options_do_not_tell_the_facts(huda):
    told = str({name: value for name, value in huda["options"].items() if name != "prompt"})
    assert "18.5" not in told and "04-14" not in told and "18:00" not in told
