"""The slips that beginners make in one place of a solution, each as code and as a clause in plain words.

A rule takes a node of the solution's syntax tree and gives pairs: what may stand in its place, and the clause that ends
the sentence "This comes out when …". So the sentence is true of whoever got that answer, however they got it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from exercises_lib.authoring.tree_copy import copied

Slip = tuple[ast.AST | None, str]  # the new node, None where a statement goes; and the clause

SWAPPED = {
    "mean": ("sum", "median"), "sum": ("mean", "count", "max"), "max": ("min",), "min": ("max",), "median": ("mean",),
    "count": ("sum",), "idxmax": ("idxmin",), "idxmin": ("idxmax",), "last": ("first",), "first": ("last",),
}  # fmt: skip
LEFT_OUT = {  # steps that are forgotten
    "dropna": "the blanks are left in: `dropna()` is missing",
    "fillna": "blanks stay blank: a `fillna(...)` is missing",
    "drop_duplicates": "the copies are left in: `drop_duplicates()` is missing",
    "diff": "the values are taken as they are, without `diff()`, the steps from one to the next",
    "abs": "some differences count as less than nothing: `abs()` is missing",
    "mask": "the values that have to be replaced stay: `mask(...)` is missing",
    "sort_values": "nothing is sorted: `sort_values(...)` is missing",
    "round": "nothing is rounded",
    **{
        step: f"the step `{step}(...)` is missing"
        for step in ("reset_index", "strip", "lower", "astype", "unstack", "rename", "between")
    },
}
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
EDGE = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OTHER_WAY = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
OPTIONS = {
    "ascending": "the order is upside down: look at `ascending`",
    "subset": "rows are compared in all their columns: `subset` says which ones count",
    "keep": "`keep` is left out",
    "fill_value": "what is missing on one side stays blank: `fill_value=0` makes it a 0",
    "inclusive": "both borders count: look at `inclusive`",
    "normalize": "these are counts, not shares: look at `normalize`",
}
FILTERS = (ast.Compare, ast.BinOp, ast.UnaryOp, ast.Name, ast.Call)  # what stands in the brackets that keep rows
PLAIN = (ast.Constant, ast.GeneratorExp)  # nothing that a forgotten function would leave


def slips(node: ast.AST, answer: str, own: set[str], stand_ins: tuple[str, ...]) -> Iterator[Slip]:
    """The slips at one node. `own`: names that the solution makes; `stand_ins`: names of the worked example."""
    match node:
        case ast.Compare() | ast.BinOp() | ast.BoolOp() | ast.UnaryOp():
            yield from _operator(node)
        case ast.Call():
            yield from _called(node)
        case ast.Subscript(ctx=ast.Load()):
            yield from _picked(node)
        case ast.List(elts=elts) if len(elts) > 1 and all(isinstance(one, ast.Constant) for one in elts):
            for at, one in enumerate(elts):
                if isinstance(one, ast.Constant):
                    yield _with(node, elts=elts[:at] + elts[at + 1 :]), f"`{one.value!s}` is not in the list"
        case ast.Name(id=known, ctx=ast.Load()) if known not in own and known != answer:
            for other in stand_ins:
                if other != known:
                    yield ast.Name(other, ast.Load()), f"the example's `{other}` is left in: put your own in its place"
        case ast.IfExp() | ast.If() | ast.Return():
            yield from _way_out(node)
        case _:
            yield from _answered(node, answer)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = type(node)(**{name: getattr(node, name, None) for name in node._fields} | fields)
    return copied(new)


def _operator(node: ast.Compare | ast.BinOp | ast.BoolOp | ast.UnaryOp) -> Iterator[Slip]:
    match node:
        case ast.Compare(ops=[op]):
            yield from _compared(node, op)
        case ast.BinOp():
            yield from _arithmetic(node)
            yield from _one_side(node)
        case ast.BoolOp(values=values):
            for value in values:
                yield value, "only one of the conditions is asked"
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And()), "`and` and `or` are mixed up"
        case ast.UnaryOp(op=ast.Invert() | ast.Not(), operand=operand):
            yield operand, "a “not” is missing, so the other rows are kept"
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.Constant):
            yield operand, "the sign is left as it is in the data: a minus is missing"


def _compared(node: ast.Compare, op: ast.cmpop) -> Iterator[Slip]:
    now = type(op)
    if now in EDGE:
        clause = f"`{SIGNS[EDGE[now]]}` stands for `{SIGNS[now]}`: look at the value on the border itself"
        yield _with(node, ops=[EDGE[now]()]), clause
    if now in OTHER_WAY:
        yield _with(node, ops=[OTHER_WAY[now]()]), f"`{SIGNS[OTHER_WAY[now]]}` stands for `{SIGNS[now]}`"


def _arithmetic(node: ast.BinOp) -> Iterator[Slip]:
    left, right = node.left, node.right
    match node.op:
        case ast.BitAnd():
            yield _with(node, op=ast.BitOr()), "one condition is enough (`|`) where both must be true (`&`)"
        case ast.BitOr():
            yield _with(node, op=ast.BitAnd()), "both conditions must be true (`&`) where one is enough (`|`)"
        case ast.Sub():
            yield _with(node, left=right, right=left), "the difference is taken the other way round"
            yield left, "nothing is subtracted"
        case ast.Div():
            yield _with(node, left=right, right=left), "the division is upside down"
            if isinstance(right, ast.Constant):
                yield left, f"nothing is divided by {right.value!s}"
        case ast.FloorDiv():
            yield _with(node, op=ast.Div()), "the division gives fractions: `//` gives whole numbers"
        case ast.Mult():
            for factor, other in ((left, right), (right, left)):
                if isinstance(factor, ast.Constant) and factor.value in (60, 100):
                    yield other, f"nothing is multiplied by {factor.value}"


def _one_side(node: ast.BinOp) -> Iterator[Slip]:
    """One side alone, where both count."""
    left, right = node.left, node.right
    if isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        for kept, lost in ((left, right), (right, left)):
            yield kept, f"the condition on {_about(lost)} is left out"
    if isinstance(node.op, ast.Add) and not any(isinstance(s, (ast.Constant, ast.JoinedStr)) for s in (left, right)):
        for kept, lost in ((left, right), (right, left)):
            yield kept, f"{_about(lost)} is not added"


def _way_out(node: ast.IfExp | ast.If | ast.Return) -> Iterator[Slip]:
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from ((case, "one of two cases is left out") for case in (body, orelse))
        case ast.If(orelse=[]):
            yield None, f"the case “{_short(node.test)}” is left out"
        case ast.Return(value=ast.expr() as value):
            yield ast.Expr(_filled("print(_)", value)), "the result is only printed: `return` gives it back"
            yield from ((_with(node, value=new), clause) for new, clause in scaled(value))


def _about(node: ast.expr) -> str:
    """What an expression is about, in code that a learner can look for: its column, or its name."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return f"`{node.func.attr}`"
    columns = [str(one.slice.value) for one in ast.walk(node) if isinstance(one, ast.Subscript) and _is_text(one.slice)]
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    return f"`{(columns + names[::-1] + [_short(node)])[0]}`"


def _short(node: ast.AST) -> str:
    line = " ".join(ast.unparse(node).split())
    return line if len(line) <= 60 else f"{line[:57]}..."


def _called(node: ast.Call) -> Iterator[Slip]:
    match node.func:
        case ast.Attribute(value=on, attr=step):
            for other in SWAPPED.get(step, ()):
                if not (other == "median" and isinstance(on, ast.Compare)):  # the middle of yes and no is no slip
                    swapped = _with(node, func=_with(node.func, attr=other), args=[], keywords=[])
                    yield swapped, f"`{other}()` stands where `{step}()` belongs"
            if step == "sum" and not isinstance(on, ast.Compare):
                yield _filled("_.iloc[0]", on), "only the first one is taken: `sum()` adds them all up"
            if step in LEFT_OUT:
                yield on, LEFT_OUT[step]
            yield from _blanks_filled_elsewhere(node)
            if not node.args and not node.keywords:
                yield node.func, f"`{step}` has no brackets: write `{step}()`"
            if step == "sort_values" and not any(option.arg == "ascending" for option in node.keywords):
                upside_down = [*node.keywords, ast.keyword("ascending", ast.Constant(False))]
                yield _with(node, keywords=upside_down), OPTIONS["ascending"]
        case ast.Name(id="range") if len(node.args) == 1:
            yield _filled("range(_ + 1)", node.args[0]), "`range` goes one too far"
        case ast.Name(id=step) if len(node.args) == 1 and not isinstance(node.args[0], PLAIN):
            yield node.args[0], f"the step `{step}(...)` is missing"
    for at, option in enumerate(node.keywords):
        if option.arg in OPTIONS:
            yield _with(node, keywords=node.keywords[:at] + node.keywords[at + 1 :]), OPTIONS[option.arg]


def _blanks_filled_elsewhere(node: ast.Call) -> Iterator[Slip]:
    """`fillna` before what it belongs after, and the other way round."""
    chain = list(_chain(node))
    for at, (_, step) in enumerate(chain):
        if step.attr == "fillna" and at:
            moved = _in_order([chain[at], *chain[:at]], step.value)
            yield moved, "the blanks are filled too late: `fillna(...)` belongs further to the left"
        elif step.attr == "fillna" and len(chain) > 1:
            moved = _in_order([chain[1], chain[0]], chain[1][1].value)
            yield moved, "the blanks are filled too early: `fillna(...)` belongs further to the right"


def _chain(node: ast.expr) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    """The steps of `value.first().second()`, the last one first."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node, node.func
        node = node.func.value


def _in_order(chain: list[tuple[ast.Call, ast.Attribute]], value: ast.expr) -> ast.expr:
    for call, step in reversed(chain):
        value = ast.Call(ast.Attribute(value, step.attr, ast.Load()), call.args, call.keywords)
    return copied(value)


def _picked(node: ast.Subscript) -> Iterator[Slip]:
    at = node.slice
    if isinstance(at, ast.Constant) and at.value == 0:
        yield _with(node, slice=ast.Constant(-1)), "the last one is taken, not the first"
    if isinstance(at, ast.UnaryOp) and isinstance(at.operand, ast.Constant):
        yield _with(node, slice=ast.Constant(0)), "the first one is taken, not the last"
    elif isinstance(at, FILTERS):
        yield node.value, f"all rows are kept: the filter by {_about(at)} is missing"


def _answered(node: ast.AST, answer: str) -> Iterator[Slip]:
    """The answer as a whole, or a field of it, in another form. Most forms fit some answers only."""
    match node:
        case ast.Dict(values=values):
            texts = [value.value for value in values if _is_text(value)]
            chosen = set(texts) if len(set(texts)) < len(texts) else set()  # of a few choices, some come again
            for at, value in enumerate(values):
                other = scaled(value)
                if _is_text(value):
                    other = ((ast.Constant(pick), "") for pick in sorted(chosen - {value.value}, key=str))
                for new, clause in other:
                    yield _with(node, values=[*values[:at], new, *values[at + 1 :]]), clause
        case ast.Assign(targets=[ast.Name(target)], value=value) if target == answer and _is_computed(value):
            for new, clause in scaled(value):
                yield _with(node, value=new), clause
            for form, clause in WHOLE:
                yield _with(node, value=_filled(form, value)), clause
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=step))) if step.startswith("set_"):
            yield None, f"`{step}(...)` is missing"


WHOLE = (
    ("print(_)", "`print` only shows a value, and gives nothing back"),
    ("_.iloc[1:]", "the first row is missing"),
    ("_.iloc[:-1]", "the last row is missing"),
    ("_.T", "rows and columns have changed places"),
    (
        "_.set_index(list(_.columns[:-1]))[_.columns[-1]].unstack()",
        "the table is wide, with a column for each group: we expect a long one, with a row for each",
    ),
)
SCALED = (
    ("_ * 100", "it is multiplied by 100"),
    ("_ / 60", "it is divided by 60, as from seconds to minutes"),
    ("round(_)", "it is rounded to a whole number"),
    ("round(_, 1)", "it is rounded to 1 decimal"),
    ("f'{_:.2f}'", "it is made a text"),
)


def scaled(value: ast.expr) -> Iterator[Slip]:
    """A number in another unit, rounded further, or as a text."""
    if not isinstance(value, (ast.Constant, ast.JoinedStr)):
        yield from ((_filled(form, value), clause) for form, clause in SCALED)


def _is_text(value: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _is_computed(value: ast.expr) -> bool:
    """Whether an answer is worked out, and not a list, a dictionary or a text that is written down."""
    if isinstance(value, (ast.List, ast.Tuple)):
        return any(_is_computed(one) for one in value.elts)
    return not isinstance(value, (ast.Constant, ast.JoinedStr, ast.Dict))


def _filled(form: str, value: ast.expr) -> ast.expr:
    """The expression `form` with `value` for each `_`."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:  # noqa: N802  (ast asks for this name)
            return copied(value) if name.id == "_" else name

    filled: ast.expr = Fill().visit(ast.parse(form, mode="eval").body)
    return filled
