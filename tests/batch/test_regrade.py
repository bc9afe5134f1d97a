"""Grading again after a key was put right."""

import json
import re
import time

from course_for_tests.handing_in import MODULE
from nbgrader.api import Gradebook

from batch.conftest import LEARNERS, bpo_grade, kill_when
from exercises_lib.grading.cohort import regrade


def test_regrade_says_whose_marks_changed_and_keeps_manual_marks(graded_course, clean_marks):
    course = graded_course
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("csat", MODULE, MODULE, "learner_01")
        grade.manual_score, comment = 1.5, gradebook.find_comment("csat_answer", MODULE, MODULE, "learner_01")
        comment.manual_comment = "We talked about it."
        gradebook.add_student("not_graded")  # as of a submission that `nbgrader autograde` could not grade
        gradebook.add_submission(MODULE, "not_graded")
        gradebook.db.commit()
    easier(course, "csat")

    done = bpo_grade(course, "--regrade")

    assert done.returncode == 0, done.stderr
    assert re.search(r"wait for a person\W+1\b", done.stderr)  # the mark that a person gave is looked at again
    changed = {learner for learner, marks in clean_marks.items() if course.marks()[learner] != marks}
    assert changed
    for learner in clean_marks:
        assert (f"changed: {learner}" in done.stderr) == (learner in changed)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("csat", MODULE, MODULE, "learner_01")
        assert (grade.manual_score, grade.needs_manual_grade) == (1.5, True)
        comment = gradebook.find_comment("csat_answer", MODULE, MODULE, "learner_01")
        assert comment.manual_comment == "We talked about it."


def test_a_regrade_that_was_stopped_goes_on_and_tells_all_changes(graded_course, clean_marks):
    easier(graded_course, "csat")
    kept = graded_course.root / "results" / f"{MODULE}-regrade.json"

    def one_is_new() -> bool:
        notebooks = graded_course.root.glob(f"autograded/*/{MODULE}/*.ipynb")
        return kept.exists() and any(path.stat().st_mtime > kept.stat().st_mtime for path in notebooks)

    kill_when(graded_course, one_is_new, "--regrade")
    assert kept.exists()

    done = bpo_grade(graded_course, "--regrade")

    assert done.returncode == 0, done.stderr
    assert "graded again before the last run was stopped" in done.stderr
    changed = {learner for learner, marks in graded_course.marks().items() if marks != clean_marks[learner]}
    assert changed
    assert {learner for learner in clean_marks if f"changed: {learner}" in done.stderr} == changed
    assert not kept.exists()


def test_a_key_that_changed_meanwhile_begins_anew(tmp_path):
    """Whoever was graded before the stop was graded with the old key; the points from before it are what counts."""
    file = tmp_path / "results" / "regrade.json"
    first = regrade.all_again({"ama": 3.0}, file, "old key")
    same = regrade.all_again({"ama": 4.0}, file, "old key")
    assert same == first
    time.sleep(0.01)  # files of the same moment could not be told apart
    other = regrade.all_again({"ama": 4.0}, file, "new key")
    assert other.since > first.since
    assert other.changes({"ama": 5.0, "ben": 1.0}) == [regrade.Change("ama", 3.0, 5.0)]
    other.through()
    assert regrade.all_again({"ama": 5.0}, file, "new key").points == {"ama": 5.0}


def easier(course, exercise: str) -> None:
    """Put the key of an exercise right: what counted as a mistake there is now half right."""
    path = course.source()
    text = path.read_text()
    assert "key.partly(" in text
    path.write_text(text.replace(", 0.5)", ", 0.75)").replace(", credit=0.5)", ", credit=0.75)"))


def test_what_is_graded_is_left_alone(graded_course):
    graded = graded_course.root / "autograded"
    before = {path: path.stat().st_mtime_ns for path in graded.glob("*/*/*.ipynb")}
    again = bpo_grade(graded_course)
    assert f"{len(LEARNERS)} graded before" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in graded.glob("*/*/*.ipynb")} == before


def test_only_the_learners_named(course):
    assert bpo_grade(course, "--learner", "learner_03", "--learner", "learner_05").returncode == 0
    assert sorted(course.marks()) == ["learner_03", "learner_05"]


def test_a_notebook_under_another_name_is_named(course):
    folder = course.root / "submitted" / "learner_03" / MODULE
    (folder / f"{MODULE}.ipynb").rename(folder / f"{MODULE} (1).ipynb")
    done = bpo_grade(course)
    assert done.returncode == 1
    said = " ".join(done.stderr.split())
    assert f"not graded: learner_03: there is no {MODULE}.ipynb, but `{MODULE} (1).ipynb`" in said
    assert len(list(course.root.glob("autograded/*/*/*.ipynb"))) == len(LEARNERS) - 1


def test_a_result_file_has_a_line_for_each_learner_and_exercise(graded_once, clean_marks):
    (path,) = graded_once.root.glob("results/*.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    found = {}
    for line in lines:
        found.setdefault(line["learner"], {})[line["exercise"]] = line["points"]
    assert found == clean_marks
    assert all(line["message"] and line["seconds"] >= 0 for line in lines)
