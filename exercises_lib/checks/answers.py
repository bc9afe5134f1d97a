"""Plain answers in words for a learner, and what every kind does with them before it looks closer."""

from __future__ import annotations

from exercises_lib.checks.key import WrongForm
from exercises_lib.checks.slips import NOT_CALLED
from exercises_lib.plain import values
from exercises_lib.plain.shapes import Plain

GIVES_NOTHING = (
    "`None`: nothing. `print(...)`, `plt.show()` and `inplace=True` show or change something, and give nothing back. "
    "Keep the value itself."
)


def finished(answer: Plain, name: str, takes_functions: bool = False) -> Plain:
    """The answer, where it is one that can be judged. Raises WrongForm."""
    if answer["type"] == "too big":
        raise WrongForm(f"`{name}` is too big to check: {answer['limit']}. Look at its size before you check it.")
    if answer["type"] == "function" and not takes_functions:
        raise WrongForm(f"`{name}` is a function that has not done its work. {NOT_CALLED}")
    if answer["type"] == "other" and not takes_functions and (why := unfinished(answer["class"])):
        raise WrongForm(f"`{name}` is {why}")
    return answer


def unfinished(class_name: str) -> str:
    """What an object that has not done its work is, and what it needs; empty for any other."""
    if class_name in ("method", "builtin_function_or_method", "type"):
        return f"a step that has not done its work. {NOT_CALLED}"
    if class_name in ("DataFrameGroupBy", "SeriesGroupBy"):
        return "rows put into groups, and nothing is worked out of them yet. Add a step, such as `.mean()`."
    if class_name == "PlotAccessor":
        return "`plot` without a kind of plot. Say which one, with brackets: `.plot.bar()`."
    return ""


def describe(answer: Plain) -> str:
    """What an answer is, in words for a learner: 'a number', 'a table of 6 rows'."""
    if answer["type"] == "table":
        what = "column (Series)" if answer.get("series") else "table"
        return f"a {what} of {answer['rows']:,} row{'' if answer['rows'] == 1 else 's'}"
    if answer["type"] == "list":
        return f"a list of {len(answer['items'])}"
    if answer["type"] == "bool":
        return f"{answer['value']} (a yes/no value)"
    if answer["type"] == "raised":
        return f"an error ({answer['error']})"
    if answer["type"] == "other":
        return f"a {answer['class']}"
    return {
        "text": "a text", "number": "a number", "date": "a date", "dict": "a dictionary", "plot": "a plot",
        "function": "a function", "missing": "nothing", "nothing": "nothing",
    }.get(answer["type"], f"a {answer['type']}")  # fmt: skip


def alone(answer: Plain) -> Plain:
    """The one value in a list of one, or in a column (Series) of one row, as pandas often hands it over."""
    if answer["type"] == "list" and len(answer["items"]) == 1:
        return answer["items"][0]
    if answer["type"] == "table" and answer.get("series") and answer["rows"] == 1:
        value = answer["columns"][0]["values"][0]
        return values.to_plain(value) if type(value) in (str, int, float) else answer
    return answer
