"""`bpo demo`: the table that a newcomer sees first says the truth."""

import subprocess
import sys

from course_for_tests.graded import new_course
from course_for_tests.handing_in import MODULE
from course_for_tests.modules import MODULES

from exercises_lib.demo import demo

NOT_GRADED = {"luis", "mina", "noor"}


def test_the_demo(tmp_path):
    course = new_course(tmp_path / "course", tmp_path / "state")
    done = subprocess.run(
        [sys.executable, "-m", "exercises_lib.cli", "demo", MODULE, "--into", str(tmp_path / "demo")],
        cwd=course.root, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    marks = demo.marks(tmp_path / "demo", MODULE)
    assert {learner for learner, mark in marks.items() if mark is None} == NOT_GRADED
    shares = {learner: mark[0] / mark[1] for learner, mark in marks.items() if mark}
    assert {learner for learner, share in shares.items() if share == 1} == {"ama", "dalisay", "ines", "kavya"}
    assert {learner for learner, share in shares.items() if share == 0} == {"bashir", "hiro", "mistake_1"}
    for learner in marks:
        assert learner in done.stdout
        feedback = tmp_path / "demo" / "feedback" / learner / MODULE / f"{MODULE}.html"
        assert feedback.exists() == (learner not in NOT_GRADED)
    assert (tmp_path / "demo" / "grades.csv").exists()


def test_everything_happens_in_a_module_of_the_course():
    assert demo.SHOWCASE in MODULES
