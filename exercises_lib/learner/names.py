"""The names that cells of a notebook make, and which of some names is most like another."""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST = 20_000  # signs of a cell in which names are looked for in their order


def notebook_cells() -> list[str]:
    """The code cells of this notebook, as it was last saved; none where it cannot be found."""
    named = Path(os.environ.get("JPY_SESSION_NAME", "")).name
    here = [Path(named)] if named.endswith(".ipynb") else list(Path().glob("*.ipynb"))
    try:
        cells = json.loads(here[0].read_text(encoding="utf-8"))["cells"] if len(here) == 1 else []
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def made_by(source: str) -> set[str]:
    """The names that a cell gives a value to."""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        return set(_made(ast.parse("\n".join(lines))))
    except SyntaxError:
        return set(re.findall(r"^(\w+)\s*=(?!=)", source, re.MULTILINE))


def _made(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield child.name
        elif isinstance(child, ast.alias):
            yield child.asname or child.name.split(".")[0]
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id
        elif not isinstance(child, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            yield from _made(child)


def made_in_turn(source: str) -> list[str]:
    """The names that a cell gives a value to, in their order; none where Python cannot read it."""
    lines = [line for line in source[:LONGEST].splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        return list(_made(ast.parse("\n".join(lines))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def close_to(name: str, known: Iterable[object]) -> str | None:
    """The known name that is most like this one, whatever the capital letters and spaces."""
    plain = {str(one).strip().lower(): str(one) for one in known if str(one) != name}
    found = difflib.get_close_matches(name.strip().lower(), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None
