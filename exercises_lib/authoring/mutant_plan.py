"""What is run on each sample to try some mutants: the same on all of them, so it is made once, before the forks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from nbformat import NotebookNode

from exercises_lib.authoring import example_words, mutants
from exercises_lib.authoring.mutants import Mutant
from exercises_lib.cells import answered_in, check_cells
from exercises_lib.checks import drawn


@dataclass(frozen=True)
class Step:
    """One cell of the solution. `code` is None where it is no plain Python."""

    source: str
    code: CodeType | None
    answers: str  # the exercise, in an answer cell
    checks: str  # the exercise, in a check cell


class Plan:
    """The cells that the chosen mutants need, by exercise, and what a key ring asks of the notebook."""

    def __init__(self, notebook: NotebookNode, chosen: dict[str, list[Mutant]]):
        found = check_cells(notebook)
        self.chosen = chosen
        self.points = {name: float(cell.metadata.nbgrader.points) for cell, name in found}
        self.examples = example_words.of_module(notebook)
        self.steps = list(_steps(notebook, chosen, {id(cell): name for cell, name in found}))


def _steps(notebook: NotebookNode, chosen: dict[str, list[Mutant]], checked: dict[int, str]) -> Iterator[Step]:
    left, examples_matter = set(chosen), _ask_an_example(notebook, chosen, checked)
    for cell in notebook.cells:
        answers, checks = answered_in(cell) or "", checked.get(id(cell), "")
        exercise = answers or checks
        if cell.cell_type != "code" or not left or exercise and exercise not in chosen:
            continue
        if not examples_matter and "nbgrader" not in cell.metadata and not drawn.CELL.search(cell.source):
            continue
        plain = mutants.plain_python(cell.source) is not None
        code = compile(cell.source, f"<{exercise or 'cell'}>", "exec") if plain else None
        yield Step(cell.source, code, answers, checks)
        left.discard(checks)


def _ask_an_example(notebook: NotebookNode, chosen: dict[str, list[Mutant]], checked: dict[int, str]) -> bool:
    """Whether what is to be run uses a name that only a worked example makes. No exercise does, but a mutant may."""
    ours = [mutant.code for those in chosen.values() for mutant in those]
    examples: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and (answered_in(cell) or checked.get(id(cell)) or "") in {"", *chosen}:
            (ours if "nbgrader" in cell.metadata else examples).append(cell.source)
    read, shown = ([tree for code in codes if (tree := mutants.plain_python(code))] for codes in (ours, examples))
    used = {node.id for tree in read for node in ast.walk(tree) if isinstance(node, ast.Name)}
    made, by_examples = ({name for tree in trees for name in mutants.made_in(tree)} for trees in (read, shown))
    return bool(used & by_examples - made)
