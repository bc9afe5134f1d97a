"""`bpo read`: what a person gives is in the gradebook, line by line, and nothing that learners wrote does harm."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import httpx
import nbformat
import pytest
from browser.accessibility import barriers
from course_for_tests import terminal
from course_for_tests.graded import SETTINGS, Course
from course_for_tests.handing_in import Handout
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from exercises_lib.authoring import course as authoring
from exercises_lib.desk.reader import answers
from exercises_lib.desk.reader.answers import Changed, Desk
from exercises_lib.faults import CourseFault

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
MODULE = "92_one_reply"
HOSTILE = "</p><script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
LONG = "Dear Ms Mensah, " + "I stay with this until your lamp is there. " * 30
SYLLABUS = f"""
[[module]]
id = "{MODULE}"
title = "One reply"
hours = 1
pass_mark = 70
pass_needs = 1
objectives = ["Write a reply"]
standards = []
tables = []
"""
TEXT = '''# Module 92 · One reply

```{code-cell}
:tags: [given]
from exercises_lib import check
```

### Exercise 1 · Write to Huda

Write your reply as a text `reply`. It comes on 3 May.

```{code-cell}
:tags: [answer]
:points: 2
:rubric: [Feeling, "Next step"]
### BEGIN SOLUTION
reply = """You waited for your lamp. It comes on 3 May."""
### END SOLUTION
```

```{code-cell}
:points: 2
:objective: 1
### BEGIN HIDDEN TESTS
key.reply("reply", facts={"the day": ["3 May"]}, words=(3, 600), sentences=(1, 60),
    models={"You waited for your lamp. It comes on 3 May.": "Short.", "Your lamp comes on 3 May.": "Plain."})
### END HIDDEN TESTS
check("reply")
```
'''


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Course:
    """Three wrote a reply, and nobody has read them."""
    folder = tmp_path_factory.mktemp("reader")
    course = Course(folder / "course", folder / "state")
    (course.root / "course" / MODULE).mkdir(parents=True)
    (course.root / "course" / "syllabus.toml").write_text(SYLLABUS)
    (course.root / "course" / MODULE / f"{MODULE}.md").write_text(TEXT)
    (course.root / "nbgrader_config.py").write_text(SETTINGS.read_text())
    authoring.build(course.root, MODULE)
    course.must("generate_assignment", MODULE)
    handout = Handout(course.root, MODULE)
    course.hand_in(
        {
            "ama": lambda handout: handout.blank_but(reply=f"reply = {LONG!r}"),
            "bashir": lambda handout: handout.blank_but(reply=f"reply = {HOSTILE!r}"),
            "chen": lambda handout: handout.blank_but(reply="reply = 'A lamp' + ' is a lamp.'"),
        },
        handout,
    )
    course.must("autograde", MODULE)
    return course


@pytest.fixture
def own(graded, tmp_path) -> Course:
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course", graded.state)


def kept(course: Course, learner: str) -> tuple[float, float, str]:
    """Points, automatic points and comment in the gradebook."""
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        at = ("reply_answer", MODULE, MODULE, learner)
        grade, comment = gradebook.find_grade(*at), gradebook.find_comment(*at)
        return grade.manual_score, grade.score, comment.comment


def test_points_by_line_are_in_the_gradebook_and_on_the_page_of_feedback(own):
    desk = Desk(own.root, MODULE)
    assert [desk.places[place][0] for place in desk.unread()] == ["ama", "bashir", "chen"]
    desk.save(0, {"Feeling": 0.5, "Next step": 1}, "Say what she waited for.", desk.answer(0).version)
    assert kept(own, "ama") == (1.5, 1.5, "Feeling: 0.5 of 1 · Next step: 1 of 1\n\nSay what she waited for.")
    assert desk.unread() == [1, 2]
    again = Desk(own.root, MODULE).answer(0)
    assert (again.given, again.comment) == ({"Feeling": 0.5, "Next step": 1}, "Say what she waited for.")
    own.must("generate_feedback", MODULE)
    page = (own.root / "feedback" / "ama" / MODULE / f"{MODULE}.html").read_text()
    assert "Feeling: 0.5 of 1 · Next step: 1 of 1" in page and "Say what she waited for." in page


def test_points_of_the_formgrader_are_told_and_stay_until_they_are_replaced(own):
    with Gradebook(f"sqlite:///{own.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("reply_answer", MODULE, MODULE, "chen")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    desk = Desk(own.root, MODULE)
    assert desk.unread() == [0, 1]
    assert (desk.answer(2).points, desk.answer(2).given) == (1.5, {})
    assert desk.answer(2).text == "reply = 'A lamp' + ' is a lamp.'"  # no plain text: shown as it is


@pytest.mark.parametrize(
    "points",
    [
        {"Feeling": 1},
        {"Feeling": 1, "Next step": 1.25},
        {"Feeling": 2, "Next step": 0},
        {"Feeling": -1, "Next step": 1},
        {"Feeling": float("nan"), "Next step": 1},
        {"Feeling": 1, "Next step": 1, "Tone": 1},
    ],
)
def test_what_the_rubric_does_not_have_is_refused_and_nothing_is_kept(own, points):
    desk = Desk(own.root, MODULE)
    with pytest.raises(ValueError, match="points|rubric"):
        desk.save(0, points, "", desk.answer(0).version)
    assert kept(own, "ama")[0] is None


GIVEN = {"Feeling": 1.0, "Next step": 0.5}


def points_of_somebody_else(course: Course, **changed) -> None:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("reply_answer", MODULE, MODULE, "ama")
        for name, value in changed.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def graded_notebook(course: Course, learner: str) -> Path:
    return course.root / "autograded" / learner / MODULE / f"{MODULE}.ipynb"


@pytest.mark.parametrize("change", [
    lambda course: points_of_somebody_else(course, manual_score=1.5, needs_manual_grade=False),
    lambda course: points_of_somebody_else(course, needs_manual_grade=False),
    lambda course: Desk(course.root, MODULE).save(0, GIVEN, "First.", Desk(course.root, MODULE).answer(0).version),
    lambda course: shutil.copyfile(graded_notebook(course, "chen"), graded_notebook(course, "ama")),
], ids=["formgrader", "read elsewhere", "another tab", "handed in again"])  # fmt: skip
def test_what_was_not_seen_is_not_overwritten(own, change):
    desk = Desk(own.root, MODULE)
    seen = desk.answer(0).version
    change(own)
    before = kept(own, "ama")
    with pytest.raises(Changed, match="changed since you opened this page"):
        desk.save(0, {"Feeling": 0, "Next step": 0}, "Second.", seen)
    assert kept(own, "ama") == before
    desk.save(0, {"Feeling": 0, "Next step": 0}, "Second.", desk.answer(0).version)  # now it was seen
    assert kept(own, "ama")[0] == 0


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"cells": [{}], "metadata": {}, "nbformat": 4}'])
def test_a_graded_notebook_that_is_damaged_or_gone_says_what_to_do(own, content):
    desk, path = Desk(own.root, MODULE), graded_notebook(own, "bashir")
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(CourseFault, match="bpo grade 92_one_reply --learner bashir --regrade"):
        desk.answer(1)
    desk.save(2, GIVEN, "", desk.answer(2).version)  # the others can be read
    assert desk.unread() == [0, 1]


def test_a_module_without_written_answers_says_so(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    shutil.rmtree(tmp_path / "course" / "autograded")
    with pytest.raises(CourseFault, match="bpo grade"):
        Desk(tmp_path / "course", MODULE)
    source = tmp_path / "course" / "source" / MODULE / f"{MODULE}.ipynb"
    notebook = nbformat.read(source, 4)
    notebook.cells = [cell for cell in notebook.cells if "rubric" not in cell.metadata]
    nbformat.write(notebook, source)
    with pytest.raises(CourseFault, match="no answer of 92_one_reply is read by a person"):
        Desk(tmp_path / "course", MODULE)


NAME = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="·:"), min_size=1)
LINES = st.lists(NAME, min_size=1, max_size=5, unique=True)


@given(LINES, st.data(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_comment_is_read_as_it_was_written(lines, data, words):
    rubric = dict.fromkeys(lines, 1.0)
    points = {line: data.draw(st.sampled_from([0, 0.5, 1])) for line in lines}
    comment = answers.write_comment(points, rubric, words)
    assert answers.read_comment(comment, rubric, sum(points.values())) == (points, words.strip())
    assert answers.read_comment(comment, rubric, sum(points.values()) + 0.5) == ({}, comment)  # changed elsewhere
    assert answers.read_comment(words, rubric, None) == ({}, words)


@given(LINES, st.lists(st.text("0123456789.", min_size=1), min_size=5, max_size=5))
def test_a_comment_that_only_looks_like_one_of_ours_is_shown_as_it_is(lines, figures):
    rubric = dict.fromkeys(lines, 1.0)
    comment = answers.SEPARATOR.join(f"{line}: {figure} of 1" for line, figure in zip(lines, figures, strict=False))
    assert answers.read_comment(comment, rubric, None) == ({}, comment)


@given(st.text())
def test_any_cell_can_be_shown(source):
    assert isinstance(answers.written(source), str)
    assert answers.written(f"reply = {source!r}") == source.strip()


@pytest.fixture
def page_of(own, new_page):
    """The real command, and its page in a browser."""
    reading = terminal.Begun(
        "exercises_lib.cli", ["read", MODULE, "--no-open", "--no-names"], own.root, own.environment()
    )
    said = reading.said.readline()
    address = re.search(r"3 answers wait for you at (http://127\.0\.0\.1:\d+/\S+/)\n", said)
    assert address, said
    page = new_page()
    page.goto(address[1])
    yield page
    reading.kill()


def test_a_trainer_reads_with_the_keyboard_alone(own, page_of):
    page = page_of
    assert "learner 1 of 3" in page.inner_text("h1") and "ama" not in page.content()
    assert page.inner_text(".text") == LONG.strip()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")  # it wraps
    page.keyboard.press("Control+Enter")
    assert "Not saved: give points for “Feeling” too" in page.inner_text("[role=alert]")
    page.keyboard.press("ArrowRight")  # 0 → 0.5, of the line that has the focus
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Now name the next step.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/1?saved=0")
    assert "Saved" in page.inner_text("[role=status]") and "2 still to read" in page.inner_text("[role=status]")
    points, _, comment = kept(own, "ama")
    assert (points, comment.splitlines()[-1]) == (0.5, "Now name the next step.")
    assert HOSTILE in page.inner_text(".text") and page.title() != "taken"
    assert barriers(page, "html") == []
    page.keyboard.press("n")
    page.wait_for_url("**/2")


def test_two_tabs_on_one_answer_and_a_notebook_that_went_missing(own, page_of, new_page):
    first, second = page_of, page_of.context.new_page()
    second.goto(first.url)
    for page, points, words in ((first, "1", "Mine."), (second, "0", "Yours.")):
        for line in ("line0", "line1"):
            page.check(f"input[name={line}][value='{points}']")
        page.fill("textarea", words)
    first.keyboard.press("Control+Enter")
    first.wait_for_url("**/1?saved=0")
    second.keyboard.press("Control+Enter")
    second.wait_for_selector("[role=alert]")
    assert kept(own, "ama")[0] == 2
    assert "In the gradebook now: 2.0 points, and the words “Mine.”" in second.inner_text("form")
    assert second.input_value("textarea") == "Yours." and second.is_checked("input[name=line0][value='0']")
    second.keyboard.press("Control+Enter")
    second.wait_for_url("**/1?saved=0")
    assert kept(own, "ama")[0] == 0
    graded_notebook(own, "bashir").unlink()
    second.reload()
    assert "is gone or damaged" in second.inner_text("[role=alert]") and barriers(second, "html") == []
    second.click("text=Go on with the next answer")
    second.wait_for_url("**/2")


def test_a_gradebook_that_another_program_holds(own, page_of):
    """The page says so and keeps what was typed; when the other is done, loading it again saves."""
    for line in ("line0", "line1"):
        page_of.check(f"input[name={line}][value='1']")
    holder = sqlite3.connect(own.root / "gradebook.db")
    holder.execute("BEGIN EXCLUSIVE")
    page_of.keyboard.press("Control+Enter")
    page_of.wait_for_selector("text=Not saved")
    assert "another program is writing into the gradebook" in page_of.inner_text("[role=alert]")
    holder.rollback()
    page_of.reload()
    page_of.wait_for_url("**/1?saved=0")
    assert kept(own, "ama")[0] == 2


def test_nobody_else_gets_in(page_of):
    address = page_of.url.rsplit("/", 2)[0]
    assert httpx.get(f"{address}/guess/0").status_code == 404
    assert httpx.get(page_of.url, headers={"Host": "evil.example"}).status_code == 403
    assert httpx.post(page_of.url, data={"line0": "1", "line1": "1"}).status_code == 403  # no token of the page
