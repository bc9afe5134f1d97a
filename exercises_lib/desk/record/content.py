"""What a record of completion says of one learner, and who gets one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exercises_lib.course_folder import Module
from exercises_lib.desk.marks import Marks, ModuleMarks
from exercises_lib.desk.record.signed_page import Content
from exercises_lib.desk.standing import NOT_YET, PASSED, PASSED_SO_FAR
from exercises_lib.printable import printable

FORMAT = 1
COURSE = "BPO course: from the phone to the team lead's desk"
CERTIFIES_NONE = (
    "The course supports the occupational standards that are named here. It certifies none of them: each of them also "
    "asks for work that somebody has watched."
)
HOURS = "Hours are those that the course plans for a module; nobody's time was measured."


@dataclass(frozen=True)
class Missing:
    """Why somebody gets no record: for each module that is not passed, its id and a reason."""

    learner: str
    modules: dict[str, str]

    def __str__(self) -> str:
        by_reason: dict[str, list[str]] = {}
        for name, why in self.modules.items():
            by_reason.setdefault(why, []).append(name)
        return f"{self.learner}: no record yet. " + " ".join(f"{', '.join(m)}: {why}" for why, m in by_reason.items())


def missing(found: Marks, learner: str, wanted: list[Module]) -> Missing | None:
    """What a learner has not passed of the wanted modules; None if all are passed."""
    marks = {module.id: module for module in found.modules}
    reasons = {module.id: _why(marks.get(module.id), learner) for module in wanted}
    reasons = {name: why for name, why in reasons.items() if why}
    return Missing(learner, reasons) if reasons else None


def _why(module: ModuleMarks | None, learner: str) -> str:
    """Why a module does not count as passed; empty if it is."""
    if module is None:
        return "not in the gradebook."
    state = module.state(learner)
    if state == PASSED:
        return ""
    if state == PASSED_SO_FAR:
        return f"{state}, and an answer waits for a reader."
    if state == NOT_YET and module.rule:
        mark = module.marks[learner]
        return module.rule.missing(mark.points, mark.read, mark.by_exercise)
    return f"{state or 'what it takes to pass is not known'}."


def make(found: Marks, learner: str, name: str, wanted: list[Module], issued_by: str, issued: date) -> Content:
    """All that a record says, and nothing else, as JSON of plain types. `wanted`: modules that the learner passed."""
    marks = {module.id: module for module in found.modules}
    return {
        "format": FORMAT,
        "course": COURSE,
        "learner": {"id": learner, "name": printable(name)},
        "issued": issued.isoformat(),
        "issued_by": printable(issued_by),
        "modules": [_module(marks[module.id], module, learner) for module in wanted],
        "notes": [HOURS, CERTIFIES_NONE],
    }


def _module(marks: ModuleMarks, module: Module, learner: str) -> dict:
    mark = marks.marks[learner]
    return {
        "id": module.id,
        "title": module.title,
        "hours": _whole(module.hours),
        "points": _whole(mark.points),
        "of": _whole(marks.of),
        "handed_in": mark.handed_in.date().isoformat() if mark.handed_in else "",
        "objectives": module.objectives,
        "standards": module.standards,
    }


def _whole(number: float) -> float:
    """3.0 as 3: JSON that is the same whatever arithmetic made it."""
    return int(number) if number == int(number) else number
