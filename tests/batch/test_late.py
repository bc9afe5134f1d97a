"""Penalties for handing in late are the same with `bpo grade` as with `nbgrader autograde`, given and taken back."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE
from nbgrader.api import Gradebook

from batch.conftest import LEARNERS, bpo_grade, copy_of

DUE = datetime(2026, 1, 5, 10)
LATE, EXTENDED, MANUAL, IN_TIME, NO_TIME = THERE = LEARNERS[:5]
# an hour costs a point; no penalty is below 0 or above the score
PLUGIN = f"""
from nbgrader.plugins import BasePlugin
class HoursLate(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return -5 if student_id == "{MANUAL}" else total_seconds_late / 3600
c.AssignLatePenalties.plugin_class = HoursLate
"""


@pytest.fixture(scope="module")
def late(handed_in, tmp_path_factory) -> Course:
    """The course with a date due, in which five learners handed in the solution, at different times."""
    course = copy_of(handed_in, tmp_path_factory.mktemp("late"))
    settings, submitted = course.root / "nbgrader_config.py", course.root / "submitted"
    settings.write_text(settings.read_text() + PLUGIN)
    for learner in LEARNERS[1:]:
        shutil.rmtree(submitted / learner)
    for learner in THERE[1:]:
        shutil.copytree(submitted / LEARNERS[0], submitted / learner)
    for learner, hours in {LATE: 3, EXTENDED: 300, MANUAL: 1, IN_TIME: -1}.items():
        handed_in_at(course, learner, DUE + timedelta(hours=hours))
    due(course, DUE)
    return course


def due(course: Course, moment: datetime) -> None:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(MODULE, duedate=moment)


def handed_in_at(course: Course, learner: str, moment: datetime) -> None:
    file = course.root / "submitted" / learner / MODULE / "timestamp.txt"
    file.write_text(moment.replace(tzinfo=UTC).isoformat())


def graded(courses: dict[str, Course], again: bool = False) -> tuple[dict, str]:
    """Grade with both commands. Gives points and penalty by learner, which must be the same; and what bpo said."""
    done = bpo_grade(courses["bpo"], *["--regrade"][:again])
    assert done.returncode == 0, done.stderr
    courses["nbgrader"].must("autograde", MODULE, *["--force"][:again])
    found = {name: scores(course) for name, course in courses.items()}
    assert found["bpo"] == found["nbgrader"]
    return found["bpo"], done.stderr


def scores(course: Course) -> dict:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        return {
            submission.student.id: (submission.score, book.late_submission_penalty)
            for submission in gradebook.assignment_submissions(MODULE)
            for book in submission.notebooks
        }


def test_penalties_are_given_and_taken_back(late, tmp_path):
    both = {name: copy_of(late, tmp_path / name) for name in ("bpo", "nbgrader")}
    first, _ = graded(both)
    penalties = {learner: penalty for learner, (_, penalty) in first.items()}
    assert penalties == {LATE: 3, EXTENDED: first[EXTENDED][0], MANUAL: 0, IN_TIME: None, NO_TIME: None}

    # points by hand, more time for one learner, a newer submission in time of another
    for course in both.values():
        with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
            gradebook.find_grade("csat", MODULE, MODULE, MANUAL).manual_score = 1.5
            gradebook.db.commit()
            gradebook.grant_extension(MODULE, EXTENDED, hours=298)
        handed_in_at(course, LATE, DUE - timedelta(minutes=5))
    second, said = graded(both, again=True)
    assert second[EXTENDED][1] == 2 and second[LATE][1] is None
    assert f"changed: {LATE}" in said

    for course in both.values():
        due(course, DUE + timedelta(days=90))
    third, said = graded(both, again=True)
    assert {penalty for _, penalty in third.values()} == {None}
    assert f"changed: {EXTENDED}" in said and f"changed: {LATE}" not in said


def test_a_plugin_that_fails_is_told_in_one_sentence(late, tmp_path):
    course = copy_of(late, tmp_path)
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("return -5", "return 1 / 0 #"))
    done = bpo_grade(course, "--learner", LATE)
    said = " ".join(done.stderr.split())
    assert done.returncode == 1 and "Traceback" not in said
    assert f"could not be found for {LATE}: ZeroDivisionError" in said
    assert not course.marks()


def test_an_extension_without_a_date_is_no_trouble(graded_course):
    course = graded_course
    handed_in_at(course, LATE, DUE)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        gradebook.grant_extension(MODULE, LATE, hours=1)
    assert bpo_grade(course, "--learner", LATE, "--regrade").returncode == 0
