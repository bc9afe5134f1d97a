"""The small wrong solutions that beginners make, from the right one: *mutants*.

    csat = (scores >= 4).mean()   ->   (scores > 4).mean(), (scores >= 4).sum(), (scores >= 4).mean, ...

Each is the solution with one thing changed (mutations.py says which). Their answers become known mistakes of the key,
each with its sentence; and `bpo check` proves that none of them is right on the practice sample alone. Nothing here
knows which are wrong: one that is right on all data is simply another way to write the solution.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache

from nbformat import NotebookNode

from exercises_lib.authoring.mutations import slips
from exercises_lib.authoring.tree_copy import copied
from exercises_lib.cells import CHECK, solution_cells

NAMES = 3  # so many of the worked example's names are tried, the last ones


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
            found[check[1]] = list(mutants(cells.get(f"{check[1]}_answer", ""), check[1], tuple(names[-NAMES:])))
            names = []
    return found


@cache
def mutants(solution: str, answer: str, stand_ins: tuple[str, ...] = ()) -> tuple[Mutant, ...]:
    """All mutants of a solution, each once. `stand_ins`: the worked example's names, which a beginner may leave in."""
    if (tree := plain_python(solution)) is None:
        return ()
    own = {*made_in(tree), *(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))}
    texts = [ast.unparse(statement) for statement in tree.body]
    at = {id(node): number for number, statement in enumerate(tree.body) for node in ast.walk(statement)}
    found: dict[str, Mutant | None] = {"\n".join(texts): None}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.expr, ast.stmt)):
            continue
        before, statement, after = texts[: at[id(node)]], tree.body[at[id(node)]], texts[at[id(node)] + 1 :]
        for new, when in slips(node, answer, own, stand_ins):
            code = "\n".join([*before, *_text(statement, node, new), *after])
            found.setdefault(code, Mutant(code, when))
    return tuple(mutant for mutant in found.values() if mutant)


def _text(statement: ast.stmt, node: ast.AST, new: ast.AST | None) -> list[str]:
    """The code of a statement with another node in the place of one of its nodes; none where that is the whole."""
    changed = new if node is statement else copied(statement, {id(node): new})
    return [ast.unparse(ast.fix_missing_locations(changed))] if changed else []


@cache
def plain_python(source: str) -> ast.Module | None:
    """A cell's syntax tree, to be read only; None where it is no plain Python: `%%call`, `!ls`, a broken line."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def made_in(tree: ast.Module) -> list[str]:
    """The names that code gives something to, in their order."""
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
