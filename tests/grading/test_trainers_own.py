"""A trainer's own notebooks without any `check` are released and graded as the stock nbgrader does it."""

from __future__ import annotations

import nbformat
import pytest
from batch.conftest import bpo_grade, copy_of
from course_for_tests.graded import Course, new_course
from course_for_tests.handing_in import put
from course_for_tests.once import once
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

OWN = "own_plain"  # a module of one notebook
TWO = "own_two"  # of several
MIXED = "own_mixed"  # with one of ours
STUB = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n    raise NotImplementedError()"
PARTS = "points = 0\npoints += total == 6\npoints += 1\npoints"


def cell(grade_id: str, source: str, **about):
    kind = new_markdown_cell if about.pop("text", False) else new_code_cell
    meta = {"schema_version": 3, "grade_id": grade_id} | dict.fromkeys(("grade", "solution", "locked", "task"), False)
    return kind(source, id=grade_id, metadata={"nbgrader": meta | about})


def plain():
    """Asserts, part of the points, a stub that raises, a question on the keyboard; points and a task for a person."""
    check = {"grade": True, "locked": True}
    by_hand = {"grade": True, "solution": True}
    return new_notebook(
        cells=[
            new_markdown_cell("# A trainer's own", id="title"),
            cell("given", "import math\nname = 'Ama'", locked=True),
            new_code_cell("name = input('Your name? ')", id="asks"),
            new_code_cell("raise ValueError('what an error looks like')", id="raises"),
            cell("total", "### BEGIN SOLUTION\ntotal = 6\n### END SOLUTION", solution=True),
            cell(
                "total_check",
                "assert total > 1\n### BEGIN HIDDEN TESTS\nassert total == 6\n### END HIDDEN TESTS",
                points=3,
                **check,
            ),
            cell("total_parts", PARTS, points=2, **check),
            cell("double", STUB, solution=True),
            cell("double_check", "assert double(2) == 4 and name == 'Ama'", points=2, **check),
            cell("free_code", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", points=2, **by_hand),
            cell("free_text", "### BEGIN SOLUTION\nWhy?\n### END SOLUTION", text=True, points=4, **by_hand),
            cell(
                "task",
                "Add cells below.\n### BEGIN MARK SCHEME\nTwo for each.\n### END MARK SCHEME",
                text=True,
                points=5,
                task=True,
                locked=True,
            ),
        ]
    )


def hand_marked():
    return new_notebook(cells=[cell("essay", "", text=True, grade=True, solution=True, points=3)])


def ours(name: str):
    answer = f"### BEGIN SOLUTION\n{name} = 7\n### END SOLUTION"
    check = f"from exercises_lib import check\ncheck('{name}')"
    return new_notebook(
        cells=[cell(f"{name}_answer", answer, solution=True), cell(name, check, grade=True, locked=True, points=2)]
    )


ASSIGNMENTS = {
    OWN: {OWN: plain()},
    TWO: {"first": plain(), "second": hand_marked()},
    MIXED: {"first": plain(), "second": ours("waits"), "third": ours("calls")},
}
RIGHT = {
    "total": "total = 6",
    "double": "def double(x):\n    return 2 * x",
    "free_text": "So.",
    "essay": "Long ago.",
    "waits_answer": "waits = 7",
    "calls_answer": "calls = 7",
}
LEARNERS = {
    "blank": {},
    "right": RIGHT,
    "wrong": {"total": "total = 2", "double": "def double(x):\n    return x", "free_code": "y = 2"},
    "raises": RIGHT | {"total": "total = 6\nraise RuntimeError('ouch')", "double": "1 / 0", "waits_answer": "1 / 0"},
    "asks": RIGHT | {"total": "total = int(input())", "free_code": "input('?')"},
}
FEW = {TWO: ("right",)}  # a kernel for each notebook: what each learner's cells get is seen in the other two


def released(course: Course, assignment: str) -> None:
    """Write the sources, release them and hand in for the learners; each hands in all notebooks."""
    folder = course.root / "source" / assignment
    folder.mkdir(parents=True)
    for name, notebook in ASSIGNMENTS[assignment].items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    course.must("generate_assignment", assignment)
    for learner in FEW.get(assignment, LEARNERS):
        answers = LEARNERS[learner]
        put(
            course.root / "submitted" / learner / assignment,
            assignment,
            {
                path.name: answered(nbformat.read(path, 4), answers)
                for path in sorted((course.root / "release" / assignment).glob("*.ipynb"))
            },
        )


def put_right(path) -> None:
    """Change hidden tests after the release, as one does to grade again."""
    path.write_text(path.read_text().replace("assert total == 6", "assert total == 6, 'six'"))


def answered(notebook, answers: dict[str, str]):
    for one in notebook.cells:
        one.source = answers.get(one.metadata.get("nbgrader", {}).get("grade_id"), one.source)
    return notebook


@pytest.fixture(scope="module")
def courses(tmp_path_factory, state) -> tuple[Course, Course, Course]:
    """The same assignments in a course of ours, in one with an empty configuration, and ours before it was graded."""

    def make(folder):
        by_us = new_course(folder / "ours", state)
        stock = Course(folder / "stock", state)
        stock.root.mkdir()
        (stock.root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bpo"\n')
        for assignment in (OWN, TWO):
            released(by_us, assignment)
            released(stock, assignment)
        released(by_us, MIXED)
        (folder / "before").mkdir()
        before = copy_of(by_us, folder / "before")
        for assignment in (OWN, TWO):
            by_us.must("autograde", assignment)
            stock.must("autograde", assignment)
        put_right(by_us.root / "source" / MIXED / "first.ipynb")
        (by_us.root / "said.log").write_text(by_us.nbgrader("autograde", MIXED).stderr)
        return by_us, stock, before

    return once(tmp_path_factory, "trainers_own", make)


def marks(course: Course, assignment: str) -> dict:
    """All that the gradebook says of each learner's cells."""
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        return {
            (submission.student.id, book.name): (
                {grade.name: (grade.auto_score, grade.needs_manual_grade, grade.max_score) for grade in book.grades},
                {comment.name: comment.auto_comment for comment in book.comments},
            )
            for submission in gradebook.assignment_submissions(assignment)
            for book in submission.notebooks
        }


@pytest.mark.parametrize("assignment", [OWN, TWO])
def test_the_marks_are_those_of_the_stock_nbgrader(courses, assignment):
    by_us, stock, _ = courses
    found = marks(by_us, assignment)
    assert found == marks(stock, assignment)
    notebook = next(iter(ASSIGNMENTS[assignment]))
    assert found["right", notebook][0]["total_check"][0] == 3
    assert assignment == TWO or found["wrong", notebook][0]["total_parts"][0] == 1


@pytest.mark.parametrize("assignment", [OWN, TWO])
def test_the_release_is_that_of_the_stock_nbgrader(courses, assignment):
    by_us, stock, _ = courses
    found, expected = (
        {path.name: written(path) for path in (course.root / "release" / assignment).iterdir()}
        for course in (by_us, stock)
    )
    assert found.keys() == expected.keys()  # and no answer card
    for name, cells in found.items():
        stubbed = [
            (
                kind,
                source.replace("# Write your answer here.", "# YOUR CODE HERE\nraise NotImplementedError()").replace(
                    "*Write your answer here.*", "YOUR ANSWER HERE"
                ),
            )
            for kind, source in cells
        ]
        assert [(kind, "".join(source.split())) for kind, source in stubbed] == [
            (kind, "".join(source.split())) for kind, source in expected[name]
        ]


def written(path) -> list[tuple[str, str]]:
    return [(one.cell_type, one.source) for one in nbformat.read(path, 4).cells]


def test_bpo_grade_gives_the_same_marks(courses):
    by_us, _, before = courses
    done = bpo_grade(before, module=OWN)
    assert done.returncode == 0, done.stderr
    assert marks(before, OWN) == marks(by_us, OWN)


def test_bpo_grade_says_what_to_do_with_several_notebooks(courses):
    done = bpo_grade(courses[2], module=TWO)
    said = " ".join(done.stderr.split())
    assert done.returncode == 1 and "Traceback" not in said
    assert f"{TWO} has first, second. Use `nbgrader autograde {TWO}`." in said


def test_nobody_is_warned_of_cells_that_only_the_author_changed(courses):
    by_us, _, _ = courses
    assert "'six'" in (by_us.root / "source" / MIXED / "first.ipynb").read_text()
    said = (by_us.root / "said.log").read_text()
    assert "Autograding" in said and "has changed!" not in said


def test_notebooks_of_both_kinds_in_one_assignment(courses):
    found = marks(courses[0], MIXED)
    assert {learner: found[learner, "second"][0]["waits"][0] for learner in LEARNERS} == {
        "blank": 0,
        "right": 2,
        "wrong": 0,
        "raises": 0,
        "asks": 2,
    }
    assert found["right", "third"][0]["calls"][0] == 2
    own = marks(courses[0], OWN)
    assert {learner: found[learner, "first"] for learner in LEARNERS} == {
        learner: own[learner, OWN] for learner in LEARNERS
    }
    card = (courses[0].root / "release" / MIXED / "answer_card.json").read_text()
    assert '"waits"' in card and '"calls"' in card
