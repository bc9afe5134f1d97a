"""The small wrong solutions that beginners make, from the right one: *mutants*.

    csat = (scores >= 4).mean()   ->   (scores > 4).mean(), (scores >= 4).sum(), (scores >= 4).mean, ...

Each is the solution with one thing changed (mutations.py says which). Their answers become known mistakes of the key,
each with its sentence; and `bpo check` proves that none of them is right on the practice sample alone. Nothing here
knows which are wrong: one that is right on all data is simply another way to write the solution.
"""

from __future__ import annotations

import ast
import copy
import types
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from nbformat import NotebookNode

from exercises_lib.authoring.mutations import copied, slips
from exercises_lib.cells import CHECK, solution_cells
from exercises_lib.grading.process.shell import CellTimeout, time_limit

SECONDS = 2  # of one mutant; a loop that never ends is no quiet mistake
NAMES = 3  # so many of the worked example's names are tried, the last ones


T = TypeVar("T")


@dataclass(frozen=True)
class Mutant:
    """The code of an answer cell, and when it comes to be so: "the blanks are left in"."""

    code: str
    when: str


def of_module(notebook: NotebookNode) -> dict[str, list[Mutant]]:
    """The mutants of each exercise of a solution notebook. None where the answer cell is no plain Python (`%%call`)."""
    cells, found, names = solution_cells(notebook), {}, []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if "nbgrader" not in cell.metadata and (tree := plain_python(cell.source)):
            names += made_in(tree)
        elif check := CHECK.search(cell.source):
            found[check[1]] = mutants(cells.get(f"{check[1]}_answer", ""), check[1], tuple(names[-NAMES:]))
            names = []
    return found


def mutants(solution: str, answer: str, stand_ins: tuple[str, ...] = ()) -> list[Mutant]:
    """All mutants of a solution, each once. `stand_ins`: the worked example's names, which a beginner may leave in."""
    if (tree := plain_python(solution)) is None:
        return []
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.expr, ast.stmt))]
    own = {*made_in(tree), *(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))}
    found: dict[str, Mutant | None] = {ast.unparse(tree): None}
    for node in nodes:
        for new, when in slips(node, answer, own, stand_ins):
            code = ast.unparse(ast.fix_missing_locations(_put(new, node, tree)))
            found.setdefault(code, Mutant(code, when))
    return [mutant for mutant in found.values() if mutant]


def plain_python(source: str) -> ast.Module | None:
    """A cell's syntax tree; None where it is no plain Python: `%%call`, `%matplotlib inline`, `!ls`, a broken line."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def _put(new: ast.AST | None, old: ast.AST, tree: ast.Module) -> ast.Module:
    """A copy of a tree with another node in the place of one; None removes a statement."""
    copies: dict[int, ast.AST] = {}  # by the id of what was copied
    new_tree = copied(tree, copies)
    changed = _Put(copies[id(old)], new).visit(new_tree)
    assert isinstance(changed, ast.Module), "no slip is in place of all"
    return changed


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST | None):
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST | None:
        return self.new if node is self.old else self.generic_visit(node)


def made_in(tree: ast.Module) -> list[str]:
    """The names that code gives something to, in their order."""
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def answers(mutants: list[Mutant], name: str, namespace: dict[str, Any]) -> Iterator[tuple[Mutant, object]]:
    """Each mutant with the value it gives `name`, or with the error it stops with. `namespace` stays as it is.

    Run this before the solution: a mutant that leaves a step out must not find it done.
    """
    for mutant in mutants:
        yield mutant, _answer(mutant, name, namespace)


def _answer(mutant: Mutant, name: str, namespace: dict[str, Any]) -> object:
    tree = ast.parse(mutant.code)
    own = namespace | {changed: _copied(namespace[changed]) for changed in _changed(tree, namespace)}
    own.pop(name, None)
    try:
        with warnings.catch_warnings(), time_limit(SECONDS):
            warnings.simplefilter("ignore")
            exec(compile(tree, "<mutant>", "exec"), own)
            return own.get(name)
    except (Exception, CellTimeout) as error:
        return error
    finally:
        close_figures()


def _copied(data: T) -> T:
    try:
        return copy.deepcopy(data)
    except TypeError:  # an open file, a connection: the mutants share it
        return data


def _changed(tree: ast.Module, namespace: dict[str, Any]) -> set[str]:
    """The names of data that code may change in place: `table["column"] = ...`, `table.update(...)`."""
    places = [node for node in ast.walk(tree) if isinstance(getattr(node, "ctx", None), ast.Store)]
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    places += [called.func for called in statements if isinstance(called, ast.Call)]
    found = set()
    for place in places:
        if isinstance(place, ast.Name):
            continue
        while isinstance(place, (ast.Subscript, ast.Attribute, ast.Call)):
            place = place.func if isinstance(place, ast.Call) else place.value
        if isinstance(place, ast.Name):
            found.add(place.id)
    no_data = (types.ModuleType, types.FunctionType, type)
    return {one for one in found if one in namespace and not isinstance(namespace[one], no_data)}


def close_figures() -> None:
    """As after each cell in a notebook."""
    import matplotlib.pyplot as plt

    plt.close("all")
