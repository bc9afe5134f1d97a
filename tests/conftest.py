"""What is costly is made once: the test course, graded for all tests that look at its marks; the documentation."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from course_for_tests.graded import Graded, grade, new_course
from course_for_tests.handing_in import SUBMISSIONS
from course_for_tests.once import once, shared_folder
from course_for_tests.site import Site, build

from exercises_lib.grading import keys

GRADED_ONCE = ("graded", "asserts", "broken", "plain")  # fixtures that grade submissions


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Tests that share such a fixture run in one worker, so that no other has to wait for it."""
    for item in items:
        for name in set(GRADED_ONCE) & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture(scope="session")
def state(tmp_path_factory) -> Path:
    """Stands in for the trainer's own data folder; keys made once are found by other tests."""
    return shared_folder(tmp_path_factory) / "state"


@pytest.fixture(scope="session")
def graded(tmp_path_factory, state) -> Graded:
    """Every declared submission, graded together by one `nbgrader autograde`."""

    def make(folder: Path) -> Graded:
        course = new_course(folder / "contact_centre_course", state)
        graded = grade(course, SUBMISSIONS)
        course.nbgrader("autograde", graded.module, "--force", "--student", "honest_*")
        graded.again = course.marks()
        course.must("export")
        return graded

    return once(tmp_path_factory, "graded", make)


@pytest.fixture(scope="session")
def practice(graded) -> dict[str, dict]:
    """The key records of the test course's module on the practice sample."""
    return keys.records(graded.course.source())


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    """The documentation, as `make docs` builds it."""
    return once(tmp_path_factory, "site", build)


@pytest.fixture
def running() -> Callable[[str], bool]:
    """Whether a process with this text in its command line is running."""

    def look(text: str) -> bool:
        listed = subprocess.run(["ps", "-eww", "-o", "args"], capture_output=True, text=True, check=True)
        return text in listed.stdout

    return look
