"""`%%time` and `%time`: the code behind them runs as in any other cell, so `check` reads it as such."""

from __future__ import annotations

import ast
from collections.abc import Callable


def opened(source: str, transform: Callable[[str], str]) -> str:
    """A cell as Python reads it, with what is timed in the place of its timing.

    `transform`: IPython's, which makes Python of magics. It runs anew on what it left as a text behind `time`.
    """
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    if len(statements) == 1 and (inside := _inside(statements[0], "run_cell_magic")) is not None:
        return opened(transform(inside), transform)
    lines = source.splitlines(keepends=True)
    for one in statements:
        inside = _inside(one, "run_line_magic")
        if inside is not None and one.lineno == one.end_lineno:
            lines[one.lineno - 1] = transform(inside)
    return "".join(lines)


def _inside(statement: ast.stmt, magic: str) -> str | None:
    """What a statement times, where it is a call that IPython made of `time`."""
    match statement:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=called),
                args=[ast.Constant(value="time"), *_, ast.Constant(value=str(inside))],
            )
        ) if called == magic:
            return inside
    return None
