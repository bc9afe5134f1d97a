"""How long a sitting of a module takes, counted, against what its text says.

A sitting begins with a text cell whose first line is `**Sitting 2 of 3 · about 90 minutes.** Aim: …`. The rates below
are for somebody who has never coded and reads English as a second language: 110 words a minute (half of what M.
Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109 (2019), found for adults who
read non-fiction silently: 238), and times that trainers can change here when they have seen their own groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from exercises_lib import course_folder
from exercises_lib.authoring import prompts
from exercises_lib.authoring.subject import Subject
from exercises_lib.cells import check_cells

START = re.compile(r"\A\*\*Sitting (\d+) of (\d+) · about (\d+) minutes\.\*\*")
RECORDING = re.compile(r"""["'](audio/[\w.]+)["']""")
WORDS_A_MINUTE = 110
MINUTES = {"runs": 1.5, "computed": 8, "by eye": 5, "reply": 12, "playbook": 15, "conversation": 15}
HEARD = 1.5  # times that a recording is played
BYTES_A_MINUTE = 24_000 / 8 * 60  # of a recording, see course/audio/render.py
OFF = 0.25  # so far a sitting may be from what is counted


def sittings_are_as_long_as_they_say(subject: Subject) -> Iterator[str]:
    """Each sitting takes about as long as its first line and the first page say, and ends with `progress()`."""
    parts = _parts(subject.source)
    module = next((m for m in course_folder.syllabus(subject.root) if m.id == subject.module), None)
    for number, (start, cells) in enumerate(parts, 1):
        said, counted = int(start[3]), minutes(cells, subject)
        if (int(start[1]), int(start[2])) != (number, len(parts)):
            yield f"sitting {number} of {len(parts)} says that it is {start[1]} of {start[2]}"
        if abs(said - counted) > OFF * counted:
            yield f"sitting {number} says about {said} minutes; counted are {counted:.0f}"
        if not re.search(rf"(?m)^\| *{number} · .*\b{said} minutes *\|", subject.source.cells[0].source):
            yield f"the first page should have a row `| {number} · … | … | {said} minutes |` for sitting {number}"
        if not any(cell.cell_type == "code" and "progress()" in cell.source for cell in cells):
            yield f"sitting {number} has no cell with `progress()` at its end"
    total = sum(int(start[3]) for start, _ in parts) / 60
    if parts and module and abs(total - module.hours) > OFF * module.hours:
        yield f"the sittings say {total:.1f} hours together, the syllabus {module.hours:g}"


def _parts(notebook: NotebookNode) -> list[tuple[re.Match[str], list[NotebookNode]]]:
    """The sittings: how each begins, and its cells. What comes before the first belongs to it."""
    starts = [(at, found) for at, cell in enumerate(notebook.cells) if (found := START.match(cell.source))]
    ends = [*(at for at, _ in starts[1:]), len(notebook.cells)][: len(starts)]
    return [
        (found, notebook.cells[at if number else 0 : end])
        for number, ((at, found), end) in enumerate(zip(starts, ends, strict=True))
    ]


def minutes(cells: list[NotebookNode], subject: Subject) -> float:
    """How many minutes a beginner needs for these cells of a module."""
    exercises = {id(cell): name for cell, name in check_cells(subject.source)}
    total = 0.0
    for cell in cells:
        if cell.cell_type == "markdown":
            total += len(cell.source.split()) / WORDS_A_MINUTE
        elif id(cell) in exercises:
            total += MINUTES[_what(subject, cell, exercises[id(cell)])]
        elif not cell.metadata.get("nbgrader", {}).get("solution"):
            total += MINUTES["runs"] + sum(
                _heard(subject.path.parent / name) for name in RECORDING.findall(cell.source)
            )
    return total


def _what(subject: Subject, check: NotebookNode, name: str) -> str:
    kind = subject.records(None)[name]["kind"]
    if kind in MINUTES:
        return kind
    prompt = prompts.of(subject.source.cells, subject.source.cells.index(check))
    return "by eye" if prompts.BY_EYE in prompt else "computed"


def _heard(recording: Path) -> float:
    return HEARD * recording.stat().st_size / BYTES_A_MINUTE if recording.exists() else 0
