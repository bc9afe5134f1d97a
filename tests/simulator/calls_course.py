"""A course folder with a module of one call and one playbook, and the course's own sheet."""

from __future__ import annotations

import shutil
from pathlib import Path

from course_for_tests.graded import SETTINGS, SMALL_LIMITS, Course

from exercises_lib.authoring import course

HERE = Path(__file__).parent
MODULE = "91_calls"
CALL, RULES = "late_parcel", "parcel_rules"


def new_course(root: Path, state: Path) -> Course:
    shutil.copytree(HERE / "of_calls", root / "course")
    shutil.copytree(HERE.parents[1] / "course" / "callers", root / "course" / "callers")
    (root / "nbgrader_config.py").write_text(SETTINGS.read_text() + SMALL_LIMITS)
    course.build(root, MODULE)
    return Course(root, state)
