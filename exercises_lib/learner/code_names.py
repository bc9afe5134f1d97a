"""The names in a piece of code, as Python reads it."""

from __future__ import annotations

import ast


def names_in(node: ast.AST) -> set[str]:
    """All names in a node, also those that are made by a `def` or an import."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | stored_in(node)


def stored_in(node: ast.AST) -> set[str]:
    """The names that are assigned, deleted or put something into, anywhere in a node."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(part.name)
        elif isinstance(part, ast.alias):
            found.add(part.asname or part.name.split(".")[0])
        elif isinstance(part, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and part.name:
            found.add(part.name)
        elif isinstance(part, (ast.Subscript, ast.Attribute)) and isinstance(part.ctx, (ast.Store, ast.Del)):
            found |= {inner.id for inner in ast.walk(part) if isinstance(inner, ast.Name)}
        elif isinstance(part, ast.Name) and isinstance(part.ctx, (ast.Store, ast.Del)):
            found.add(part.id)
    return found


def inner_targets(node: ast.AST) -> set[str]:
    """The names that an expression assigns: in `[... for name in ...]` and `(name := ...)`."""
    targets = [part.target for part in ast.walk(node) if isinstance(part, (ast.comprehension, ast.NamedExpr))]
    return {name for target in targets for name in names_in(target)}


def own_names(function: ast.AST) -> set[str]:
    """The names that belong to a function alone: what stands in its brackets, and what it assigns."""
    parts = list(ast.walk(function))
    assigned = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return assigned | {part.arg for part in parts if isinstance(part, ast.arg)}
