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
    left, asked = set(chosen), _asked_examples(notebook, chosen, checked)
    for cell in notebook.cells:
        answers, checks = answered_in(cell) or "", checked.get(id(cell), "")
        exercise = answers or checks
        if cell.cell_type != "code" or not left or exercise and exercise not in chosen:
            continue
        is_ours = "nbgrader" in cell.metadata or drawn.CELL.search(cell.source)
        if not is_ours and id(cell) not in asked:
            continue
        plain = mutants.plain_python(cell.source) is not None
        code = compile(cell.source, f"<{exercise or 'cell'}>", "exec") if plain else None
        yield Step(cell.source, code, answers, checks)
        left.discard(checks)


def _asked_examples(notebook: NotebookNode, chosen: dict[str, list[Mutant]], checked: dict[int, str]) -> set[int]:
    """The worked examples (`id` of their cells) that make a name which is used by what is to be run.

    No exercise needs one, but a mutant may. With them come all that make or change what they use.
    """
    ours = [mutant.code for those in chosen.values() for mutant in those]
    examples: dict[int, ast.Module] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (answered_in(cell) or checked.get(id(cell)) or "") in {"", *chosen}:
            if "nbgrader" in cell.metadata:
                ours.append(cell.source)
            elif tree := mutants.plain_python(cell.source):
                examples[id(cell)] = tree
    read = [tree for code in ours if (tree := mutants.plain_python(code))]
    by_examples = {name for tree in examples.values() for name in _made(tree)}
    wanted = {name for tree in read for name in _used(tree)} & by_examples
    asked: set[int] = set()
    while more := {at for at, tree in examples.items() if at not in asked and _names(tree) & wanted}:
        asked |= more
        wanted |= {name for at in more for name in _names(examples[at])} & by_examples
    return asked


def _used(tree: ast.Module) -> set[str]:
    """The names that code uses before it has made them itself."""
    used: set[str] = set()
    made: set[str] = set()
    for statement in tree.body:
        nodes = list(ast.walk(statement))
        read = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)}
        read |= {n.target.id for n in nodes if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name)}
        used |= read - made
        made |= _surely_made(statement)
    return used


def _surely_made(statement: ast.stmt) -> set[str]:
    """The notebook's own names that a statement makes in any case: none that live inside a function or a list."""
    if isinstance(statement, ast.Assign):
        nodes = (node for target in statement.targets for node in ast.walk(target))
        return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    return _imported(statement) if isinstance(statement, (ast.Import, ast.ImportFrom)) else set()


def _names(tree: ast.Module) -> set[str]:
    """The names that code uses or makes."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | _made(tree)


def _made(tree: ast.Module) -> set[str]:
    """The names that code gives something to, imports or defines."""
    defined = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    return {*mutants.made_in(tree), *defined, *_imported(tree)}


def _imported(tree: ast.AST) -> set[str]:
    return {(node.asname or node.name).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.alias)}
