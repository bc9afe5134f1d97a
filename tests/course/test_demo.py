"""`bpo demo`: the table that a newcomer sees first says the truth."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from course_for_tests import terminal
from course_for_tests.graded import new_course
from course_for_tests.handing_in import FULL, MODULE
from course_for_tests.modules import MODULES

from exercises_lib.demo import demo
from exercises_lib.faults import CourseFault

ANOTHER = "91_another"
NOT_GRADED = {"luis", "mina", "noor"}


def test_the_demo(tmp_path):
    course = new_course(tmp_path / "course", tmp_path / "state")
    another_module(course.root)
    done = subprocess.run(
        [sys.executable, "-m", "exercises_lib.cli", "demo", MODULE, ANOTHER, "--into", str(tmp_path / "demo")],
        cwd=course.root,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": "/usr/bin:/bin"},  # the virtual environment is not activated
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
    start = tmp_path / "demo" / "report" / "index.html"
    assert "mistake_1" in start.read_text() and str(start) in done.stdout
    elsewhere = {learner: mark[0] for learner, mark in demo.marks(tmp_path / "demo", ANOTHER).items() if mark}
    assert elsewhere == {"ama": sum(FULL.values()), "mistake_1": 0}
    assert f"{ANOTHER}: ama 20 of 20, mistake_1 0 of 20" in done.stdout
    assert f"ama,,,,{sum(FULL.values())}" in (tmp_path / "demo" / "grades.csv").read_text()


@pytest.fixture
def under_way(tmp_path, state):
    """A demo of two modules that has come to the first release, and the folder for what is temporary."""
    course = new_course(tmp_path / "course", state)
    another_module(course.root)
    (tmp_path / "temporary").mkdir()
    order = ["demo", MODULE, ANOTHER, "--into", str(tmp_path / "demo")]
    variables = course.environment() | {"TMPDIR": str(tmp_path / "temporary")}
    begun = terminal.Begun("exercises_lib.cli", order, course.root, variables)
    while not (tmp_path / "demo" / "release" / MODULE).exists() and begun.poll() is None:
        time.sleep(0.01)
    assert begun.poll() is None, begun.finish()
    return begun, tmp_path / "temporary"


def test_ctrl_c_ends_it_at_once(under_way):
    begun, folder = under_way
    os.killpg(begun.pid, signal.SIGINT)
    said = begun.finish()
    assert begun.returncode == 130 and "Marks of" not in said and "Traceback" not in said
    assert list(folder.glob("bpo-run-*")) == []


def test_a_killed_process_is_told_in_one_line(under_way):
    begun, _ = under_way
    child, *_ = Path(f"/proc/{begun.pid}/task/{begun.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    said = begun.finish()
    assert begun.returncode == 1 and demo.KILLED in " ".join(said.split()) and "Traceback" not in said


def test_a_class_is_never_taken_for_an_old_demo(tmp_path):
    course = new_course(tmp_path / "course", tmp_path / "state").root
    before = sorted(course.rglob("*"))
    with pytest.raises(CourseFault, match="no demo, so it is left alone"):
        demo.make_course(course, course, [MODULE])
    assert sorted(course.rglob("*")) == before
    for patience in (3, 2):  # an old demo is replaced, also one of another version
        demo.make_course(course, tmp_path / "demo", [MODULE])
        assert not (tmp_path / "demo" / "gradebook.db").exists()
        (tmp_path / "demo" / "gradebook.db").touch()
        settings = tmp_path / "demo" / "nbgrader_config.py"
        settings.write_text(settings.read_text().replace("cell_seconds = 2", f"cell_seconds = {patience}"))


def another_module(root):
    """The module a second time, under another name."""
    shutil.copytree(root / "source" / MODULE, root / "source" / ANOTHER)
    (root / "source" / ANOTHER / f"{MODULE}.ipynb").rename(root / "source" / ANOTHER / f"{ANOTHER}.ipynb")
    syllabus = root / "course" / "syllabus.toml"
    module = syllabus.read_text().split("[[module]]")[1]
    syllabus.write_text(syllabus.read_text() + "\n[[module]]" + module.replace(MODULE, ANOTHER))


def test_everything_happens_in_a_module_of_the_course():
    assert demo.SHOWCASE in MODULES
