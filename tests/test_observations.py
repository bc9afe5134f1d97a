"""Observations on a reply: what is noticed, and that each says no more than it knows."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.learner import feedback
from exercises_lib.observations import ABOUT, LONGEST, hints, note, observe
from tests.checks.verdicts import check, grade, make

MESSAGE = "I was charged twice for the same ticket, and nobody has called me back since Monday. I feel cheated."
GOOD = "You were charged twice and then left waiting. No wonder that you are angry. I will call you on Tuesday by 5 pm."
LERATO = "Your machine kept my card last night at 19:40. I stood at the pharmacy with my son's medicine"
HERE = Path(__file__).parent
WRITTEN = tomllib.loads((HERE / "observed_replies.toml").read_text(encoding="utf-8"))
HONEST = [
    text
    for name in ("reply_texts.toml", "reply_texts_again.toml")
    for exercise, given in tomllib.loads((HERE / "course" / name).read_text(encoding="utf-8"))["honest"].items()
    if exercise in ("reply_to_huda", "reply_to_mateus", "reply_to_lerato")  # whose check shows hints
    for text in given["texts"]
]
NO_STEP = "We did not find a time for the next step."


NOTICED = [
    ("It is done.", NO_STEP),
    ("Don’t be sad.", "“Don't be sad” may tell the customer what to feel. Naming the feeling often does more."),
    ("Sad, angry, upset, tired.", "We found 4 words for feelings: “angry”, “sad”, “tired”, “upset”. One that fits may"),
    ("Sad, hurt, angry, upset, tired.", "We found 5 words for feelings: “angry”, “hurt”, “sad”, “tired” and more."),
    ("We are sorry for any inconvenience.", "“any inconvenience” would fit any customer. Does it say something"),
    ("Next time, read the small print.", "Please look at “next time, read”, “small print”: it may sound like blame"),
    ("As I said, calm down.", "Please look at “as i said”, “calm down”: it may sound like blame or an order."),
    ("Stop whining and get over it.", "Please look at “get over it”, “whining”: it may sound like blame or an order."),
    ("I am sorry, but no.", "A “but” right after “sorry” or “I understand” may take it back."),
    (f"Yes. {MESSAGE}", "A good part may be copied from the customer's own message."),
]


@pytest.mark.parametrize(("reply", "hint"), NOTICED)
def test_what_is_noticed(reply, hint):
    assert any(found.startswith(hint) for found in observe(reply, MESSAGE))


@pytest.mark.parametrize(
    ("reply", "opening"),
    [
        ("It comes at 18.00.", NO_STEP),
        ("It comes within two days.", NO_STEP),
        ("The lamp is with you by 5 pm.", NO_STEP),
        ("The lost property office has it.", "Please look at"),
        ("That sooner or later ends.", "“soon”"),
        ("I am sorry. You get it today.", "A “but”"),
        ("You must bring a passport.", "Please look at"),
        ("You should see it within 3 days.", "Please look at"),
        ("Next time you write, it comes to me.", "Please look at"),
        ("Do not worry: nothing is wrong with your account.", "“Do not worry”"),
        ("I hope that he is well again soon.", "“soon”"),
        (GOOD, "A good part may be copied"),
    ],
)
def test_what_is_not_noticed(reply, opening):
    assert not any(hint.startswith(opening) for hint in observe(reply, MESSAGE))


def test_every_hint_is_unsure():
    """No sentence claims to know: it asks, or says what was (not) found, or what may be."""
    for hint in (hint for reply, _ in NOTICED for hint in observe(reply, MESSAGE)):
        assert re.search(r"\bmay\b|\?$|did not find|We found", hint), hint


def test_the_hints_say_what_they_are():
    assert note("It is done.").startswith(ABOUT)
    assert "hints, not marks" in ABOUT and "A person reads the rest" in ABOUT and "can be wrong both ways" in ABOUT


def test_an_honest_reply_gets_no_hint(capsys):
    """What fires on every reply helps nobody who reads thirty of them."""
    assert observe(GOOD, MESSAGE) == [] and note(GOOD, MESSAGE) == ""
    hints(GOOD)
    assert "Nothing to point out." in capsys.readouterr().out


@pytest.mark.parametrize("reply", WRITTEN["weak"])
def test_a_weak_reply_gets_a_hint(reply):
    assert observe(reply, LERATO)


@pytest.mark.parametrize("reply", [*WRITTEN["honest"], *HONEST])
def test_an_honest_reply_of_the_course_gets_none(reply):
    """Another may get one. What honest replies have in common must not bring a hint."""
    assert observe(" ".join(reply.split()), LERATO) == []


def test_printing(capsys):
    poor = "It is done. We are sorry for any inconvenience, but you should calm down."
    hints(poor)
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "Hints, which can be wrong:"
    assert len(others) == 4 and others == [f"• {hint}" for hint in observe(poor)]
    hints(...)
    assert capsys.readouterr().out == "There is no text to look at yet.\n"


@settings(max_examples=150)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_looked_at(reply, message):
    assert all(isinstance(hint, str) and hint for hint in observe(reply, message))


def test_a_very_long_text_is_read_in_part():
    assert NO_STEP in observe("word " * LONGEST + "I will call you today.")


class TestBesideAReply:
    """A key that asks for hints gets them with every outcome, the same for learner and trainer; points do not move."""

    facts = {"facts": {"the amount": ["84.50"]}, "prompt": MESSAGE}
    plain = make("reply", "You get 84.50 back today.", **facts)
    record = make("reply", "You get 84.50 back today.", observed=True, **facts)

    @pytest.mark.parametrize("reply", ["You get 84.50 back today.", "You get it back.", "Calm down, here is 84.50."])
    def test_hints_do_not_move_points(self, reply):
        with_hints, without = grade(self.record, reply), grade(self.plain, reply)
        assert replace(with_hints, note="") == without
        assert with_hints.note == note(reply, MESSAGE)
        assert check(self.record, reply) == with_hints

    def test_a_rude_reply_with_the_right_facts_keeps_its_points_and_is_pointed_out_to_the_reader(self):
        outcome = grade(self.record, "Calm down, here is 84.50.")
        assert (outcome.state, outcome.credit) == ("right", 1)
        assert outcome.message == "All that a program can test is there. A person judges the rest."
        assert "Please look at “calm down”" in outcome.note

    def test_the_hints_stand_in_the_feedback(self):
        shown = feedback.Feedback("reply", grade(self.record, "You get 84.50 <b>back</b>."), 2)
        assert NO_STEP in str(shown) and NO_STEP in shown.html()
        assert "<b>" not in shown.html()

    @pytest.mark.parametrize("answer", [None, 3, "", "word " * 200])
    def test_no_hints_where_there_is_no_reply_to_read(self, answer):
        assert grade(self.record, answer).note == ""
