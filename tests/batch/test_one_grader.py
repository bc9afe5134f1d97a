"""Two graders in one course folder: the second says so and stops."""

from course_for_tests.handing_in import MODULE

from batch.conftest import bpo_grade
from exercises_lib.grading.lock import only_grader


def test_the_second_bpo_grade_stops(course):
    with only_grader(course.root):
        second = bpo_grade(course)
    assert second.returncode == 1
    assert "somebody is grading" in second.stderr
    assert course.marks() == {}
    assert bpo_grade(course, "--learner", "learner_00").returncode == 0


def test_nbgrader_autograde_beside_it_changes_nothing(course):
    with only_grader(course.root):
        second = course.nbgrader("autograde", MODULE, "--student", "learner_00")
    assert second.returncode != 0
    assert "somebody is grading" in second.stderr
    assert set(course.marks()["learner_00"].values()) == {None}
    assert bpo_grade(course, "--learner", "learner_00").returncode == 0
