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
from functools import cache
from types import CodeType
from typing import Any, TypeVar

from nbformat import NotebookNode

from exercises_lib.authoring.mutations import slips
from exercises_lib.authoring.tree_copy import copied
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
            code = ast.unparse(ast.fix_missing_locations(copied(tree, {id(node): new})))
            found.setdefault(code, Mutant(code, when))
    return [mutant for mutant in found.values() if mutant]


def plain_python(source: str) -> ast.Module | None:
    """A cell's syntax tree; None where it is no plain Python: `%%call`, `%matplotlib inline`, `!ls`, a broken line."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


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
    try:
        code, places = compiled(mutant.code)
        own = namespace | {changed: _copied(namespace[changed]) for changed in _changed(places, namespace)}
        own.pop(name, None)
        with warnings.catch_warnings(), time_limit(SECONDS):
            warnings.simplefilter("ignore")
            exec(code, own)
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


@cache
def compiled(code: str) -> tuple[CodeType, frozenset[str]]:
    """A mutant's code, and the names of what it may change in place: `table["column"] = ...`, `table.update(...)`.

    It is tried on many samples, and for each variant of what is drawn.
    """
    tree = ast.parse(code)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            place: ast.AST = node.value.func
        elif isinstance(getattr(node, "ctx", None), ast.Store):
            place = node
        else:
            continue
        if isinstance(place, ast.Name):
            continue
        while isinstance(place, (ast.Subscript, ast.Attribute, ast.Call)):
            place = place.func if isinstance(place, ast.Call) else place.value
        if isinstance(place, ast.Name):
            found.add(place.id)
    return compile(tree, "<mutant>", "exec"), frozenset(found)


def _changed(places: frozenset[str], namespace: dict[str, Any]) -> set[str]:
    """Those of these names that are data."""
    no_data = (types.ModuleType, types.FunctionType, type)
    return {one for one in places if one in namespace and not isinstance(namespace[one], no_data)}


def close_figures() -> None:
    """As after each cell in a notebook."""
    import matplotlib.pyplot as plt

    plt.close("all")
