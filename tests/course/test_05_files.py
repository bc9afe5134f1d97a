"""Module 05's files: a sheet, a folder and a note count as they lie beside the notebook that was handed in."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from course_for_tests.graded import QUICK_CARD, SETTINGS, Course, grade
from course_for_tests.modules import ROOT, lend_keys
from course_for_tests.once import once

from exercises_lib.checks import drawn
from exercises_lib.contact_centre import PRACTICE_SEED
from exercises_lib.contact_centre.workstation import FILES, tools

MODULE = "05_computer_skills"
pytestmark = pytest.mark.xdist_group(MODULE)  # where the module's proofs are, with which it shares keys
OWN = "7f3a91"
FILE_POINTS = {"handover": 3, "desk_state": 4, "safe_note": 2}
SAFE = re.compile(
    "false mail|clicked on|ock the screen (when|first)|open screen behind|ticket number|number of the|manager"
)


def notebook(handout):
    """What a learner has in the notebook who works on the files with other programs."""
    made = handout.blank_but(
        handover='handover = sheet_report("handover.xlsx")',
        desk_state="desk_state = desk_report()",
        safe_note='safe_note = letters_left("note.txt")',
    )
    return _numbered(made)


def _numbered(made):
    for cell in made.cells:
        if drawn.CELL.search(cell.source):
            cell.source = f'own = own_draw("{OWN}")'
    return made


def own(pool: str, name: str, folder: Path) -> Path:
    """A learner's own file of a pool."""
    path = folder / name.format(drawn.place(OWN, pool) + 1)
    path.write_bytes(FILES[path.name](PRACTICE_SEED))
    return path


def made_by_hand(folder: Path) -> dict[str, bytes]:
    """The files as they are when everything is done, by path."""
    work = folder / "work"
    desk = tools.lay_out(own("desks", "desk_{}.zip", folder), work / "desk")
    next(desk.glob("New Text*")).rename(desk / "notes_2026-03-31.txt")
    newest = max(desk.glob("callbacks*"), key=lambda path: path.stat().st_mtime)
    for name in ("to_send", "screenshots", "to_send/.ipynb_checkpoints"):
        (desk / name).mkdir()
    shutil.copy(newest, desk / "to_send")
    for path in list(desk.glob("screenshot*.png")):
        shutil.move(path, desk / "screenshots")
    sheet = own("sheets", "handover_{}.xlsx", folder)
    book = openpyxl.load_workbook(sheet)
    row = [cell.value for cell in book["Callbacks"]["A"]].index("Total minutes") + 1
    book["Callbacks"].cell(row, 3).value = f"=SUM(C4:C{row - 2})"
    book.save(work / "handover.xlsx")
    notes = own("notes", "notes.json", folder).read_text()
    lines = json.loads(notes)[drawn.place(OWN, "notes")]["text"].splitlines()
    (work / "note.txt").write_text("\n".join(line for line in lines if SAFE.search(line)))
    return {str(path.relative_to(work)): path.read_bytes() for path in work.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    def make(folder: Path):
        root = folder / "course"
        for kept in (f"course/{MODULE}", f"source/{MODULE}"):
            shutil.copytree(ROOT / kept, root / kept)
        shutil.copy(ROOT / "course" / "syllabus.toml", root / "course")
        (root / "nbgrader_config.py").write_text(SETTINGS.read_text() + QUICK_CARD)
        files = made_by_hand(folder)
        submissions = {
            "by_hand": lambda h: {f"{MODULE}.ipynb": notebook(h), **files},
            "notebook_alone": notebook,
            "by_code_after_hand": lambda h: {f"{MODULE}.ipynb": _numbered(h.solved()), **files},
        }
        lend_keys(MODULE, folder / "state")
        return grade(Course(root, folder / "state"), submissions, MODULE)

    return once(tmp_path_factory, "files", make)


def on_files(graded, learner: str) -> dict[str, float | None]:
    return {name: points for name, points in graded.marks(learner).items() if name in FILE_POINTS}


@pytest.mark.parametrize("learner", ["by_hand", "by_code_after_hand"])
def test_what_lies_there_counts_and_code_as_well(graded, learner):
    assert on_files(graded, learner) == FILE_POINTS


def test_code_on_a_fresh_sample_needs_none_of_the_files(graded):
    assert sum(points or 0 for points in graded.marks("by_code_after_hand").values()) == 40


def test_who_hands_in_the_notebook_alone_reads_what_is_missing(graded):
    assert set(on_files(graded, "notebook_alone").values()) == {0}
    for name, missing in (
        ("handover", "hand in the file"),
        ("desk_state", "hand in the folder"),
        ("safe_note", "note.txt"),
    ):
        assert missing in graded.message("notebook_alone", name)
