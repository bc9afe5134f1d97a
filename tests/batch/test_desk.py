"""The marks that exports are made of are those that nbgrader itself tells of the same gradebook."""

import csv

from course_for_tests.handing_in import MODULE

from exercises_lib.desk import marks, standing


def test_the_desk_reads_what_nbgrader_exports(graded_course):
    graded_course.must("export")
    with open(graded_course.root / "grades.csv", newline="") as lines:
        exported = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(lines)}
    (module,) = marks.read(graded_course.root, [MODULE]).modules
    assert {learner: (mark.points, module.of) for learner, mark in module.marks.items()} == exported
    assert all(mark.is_final for mark in module.marks.values())
    assert {module.state(learner) for learner in module.marks} == {standing.PASSED, standing.NOT_YET}
