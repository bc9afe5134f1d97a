"""What the worked examples of a module write on their plots, so that it can be told from a learner's own words."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

from exercises_lib.authoring.mutants import plain_python
from exercises_lib.cells import check_cells

CALLS = {
    "set_title": "title", "title": "title", "suptitle": "title",
    "set_xlabel": "x label", "xlabel": "x label", "set_ylabel": "y label", "ylabel": "y label", "legend": "legend",
}  # fmt: skip
OPTIONS = {"title": "title", "xlabel": "x label", "ylabel": "y label", "label": "legend"}


def of_module(notebook: NotebookNode) -> dict[str, dict[str, list[str]]]:
    """For each exercise, what the examples before it say in each place of a plot."""
    checks, found = {id(cell): name for cell, name in check_cells(notebook)}, {}
    said: dict[str, list[str]] = {}
    for cell in notebook.cells:
        if id(cell) in checks:
            found[checks[id(cell)]] = {place: list(texts) for place, texts in said.items()}
        elif cell.cell_type == "code" and "nbgrader" not in cell.metadata and (tree := plain_python(cell.source)):
            for place, text in _said(tree):
                said.setdefault(place, []).append(text)
    return found


def _said(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and (place := CALLS.get(call.func.attr)):
            yield from ((place, text) for value in call.args[:1] for text in _texts(value))
        for option in call.keywords:
            if option.arg in OPTIONS:
                yield from ((OPTIONS[option.arg], text) for text in _texts(option.value))


def _texts(value: ast.expr) -> list[str]:
    """The texts that are written down in an expression: one, or a list of them."""
    values = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
    return [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
