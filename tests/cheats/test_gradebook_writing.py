"""Submissions that write to the gradebook, or to the places where marks and samples are kept."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in

pytestmark = pytest.mark.sandbox

WRITE = """
import sqlite3
from pathlib import Path
for path in {paths!r}:
    try:
        with sqlite3.connect(path) as gradebook:
            gradebook.execute("update grade set auto_score = 1000, manual_score = 1000")
        print("WRITTEN", path)
    except sqlite3.Error as refused:
        print("REFUSED", path, refused)
    try:
        Path(path).write_text("nothing left")
        print("OVERWRITTEN", path)
    except OSError as refused:
        print("REFUSED", path, refused)
"""


@hands_in
def writes_the_gradebook(handout):
    gradebook = handout.root / "gradebook.db"
    paths = ["../gradebook.db", "../../gradebook.db", "../../../gradebook.db", str(gradebook)]
    return handout.blank_with(WRITE.format(paths=paths))


@hands_in
def writes_elsewhere(handout):
    root, state = handout.root, handout.root.parent / "state"
    package = __import__("exercises_lib").__file__
    return handout.blank_with(f"""
import os
from pathlib import Path
places = [{str(root)!r}, {str(root / "source")!r}, {str(state)!r}, {package!r}]
places += ["/etc", "/usr/lib", "/incoming", "/incoming/1"]
for place in places:
    place = Path(place)
    try:
        (place if place.is_file() else place / "left_behind.txt").write_text("left behind")
        print("WRITTEN", place)
    except OSError as refused:
        print("REFUSED", place, refused.strerror)
Path("own.txt").write_text("mine")
print("WRITTEN own.txt", Path("own.txt").read_text())
""")


def test_the_gradebook_cannot_be_written(graded):
    printed = graded.printed("writes_the_gradebook")
    gradebook = graded.course.root / "gradebook.db"
    assert f"REFUSED {gradebook}" in printed
    assert f"WRITTEN {gradebook}" not in printed and f"OVERWRITTEN {gradebook}" not in printed
    assert graded.marks("writes_the_gradebook") == NOTHING
    assert graded.marks("honest_all") == FULL
    assert graded.marks("honest_blank") == NOTHING


def test_nothing_outside_its_own_folder_can_be_written(graded):
    written = [line for line in graded.printed("writes_elsewhere").splitlines() if line.startswith("WRITTEN")]
    assert written == ["WRITTEN own.txt mine"]
    assert not list(graded.course.root.rglob("left_behind.txt"))
