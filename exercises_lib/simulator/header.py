"""The lines of a sheet above its first section: who calls, what is drawn, patience, heat and limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from exercises_lib.simulator.moves import SPOKEN
from exercises_lib.simulator.sheet import Again, Sheet, Variable

After = Callable[[Callable[[], object]], None]
WEIGHTED = re.compile(r"(.+?)\s+(\d+)")


def read(sheet: Sheet, line: str, after: After) -> None:
    """Put what a line says into the sheet. `after(action)` leaves it until all names are known. Raises ValueError."""
    for part in line.split(";"):
        word, _, rest = part.strip().partition(" ")
        if word not in READ and "=" in part:
            word, rest = "draw", part.strip()
        if word not in READ:
            raise ValueError(f"“{word}” opens no line here; these do: {', '.join(READ)}")
        READ[word](sheet, rest.strip(), after)


def _caller(sheet: Sheet, rest: str, after: After) -> None:
    sheet.caller = rest


def _about(sheet: Sheet, rest: str, after: After) -> None:
    sheet.about = rest


def _draw(sheet: Sheet, rest: str, after: After) -> None:
    found = re.fullmatch(r"([a-z_]+)\s*(?:\(([^)]+)\))?\s*=\s*(.+)", rest)
    if not found:
        raise ValueError("a draw is written `draw days = 3..9` or `draw mood = upset 45, calm 55`")
    name, alias, what = found.groups()
    if name in sheet.draws or name in SPOKEN:
        raise ValueError(f"the name “{name}” is taken")
    span = re.fullmatch(r"(-?\d+)\.\.(-?\d+)(?:\s+\w+)?", what)
    if span:
        low, high = int(span[1]), int(span[2])
        if low > high:
            raise ValueError(f"{low}..{high} is no range")
        variable = Variable(name, span=(low, high))
    elif "#" in what:
        variable = Variable(name, pattern=what.strip())
    else:
        variable = Variable(name, (alias or "").lower(), choices=tuple(map(_weighted, what.split(","))))
        if sum(weight for _, weight in variable.choices) <= 0:
            raise ValueError("the weights must not all be 0")
    sheet.draws[name] = variable


def _heard(sheet: Sheet, rest: str, after: After) -> None:
    sheet.heard += tuple(listed(rest))


def _patience(sheet: Sheet, rest: str, after: After) -> None:
    found = re.fullmatch(r"(\d+)\.\.(\d+)(?:\s*s)?", rest)
    if not found or not 0 < int(found[1]) <= int(found[2]):
        raise ValueError("patience is a range of seconds: `patience 240..420 s`")
    sheet.patience = int(found[1]), int(found[2])


def _heat(sheet: Sheet, rest: str, after: After) -> None:
    for part in re.split(r"[,;]", rest):
        word, value = _weighted(part.replace("+", ""))
        sheet.heat[word] = value


def _limits(sheet: Sheet, rest: str, after: After) -> None:
    for part in rest.split(","):
        found = re.fullmatch(r"\s*([a-z ]+?)\s+(\d+)(?:\s+\w+)?\s*", part)
        if not found:
            raise ValueError(f"“{part.strip()}” is no limit; write `hold 60 s, agent refund 50 dollars`")
        sheet.limits[found[1]] = int(found[2])


def _insults(sheet: Sheet, rest: str, after: After) -> None:
    after(lambda: setattr(sheet, "insults", sheet.condition(rest.removeprefix("if "))))


def _again(sheet: Sheet, rest: str, after: After) -> None:
    found = re.fullmatch(r"(\w+), (\w+) if (.+)", rest)
    if not found:
        raise ValueError("a second call is written `again higher_bill, told if promise with a time`")
    sheet.again = Again(*found.groups())

    def has_flag() -> None:
        if found[2] not in sheet.draws or not sheet.draws[found[2]].is_flag:
            raise ValueError(f"“{found[2]}” is not drawn as yes or no")

    after(has_flag)


def _moves(sheet: Sheet, rest: str, after: After) -> None:
    sheet.moves = int(rest)


def listed(text: str) -> list[str]:
    """The parts between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _weighted(text: str) -> tuple[str, int]:
    found = WEIGHTED.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text.strip()}” needs a whole number after it")
    return found[1], int(found[2])


READ = {
    "caller": _caller,
    "about": _about,
    "draw": _draw,
    "heard": _heard,
    "patience": _patience,
    "heat": _heat,
    "limits": _limits,
    "insults": _insults,
    "moves": _moves,
    "again": _again,
}
