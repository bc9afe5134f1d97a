"""Who opens a page of the formgrader will soon click: what runs submissions is started then, and the click uses it."""

import json
import subprocess
import sys

from course_for_tests.handing_in import MODULE

from batch.conftest import LEARNERS, copy_of

# what the server does for a page and for a click; it prints its own children after each
SERVER = f"""
import json
import os

from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.coursedir import CourseDirectory

app = NbGrader()
app.initialize([])
app.config.CourseDirectory.root = os.getcwd()
course = CourseDirectory(parent=app)

from exercises_lib.grading import formgrader
from exercises_lib.grading.process import ending

running = [ending.children()]
for _ in range(2):
    formgrader.begin_early(course)
    running.append(ending.children())
done = NbGraderAPI(course, parent=app).autograde({MODULE!r}, {LEARNERS[0]!r})
running.append(ending.children())
print(json.dumps([running, done["success"]]))
"""


def test_the_first_click_uses_what_the_page_has_started(handed_in, tmp_path):
    course = copy_of(handed_in, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SERVER], cwd=course.root, env=course.environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (before, page, second_page, click), graded = json.loads(done.stdout.splitlines()[-1])
    assert graded and not before
    assert len(page) == 1 and page == second_page == click
