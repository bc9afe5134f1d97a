"""Making records of completion for those who passed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exercises_lib import course_folder
from exercises_lib.desk import marks, people, whole_files
from exercises_lib.desk.record import content, signed_page, trainer_key
from exercises_lib.faults import CourseFault
from exercises_lib.learner.feedback import plural
from exercises_lib.printable import printable

EVERY_MODULE = "A record needs every module of the course. To have one for some of them, name each: --module MODULE"


@dataclass(frozen=True)
class Order:
    """Whose records to make. `learners`: none means all; `modules`: those that must be passed, none means every one.

    `by`: who issues them; `students`: a list with names, if there is one; `output`: the folder for the files.
    """

    root: Path
    learners: list[str]
    modules: list[str]
    by: str
    students: Path | None
    with_badge: bool
    output: Path


def run(order: Order, say: Callable[[str], None]) -> int:
    """Make the records, and say what is missing for the others. Returns how many were made. Raises CourseFault."""
    key = trainer_key.private()
    wanted = _modules(order)
    found = marks.read(order.root)
    who = people.matched(found.people, order.students) if order.students else people.without_list(found.people)
    for line in [*found.missing, *who.told]:
        say(printable(line))
    made = 0
    for learner in order.learners or who.rows:
        if learner not in who.rows:
            say(printable(f"{learner}: is not in the gradebook or not in the list of names."))
        elif lacking := content.missing(found, learner, wanted):
            say(printable(str(lacking)))
        else:
            said = content.make(found, learner, who.name(learner), wanted, order.by, date.today())
            place = order.output / f"{file_name(learner)}.html"
            whole_files.write(place, signed_page.sign(said, key).encode())
            if order.with_badge:
                from exercises_lib.desk.record import badge  # a large library, for who asks for it

                whole_files.write(place.with_suffix(".badge.jwt"), badge.sign(said, who.email(learner), key).encode())
            made += 1
    if not made and not order.modules:
        say(EVERY_MODULE)
    say(f"Wrote {plural(made, 'record')} into {order.output}.")
    return made


def _modules(order: Order) -> list[course_folder.Module]:
    syllabus = course_folder.syllabus(order.root)
    if unknown := set(order.modules) - {module.id for module in syllabus}:
        raise CourseFault(f"there is no module {', '.join(sorted(unknown))}.")
    return [module for module in syllabus if module.id in order.modules or not order.modules]


def file_name(learner: str) -> str:
    """A file name for an id that may hold any sign; two ids never share one."""
    plain = re.sub(r"[^\w.@+-]", "_", learner).lstrip(".")
    return plain if plain == learner else f"{plain}-{hashlib.sha256(learner.encode()).hexdigest()[:8]}"
