"""The stories that tests in a browser look at.

The longest: a trainer hands out, a learner learns and hands in, the trainer grades.
The servers, the browser and each day of the story are made once. A day does its clicks and keeps what was seen; the
tests say what ought to have been seen. With --screenshots the days also write docs/images/*.png.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from . import days, pictures
from .places import MODULE, Places, clone, learners_server, new_course, trainers_server
from .windows import Formgrader, JupyterLab


def pytest_addoption(parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="write docs/images/*.png")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Tests of one story run in one process, one after the other, and the stories beside each other."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(_story(item)))


def _story(item) -> str:
    """The hub's day, the newcomer's, the day of trainer and learners; or pages without a story."""
    stories = {"room": "hub", "newcomer": "newcomer", "places": "browser"}
    return next((story for fixture, story in stories.items() if fixture in item.fixturenames), "pages")


@pytest.fixture(scope="session")
def shot(pytestconfig) -> Callable:
    """`shot(name, page, locator, ...)` writes docs/images/name.png when --screenshots asks for it; see pictures.py."""
    wanted = pytestconfig.getoption("--screenshots", default=False)
    return pictures.take if wanted else lambda *_: None


@pytest.fixture(scope="session")
def places(tmp_path_factory) -> Places:
    places = Places(tmp_path_factory.mktemp("browser"))
    new_course(places)
    return places


@pytest.fixture(scope="session")
def trainer(places, new_page):
    """The trainer's JupyterLab, and its formgrader in a window of its own."""
    with trainers_server(places) as address:
        yield Formgrader(new_page(), address)


@pytest.fixture(scope="session")
def released(trainer, places, shot) -> days.Release:
    """The modules, generated and released with the formgrader's buttons."""
    return days.release(trainer, places, shot)


@pytest.fixture(scope="session")
def learner(released, places, new_page):
    """A learner's JupyterLab, with an exchange."""
    with learners_server(places, "learner", "--exchange", str(places.exchange)) as address:
        yield JupyterLab(new_page(), address)


@pytest.fixture(scope="session")
def learners_day(learner, places, shot) -> days.LearnersDay:
    """The learner fetched the tiny module, answered wrong, then right, and handed it in."""
    return days.learn(learner, places, shot)


@pytest.fixture(scope="session")
def trainers_day(learners_day, trainer, places, shot) -> days.TrainersDay:
    """The trainer collected, graded and gave feedback."""
    return days.grade(trainer, places, shot)


@pytest.fixture(scope="session")
def feedback(trainers_day, learner, places, shot) -> days.Feedback:
    """What the learner got back."""
    return days.fetch_feedback(learner, places, shot)


@pytest.fixture(scope="session")
def newcomer(tmp_path_factory, new_page):
    """Somebody who has cloned the course and types `bpo lab`: the real modules 00, 01 and 05."""
    places = Places(tmp_path_factory.mktemp("newcomer"))
    course = clone(places)
    with learners_server(places, "newcomer", "--course", str(course)) as address:
        lab = JupyterLab(new_page(), address)
        lab.folder = course / "my_course"
        yield lab


@pytest.fixture(scope="session")
def first_lesson(newcomer, shot) -> days.FirstLesson:
    """The newcomer's first minutes in modules 00 and 01. Tests go on in this window and open the notebook they need."""
    return days.begin(newcomer, shot)


@pytest.fixture(scope="session")
def keyboard_day(feedback, learner, places) -> days.LearnersDay:
    """The whole path of another learner, who has no mouse and comes to the same desk, which was cleared."""
    learner.clear()
    shutil.rmtree(places.learners / MODULE)
    learner.assignments()
    return days.learn_by_keyboard(learner)
