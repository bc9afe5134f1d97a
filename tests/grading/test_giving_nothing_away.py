"""What learners get to see contains no solution, no hidden test, no key."""

from __future__ import annotations

import csv
import json

import nbformat
import pytest
from bs4 import BeautifulSoup
from course_for_tests.handing_in import FULL

from exercises_lib.authoring import variants

TRACES = ("BEGIN HIDDEN", "BEGIN SOLUTION", "key.number", "key.partly", "mistakes=")


def _solution_lines(graded) -> set[str]:
    solutions = variants.solution_cells(nbformat.read(graded.course.source(), 4)).values()
    return {line.strip() for code in solutions for line in code.splitlines() if len(line) > 15}


def _expected(graded) -> set[str]:
    """The right numbers, on the practice sample and on the fresh one."""
    samples = graded.course.keys().values()
    found = {form for records in samples for name in ("csat", "nps") for form in records[name]["facets"]["value"]}
    assert len(found) >= 4
    return found


def test_the_release_has_no_solution_no_hidden_test_and_no_key(graded):
    release = graded.course.root / "release" / graded.module
    notebook = (release / f"{graded.module}.ipynb").read_text()
    card = (release / "answer_card.json").read_text()
    for secret in (*TRACES, *_solution_lines(graded), *_expected(graded)):
        assert json.dumps(secret)[1:-1] not in notebook
        assert json.dumps(secret)[1:-1] not in card
    assert "Write your answer here" in notebook


def test_a_card_tells_no_message(graded, practice):
    card = (graded.course.root / "release" / graded.module / "answer_card.json").read_text()
    messages = [m["message"] for record in practice.values() for m in record["mistakes"] if m["declared"]]
    assert len(messages) == 2 * len(FULL)
    assert not [message for message in messages if message in card]


def test_the_feedback_of_the_untouched_module_has_none_of_it(graded):
    text = BeautifulSoup(graded.page("honest_blank"), "html.parser").text
    for secret in (*TRACES, *_solution_lines(graded), *_expected(graded)):
        assert secret not in text
    assert "You have not created csat yet." in text


@pytest.mark.parametrize("folder, pattern", [("autograded", "*.ipynb"), ("feedback", "*.html")])
def test_no_graded_notebook_and_no_page_has_a_hidden_test(graded, folder, pattern):
    looked_at = 0
    for path in (graded.course.root / folder).rglob(pattern):
        learner = path.relative_to(graded.course.root / folder).parts[0]
        handed_in = graded.course.root / "submitted" / learner / graded.module / f"{graded.module}.ipynb"
        own = handed_in.read_text(errors="replace")  # the known mistakes are made by the key's own lines
        text = path.read_text()
        assert not [trace for trace in TRACES if trace in text and trace not in own], path
        looked_at += 1
    assert looked_at > 10


def test_the_fresh_sample_is_not_given_back(graded):
    practice_data = (graded.course.source().parent / "data" / "surveys.csv").read_bytes()
    for folder in ("autograded", "feedback", "release"):
        found = list((graded.course.root / folder).rglob("surveys.csv"))
        assert found
        assert all(path.read_bytes() == practice_data for path in found)


def test_marks_can_be_exported(graded):
    with open(graded.course.root / "grades.csv") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows["honest_all"]["score"]) == float(rows["honest_all"]["max_score"]) == sum(FULL.values())
    assert float(rows["honest_blank"]["score"]) == 0
    assert float(rows["honest_half"]["score"]) == 7
