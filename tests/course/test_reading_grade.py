"""What learners read is plain English: a reading grade of 8 or lower, for a module as a whole and for each prompt.

Counted on prose only: no code, tables, headings or data. A name in code counts as one short word. The messages of known
mistakes are prose too. The measure is `exercises_lib.checks.prose` (Flesch and Kincaid), the one
that learners' own replies are held to. It needs no network, which textstat does for its dictionary of syllables.
Counted with that dictionary, every prompt of the course was within 0.4 of the grade measured here.
"""

from __future__ import annotations

import re

import nbformat
import pytest
from course_for_tests.modules import MODULES, ROOT, subject

from exercises_lib import course_folder
from exercises_lib.authoring import course
from exercises_lib.cells import check_cells
from exercises_lib.checks import prose

HIGHEST = 8  # also for a single prompt, though few sentences vary more than many
FEWEST_WORDS = 20  # of a prompt: below that nothing is measured
EXERCISE = re.compile(r"(?m)^### Exercise \d+")


def prose_of(markdown: str) -> str:
    """The sentences of a text cell; each item of a list and each paragraph on its own."""
    text = re.sub(r"(?ms)^```.*?^```", "", markdown)
    kept = [line for line in text.splitlines() if not re.match(r"\s*(?:#|\||>\s*\||<|---|\+\+\+|:\w+:)", line)]
    text = "\n".join(re.sub(r"^\s*>\s?", "", line) for line in kept)
    text = re.sub(r"(?m)^\s*(?:[-*]|\d+\.)\s+", "\n\n", text)  # an item
    text = re.sub(r"`[^`]+`", "x", text)  # a name in code
    return re.sub(r"\*+|(?<!\w)_|_(?!\w)", "", text)


def prompts(notebook) -> dict[str, str]:
    """The text of each exercise with its hints, by its heading."""
    found = {}
    for cell in notebook.cells:
        at = EXERCISE.search(cell.source) if cell.cell_type == "markdown" else None
        if at:
            found[cell.source[at.start() :].splitlines()[0]] = prose_of(cell.source[at.start() :])
    return found


def too_hard(texts: dict[str, str]) -> dict[str, float]:
    grades = {name: prose.reading_grade(text) for name, text in texts.items() if len(prose.words(text)) >= FEWEST_WORDS}
    return {name: grade for name, grade in grades.items() if grade > HIGHEST}


@pytest.mark.parametrize("module", [pytest.param(m, marks=pytest.mark.xdist_group(m)) for m in MODULES])
def test_reading_grade(module):
    notebook = course.read_twin(course_folder.twin_path(ROOT, module))
    exercises = prompts(notebook)
    source = nbformat.read(course_folder.source_path(ROOT, module), 4)
    records = subject(module).records(None)
    messages = [m["message"] for record in records.values() for m in record["mistakes"] if m["declared"]]
    whole = {
        "all text": "\n\n".join(prose_of(cell.source) for cell in notebook.cells if cell.cell_type == "markdown"),
        "all messages": "\n\n".join(map(prose_of, messages)),
    }
    assert len(exercises) == len(check_cells(source)), "an exercise without its heading is not measured"
    assert all(len(prose.words(text)) >= FEWEST_WORDS for text in [*exercises.values(), *whole.values()])
    assert too_hard(whole | exercises) == {}


HARD = (
    "Notwithstanding any contractual obligation to the contrary, representatives are required to ascertain whether the "
    "remuneration of the aforementioned instalments necessitates additional authorisation by an administrator."
)


def test_a_hard_paragraph_is_noticed():
    assert too_hard({"hard": prose_of(HARD)})["hard"] > 15
    prompt = "### Exercise 1 · Fees\n\n**On the floor.** The customer waits.\n\n**Your task.** " + 3 * f"{HARD}\n\n"
    assert too_hard({"prompt": prose_of(prompt)})


def test_what_is_not_prose_is_left_out():
    text = (
        "# Extraordinarily complicated\n\nRun `extraordinarily_complicated()` **now**.\n\n> Look at *this* one.\n\n"
        "| administrator | authorisation |\n|---|---|\n| a | b |\n\n```python\nadministration()\n```\n\n"
        "- one thing\n- another thing\n\n<details><summary>Hint 1 (gentle)</summary>\n\nGo on.\n\n</details>\n"
    )
    assert " ".join(prose_of(text).split()) == "Run x now. Look at this one. one thing another thing Go on."
