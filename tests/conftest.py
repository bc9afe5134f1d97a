"""What is costly is made once: the test course, graded for all tests that look at its marks; the documentation."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from course_for_tests.graded import Graded, grade, new_course
from course_for_tests.handing_in import SUBMISSIONS
from course_for_tests.once import once, shared_folder
from course_for_tests.site import Site, build
from hypothesis import settings
from in_chromium import chromium, new_page  # noqa: F401  (fixtures)

# each of hundreds of processes that the tests start would compile the package anew
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("here", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("here")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a clock, a browser or a server, and need no core meanwhile."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Tests that share what is costly to make run in one worker: no other makes it again, or waits for it."""
    for item in items:
        if not item.get_closest_marker("xdist_group") and (group := _group(item)):
            item.add_marker(pytest.mark.xdist_group(group))


def _group(item) -> str | None:
    """The course that is graded once for all; or the test's file, with its parameters, if it has fixtures to share."""
    used = [definitions[-1] for definitions in item._fixtureinfo.name2fixturedefs.values()]
    own = [fixture for fixture in used if fixture.baseid.endswith(".py") and fixture.scope != "function"]
    if any(fixture.argname == "graded" and fixture not in own for fixture in used):
        return "graded"
    drawn = [item.callspec.indices[fixture.argname] for fixture in own if fixture.params]
    return " ".join(map(str, [own[0].baseid, *drawn])) if own else None


@pytest.fixture(scope="session")
def state(tmp_path_factory) -> Path:
    """Stands in for the trainer's own data folder; keys made once are found by other tests."""
    return shared_folder(tmp_path_factory) / "state"


@pytest.fixture(scope="session")
def graded(tmp_path_factory, state) -> Graded:
    """Every declared submission, graded together by one `nbgrader autograde`."""

    def make(folder: Path) -> Graded:
        course = new_course(folder / "contact_centre_course", state)
        graded = grade(course, SUBMISSIONS, cold=True)
        course.nbgrader("autograde", graded.module, "--force", "--student", "honest_*")
        graded.again = course.marks()
        course.must("export")
        return graded

    return once(tmp_path_factory, "graded", make)


@pytest.fixture(scope="session")
def practice(graded) -> dict[str, dict]:
    """The key records of the test course's module on the practice sample."""
    return graded.course.keys()["practice"]


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
