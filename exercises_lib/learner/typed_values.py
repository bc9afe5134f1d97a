"""What is known of values in a notebook: whether an expression is made of nothing but what stands written in it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

# functions whose result follows from what stands in their brackets; also by the name of their package
PLAIN = frozenset([
    "abs", "bool", "complex", "dict", "float", "int", "len", "list", "max", "min", "pow", "range", "round", "set",
    "sorted", "str", "sum", "tuple", "zip", "Decimal", "Fraction", "date", "datetime", "timedelta",
])  # fmt: skip
FROM_PACKAGES = {
    "pandas": {"DataFrame", "Series", "Timestamp", "Timedelta", "to_datetime", "to_numeric"},
    "numpy": {"array", "arange", "mean", "round", "sum", "median", "linspace"},
    "datetime": {"date", "datetime", "timedelta"},
    "decimal": {"Decimal"},
}
SIMPLE = {"round", "int", "float", "len", "str", "abs", "bool"}  # whose result no code can change where it stands
DRAWING = {"plot", "hist", "boxplot"}  # onto a picture in which other things may stand already


@dataclass(frozen=True)
class Value:
    """What is known of a name's value: whether it was typed, as a whole and by entry; whether it can be changed."""

    typed: bool
    parts: dict[str, bool] = field(default_factory=dict)
    fixed: bool = True  # a number or a text: no code can change it where it stands

    def part(self, name: str) -> bool:
        return self.parts.get(name, self.typed)

    @property
    def all_typed(self) -> bool:
        return self.typed and all(self.parts.values())


UNKNOWN = Value(False, fixed=False)


class Known:
    """What is known of each name, and so of an expression."""

    def __init__(self) -> None:
        self.known: dict[str, Value] = {}
        self.packages: dict[str, str] = {}  # alias: package

    def of(self, name: str) -> Value:
        return self.known.get(name, UNKNOWN)

    def value(self, node: ast.expr) -> Value:
        """What is known of an expression's value."""
        match node:
            case ast.Constant():
                return Value(node.value is not ...)
            case ast.Name():
                return self.of(node.id)
            case ast.List() | ast.Tuple() | ast.Set():
                return Value(self.values(*node.elts).typed, fixed=False)
            case ast.Dict():
                return self.dictionary(node)
            case ast.Subscript():
                whole, place = self.value(node.value), node.slice
                if isinstance(place, ast.Constant) and isinstance(place.value, str):
                    return Value(whole.part(place.value), fixed=False)
                return Value(whole.all_typed and self.value(place).all_typed, fixed=False)
            case ast.Attribute() if node.attr not in DRAWING:
                return Value(self.value(node.value).all_typed, fixed=False)
            case ast.Call():
                return self.call(node)
            case ast.BinOp() | ast.UnaryOp() | ast.BoolOp() | ast.Compare() | ast.IfExp() | ast.Slice() | ast.Starred():
                return self.values(*(part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)))
            case ast.JoinedStr() | ast.FormattedValue():
                parts = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
                return Value(self.values(*parts).typed)
        return UNKNOWN

    def values(self, *nodes: ast.expr) -> Value:
        """What is known of a value that is made of all these."""
        found = [self.value(node) for node in nodes]
        return Value(all(value.all_typed for value in found), fixed=all(value.fixed for value in found))

    def dictionary(self, node: ast.Dict) -> Value:
        keys = [key for key in node.keys if key is not None]  # None: `**other`
        names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
        if len(names) < len(node.keys):
            typed = len(keys) == len(node.keys) and self.values(*keys, *node.values).typed
            return Value(typed, fixed=False)
        entries = zip(names, node.values, strict=True)
        return Value(True, {name: self.value(value).all_typed for name, value in entries}, fixed=False)

    def call(self, node: ast.Call) -> Value:
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        typed, name = self.values(*arguments).typed, _name(node.func)
        if self.is_plain(node.func):
            if name in ("DataFrame", "dict") and node.args and isinstance(node.args[0], ast.Dict):
                columns, others = self.value(node.args[0]), self.values(*arguments[1:])
                return Value(columns.typed and others.all_typed, columns.parts, fixed=False)  # each column for itself
            named = {k.arg: self.value(k.value).all_typed for k in node.keywords if k.arg}
            if name == "dict" and not node.args and len(named) == len(node.keywords):
                return Value(True, named, fixed=False)
            return Value(typed, fixed=name in SIMPLE)
        if isinstance(node.func, ast.Attribute) and name not in DRAWING:
            return Value(typed and self.value(node.func.value).all_typed, fixed=False)
        return UNKNOWN

    def is_plain(self, function: ast.expr) -> bool:
        """Whether a function's result follows from what stands in its brackets, and it changes nothing."""
        if isinstance(function, ast.Name):
            return function.id in PLAIN and function.id not in self.known
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            return function.attr in FROM_PACKAGES.get(self.packages.get(function.value.id, ""), ())
        return False


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
