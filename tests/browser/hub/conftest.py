"""One day in a training room, for all tests that look at it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from .. import days
from ..places import MODULE
from ..windows import Formgrader, JupyterLab
from .room import SCRIPTS, Room, as_root, fetched, in_kernel, in_terminal, opened, without_lab


@pytest.fixture(scope="session")
def room(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("hub")) as room:
        yield room


@dataclass
class Day:
    """What was seen, from the trainer's first click to the learner's feedback."""

    released: str
    welcome: str = ""
    wrong: str = ""
    without_hub: str = ""  # what `check` said while there was no hub
    saved_without_hub: str = ""  # the notebook's file then
    after_hub: str = ""
    submitted: str = ""
    bens_formgrader: int = 0
    bens_kernel: list[str] = field(default_factory=list)  # what Ben's attempts got
    bens_terminal: str = ""
    neighbours: str = ""  # what Ama's server says when Ben's browser asks for it
    collected: str = ""
    graded: list[str] = field(default_factory=list)  # what the formgrader said from autograding to feedback
    scores: str = ""
    feedback: str = ""
    troubles: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def day(room, new_page) -> Day:
    trainer = new_page()
    formgrader = Formgrader(trainer, room.sign_in(trainer, "trainer", "formgrader"))
    formgrader.open("manage_assignments")
    formgrader.press(formgrader.row(MODULE), "assign")
    day = Day(formgrader.press(formgrader.row(MODULE), "release"))
    ama, ben = new_page(), without_lab(new_page())
    ama = JupyterLab(ama, room.sign_in(ama, "ama", "lab/tree/start_here.md"))
    welcome = ama.page.locator(".jp-MarkdownViewer:visible")
    welcome.get_by_role("heading", name="Welcome").wait_for()
    day.welcome = welcome.inner_text()
    _ama_learns(ama, room, day)
    room.sign_in(ben, "ben", "lab")
    fetched(ben)
    _ben_tries(ben, room, day)
    _trainer_grades(formgrader, room, day)
    day.feedback = _ama_reads(ama)
    return day


def _ama_learns(lab: JupyterLab, room: Room, day: Day) -> None:
    days.fetch(lab)
    lab.run(lab.cell("from exercises_lib import"))
    lab.write(lab.answer("csat"), days.MEAN_RATING)
    day.wrong = lab.check("csat", "Not yet")
    with room.without_hub():
        lab.write(lab.answer("csat"), days.CSAT)
        day.without_hub = lab.check("csat", "Right")
        lab.save()
        day.saved_without_hub = as_root("cat", room.home("ama") / MODULE / f"{MODULE}.ipynb")
    lab.write(lab.answer("first_step"), days.FIRST_STEP)
    day.after_hub = lab.check("first_step", "Right")
    home = lab.page.context.new_page()
    home.goto(f"{room.address}/hub/home")
    home.locator("#stop").wait_for()  # the new hub knows that her server runs
    home.close()
    lab.save()
    day.submitted = days.submit(lab)


def _ben_tries(page: Page, room: Room, day: Day) -> None:
    facts = {
        "ama": str(room.home("ama")),
        "trainer": str(room.home("trainer")),
        "room": str(room.folder),
        "hub": room.hub,
        "exchange": str(room.folder / "exchange"),
        "module": MODULE,
        "address": room.address,
        "proxy port": json.loads(as_root("cat", room.folder / "room.toml").split("proxy_port = ")[1]),
    }
    programs = [(SCRIPTS / name).read_text() for name in ("attempts.py", "false_submissions.py")]  # one kernel for both
    day.bens_kernel = in_kernel(page, "\n".join(programs).replace("{facts}", json.dumps(facts))).splitlines()
    day.bens_terminal = in_terminal(
        page, f"id -un; cat {room.home('ama')}/{MODULE}/*.ipynb {room.home('trainer')}/course/source/*/*.ipynb"
    )
    day.bens_formgrader = page.request.get(f"{room.address}/user/{room.names['ben']}/formgrader/").status
    page.goto(f"{room.address}/user/{room.names['ama']}/lab")
    day.neighbours = page.locator("body").inner_text()


def _trainer_grades(formgrader: Formgrader, room: Room, day: Day) -> None:
    formgrader.open("manage_assignments")
    day.collected = formgrader.press(formgrader.row(MODULE), "collect")
    formgrader.open(f"manage_submissions/{MODULE}")
    for learner in (room.names["ama"], room.names["ben"]):
        day.graded.append(formgrader.press(formgrader.row(learner), "autograde"))
    formgrader.open(f"manage_submissions/{MODULE}")
    day.scores = formgrader.row(room.names["ama"]).inner_text()
    formgrader.open("manage_assignments")
    for button in ("generate-feedback", "release-feedback"):
        day.graded.append(formgrader.press(formgrader.row(MODULE), button))


def _ama_reads(lab: JupyterLab) -> str:
    assignments = lab.page.locator("#assignments")  # read anew now, it might show its old state last
    assignments.get_by_role("button", name="Fetch Feedback").first.click()
    assignments.get_by_text("(view feedback)").first.click()
    lab.page.locator(".jp-DirListing-item").filter(has_text=f"{MODULE}.html").dblclick()
    page = lab.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
    page.get_by_text("Right · csat").wait_for()
    return page.inner_text()
