"""A small cohort of varied submissions to one module, for the demo and the tests: the best, the blank, every known
mistake, and everything that goes wrong in a real class."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from exercises_lib.authoring import variants
from exercises_lib.cells import solution_cells
from exercises_lib.checks.record import Record


@dataclass(frozen=True)
class HandIn:
    """What one learner of the cohort hands in: the text of the notebook file, and what is special about it."""

    learner: str
    about: str
    content: str


def answers(
    release: NotebookNode, source: NotebookNode, practice: dict[str, Record], rounds: int | None
) -> list[HandIn]:
    """Right, wrong, typed in and none. `practice` are the key records on the practice sample.

    All known mistakes are made, or those of the first `rounds` rounds.
    """
    mistaken = variants.mistake_rounds(release, source, practice)[:rounds]
    made = [
        ("ama", "everything right", variants.solved(release, source)),
        ("bashir", "nothing touched", release),
        ("chen", "the first half done", first_half(release, source, list(practice))),
        *(
            (f"mistake_{number}", f"known mistakes, round {number}", notebook)
            for number, (_, notebook) in enumerate(mistaken, 1)
        ),
        ("gita", "answers typed in, not computed", typed_in(release, source, practice)),
    ]
    return [HandIn(learner, about, nbformat.writes(notebook)) for learner, about, notebook in made]


def mishaps(release: NotebookNode, source: NotebookNode, exercises: list[str]) -> list[HandIn]:
    """Whatever else happens in a real class, which is much the same in every module."""
    solved = variants.solved(release, source)
    made = [
        ("dalisay", "right, with a warning", edited(solved, exercises[0], lambda code: WARNING + code)),
        ("esi", "a cell kills its process", edited(solved, exercises[1], lambda code: "import os\nos._exit(0)")),
        ("farid", "a loop that never ends", edited(solved, exercises[2], lambda code: "while True:\n    pass")),
        ("hiro", "tries to cheat", cheating(release, exercises)),
        ("ines", "a check cell deleted", without(solved, exercises[0])),
        ("jomo", "an answer and its check deleted", without(without(solved, exercises[1]), f"{exercises[1]}_answer")),
        ("kavya", "a check cell copied", doubled(solved, exercises[1])),
    ]
    return [HandIn(learner, about, nbformat.writes(notebook)) for learner, about, notebook in made] + [
        HandIn("luis", "a damaged file", nbformat.writes(solved)[:5000]),
        HandIn("mina", "an empty file", ""),
        HandIn("noor", "a notebook of another module", nbformat.writes(another_module())),
    ]


def hand_in(course_root: Path, module: str, submission: HandIn) -> Path:
    """Write a submission where nbgrader looks for it. Returns the notebook's path."""
    path = Path(course_root) / "submitted" / submission.learner / module / f"{module}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(submission.content, encoding="utf-8")
    return path


WARNING = "import warnings\nwarnings.warn('only a warning')\n"


def answer_cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return _cell(notebook, f"{name}_answer")


def _cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    found: NotebookNode = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    return found


def edited(notebook: NotebookNode, name: str, change: Callable[[str], str]) -> NotebookNode:
    """A copy with the answer cell of one exercise changed."""
    notebook = copy.deepcopy(notebook)
    cell = answer_cell(notebook, name)
    cell.source = change(cell.source)
    return notebook


def first_half(release: NotebookNode, source: NotebookNode, exercises: list[str]) -> NotebookNode:
    notebook, solutions = copy.deepcopy(release), solution_cells(source)
    for name in exercises[: len(exercises) // 2]:
        answer_cell(notebook, name).source = solutions[f"{name}_answer"]
    return notebook


def without(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """A copy without the cell of this id."""
    notebook = copy.deepcopy(notebook)
    notebook.cells.remove(_cell(notebook, grade_id))
    return notebook


def doubled(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """A copy in which the cell of this id stands twice, as after copy and paste."""
    notebook = copy.deepcopy(notebook)
    cell = _cell(notebook, grade_id)
    twin = copy.deepcopy(cell)
    twin.id += "-copy"
    notebook.cells.insert(notebook.cells.index(cell), twin)
    return notebook


def typed_in(release: NotebookNode, source: NotebookNode, practice: dict[str, Record]) -> NotebookNode:
    """The solved module with every number typed in as the practice sample gives it."""
    answers = {name: typed for name, record in practice.items() if (typed := _typed(name, record))}
    return variants.with_answers(release, source, answers)


def _typed(name: str, record: Record) -> str:
    """Code that gives an answer as a literal; empty for an answer that nobody would type."""
    if record["kind"] == "number":
        return f"{name} = {record['facets']['value'][0]}"
    if record["kind"] == "fields" and all(facet.endswith(": value") for facet in record["facets"]):
        numbers = [forms[0] for forms in record["facets"].values()]
        return f"{name} = {dict(zip(record['options']['fields'], map(float, numbers), strict=True))}"
    return ""


def cheating(release: NotebookNode, exercises: list[str]) -> NotebookNode:
    """No answer at all, but everything that has ever fooled a notebook grader."""
    notebook = copy.deepcopy(release)
    for name in exercises:
        answer_cell(notebook, name).source = f"{name} = AlwaysEqual()"
    notebook.cells.insert(1, new_code_cell(TRICKS, id="tricks"))
    for cell in notebook.cells:
        if "points" in (meta := cell.metadata.get("nbgrader", {})):
            meta["points"] = 1000
    return notebook


TRICKS = """
import sys, ast, exercises_lib
class AlwaysEqual:
    def __eq__(self, other): return True
    def __float__(self): return 1.0
    def __getattr__(self, name): return self
class DropAsserts(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(DropAsserts())
exercises_lib.check = check = lambda name: 1000
sys.displayhook(2)
print("3.0 points")
"""


def another_module() -> NotebookNode:
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=[new_code_cell("print('another module')", id="other")])
    notebook.cells[0].metadata["nbgrader"] = json.loads(
        '{"grade": true, "grade_id": "from_elsewhere", "locked": true, "points": 5, "solution": false,'
        ' "schema_version": 3, "task": false}'
    )
    return notebook
