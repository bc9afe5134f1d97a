"""Skills in a pass rule: enough of each is needed, and a picture says so in words as well."""

import struct

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.authoring import course
from exercises_lib.checks import NOT_ATTEMPTED, RIGHT, Outcome
from exercises_lib.faults import CourseFault
from exercises_lib.learner import pass_rule
from exercises_lib.learner.check import Progress
from exercises_lib.learner.feedback import Feedback
from exercises_lib.learner.pass_rule import PassRule, Skill
from exercises_lib.learner.strengths import Strengths

HEAR = Skill("Listening", ("note", "call"), 5, 2.5, "Play it twice.", "Say it back.", "Keep it up.")
LEAD = Skill("Leading", ("plan",), 4, 2, "Begin with the load.", "Say what to do.", "Sit beside a lead.")
RULE = PassRule(points=10, needed=7, skills=(HEAR, LEAD))
HALVES = st.integers(0, 10).map(lambda halves: halves / 2)


def test_enough_in_all_is_not_enough_where_a_skill_is_behind():
    assert RULE.text == "7 of 10 points, with enough in each of the 2 skills"
    assert not RULE.passed(8, 0, {"note": 2, "plan": 4})
    assert RULE.passed(8, 0, {"note": 2.5, "plan": 4})
    assert not RULE.passed(6.5, 0, {"note": 2.5, "plan": 4})
    assert not RULE.passed(10, 0)  # nothing is known of the skills


@pytest.mark.parametrize(
    ("earned", "by_exercise", "said"),
    [
        (8, {"note": 1, "call": 1.5, "plan": 2}, "You have them."),
        (8, {"note": 1, "plan": 4}, "Missing by skill: 1.5 in listening."),
        (3, {"note": 3}, "Still missing: 4. Missing by skill: 2 in leading."),
        (5, {"note": 3, "plan": 2}, "Still missing: 2."),
    ],
)
def test_what_is_missing(earned, by_exercise, said):
    assert RULE.missing(earned, 0, by_exercise) == said


@given(HALVES, HALVES, HALVES, st.integers(0, 20).map(lambda halves: halves / 2))
def test_nothing_is_missing_to_who_passes(note, call, plan, earned):
    each = {"note": note, "call": call, "plan": plan}
    assert (RULE.missing(earned, 0, each) == "You have them.") == RULE.passed(earned, 0, each)


def test_a_rule_is_kept_and_found_again():
    for rule in (RULE, PassRule(20, 14)):
        assert pass_rule.found({pass_rule.PLACE: pass_rule.kept(rule)}) == rule
    assert "skills" not in pass_rule.kept(PassRule(20, 14))


def test_an_answer_that_a_person_reads_adds_to_its_exercise():
    assert pass_rule.by_exercise({"reply": 2, "reply_answer": 1.5, "plan": None}) == {"reply": 3.5, "plan": 0}


def test_progress_shows_the_picture_and_its_words():
    results = [Feedback("note", Outcome(RIGHT, 1, ""), 3), Feedback("plan", Outcome(NOT_ATTEMPTED, 0, ""), 4)]
    shown = Progress(results, RULE)
    assert "Missing by skill: 2 in leading." in str(shown)
    assert str(shown).endswith(
        "- Listening: 3 of 5 points. Say it back.\n- Leading: 0 of 4 points. Begin with the load."
    )
    page = BeautifulSoup(shown.html(), "html.parser")
    assert page.img["src"].startswith("data:image/png;base64,")
    assert page.img["alt"] == (
        "A bar for each of 2 skills, with a mark at what is needed. "
        "Listening: 3 of 5 points, enough; Leading: 0 of 4 points, below."
    )
    assert [item.text for item in page.find_all("li")] == [
        "Listening: 3 of 5 points. Say it back.",
        "Leading: 0 of 4 points. Begin with the load.",
    ]
    plain = Progress(results, PassRule(7, 5)).html()
    assert "<img" not in plain


def test_the_picture_is_drawn_apart_from_what_a_learner_draws():
    import matplotlib
    from matplotlib import pyplot

    with matplotlib.rc_context({"figure.dpi": 3, "font.size": 90}):
        before = pyplot.get_fignums()
        odd = Strengths(RULE, {"note": 3}).png()
        assert pyplot.get_fignums() == before
    assert odd == Strengths(RULE, {"note": 3}).png() != Strengths(RULE, {"note": 1}).png()
    width, height = struct.unpack(">II", odd[16:24])
    assert (width, height) == (700, 180)


SYLLABUS = """
[[skill]]
id = "hear"
title = "Listening"
modules = []
below = "b"
enough = "e"
full = "f"

[[module]]
id = "91_x"
title = "X"
hours = 1
objectives = ["Do"]
standards = []
tables = []
pass_skills = 50
"""
TEXT = """---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
# Module 91

```{code-cell}
:tags: [answer]
:points: 2
note = ...
```

```{code-cell}
:points: 3
:objective: 1
:skill: hear
check("note")
```
"""


def built(folder, text=TEXT):
    twin = course.twin_path(folder, "91_x")
    twin.parent.mkdir(parents=True)
    twin.write_text(text)
    (folder / "course" / "syllabus.toml").write_text(SYLLABUS)
    return nbformat.reads(course.notebook_text(twin), 4).metadata


def test_the_syllabus_and_the_check_cells_make_the_rule(tmp_path):
    assert pass_rule.found(built(tmp_path)) == PassRule(
        5, 3.5, 2, 0, (Skill("Listening", ("note",), 5, 2.5, "b", "e", "f"),)
    )


@pytest.mark.parametrize("skill", ["", ":skill: here\n"])
def test_an_exercise_of_no_known_skill_is_named(tmp_path, skill):
    with pytest.raises(CourseFault, match="91_x, exercise note: `:skill:` must be one of the syllabus: hear"):
        built(tmp_path, TEXT.replace(":skill: hear\n", skill))
