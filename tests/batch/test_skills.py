"""A module that asks for enough of each skill: in the real nbgrader, on the page of feedback and in `bpo grade`."""

import re

import pytest
from bs4 import BeautifulSoup
from course_for_tests.graded import Course, new_course
from course_for_tests.handing_in import MODULE, Handout

from batch.conftest import bpo_grade
from exercises_lib.authoring import course as texts

GROUPS = """
[[skill]]
id = "numbers"
title = "Numbers"
modules = ["90_small"]
below = "Look at the column first."
enough = "Name the column."
full = "Teach it."

[[skill]]
id = "drawing"
title = "Drawing"
modules = []
below = "Draw it once by hand."
enough = "Name both axes."
full = "Show it to the team."
"""
DRAWN = {"ratings_plot": "..."}  # 4 points, a skill of its own


@pytest.fixture(scope="module")
def skilled(tmp_path_factory, state) -> Course:
    """Two learners of a course with two skills, graded by nbgrader: one did all, one all but the plot."""
    course = new_course(tmp_path_factory.mktemp("skilled") / "course", state)
    syllabus, twin = course.root / "course" / "syllabus.toml", texts.twin_path(course.root, MODULE)
    syllabus.write_text(GROUPS + syllabus.read_text() + "\npass_skills = 50\n")
    check = re.search(r'(?s)```\{code-cell\}\n(?=:points: 4\n(?:(?!```).)*check\("ratings_plot"\))', twin.read_text())
    text = twin.read_text()
    twin.write_text(text[: check.end()] + ":skill: drawing\n" + text[check.end() :])
    texts.build(course.root, MODULE)
    course.must("generate_assignment", MODULE)
    handed_in = {"all": lambda handout: handout.solved(), "no_plot": lambda handout: handout.solved_but(**DRAWN)}
    course.hand_in(handed_in, Handout(course.root))
    course.must("autograde", MODULE)
    course.must("generate_feedback", MODULE)
    return course


def page(course: Course, learner: str) -> BeautifulSoup:
    text = (course.root / "feedback" / learner / MODULE / f"{MODULE}.html").read_text()
    return BeautifulSoup(text[text.index("<body>") :], "html.parser")


def test_sixteen_points_of_twenty_are_not_enough_without_one_skill(skilled):
    told = page(skilled, "no_plot").find(role="status").text
    needed = "To pass: 14 of 20 points, with enough in each of the 2 skills."
    assert told == f"16 of 20 points. {needed} Missing by skill: 2 in drawing."
    assert page(skilled, "all").find(role="status").text.endswith("You have them.")


def test_the_page_of_feedback_has_the_picture_and_the_advice(skilled):
    figure = page(skilled, "no_plot").figure
    assert figure.img["src"].startswith("data:image/png;base64,iVBOR")
    assert figure.img["alt"].endswith("Numbers: 16 of 16 points, all; Drawing: 0 of 4 points, below.")
    advice = [item.text for item in figure.find_next("ul").find_all("li")]
    assert advice == ["Numbers: 16 of 16 points. Teach it.", "Drawing: 0 of 4 points. Draw it once by hand."]


def test_bpo_grade_counts_who_has_enough_of_each(skilled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    done = bpo_grade(skilled, "--regrade")
    assert done.returncode == 0, done.stderr
    rows = {left.strip(): right.strip() for left, right in re.findall(r"│(.*?)│(.*?)│", done.stdout + done.stderr)}
    assert rows["at the pass mark: 14 of 20 points, with enough in each of the 2 skills"] == "1 of 2"
    assert rows["with enough in Numbers: 8 of 16 points"] == "2 of 2"
    assert rows["with enough in Drawing: 2 of 4 points"] == "1 of 2"
