"""Nobody is kept out: contrast, structure and names of our own HTML, in both themes and on nbgrader's page."""

from pathlib import Path

import pytest

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG, Outcome
from exercises_lib.learner.check import Progress
from exercises_lib.learner.course_progress import CourseProgress, Standing
from exercises_lib.learner.feedback import Feedback

from .accessibility import OURS, barriers
from .places import LESSON

STATES = {RIGHT: 1, PARTLY: 0.5, WRONG: 0, NOT_ATTEMPTED: 0}
RESULTS = [
    Feedback(f"name_{number}", Outcome(state, credit, "Look at `csat` again."), 3, "Graded on new data.")
    for number, (state, credit) in enumerate(STATES.items())
]
COURSE = CourseProgress(Path("my_course"), (
    Standing("00_orientation", "", {"one": 2}, {"one": 2}, frozenset({"one"})),
    Standing("01_analytical_skills", "The notebook is damaged. See `.ipynb_checkpoints`."),
))  # fmt: skip


@pytest.mark.parametrize(("paper", "ink"), [("white", "#111"), ("#111", "#eee")], ids=["light", "dark"])
def test_our_html_alone(new_page, paper, ink):
    page = new_page()
    parts = "".join(result.html() for result in RESULTS) + Progress(RESULTS).html() + COURSE.html()
    page.set_content(
        f'<html lang="en"><title>All states</title><body style="background:{paper};color:{ink}"><main>{parts}</main>'
    )
    assert page.locator(OURS).count() == len(RESULTS) + 2
    assert barriers(page) == []


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_a_notebook_with_results_is_readable_in_each_theme(first_lesson, newcomer, shot, theme):
    newcomer.open(LESSON)
    newcomer.theme(theme)
    assert newcomer.notebook().locator(OURS).count() >= 2
    assert barriers(newcomer.page) == []
    shot(f"learner_{theme.split()[1].lower()}", newcomer.page, newcomer.answer("copies"), newcomer.check_cell("copies"))


def test_the_feedback_page(feedback, new_page):
    page = new_page()
    page.goto(feedback.path.as_uri())
    assert page.locator(OURS).count() >= 2
    assert barriers(page) == []


def test_cells_of_a_table_stand_apart_on_the_feedback_page(feedback, new_page):
    page = new_page()
    page.goto(feedback.path.as_uri())
    table = (
        "document.querySelector('#notebook .rendered_html').innerHTML = '<table><tr><td>a</td><td>b</td></tr></table>'"
    )
    page.evaluate(table)
    gap = page.locator("#notebook td").first.evaluate("cell => parseFloat(getComputedStyle(cell).paddingRight)")
    assert gap >= 4
