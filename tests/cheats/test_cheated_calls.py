"""Ways to get marks for a call or a playbook without handling callers, each with the mark that it gets."""

import re

import pytest
from course_for_tests.graded import grade
from course_for_tests.once import once
from simulator.calls_course import CALL, MODULE, RULES, new_course

FULL = {CALL: 4, RULES: 6}
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
        parcel_rules='import random\ndef parcel_rules(call):\n    return random.choice(call["moves"])'),
    "endless_policy": lambda h: h.blank_but(parcel_rules="def parcel_rules(call):\n    while True: pass"),
    "prying_policy": lambda h: h.blank_but(
        parcel_rules='def parcel_rules(call):\n    return "greet" if "heat" in call else call["secret"]'),
    "changed_sheet": lambda h: {
        f"{MODULE}.ipynb": h.blank_but(late_parcel="%%call late_parcel\ncaller 7f3a91\ngreet\nclose"),
        "callers/late_parcel.md": "# Nothing\n",
    },
    "copied_call": lambda h: h.solved(),
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


@pytest.mark.parametrize("learner", [name for name in SUBMISSIONS if name not in ("honest", "copied_call")])
def test_a_cheat_earns_next_to_nothing(graded, learner):
    marks = graded.marks(learner)
    assert marks[CALL] <= 0.5 and marks[RULES] <= 0.5


def test_each_cheat_is_told_what_was_expected(graded):
    assert "At most" in graded.message("a_million_moves", CALL) or "too big" in graded.message("a_million_moves", CALL)
    assert "too big" in graded.message("a_million_rules", RULES)
    assert "We expect a list of pairs" in graded.message("endless", RULES)
    assert "could not read" in graded.message("no_moves", CALL)
    assert "KeyError" in graded.message("prying_policy", RULES)


def test_points_are_whole_or_half(graded):
    for learner in SUBMISSIONS:
        assert all(2 * points == round(2 * points) for points in graded.marks(learner).values())


def test_feedback_tells_no_draw_of_the_secret_seed_but_opening_words(graded):
    for learner in SUBMISSIONS:
        assert not re.search(r"the seed of the tests|calls-\d+", graded.page(learner))
