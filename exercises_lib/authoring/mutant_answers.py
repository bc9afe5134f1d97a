"""What mutants answer. Each runs on the notebook's variables, and none sees what another did to them.

Most mutants differ from the solution in its last statements only, so those that begin alike share that beginning:

    behind = late[late > 3]                       runs once; then each of the mutants that follow
    report = {"behind": len(behind)}              has a copy of what it reads of it
    report = {"behind": round(len(behind), 1)}

A beginning is shared where only *plain* statements follow, which give a value to a name. Others may write a file or
draw into a figure, and no copy of variables undoes that.
"""

from __future__ import annotations

import ast
import copy
import types
import warnings
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any, TypeVar

from exercises_lib.authoring.mutants import Mutant
from exercises_lib.grading.process.shell import CellTimeout, time_limit, work_limit

SECONDS = 2  # of the processor, for one mutant; a loop that never ends is no quiet mistake
CLOCK_SECONDS = 60  # for one that waits for something
NO_DATA = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)

Names = dict[str, Any]  # a notebook's variables
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def answers(mutants: list[Mutant], name: str, namespace: Names) -> list[tuple[Mutant, object]]:
    """Each mutant with the value it gives `name`, or with the error it stops with. `namespace` stays as it is.

    Run this before the solution: a mutant that leaves a step out must not find it done.
    """
    runs, codes = Runs(name, namespace), []
    for text in dict.fromkeys(mutant.code for mutant in mutants):
        try:
            codes.append(parsed(text))
        except (SyntaxError, ValueError) as error:
            runs.found[text] = error
    for those in _grouped(codes, lambda code: code.statements[: code.plain_from]):
        runs.try_all(those)
    return [(mutant, runs.found[mutant.code]) for mutant in mutants]


def close_figures() -> None:
    """As after each cell in a notebook."""
    import matplotlib.pyplot as plt

    plt.close("all")


@dataclass(frozen=True)
class Statement:
    """A statement of a mutant. `changed`: names of what it may change in place, as `table["a"] = 1` and `a.b()` do."""

    code: CodeType
    names: frozenset[str]
    changed: frozenset[str]
    is_plain: bool  # it gives a value to names, and does nothing else
    has_function: bool  # one that later statements may call: it knows the variables it was made among


@dataclass(frozen=True)
class Code:
    """A mutant's code. From `plain_from` on all statements are plain; where that is the end, nothing is shared."""

    text: str
    statements: tuple[Statement, ...]
    plain_from: int


class Runs:
    """Runs mutants of one solution. `found` has the answer of each, or the error, by its code."""

    def __init__(self, name: str, namespace: Names):
        self._name, self._namespace = name, namespace
        self.found: dict[str, object] = {}

    def try_all(self, codes: list[Code]) -> None:
        """Try codes that are the same up to where they are plain."""
        places = {place for code in codes for statement in code.statements for place in statement.changed}
        data = {place for place in places & self._namespace.keys() if not isinstance(self._namespace[place], NO_DATA)}
        own = self._namespace | {place: _copied(self._namespace[place]) for place in data}
        own.pop(self._name, None)
        self._go_on(codes, 0, own)

    def _go_on(self, codes: list[Code], at: int, own: Names) -> None:
        """Try codes of which all statements before `at` are the same and have run in `own`."""
        branches = _grouped(codes, lambda code: code.statements[at : at + 1])
        for those in branches:
            try:
                mine = own if those is branches[-1] else own | self._copies(own, those, at)
            except Exception:  # a generator, say, has no copy
                return self._try_each(codes)
            same = those[0].statements[at : at + 1 if len(those) > 1 else None]
            error = _run(same, mine)
            if error is not None or len(those) == 1 or not same:
                answer = mine.get(self._name) if error is None else error
                self.found.update(dict.fromkeys((code.text for code in those), answer))
                close_figures()
            elif _has_drawn():
                self._try_each(those)
            else:
                self._go_on(those, at + 1, mine)
        return None

    def _try_each(self, codes: list[Code]) -> None:
        close_figures()
        for code in codes:
            self.try_all([code])

    def _copies(self, own: Names, codes: list[Code], at: int) -> Names:
        """Copies of what the run so far has made, if one of these codes reads it from statement `at` on."""
        read = {name for code in codes for statement in code.statements[at:] for name in statement.names}
        made = {name: own[name] for name in read & own.keys() if own[name] is not self._namespace.get(name)}
        memo: dict[int, Any] = {}  # what two names share, they share in the copy, too
        return {name: _copied_table(value, memo) for name, value in made.items() if not isinstance(value, NO_DATA)}


def _copied_table(value: Any, memo: dict[int, Any]) -> Any:
    from pandas import DataFrame, Series

    # pandas copies on write
    return value.copy(deep=False) if isinstance(value, (DataFrame, Series)) else copy.deepcopy(value, memo)


def _copied(data: T) -> T:
    try:
        return copy.deepcopy(data)
    except TypeError:  # an open file, a connection: the mutants share it
        return data


def _run(statements: Iterable[Statement], own: Names) -> BaseException | None:
    try:
        with warnings.catch_warnings(), time_limit(CLOCK_SECONDS), work_limit(SECONDS):
            warnings.simplefilter("ignore")
            for statement in statements:
                exec(statement.code, own)
    except (Exception, CellTimeout) as error:
        return error
    return None


def _has_drawn() -> bool:
    import matplotlib.pyplot as plt

    return bool(plt.get_fignums())


def _grouped(things: Iterable[T], by: Callable[[T], K]) -> list[list[T]]:
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(by(thing), []).append(thing)
    return list(found.values())


@cache
def parsed(text: str) -> Code:
    """A mutant's code, ready to run: it is tried on each sample, and for each variant of what is drawn.

    Raises SyntaxError, ValueError.
    """
    lines, ends = text.split("\n"), [statement.end_lineno for statement in ast.parse(text).body]
    statements = tuple(_statement("\n".join(lines[begin:end])) for begin, end in zip([0, *ends], ends, strict=False))
    plain_from = len(statements)
    if not any(statement.has_function for statement in statements[:-1]):
        while plain_from and statements[plain_from - 1].is_plain:
            plain_from -= 1
    return Code(text, statements, plain_from)


@cache
def _statement(text: str) -> Statement:
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    stored = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    called = [node.value.func for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    is_plain = all(isinstance(one, ast.Assign) for one in tree.body) and all(
        isinstance(node, (ast.Name, ast.Tuple)) for node in stored
    )
    return Statement(
        compile(tree, "<mutant>", "exec"),
        frozenset(node.id for node in nodes if isinstance(node, ast.Name)),
        frozenset(name for node in [*stored, *called] if not isinstance(node, ast.Name) for name in _owner(node)),
        is_plain,
        any(isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) for node in nodes),
    )


def _owner(place: ast.AST) -> list[str]:
    """The name of what `a.b["c"]` or `a.b()` belongs to."""
    while isinstance(place, (ast.Subscript, ast.Attribute, ast.Call)):
        place = place.func if isinstance(place, ast.Call) else place.value
    return [place.id] if isinstance(place, ast.Name) else []
