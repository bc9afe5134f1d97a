"""The days of the story: what people click, in order, and what they see on the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.utils import get_username
from playwright.sync_api import expect

from exercises_lib.authoring import variants

from .places import LESSON, MODULE, Places
from .windows import Formgrader, JupyterLab, Keyboard

LEARNER = get_username()  # nbgrader's name for whoever hands in through the exchange
OTHERS = {"ben": "csat = sum(scores) / len(scores)", "cora": ""}  # their answer to the first exercise
COMMENT = "You saw what the customer waits for. Say also by when you will call."

CSAT = "csat = sum(score >= 4 for score in scores) / len(scores)"
MEAN_RATING = "csat = sum(scores) / len(scores)"
WHY = (
    "She still waits for our call, so we call her now. The others have an answer, and can wait until we know what "
    "keeps her bill from going through. She has asked us twice, and each day more costs her trust."
)
FIRST_STEP = f'first_step = "b"\nwhy = "{WHY}"'


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
    beyond_the_edge: int = -1  # pixels of a long reply that cannot be seen
    hint: str = ""
    seconds: float = 0  # how long the recording is that was played
    asked: set[str] = field(default_factory=set)  # the computers that the browser asked for something
    dialogs: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def learn(lab: JupyterLab, places: Places, shot: Callable) -> LearnersDay:
    day = LearnersDay()
    fetch(lab)
    day.dialogs = lab.interruptions()
    day.first_page = lab.notebook().inner_text()
    lab.run(lab.cell("from exercises_lib import"))
    day.seconds = lab.play(lab.cell("listen("))
    day.untouched = lab.check("csat", "Not attempted")
    lab.write(lab.answer("csat"), MEAN_RATING)
    day.wrong = lab.check("csat", "Not yet")
    day.unfinished = lab.validate()
    lab.write(lab.answer("csat"), CSAT)
    day.right = lab.check("csat", "Right")
    lab.write(lab.answer("first_step"), FIRST_STEP)
    day.beyond_the_edge = lab.beyond_the_edge(lab.answer("first_step"))
    lab.restart_and_run_all()
    day.progress = lab.progress("2 of 2 exercises right")
    day.finished = lab.validate()
    lab.save()
    day.submitted = submit(lab)
    day.troubles, day.asked = list(lab.troubles), set(lab.asked)
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
    lab.assignments()
    before = lab.submissions().count()
    lab.page.locator("#fetched_assignments_list").get_by_role("button", name="Submit").click()
    expect(lab.submissions()).to_have_count(before + 1)
    return lab.page.locator("#submitted_assignments_list").inner_text()


def learn_by_keyboard(lab: JupyterLab) -> LearnersDay:
    day, keys, page = LearnersDay(), Keyboard(lab), lab.page
    downloaded = page.locator("#fetched_assignments_list")
    keys.command("Assignment List")
    page.get_by_role("button", name="Fetch", exact=True).wait_for()
    keys.go_to("Fetch")
    keys.press("Enter")
    downloaded.get_by_role("button", name=MODULE).wait_for()
    keys.go_to(MODULE)
    keys.press("Enter")
    downloaded.locator(".collapse.in, .collapse.show").wait_for()
    keys.go_to(MODULE)
    keys.press("Enter")
    lab.ready()
    keys.go_to_cell("Exercise 1")
    keys.go_to("Hint 1 (gentle)")
    keys.press("Enter")
    day.hint = page.locator("details[open]").inner_text()
    keys.go_to_cell("from exercises_lib", "ArrowUp")
    keys.press("Shift+Enter")
    keys.go_to_cell("# Write your answer here.")
    keys.write(MEAN_RATING)
    keys.go_to_cell('check("csat")')
    keys.press("Shift+Enter")
    day.wrong = lab.result("csat", "Not yet")
    keys.go_to_cell(MEAN_RATING, "ArrowUp")
    keys.write(CSAT)
    keys.press("Shift+Enter")
    day.right = lab.result("csat", "Right")
    keys.go_to_cell("# Write your answer here.")
    keys.write(FIRST_STEP.replace("\n", "; "), pasted=True)
    keys.command("Restart Kernel and Run All Cells")
    lab.dialog().wait_for()
    keys.press("Enter")
    expect(lab.dialog()).to_have_count(0)
    day.progress = lab.progress("2 of 2 exercises right")
    keys.press("ControlOrMeta+S")
    lab.saved()
    keys.go_to("Insert a cell below (B)", "Shift+Tab")
    keys.go_to("Validate", "ArrowRight")
    keys.press("Enter")
    lab.dialog().filter(has_text="Validation").wait_for()
    day.finished = lab.dialog().inner_text()
    keys.press("Enter")
    before = lab.submissions().count()
    keys.command("Assignment List")
    keys.go_to("Submit")
    keys.press("Enter")
    expect(lab.submissions()).to_have_count(before + 1)
    day.submitted = page.locator("#submitted_assignments_list").inner_text()
    day.troubles = list(lab.troubles)
    return day


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
    day.answer_read = mark_by_hand(formgrader, shot)
    formgrader.open(f"manage_submissions/{MODULE}")
    day.scores = {name: formgrader.row(name).inner_text() for name in [LEARNER, *OTHERS]}
    shot("trainer_submissions", formgrader.page)
    formgrader.open("manage_assignments")
    day.said["feedback"] = formgrader.press(formgrader.row(MODULE), "generate-feedback")
    day.said["feedback out"] = formgrader.press(formgrader.row(MODULE), "release-feedback")
    formgrader.open("manage_assignments")
    formgrader.row(MODULE)
    shot("trainer_formgrader", formgrader.page)
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


def mark_by_hand(formgrader: Formgrader, shot: Callable) -> str:
    """Give points and a comment for the one answer that a person reads. Returns that answer."""
    page = formgrader.page
    formgrader.open(f"manage_students/{LEARNER}/{MODULE}")
    page.get_by_role("link", name=MODULE).last.click()
    answer = page.locator(".nbgrader_cell").filter(has=page.locator("#first_step_answer"))
    for loaded in (".comment", ".extra-credit"):  # from here on the page saves what is written
        answer.locator(f"{loaded}[placeholder]").wait_for()
    for field_, text, place in (("#first_step_answer", "1.5", "grade"), (".comment", COMMENT, "comment")):
        with page.expect_response(lambda saved, place=place: _saves(saved, place)):
            answer.locator(field_).fill(text)
            answer.locator(field_).blur()
    shot("trainer_marks_an_answer", page)
    return answer.inner_text()


def _saves(response, place: str) -> bool:
    return f"/formgrader/api/{place}/" in response.url and response.request.method == "PUT"


@dataclass
class Feedback:
    """The feedback page that a learner fetched: a copy of it, and what it says in JupyterLab."""

    path: Path
    text: str


def fetch_feedback(lab: JupyterLab, places: Places, shot: Callable) -> Feedback:
    assignments = lab.assignments()
    assignments.get_by_role("button", name="Fetch Feedback").first.click()
    assignments.get_by_text("(view feedback)").first.click()
    lab.page.locator(".jp-DirListing-item").filter(has_text=f"{MODULE}.html").dblclick()
    text = lab.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
    text.get_by_text("Right · csat").wait_for()
    text.get_by_role("heading", name="Exercise 1").evaluate("heading => heading.scrollIntoView()")
    shot("learner_feedback_page", lab.page)
    path = next(places.learners.glob(f"{MODULE}/feedback/*/{MODULE}.html"))
    return Feedback(Path(shutil.copy(path, places.root / "feedback.html")), text.inner_text())


@dataclass
class FirstLesson:
    """What a newcomer saw in the real modules 00 and 01."""

    dialogs: list[str]
    first_page: str
    first_right: str = ""
    before_running: str = ""
    wrong: str = ""
    right: str = ""
    error: str = ""
    progress: str = ""
    troubles: list[str] = field(default_factory=list)


def begin(lab: JupyterLab, shot: Callable) -> FirstLesson:
    lab.ready()
    day = FirstLesson(lab.interruptions(), lab.notebook().inner_text())
    shot("learner_first_page", lab.page)
    lab.run_folded()
    lab.write(lab.answer("calls_today"), "calls_today = 18 + 14 + 9")
    day.first_right = lab.check("calls_today", "Right")
    lab.open(LESSON)
    lab.run(lab.check_cell("copies"))
    day.before_running = lab.said_under_error(lab.check_cell("copies"))
    lab.menu("View", "File Browser")  # more room for the pictures
    lab.answer("copies").locator(".cm-content").click()
    lab.page.keyboard.press("Escape")
    lab.menu("Run", "Run All Above Selected Cell")
    lab.write(lab.answer("copies"), "copies = exprot.duplicated().sum()")
    day.error = lab.said_under_error(lab.answer("copies"))
    shot("learner_error", lab.page, lab.answer("copies"))
    prompt = lab.notebook().get_by_role("heading", name=re.compile("Exercise 5 ·"))
    lab.write(lab.answer("copies"), "copies = visits.duplicated().sum()")
    day.wrong = lab.check("copies", "Not yet")
    shot("learner_wrong", lab.page, prompt, lab.check_cell("copies"))
    lab.write(lab.answer("copies"), "copies = export.duplicated().sum()")
    day.right = lab.check("copies", "Right")
    shot("learner_right", lab.page, lab.answer("copies"), lab.check_cell("copies"))
    shot("learner_feedback", lab.page, "learner_wrong", "learner_right")
    lab.run(lab.cell("progress()"))
    day.progress = lab.progress("1 of 14 exercises right")
    shot("learner_progress", lab.page, lab.cell("progress()"))
    day.troubles = list(lab.troubles)
    return day
