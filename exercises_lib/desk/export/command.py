"""`bpo export`: the marks of the gradebook as a file that a learning platform imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from exercises_lib.desk import marks, people, whole_files
from exercises_lib.desk.export import platforms, sheets, xapi
from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable


class To(StrEnum):
    """Where marks can go."""

    canvas = "canvas"
    moodle = "moodle"
    csv = "csv"
    excel = "excel"
    xapi = "xapi"


FILES = {To.csv: "marks.csv", To.excel: "marks.xlsx", To.xapi: "xapi.jsonl"}
NO_HOME = (
    "xAPI needs the address of your platform, to tell its people and modules from those of others: "
    "--home https://learn.example.org"
)

GUARDED = (
    "These begin like a formula, so they have an apostrophe before them. If one is an id that your platform must find, "
    "take the apostrophe away in its import page or file: {texts}"
)


@dataclass
class Order:
    """What to export. `modules`: none means all; `students`: the platform's list of people, if there is one."""

    root: Path
    to: To
    modules: list[str] | None = None
    students: Path | None = None
    percent: bool = False
    home: str = ""
    output: Path | None = None


def run(order: Order, say: Callable[[str], None]) -> Path:
    """Write the file, and say what is missing in it. Raises CourseFault where there is nothing to write."""
    if order.to == To.xapi and urlsplit(order.home).scheme not in ("http", "https"):
        raise CourseFault(NO_HOME)
    found = marks.read(order.root, order.modules)
    who = people.matched(found.people, order.students) if order.students else people.without_list(found.people)
    content, told = _made(order, found, who)
    for line in [*found.missing, *who.told, *platforms.without_a_mark(found.modules, who), *told]:
        say(printable(line))
    path = order.output or order.root / "export" / FILES.get(order.to, f"{order.to}.csv")
    whole_files.write(path, content)
    final = sum(module.marks[one].is_final for module in found.modules for one in who.rows if one in module.marks)
    of = f"{_counted(len(who.rows), 'learner')} in {_counted(len(found.modules), 'module')}"
    say(f"Wrote {path}: {_counted(final, 'mark')} of {of}.")
    return path


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _made(order: Order, found: marks.Marks, who: people.People) -> tuple[bytes, list[str]]:
    if order.to == To.xapi:
        return xapi.statements(found, who, order.home.rstrip("/")), []
    make = {To.canvas: platforms.canvas, To.moodle: platforms.moodle}.get(order.to, platforms.plain)
    table = make(found.modules, who, order.percent)
    if guarded := sheets.guarded(table.rows):
        table.told.append(GUARDED.format(texts=people.named(guarded)))
    if order.to == To.excel:
        return sheets.as_excel(table.rows), table.told
    return sheets.as_csv(table.rows, with_mark=order.to == To.csv), table.told
