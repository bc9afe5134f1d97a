"""A module that changes after it was handed in: no release and no mark is lost, and one sentence says what happens."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import FULL, MODULE, cell_of
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from batch.conftest import LEARNERS, bpo_grade, copy_of

SOLVED, BLANK, BY_HAND = THERE = LEARNERS[:3]


@pytest.fixture(scope="module")
def once_graded(graded_once, tmp_path_factory) -> Course:
    """The graded course; one learner has marks and comments by hand for an exercise that stays and one that goes."""
    course = copy_of(graded_once, tmp_path_factory.mktemp("changed"))
    for learner in set(LEARNERS) - set(THERE):  # stay in the gradebook; to grade all again takes long
        for step in ("submitted", "autograded"):
            shutil.rmtree(course.root / step / learner)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        for exercise in ("csat", "nps"):
            gradebook.find_grade(exercise, MODULE, MODULE, BY_HAND).manual_score = 1.5
            answer = gradebook.find_comment(f"{exercise}_answer", MODULE, MODULE, BY_HAND)
            answer.manual_comment = f"We talked about {exercise}."
        gradebook.db.commit()
    return course


@pytest.fixture
def course(once_graded, tmp_path) -> Course:
    return copy_of(once_graded, tmp_path)


@pytest.fixture(scope="module")
def released_again(once_graded, tmp_path_factory) -> tuple[Course, str]:
    """The course whose module changed and was released again, and what was said of it. For copies."""
    course = copy_of(once_graded, tmp_path_factory.mktemp("released_again"))
    change(course)
    done = course.nbgrader("generate_assignment", MODULE, "--force")
    assert done.returncode == 0, done.stderr
    return course, done.stderr


def change(course: Course) -> None:
    """In the module's source `nps` goes, `waits` comes, and `csat` is worth a point more."""
    path = course.source()
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if "nps" not in str(cell.metadata.get("nbgrader", ""))]
    cell_of(notebook, "csat").metadata.nbgrader.points = 4
    about = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    answer = about | {"grade_id": "waits_answer", "solution": True}
    checked = about | {"grade_id": "waits", "grade": True, "locked": True, "points": 2}
    notebook.cells += [
        new_code_cell(source, id=meta["grade_id"], metadata={"nbgrader": meta})
        for meta, source in ((answer, "### BEGIN SOLUTION\nwaits = 7\n### END SOLUTION"), (checked, 'check("waits")'))
    ]
    nbformat.write(notebook, path)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_hand(course: Course) -> dict:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        book = gradebook.find_submission_notebook(MODULE, MODULE, BY_HAND)
        marks = {grade.name: grade.manual_score for grade in book.grades if grade.manual_score is not None}
        return marks | {comment.name: comment.manual_comment for comment in book.comments if comment.manual_comment}


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_the_marks_of_what_still_exists_are_kept(released_again, tmp_path, command):
    course = copy_of(released_again[0], tmp_path)
    if command == "bpo":
        assert bpo_grade(course, "--regrade").returncode == 0
    else:
        course.must("autograde", MODULE, "--force")

    marks = course.marks()
    left = {name: points for name, points in FULL.items() if name != "nps"} | {"waits": 0}
    assert marks[SOLVED] == left | {"csat": 4}
    assert marks[BLANK] == dict.fromkeys(left, 0)
    assert set(marks) == set(LEARNERS)
    assert by_hand(course) == {"csat": 1.5, "csat_answer": "We talked about csat."}


def test_a_release_says_what_changed_and_what_to_do(released_again):
    _, said = released_again
    assert "added: `waits_answer`, `waits`; removed: `nps_answer`, `nps`; `csat` 3 → 4 points" in said
    assert f"bpo grade {MODULE} --regrade" in said


def test_marks_of_what_is_gone_are_in_a_file(released_again):
    course, _ = released_again
    (path,) = course.root.glob(f"results/{MODULE}-removed-*.csv")
    rows = list(csv.DictReader(path.open()))
    assert {row["cell"] for row in rows} == {"nps", "nps_answer"}
    assert [row["manual_score"] for row in rows if row["manual_score"]] == ["1.5"]
    assert [row["manual_comment"] for row in rows if row["manual_comment"]] == ["We talked about nps."]
    assert len([row for row in rows if row["cell"] == "nps"]) == len(LEARNERS)


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_a_source_that_is_not_what_was_released_grades_nobody(course, command):
    before, release = course.marks(), everything(course.root / "release")
    change(course)
    again = {
        "bpo": lambda: bpo_grade(course, "--regrade"),
        "nbgrader": lambda: course.nbgrader("autograde", MODULE, "--force"),
    }
    done = again[command]()
    said = " ".join(done.stderr.split())
    assert done.returncode == 1 and "Traceback" not in said
    assert said.count(f"{MODULE} has changed since it was released (added: `waits_answer`") == 1
    assert f"nbgrader generate_assignment {MODULE} --force" in said.replace("` ", "`")
    assert course.marks() == before and everything(course.root / "release") == release
    assert len(list(course.root.glob("autograded/*/*/*.ipynb"))) == len(THERE)


def test_a_release_that_fails_leaves_the_old_one(course):
    release, marks = everything(course.root / "release"), course.marks()
    path = course.source()
    path.write_text(path.read_text().replace("csat = ", "csat = 1 / 0 + "))
    done = course.nbgrader("generate_assignment", MODULE, "--force")
    assert done.returncode == 1
    assert "NOT RELEASED: the release stays as it was." in done.stderr
    assert "csat_answer): ZeroDivisionError" in done.stderr
    assert everything(course.root / "release") == release and course.marks() == marks


def test_a_release_that_is_killed_leaves_the_old_or_the_new_one(course):
    change(course)
    release = everything(course.root / "release")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", MODULE, "--force"]
    new = course.root / "release" / f".{MODULE}.new"
    process = subprocess.Popen(
        command,
        cwd=course.root,
        env=course.environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not new.exists() and process.poll() is None:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    found = everything(course.root / "release" / MODULE)
    assert found == {name.removeprefix(f"{MODULE}/"): content for name, content in release.items()}

    course.must("generate_assignment", MODULE, "--force")
    assert [path.name for path in (course.root / "release").iterdir()] == [MODULE]
    assert "waits" in (course.root / "release" / MODULE / f"{MODULE}.ipynb").read_text()


def test_a_stop_between_the_last_two_steps_is_mended(course):
    place = course.root / "release" / MODULE
    release = everything(place)
    place.rename(place.with_name(f".{MODULE}.old"))
    course.must("generate_assignment", MODULE)
    assert everything(place) == release
