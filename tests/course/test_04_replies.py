"""Module 04's written replies: what unusual ones get from the automatic part, and what the reader's hints say.

The automatic points look at facts and form only, whatever the tone; the other points are a person's.
"""

import re
from pathlib import Path

import nbformat
import pytest
from course_for_tests.modules import practice_records, subject

from exercises_lib.authoring import variants
from exercises_lib.learner.feedback import Feedback
from tests.checks.verdicts import grade

NOTEBOOK = Path(__file__).parents[2] / "source" / "04_empathy" / "04_empathy.ipynb"
REPLY = (
    "Dear Ms Mensah. I read about Saturday, and I keep thinking of that card with nothing beside it. You did all you "
    "could so that she would have her present in time. We lost a day in our own house. On {date} by {time} the lamp is "
    "with you. The {money} is on its way back to you. Would you tell me how she likes it? I am here each day."
)
RIGHT = {"date": "14 April", "time": "18:00", "money": "18.50"}
FACTS = {  # each in two sentences, with nothing about the customer
    "reply_to_huda": "It comes on {date} before 18:00. You get your 18.50 back.",
    "reply_to_mateus": "The repair is on {date} and the box comes before 20:00. You get 12.40 off.",
    "reply_to_lerato": "The card is ready on {date}. You get 200.00 in cash if you bring your ID.",
}
DATES = {"reply_to_huda": "14 April", "reply_to_mateus": "15 April", "reply_to_lerato": "14 April"}
COLD = (
    " You should read the small print first. Next time, look at it before you write to us. It is not a big deal, and "
    "others have waited longer than you. That is all there is to say about it from our side."
)
RUDE = " Stop calling us, nobody here has time for that. You have had all that there is, and it is more than enough."
STUFFED = "Angry sad worried upset afraid. I will today. I will tomorrow. I will care. "
SEVERAL_FACTS = [
    ("reply_to_huda", "April 14th", "{date} by 6 pm. We sent $18.5 back to you."),
    ("reply_to_mateus", "2026-04-15", "{date} is the repair, and by 8 p.m. today you can work. You pay 12,40 less."),
    ("reply_to_lerato", "14/4", "{date} is the day for your card. Have your passport with you, also for 200 in cash."),
]
OWN_WORDS = (
    "Good morning. I read what you wrote twice, and I would not want to be in your place. Nobody came to help when it "
    "mattered, and that is on us alone. I have it on my desk from now on. "
)


def facts_of(name: str) -> str:
    return FACTS[name].format(date=DATES[name])


@pytest.fixture(scope="module")
def replies() -> dict[str, dict]:
    records = practice_records(NOTEBOOK.stem)
    return {name: records[name] for name in FACTS}


@pytest.fixture(scope="module")
def drafts() -> dict[str, str]:
    """The drafts that are printed to be improved."""
    cells = "\n".join(cell.source for cell in nbformat.read(NOTEBOOK, 4).cells)
    return dict(re.findall(r'(draft_to_\w+) = """(.*?)"""', cells, re.DOTALL))


@pytest.fixture(scope="module")
def huda(replies) -> dict:
    return replies["reply_to_huda"]


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
        ({"money": "eighteen fifty"}, 0.75), ({"time": "the evening"}, 0.75), ({"date": "the next day"}, 0.75),
        ({"date": "16 April"}, 0.25), ({"money": "18.50, and 25.00 more,"}, 0.75),
    ],
)  # fmt: skip
def test_a_fact_that_is_missing_or_made_up_costs_a_part(huda, written, credit):
    assert grade(huda, REPLY.format(**RIGHT | written)).credit == credit


@pytest.mark.parametrize("name", FACTS)
def test_right_facts_in_a_cold_reply_keep_their_points_and_are_pointed_out_to_the_reader(replies, name):
    outcome = grade(replies[name], facts_of(name) + COLD)
    assert outcome.credit == 1
    assert "Please look at “a big deal”, “next time, look”, “small print”, “you should read”" in outcome.note
    assert "A person reads the rest" in outcome.note


@pytest.mark.parametrize("name", FACTS)
def test_the_weak_draft_earns_points_only_when_it_is_improved(replies, drafts, name):
    outcome = grade(replies[name], drafts[name.replace("reply_to", "draft_to")])
    assert outcome.credit < 1


@pytest.mark.parametrize("name", FACTS)
def test_an_insult_earns_nothing(replies, name):
    outcome = grade(replies[name], facts_of(name) + RUDE)
    assert outcome.credit == 0
    assert "says “stop calling”" in outcome.message


@pytest.mark.parametrize("name", FACTS)
def test_stuffing_earns_no_more_than_its_facts_and_is_pointed_out(replies, name):
    outcome = grade(replies[name], STUFFED + facts_of(name))
    assert outcome.credit == 0.75
    assert "We found 5 words for feelings" in outcome.note
    assert grade(replies[name], STUFFED * 4).credit == 0


@pytest.mark.parametrize("name", FACTS)
def test_copying_the_message_earns_nothing(replies, name):
    outcome = grade(replies[name], f"{replies[name]['options']['prompt']} {facts_of(name)}")
    assert outcome.credit == 0
    assert "copied from the question" in outcome.message


@pytest.mark.parametrize(("name", "date", "facts"), SEVERAL_FACTS)
def test_each_reply_may_use_other_words_and_figures(replies, name, date, facts):
    outcome = grade(replies[name], f"{OWN_WORDS} {facts.format(date=date)}")
    assert str(Feedback(name, outcome, 2)).startswith(
        f"Facts and form · {name} · 2 of 2 points\nAll that a program can test is there. A person judges the rest."
    )


def test_a_day_of_one_s_own_for_the_next_message_is_not_made_up(huda):
    reply = REPLY.format(**RIGHT)
    assert grade(huda, reply + " I will write to you on 15 April at 9:15.").credit == 1
    assert grade(huda, reply + " I will write to you on 20 April at 9:15.").credit == 0.75


@pytest.mark.xdist_group("04_empathy")
def test_the_same_when_a_notebook_is_handed_in():
    """Cold, stuffed and copied replies through the grader; the hints reach the trainer in the check cell's output."""
    module = subject("04_empathy")
    copied = module.records(None)["reply_to_lerato"]["options"]["prompt"]
    answers = {
        "reply_to_huda": facts_of("reply_to_huda") + COLD,
        "reply_to_mateus": STUFFED + facts_of("reply_to_mateus"),
        "reply_to_lerato": f"{copied} {facts_of('reply_to_lerato')}",
    }
    code = {name: f"{name} = {text!r}" for name, text in answers.items()}
    notebook = variants.with_answers(module.release, module.source, code)
    results = {result.exercise: result for result in module.grade(notebook, 11)}
    assert [results[name].points for name in answers] == [2, 1.5, 0]
    told = {cell.id: str(cell.get("outputs")) for cell in notebook.cells}
    assert "Please look at “a big deal”" in told["reply_to_huda"]
    assert "We found 5 words for feelings" in told["reply_to_mateus"]
    assert "copied from the question" in told["reply_to_lerato"]
    by_hand = [cell for cell in notebook.cells if cell.id in {f"{name}_answer" for name in answers}]
    assert [cell.metadata.nbgrader.points for cell in by_hand] == [4, 4, 4]
    assert not any("points" in str(cell.outputs) for cell in by_hand)  # a person's to give


def test_a_phrase_from_the_list_costs_a_part(huda):
    assert grade(huda, REPLY.format(**RIGHT) + " We regret any trouble and value your feedback.").credit == 0.75


def test_the_card_s_options_do_not_tell_the_facts(huda):
    told = str({name: value for name, value in huda["options"].items() if name != "prompt"})
    assert "18.5" not in told and "04-14" not in told and "18:00" not in told
