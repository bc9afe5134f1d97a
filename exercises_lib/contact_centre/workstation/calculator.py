"""Works out a spreadsheet's formulas, as far as a beginner's sheet needs: openpyxl reads formulas, it does not.

SUM, AVERAGE, COUNT, MIN, MAX, SUMPRODUCT and SUBTOTAL(9, ...) over ranges, whole columns, cells and numbers, SUMIF,
AVERAGEIF and COUNTIF, ROUND, and + - * / with brackets. A file has a comma between two arguments, also where a screen
shows a semicolon.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

Get = Callable[[str], Any]  # the value of a cell
_Function = Callable[[list[float]], float]
_FUNCTIONS: dict[str, _Function] = {
    "SUM": sum,
    "COUNT": len,
    "MIN": lambda v: min(v, default=0),
    "MAX": lambda v: max(v, default=0),
    "AVERAGE": lambda v: sum(v) / len(v),
    "SUMPRODUCT": sum,
}
_SUBTOTALS: dict[int, _Function] = {9: sum, 109: sum}
_CONDITIONAL = ("SUMIF", "AVERAGEIF", "COUNTIF")
_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_RANGE = re.compile(r"\$?([A-Z]{1,2})\$?(\d{1,5}):\$?([A-Z]{1,2})\$?(\d{1,5})")
_COLUMN = re.compile(r"\$?\b([A-Z]{1,2}):\$?([A-Z]{1,2})\b")
_CELL = re.compile(r"\$?\b([A-Z]{1,2})\$?(\d{1,5})\b")


class FormulaFault(Exception):
    """The formula cannot be worked out; the text is what a spreadsheet would show, such as #DIV/0!"""


class OwnCell(FormulaFault):
    """The formula uses its own cell."""


def is_formula(content: object) -> bool:
    """Whether what a cell holds is worked out from other cells: not `=60`, which is a number that was typed in."""
    return isinstance(content, str) and content.startswith("=") and bool(_CELL.search(_plain(content)))


def value_of(sheet: Any, place: str, _above: tuple[str, ...] = ()) -> Any:
    """The value of a cell, with its formula worked out. Raises FormulaFault."""
    content = sheet[place].value
    if not (isinstance(content, str) and content.startswith("=")):
        return content
    if place in _above:
        raise OwnCell("#CIRCULAR: the formula uses its own cell")

    def get(cell: str) -> Any:
        return value_of(sheet, cell, (*_above, place))

    text = _COLUMN.sub(rf"\g<1>1:\g<2>{sheet.max_row}", _plain(content, sheet.title))
    text = _RANGE.sub(r'_range("\1\2", "\3\4")', text)
    text = re.sub(r'"[^"]*"|' + _CELL.pattern, lambda m: m[0] if m[0][0] == '"' else f'_cell("{m[1]}{m[2]}")', text)
    try:
        return _work_out(ast.parse(text.strip(), mode="eval").body, sheet, get)
    except ZeroDivisionError:
        raise FormulaFault("#DIV/0!") from None
    except (SyntaxError, TypeError, LookupError, ValueError, AttributeError, RecursionError):
        raise FormulaFault("#ERROR: the formula cannot be read") from None


def _plain(content: str, title: str = "") -> str:
    """A formula without its first sign, in capitals, without blanks at colons and without the name of its own sheet."""
    text = re.sub(r"\s*:\s*", ":", content[1:].upper())
    return re.sub(rf"'?{re.escape(title.upper())}'?!", "", text) if title else text


def _work_out(node: ast.expr, sheet: Any, get: Get) -> Any:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.BinOp):
        left, right = (_work_out(side, sheet, get) for side in (node.left, node.right))
        return _SIGNS[type(node.op)](left or 0, right or 0)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _work_out(node.operand, sheet, get)
        return -value if isinstance(node.op, ast.USub) else value
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise ValueError("it is none of those above")
    name, arguments = node.func.id, node.args
    if name == "ROUND":
        value, digits = (_work_out(argument, sheet, get) for argument in arguments)
        return round(value, digits)
    if name == "_cell":
        return get(_named(arguments[0]))
    function: _Function | None = _FUNCTIONS.get(name.removesuffix("IF") if name in _CONDITIONAL else name)
    if name == "SUBTOTAL":
        add_up, *arguments = arguments
        function = _SUBTOTALS[_work_out(add_up, sheet, get)]
    if name in _CONDITIONAL:
        tested, counted = (_values(arguments[place], sheet, get) for place in (0, -1 if len(arguments) == 3 else 0))
        fits = _condition(arguments[1], sheet, get)
        values = [value for test, value in zip(tested, counted, strict=True) if fits(test)]
        if name == "COUNTIF":
            return len(values)
    else:
        values = [value for argument in arguments for value in _values(argument, sheet, get)]
    if function is None:
        raise LookupError(name)
    return function([v for v in values if type(v) in (int, float)])


def _named(argument: ast.expr) -> str:
    """The cell that is named, as `value_of` writes it."""
    if not isinstance(argument, ast.Constant):
        raise ValueError("no cell")
    return str(argument.value)


def _values(argument: ast.expr, sheet: Any, get: Get) -> list[Any]:
    """The values of a range, or the one value of anything else."""
    from openpyxl.utils.cell import coordinate_to_tuple  # where it is missing, what needs no sheet still works

    if not isinstance(argument, ast.Call) or not isinstance(argument.func, ast.Name) or argument.func.id != "_range":
        return [_work_out(argument, sheet, get)]
    columns, rows = zip(*(coordinate_to_tuple(_named(part))[::-1] for part in argument.args), strict=True)
    # the corners may be named in any order
    area = sheet.iter_rows(min(rows), max(rows), min(columns), max(columns))
    return [get(cell.coordinate) for row in area for cell in row]


def _condition(argument: ast.expr, sheet: Any, get: Get) -> Callable[[Any], bool]:
    """What the cells of a SUMIF must be: a number, a text, or a text such as ">0"."""
    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
        wanted = _work_out(argument, sheet, get)
        return lambda value: value == wanted
    sign = next((sign for sign in _COMPARISONS if argument.value.startswith(sign)), "")
    compare, wanted = _COMPARISONS.get(sign, operator.eq), argument.value.removeprefix(sign).strip()
    try:
        number = float(wanted)
    except ValueError:
        return lambda value: compare(str(value or "").casefold(), wanted.casefold())
    return lambda value: compare(value, number) if type(value) in (int, float) else sign == "<>"
