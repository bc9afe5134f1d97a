"""The days of the story: what people click, in order, and what they see on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.utils import get_username

from exercises_lib import variants

from .places import MODULE, Places
from .windows import Formgrader, JupyterLab

LEARNER = get_username()  # nbgrader's name for whoever hands in through the exchange
OTHERS = {"ben": "csat = sum(scores) / len(scores)", "cora": ""}  # their answer to the first exercise
COMMENT = "You saw what the customer waits for. Say also by when you will call."

CSAT = "csat = sum(score >= 4 for score in scores) / len(scores)"
MEAN_RATING = "csat = sum(scores) / len(scores)"
FIRST_STEP = 'first_step = "b"\nwhy = "She still waits for our call, so we call her now."'


@dataclass
class Release:
    """What the formgrader said when the modules went out."""

    said: dict[str, str] = field(default_factory=dict)


def release(formgrader: Formgrader, places: Places, shot: Callable) -> Release:
    day = Release()
    formgrader.open("manage_assignments")
    day.said["generated"] = formgrader.press(formgrader.row(MODULE), "assign")
    day.said["released"] = formgrader.press(formgrader.row(MODULE), "release")
    formgrader.row(MODULE).get_by_text("released").wait_for()
    return day


@dataclass
class LearnersDay:
    """What the learner read on the way."""

    first_page: str = ""
    untouched: str = ""
    wrong: str = ""
    right: str = ""
    unfinished: str = ""
    finished: str = ""
    progress: str = ""
    submitted: str = ""
    dialogs: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def learn(lab: JupyterLab, places: Places, shot: Callable) -> LearnersDay:
    day = LearnersDay()
    day.dialogs = lab.dialog().all_inner_texts() + lab.page.locator(".Toastify__toast").all_inner_texts()
    fetch(lab)
    day.first_page = lab.page.locator(".jp-NotebookPanel:visible .jp-Notebook").inner_text()
    lab.run(lab.cell("from exercises_lib import"))
    day.untouched = lab.check("csat", "Not attempted")
    lab.write(lab.answer("csat"), MEAN_RATING)
    day.wrong = lab.check("csat", "Not yet")
    day.unfinished = lab.validate()
    lab.write(lab.answer("csat"), CSAT)
    day.right = lab.check("csat", "Right")
    lab.write(lab.answer("first_step"), FIRST_STEP)
    lab.restart_and_run_all()
    progress = lab.cell("progress()").locator("[role=status]").filter(has_text="2 of 2 exercises right")
    progress.wait_for()
    day.progress = progress.inner_text()
    day.finished = lab.validate()
    lab.save()
    day.submitted = submit(lab)
    day.troubles = list(lab.troubles)
    return day


def fetch(lab: JupyterLab) -> None:
    """Get the module from the exchange and open its notebook."""
    assignments = lab.assignments()
    assignments.get_by_role("button", name="Fetch", exact=True).click()
    downloaded = assignments.locator("#fetched_assignments_list")
    downloaded.get_by_role("button", name=MODULE).click()
    downloaded.locator(".nested_list_item").get_by_text(MODULE).click()
    lab.ready()


def submit(lab: JupyterLab) -> str:
    assignments = lab.assignments()
    assignments.locator("#fetched_assignments_list").get_by_role("button", name="Submit").click()
    listed = assignments.locator("#submitted_assignments_list").get_by_text(MODULE).first
    listed.wait_for()
    return assignments.locator("#submitted_assignments_list").inner_text()


@dataclass
class TrainersDay:
    """What the trainer read on the way."""

    said: dict[str, str] = field(default_factory=dict)
    scores: dict[str, str] = field(default_factory=dict)  # each learner's row of the table, at the end
    before_manual: str = ""
    answer_read: str = ""


def grade(formgrader: Formgrader, places: Places, shot: Callable) -> TrainersDay:
    day = TrainersDay()
    formgrader.open("manage_assignments")
    day.said["collected"] = formgrader.press(formgrader.row(MODULE), "collect")
    hand_in_others(places)
    formgrader.open(f"manage_submissions/{MODULE}")
    day.said["autograded"] = formgrader.press(formgrader.row(LEARNER), "autograde")
    day.said["autograde command"] = places.nbgrader("autograde", MODULE)
    formgrader.open(f"manage_submissions/{MODULE}")
    day.before_manual = formgrader.row(LEARNER).inner_text()
    day.answer_read = mark_by_hand(formgrader)
    formgrader.open(f"manage_submissions/{MODULE}")
    day.scores = {name: formgrader.row(name).inner_text() for name in [LEARNER, *OTHERS]}
    shot(formgrader.page, "trainer_submissions")
    formgrader.open("manage_assignments")
    day.said["feedback"] = formgrader.press(formgrader.row(MODULE), "generate-feedback")
    day.said["feedback out"] = formgrader.press(formgrader.row(MODULE), "release-feedback")
    shot(formgrader.page, "trainer_formgrader")
    return day


def hand_in_others(places: Places) -> None:
    """Two more learners, as if collected."""
    released = nbformat.read(places.course / "release" / MODULE / f"{MODULE}.ipynb", 4)
    source = nbformat.read(places.course / "source" / MODULE / f"{MODULE}.ipynb", 4)
    for name, answer in OTHERS.items():
        notebook = variants.solved(released, source)
        next(cell for cell in notebook.cells if cell.id == "csat_answer").source = answer
        folder = places.course / "submitted" / name / MODULE
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{MODULE}.ipynb")
        (folder / "timestamp.txt").write_text("2026-03-30 09:00:00 UTC")
        (folder / "submission_secret.txt").write_text(name)  # without it nbgrader releases nobody's feedback


def mark_by_hand(formgrader: Formgrader) -> str:
    """Give points and a comment for the one answer that a person reads. Returns that answer."""
    page = formgrader.page
    formgrader.open(f"manage_students/{LEARNER}/{MODULE}")
    page.get_by_role("link", name=MODULE).last.click()
    answer = page.locator(".nbgrader_cell").filter(has=page.locator("#first_step_answer"))
    for field_, text, place in (("#first_step_answer", "1.5", "grade"), (".comment", COMMENT, "comment")):
        with page.expect_response(lambda saved, place=place: _saves(saved, place)):
            answer.locator(field_).fill(text)
            answer.locator(field_).blur()
    return answer.inner_text()


def _saves(response, place: str) -> bool:
    return f"/formgrader/api/{place}/" in response.url and response.request.method == "PUT"


def fetch_feedback(lab: JupyterLab, places: Places, shot: Callable) -> Path:
    """The learner fetches the feedback. Returns the page."""
    assignments = lab.assignments()
    assignments.get_by_role("button", name="Fetch Feedback").click()
    assignments.get_by_role("link", name="view feedback").first.wait_for()
    return next(places.learner.glob(f"my_course/{MODULE}/feedback/*/{MODULE}.html"))
