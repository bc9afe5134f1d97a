"""The ground of an exercise: what the module's own cells made, put back where a learner's cell has changed it.

`pd = pd.DataFrame(...)`, `del survey`, `%reset -f`, `plt.title = "Calls"`, a table that lost its rows: without this,
one such slip would cost all exercises below it. At each check, in class and when it is graded, a name that a given cell
made is again what it was. A learner's own names stay, and so do columns that were added to a given table.
"""

from __future__ import annotations

import ast
import copy
from contextlib import suppress
from operator import is_
from types import FunctionType, ModuleType
from typing import Any

SEVERAL = (list, tuple, set, frozenset, dict)


class Ground:
    """Knows what given cells made in a notebook's variables."""

    def __init__(self, variables: dict[str, Any]):
        self._variables = variables
        self._kept: dict[str, _Kept] = {}

    def remember(self, source: str) -> None:
        """Keep what a given cell has just made. Before it ran, all was put back."""
        for name in sorted({*self._kept, *names_made(source)}):
            if name in self._variables:
                self._kept[name] = _Kept(self._variables[name])

    def put_back(self, but: str = "") -> list[str]:
        """Make every kept name what it was, except the answer `but`. Returns the names that had changed."""
        changed = [name for name, kept in self._kept.items() if name != but and not self._is_as_kept(name, kept)]
        for name in changed:
            self._variables[name] = self._kept[name].again(self._variables.get(name))
        return changed

    def _is_as_kept(self, name: str, kept: _Kept) -> bool:
        try:
            return name in self._variables and kept.same(self._variables[name])
        except Exception:  # whatever a comparison can come to: it is not what it was
            return False


def told(put_back: list[str]) -> str:
    """For the learner: what was put back, as a sentence. `put_back` are parts of a sentence, such as "`pd`"."""
    if not put_back:
        return ""
    put_back = list(dict.fromkeys(put_back))
    shown, more = put_back[:6], len(put_back) - 6
    things = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    return f"Your cells had changed what the module made. It was put back: {things}. Use names and files of your own."


def names_made(source: str) -> set[str]:
    """The names that a cell's own lines bind; not those that only count through a loop."""
    from IPython.core.inputtransformer2 import TransformerManager  # plain Python goes without it

    names = _Names()
    with suppress(SyntaxError, ValueError):  # the cell itself says so
        manager = TransformerManager()
        names.visit(ast.parse(manager.transform_cell(source)))
    return names.found


class _Names(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.found.add(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        self.found.add((node.asname or node.name).split(".")[0])

    def visit_For(self, node: ast.For) -> None:
        for inner in [*node.body, *node.orelse]:
            self.visit(inner)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.found.add(node.name)

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def _names_of_its_own(self, node: ast.AST) -> None:
        pass

    visit_Lambda = visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _names_of_its_own


class _Kept:
    """One thing that a given cell made, and enough to see whether it is still so and to make it so again.

    Things that we cannot compare (an open file, a workbook) count as the same while they are of the same type.
    """

    def __init__(self, thing: Any) -> None:
        self._set(thing)

    def _set(self, thing: Any) -> None:
        self.copy = _copy(thing)
        self._look_at(thing)

    def _look_at(self, thing: Any) -> None:
        self.thing = thing
        self._memory = _memory(thing)
        # as long as a table shares its arrays with this one, pandas writes into others
        self._shadow = _copy(thing) if self._memory else None

    def same(self, now: Any) -> bool:
        if type(now) is not type(self.thing):
            return False
        if _is_table(now):
            return self._is_untouched(now) or self._is_held_by(now)
        if isinstance(now, ModuleType):
            return now is self.thing and not self._overwritten()
        if isinstance(now, FunctionType):
            return bool(now.__code__ == self.thing.__code__)
        if isinstance(now, type):
            return now is self.thing
        return bool(self.copy is None or now == self.copy or now is self.thing is self.copy)

    def _is_untouched(self, now: Any) -> bool:
        memory = _memory(now)
        return now is self.thing and len(memory) == len(self._memory) > 0 and all(map(is_, memory, self._memory))

    def _is_held_by(self, now: Any) -> bool:
        """Whether a table still has all rows and columns that were kept; more columns may have come."""
        if now.ndim == 1:
            held = bool(now.equals(self.copy))
        else:
            left = [column for column in now.columns if column in self.copy.columns]
            held = left == list(self.copy.columns) and bool(now[left].equals(self.copy))
        if held:
            self._look_at(now)  # the next look is quick again
        return held

    def again(self, now: Any) -> Any:
        """The thing as it was; a table with the columns that the learner added."""
        if isinstance(self.thing, ModuleType):
            for name in self._overwritten():
                setattr(self.thing, name, self.copy[name])
        elif _is_table(self.thing):
            table = _copy(self.copy)
            if type(now) is type(table) and table.ndim == 2 and now.index.equals(table.index):
                for column in now.columns.difference(table.columns, sort=False):
                    table[column] = now[column]
            self._look_at(table)
        elif self.copy is not None:
            self._set(_copy(self.copy))
        return self.thing

    def _overwritten(self) -> list[str]:
        """What could be called in a module and no longer can, as after `plt.title = "Calls"`."""
        return [name for name in self.copy if not callable(getattr(self.thing, name, None))]


def _copy(thing: Any) -> Any:
    """What a thing is compared with later; None for what cannot be compared."""
    if _is_table(thing):
        return thing.copy(deep=False)  # pandas copies on write: this takes no memory, and does not change with it
    if isinstance(thing, ModuleType):
        return {name: value for name, value in vars(thing).items() if callable(value)}
    return copy.copy(thing) if _is_value(thing) or _is_flat(thing) else None


def _is_value(thing: Any) -> bool:
    """Whether a thing is what it says and never changes: a text, a number, a date, a path."""
    try:
        hash(thing)
    except TypeError:
        return False
    compares: object = type(thing).__eq__
    return compares is not object.__eq__


def _is_flat(thing: Any) -> bool:
    """A container of such values. An empty one is there to be filled."""
    if type(thing) not in SEVERAL or not thing:
        return False
    parts = [*thing, *thing.values()] if type(thing) is dict else thing
    return all(part is None or _is_value(part) for part in parts)


def _is_table(thing: Any) -> bool:
    of = type(thing)  # known by its name: `pd.DataFrame = ...` is one of the slips
    return (of.__module__, of.__name__) in (("pandas", "DataFrame"), ("pandas", "Series"))


def _memory(table: Any) -> list[Any]:
    """The arrays that a table consists of: as long as they are the same objects, nothing was written into it.

    Not in pandas' public interface; without it each look compares all values, which takes ten times as long.
    """
    if not _is_table(table) or not hasattr(getattr(table, "_mgr", None), "blocks"):
        return []
    return [*table.axes, *(block.values for block in table._mgr.blocks)]
