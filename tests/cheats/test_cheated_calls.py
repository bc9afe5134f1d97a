"""Ways to get marks for a call or a playbook without handling callers, each with the mark that it gets."""

import re
from pathlib import Path

import pytest
from batch.conftest import bpo_grade
from course_for_tests.graded import grade
from course_for_tests.once import once
from simulator.calls_course import CALL, MODULE, RULES, new_course

from exercises_lib.simulator import files, marks, transcript

FULL = {CALL: 4, RULES: 6}
GETS_THE_CALL = ("honest", "copied_call", "chosen_header")
PATCHED = """
import exercises_lib.simulator.engine as engine
import exercises_lib.simulator.marks as marks
engine.Call.do = lambda self, move: setattr(self, "ending", "solved")
marks.Verdict.mark = property(lambda self: 1.0)
marks.Verdict.handled = property(lambda self: True)
"""
ENDLESS = """
class Endless(list):
    def __iter__(self):
        while True:
            yield ["always", "greet"]
    def __eq__(self, other):
        return True
parcel_rules = Endless([["always", "greet"]])
"""
LIES = """
class Liar(str):
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
parcel_rules = [[Liar("always"), Liar("greet")]]
"""
SHORT = 'late_parcel = ["caller 7f3a91", "greet", "close"]'
GREETS = 'parcel_rules = [["always", "greet"]]'
FRIENDS_MOVES = ["greet", "ask name", "ask order", "hold 60", "look up", "refund", "summary", "promise 14:00", "close"]


def chosen_header() -> str:
    """A caller with whom a friend's moves are right, found by trying one number after the other."""
    sheet = files.load("late_parcel", Path(__file__).parents[2])
    for number in range(1, 10_000):
        lines = [f"caller {number:06x}", *FRIENDS_MOVES]
        if marks.judge(transcript.replay(sheet, lines).call).handled:
            return lines[0]
    raise AssertionError("no such caller")


SUBMISSIONS = {
    "honest": lambda h: h.solved(),
    "untouched": lambda h: h.blank(),
    "claims_the_ending": lambda h: h.blank_but(late_parcel='late_parcel = ["caller 7f3a91", "solved", "close"]'),
    "no_moves": lambda h: h.blank_but(late_parcel='late_parcel = ["caller 7f3a91", *["win the call"] * 50]'),
    "a_million_moves": lambda h: h.blank_but(late_parcel='late_parcel = ["caller 7f3a91"] + ["greet"] * 10**6'),
    "a_million_rules": lambda h: h.blank_but(parcel_rules='parcel_rules = [["always", "greet"]] * 10**6'),
    "patched_engine": lambda h: h.blank_but(late_parcel=PATCHED + SHORT, parcel_rules=GREETS),
    "endless": lambda h: h.blank_but(parcel_rules=ENDLESS),
    "lies_when_read": lambda h: h.blank_but(parcel_rules=LIES),
    "random_policy": lambda h: h.blank_but(
        parcel_rules='import random\ndef parcel_rules(call):\n    return random.choice(call["moves"])'
    ),
    "endless_policy": lambda h: h.blank_but(parcel_rules="def parcel_rules(call):\n    while True: pass"),
    "prying_policy": lambda h: h.blank_but(
        parcel_rules='def parcel_rules(call):\n    return "greet" if "heat" in call else call["secret"]'
    ),
    "changed_sheet": lambda h: {
        f"{MODULE}.ipynb": h.blank_but(late_parcel="%%call late_parcel\ncaller 7f3a91\ngreet\nclose"),
        "callers/late_parcel.md": "# Nothing\n",
    },
    "forged_header": lambda h: h.blank_but(late_parcel='late_parcel = ["caller the-easy-one", "greet", "close"]'),
    "no_header": lambda h: h.blank_but(late_parcel=f"late_parcel = {FRIENDS_MOVES}"),
    "copied_call": lambda h: h.solved(),
    "chosen_header": lambda h: h.blank_but(late_parcel=f"late_parcel = {[chosen_header(), *FRIENDS_MOVES]}"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    def make(folder):
        return grade(new_course(folder / "course", folder / "state"), SUBMISSIONS, MODULE)

    return once(tmp_path_factory, "calls", make)


def test_the_solution_is_worth_all_and_nothing_is_worth_nothing(graded):
    assert graded.marks("honest") == FULL
    assert graded.marks("untouched") == dict.fromkeys(FULL, 0)
    assert "not created" in graded.message("untouched", RULES) or "empty" in graded.message("untouched", RULES)


@pytest.mark.parametrize("learner", [name for name in SUBMISSIONS if name not in GETS_THE_CALL])
def test_a_cheat_earns_next_to_nothing(graded, learner):
    marks = graded.marks(learner)
    assert marks[CALL] <= 0.5 and marks[RULES] <= 0.5


def test_a_caller_chosen_by_trying_all_earns_the_call_and_no_more(graded):
    """A call can be tried at home until it is right, with any caller: so it is worth less than half of the two."""
    assert graded.marks("chosen_header") == {CALL: 4, RULES: 0}
    assert FULL[CALL] / sum(FULL.values()) <= 0.4


def test_a_copied_call_is_told_to_the_trainer_and_costs_nobody_a_point(graded, monkeypatch):
    assert graded.marks("copied_call") == FULL
    monkeypatch.setenv("COLUMNS", "150")
    done = bpo_grade(graded.course, module=MODULE)
    told = [line for line in done.stderr.splitlines() if "same caller" in line]
    assert len(told) == 1 and "copied_call, honest" in told[0] and "late_parcel, caller 7f3a91" in told[0], done
    assert "chosen_header" not in told[0]


def test_each_cheat_is_told_what_was_expected(graded):
    assert "At most" in graded.message("a_million_moves", CALL) or "too big" in graded.message("a_million_moves", CALL)
    assert "too big" in graded.message("a_million_rules", RULES)
    assert "We expect a list of pairs" in graded.message("endless", RULES)
    assert "could not read" in graded.message("no_moves", CALL)
    assert "KeyError" in graded.message("prying_policy", RULES)
    for learner in ("forged_header", "no_header"):
        assert "The first line must name the caller" in graded.message(learner, CALL)


def test_points_are_whole_or_half(graded):
    for learner in SUBMISSIONS:
        assert all(2 * points == round(2 * points) for points in graded.marks(learner).values())


def test_feedback_tells_no_draw_of_the_secret_seed_but_opening_words(graded):
    for learner in SUBMISSIONS:
        assert not re.search(r"the seed of the tests|calls-\d+", graded.page(learner))
