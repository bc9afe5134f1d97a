"""Whether an answer was typed in: whether it is made of nothing but what stands written in the learner's own cells.

The cells that ran are read in their order, and each name is followed: `0.81`, `round(78 / 96, 2)` and a table of such
numbers are typed; whatever comes out of a file, a loop or a function of the learner's is not. Only what is sure counts.
A name that some code might have changed unseen is not typed; so an answer that was worked out is never called typed.

Of a dictionary and of a table, each entry or column that is put in by its name is followed singly.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from exercises_lib.learner.code_names import inner_targets, names_in, own_names, stored_in
from exercises_lib.learner.typed_values import FROM_PACKAGES, PLAIN, UNKNOWN, Known, Value

QUIET = frozenset(["print", "display", "check", "progress", "type", "repr", "isinstance"])  # which change nothing
ANYTHING = {"exec", "eval", "globals", "locals", "vars", "setattr", "delattr", "get_ipython", "__import__"}
QUIET_MAGIC = re.compile(r"""get_ipython\(\)\.run_line_magic\('(?:matplotlib|config|load_ext|autoreload|pip)',.*\)""")


@dataclass(frozen=True)
class Ran:
    """A cell that ran: its text as Python reads it, and whether it came to its end."""

    source: str
    to_its_end: bool = True


def is_typed(name: str, cells: Iterable[Ran]) -> bool:
    """Whether the value of `name` was typed in as a whole, after these cells."""
    return followed(cells).get(name, UNKNOWN).all_typed


def followed(cells: Iterable[Ran]) -> dict[str, Value]:
    """What is known of each name after these cells."""
    reader = Reader()
    for cell in cells:
        reader.read(cell)
    return reader.known


SEVERAL = (ast.Tuple, ast.List)


class Reader(Known):
    """Reads cells one after another, and keeps in `known` what is known of each name."""

    def __init__(self) -> None:
        super().__init__()
        self.lost: set[str] = set()  # names that a function may set whenever it is called
        self.shared: set[str] = set()  # names that a function reads, so that it may change a list or table

    def read(self, cell: Ran) -> None:
        try:
            tree = ast.parse(cell.source)
            if not cell.to_its_end:  # nobody knows how far it came
                return self.forget(names_in(tree))
            for statement in tree.body:
                self.statement(statement)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self.forget([*self.known])
        return None

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return self.imports(node)
        if QUIET_MAGIC.fullmatch(ast.unparse(node)):
            return None
        plain = isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Assert))
        # what a block assigns, somewhere and perhaps, is not known; nor what stands for each item of a list in turn
        self.forget(inner_targets(node) if plain else stored_in(node))
        self.suspect(node, node.value if isinstance(node, ast.Expr) else None)
        if isinstance(node, ast.Assign):
            value = self.settled(self.value(node.value), node.value)
            for target in node.targets:
                self.assign(target, value if value.fixed or len(node.targets) == 1 else UNKNOWN, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value:
            self.assign(node.target, self.settled(self.value(node.value), node.value), node.value)
        elif isinstance(node, ast.AugAssign):
            self.augment(node.target, self.settled(self.value(node.value), node.value))
        return None

    def imports(self, node: ast.Import | ast.ImportFrom) -> None:
        names = {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names}
        self.forget([*self.known] if "*" in names else names)
        if isinstance(node, ast.Import):
            self.packages |= names
            return
        for name, original in names.items():
            if name == original and name in FROM_PACKAGES.get(node.module or "", ()):
                self.known.pop(name, None)  # `from decimal import Decimal` is what it says

    # --- what a statement may change unseen ---

    def suspect(self, node: ast.stmt, whole: ast.expr | None) -> None:
        """Forget what a statement may change besides the names that it assigns plainly; `whole`: it is this alone."""
        for part in ast.walk(node):
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
                self.lost |= {name for inner in ast.walk(part) if isinstance(inner, ast.Global) for name in inner.names}
                self.shared |= names_in(part) - own_names(part) - PLAIN - QUIET - set(self.packages)
                self.forget(self.lost | {name for name in self.shared if not self.of(name).fixed})
            elif isinstance(part, ast.Call):
                self.suspect_call(part, is_whole=part is whole)

    def suspect_call(self, call: ast.Call, is_whole: bool) -> None:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ANYTHING:
            return self.forget([*self.known])
        if self.is_plain(call.func) or (name in QUIET and name not in self.known):
            return None
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        if isinstance(call.func, ast.Attribute):
            given, arguments = self.changeable(*arguments), [call.func.value, *arguments]
            if is_whole and not given and self.values(*arguments).typed:
                return None  # such as `rows.append(3)`, for certain and once
        return self.forget(self.changeable(*arguments))

    def changeable(self, *nodes: ast.expr) -> set[str]:
        """The names in these expressions whose values could be changed through them."""
        return {name for node in nodes for name in names_in(node) if name in self.known and not self.of(name).fixed}

    def forget(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.packages:
                self.known[name] = UNKNOWN

    # --- assignments ---

    def settled(self, value: Value, source: ast.expr) -> Value:
        """The value that an assignment keeps: of two names for one list or table, each may change the other."""
        others = {name for name in self.changeable(source) if self.of(name).typed or any(self.of(name).parts.values())}
        if value.fixed or not others:
            return value
        self.forget(others)
        return UNKNOWN

    def assign(self, target: ast.expr, value: Value, source: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.packages.pop(target.id, None)
            is_open = target.id in self.lost or (target.id in self.shared and not value.fixed)
            self.known[target.id] = UNKNOWN if is_open else value
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self.put(target.value.id, target.slice, value)
        elif isinstance(target, SEVERAL) and isinstance(source, SEVERAL) and _pairs(target, source):
            values = [self.value(part) for part in source.elts]  # before the first is assigned: `a, b = b, a`
            for one, found, part in zip(target.elts, values, source.elts, strict=True):
                self.assign(one, self.settled(found, part), part)
        else:
            self.forget(names_in(target))

    def put(self, name: str, place: ast.expr, value: Value) -> None:
        """`name[place] = value`"""
        old = self.of(name)
        if name in self.lost | self.shared or old.fixed:
            return self.forget([name])
        if isinstance(place, ast.Constant) and isinstance(place.value, str):
            self.known[name] = Value(old.typed, {**old.parts, place.value: value.all_typed}, fixed=False)
        else:
            kept = old.all_typed and value.all_typed and self.value(place).all_typed
            self.known[name] = Value(True, fixed=False) if kept else UNKNOWN
        return None

    def augment(self, target: ast.expr, value: Value) -> None:
        """`target += value`"""
        old = self.value(target)
        new = Value(old.all_typed and value.all_typed, fixed=old.fixed and value.fixed)
        if isinstance(target, (ast.Name, ast.Subscript)):
            self.assign(target, new, target)
        else:
            self.forget(names_in(target))


def _pairs(target: ast.Tuple | ast.List, source: ast.expr) -> bool:
    """Whether each part of an unpacking has its own part on the right: `a, b = 1, 2`."""
    if not isinstance(source, (ast.Tuple, ast.List)) or len(source.elts) != len(target.elts):
        return False
    return not any(isinstance(part, ast.Starred) for part in [*target.elts, *source.elts])
