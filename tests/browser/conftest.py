"""One story for all tests in a browser: a trainer hands out, a learner learns and hands in, the trainer grades.

The servers, the browser and each day of the story are made once. A day does its clicks and keeps what was seen; the
tests say what ought to have been seen. With --screenshots the days also write docs/images/*.png.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from . import days
from .places import REPOSITORY, Places, learners_server, new_course, trainers_server
from .windows import Formgrader, JupyterLab

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PATIENCE = 90_000  # milliseconds until something that does not appear counts as missing


def pytest_addoption(parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="write docs/images/*.png")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """All tests in a browser run in one process, one after the other."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with playwright.sync_playwright() as started:
        program = program or started.chromium.executable_path
        if not Path(program).exists():
            pytest.skip("there is no Chromium; to get it: sudo apt install chromium")
        browser = started.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_page(chromium):
    """A function that opens a window of its own, as another person would."""
    with ExitStack() as stack:

        def open_page(**options):
            window = {"width": 1280, "height": 900}
            context = stack.enter_context(_context(chromium, viewport=window, **options))
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        yield open_page


@contextmanager
def _context(chromium, **options):
    context = chromium.new_context(**options)
    yield context
    context.close()


@pytest.fixture(scope="session")
def shot(pytestconfig) -> Callable:
    """`shot(page or locator, name)` writes docs/images/name.png, when asked for by --screenshots."""
    folder = REPOSITORY / "docs" / "images"

    def take(thing, name: str) -> None:
        if pytestconfig.getoption("--screenshots", default=False):
            folder.mkdir(parents=True, exist_ok=True)
            thing.screenshot(path=folder / f"{name}.png")

    return take


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
    """The learner's JupyterLab, with an exchange."""
    with learners_server(places, "--exchange", str(places.exchange)) as address:
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
def feedback_page(trainers_day, learner, places, shot) -> Path:
    """The feedback page that the learner fetched."""
    return days.fetch_feedback(learner, places, shot)
