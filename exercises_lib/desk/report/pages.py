"""The pages of a report, filled from templates/ with all that learners wrote escaped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG
from exercises_lib.desk.colours import colours
from exercises_lib.desk.report import glance, pictures
from exercises_lib.desk.report.classbook import NOT_HANDED_IN, STANDINGS, STATES, ClassBook, ModuleBook
from exercises_lib.desk.report.glance import Standing
from exercises_lib.desk.report.items import Analysis
from exercises_lib.desk.report.learner_page import learners_modules
from exercises_lib.desk.report.names import Names
from exercises_lib.desk.report.teach import IN_THE_REPORT, Lesson
from exercises_lib.desk.standing import GRADED, NEARLY, NOT_GRADED, NOT_YET, PASSED, PASSED_SO_FAR, WAITING
from exercises_lib.learner.feedback import LOOKS, inline, number

LOOK = {  # a state or a standing: its sign and its words; colour only repeats them
    PASSED: ("✓", "passed"),
    PASSED_SO_FAR: ("✓…", "passed so far"),
    NEARLY: ("◐", "nearly"),
    NOT_YET: ("→", "not yet"),
    GRADED: ("·", "graded"),
    NOT_HANDED_IN: ("–", "not handed in"),
    WAITING: ("…", "waiting for a reader"),
    NOT_GRADED: ("?", "not graded"),
    **{state: (LOOKS[state][1], LOOKS[state][0].lower()) for state in (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED)},
}
LISTED = 500  # learners in the table of the class; above, those who need help most
HELP, FIRST = 10, 8  # learners to talk to first; exercises to teach first
SHOWN = 5  # mistakes and answers of one exercise


@dataclass(frozen=True)
class Report:
    """All that the pages and tables say. `lessons` and `analyses` are by module."""

    book: ClassBook
    names: Names
    teams: dict[str, str]
    notes: list[str]
    standings: list[Standing]
    by_team: list[Standing]
    lessons: list[list[Lesson]]
    analyses: list[Analysis]

    @cached_property
    def first_lessons(self) -> list[Lesson]:
        """The exercises with which most learners are stuck."""
        every = [lesson for module in self.lessons for lesson in module if lesson.stuck]
        return sorted(every, key=lambda lesson: -lesson.stuck)[:FIRST]


class Pages:
    """Writes them into a folder: `index.html`, `modules/MODULE.html` and, if wanted, `learners/LEARNER.html`."""

    def __init__(self, report: Report, with_learners: bool):
        self.report, self.with_learners = report, with_learners

    def write(self, folder: Path) -> None:
        _save(folder / "index.html", _fill("index", **self._about(""), **self._class()))
        for place, module in enumerate(self.report.book.modules):
            _save(folder / "modules" / f"{_file(module)}", self._module(place, module))
        for learner in self.report.names.order if self.with_learners else ():
            self.write_learner(learner, folder)

    def write_learner(self, learner: str, folder: Path) -> Path:
        """The page of one learner. Nobody else is on it."""
        modules = learners_modules(self.report.book, learner, self.report.names.without)
        path = folder / "learners" / self.report.names.file(learner)
        filled = _fill(
            "learner",
            **self._about("../"),
            name=self.report.names.of(learner),
            modules=modules,
            linked=self.with_learners,
        )
        return _save(path, filled)

    def _about(self, up: str) -> dict:
        return {"up": up, "report": self.report, "names": self.report.names, "look": LOOK, "file": _file}

    def _class(self) -> dict:
        book, names = self.report.book, self.report.names
        count = len(book.learners)
        listed = names.order if count <= LISTED else [book.learners[at].id for at in glance.need_help(book, 100)]
        standings = {module.id: book.standings(module) for module in book.modules}
        return {
            "columns": glance.used(self.report.standings),
            "listed": listed,
            "standing_of": self._standing(standings),
            "points_of": _points_of,
            "help": [book.learners[at].id for at in glance.need_help(book, HELP)],
            "with_learners": self.with_learners,
            "count": count,
            "team_names": sorted({one.group for one in self.report.by_team}),
        }

    def _standing(self, standings: dict):
        return lambda learner, module: STANDINGS[standings[module.id][self.report.book.places[learner]]]

    def _not_graded(self, module: ModuleBook) -> list[tuple[str, str]]:
        """(learner, why) of those who handed in and have no marks."""
        names, why = self.report.names, module.outcomes.not_graded
        listed = [
            (names.of(learner), names.without(why.get(row, "nobody graded it yet")))
            for row, learner in enumerate(module.learners)
            if not module.graded[row]
        ]
        return sorted(listed)[:LISTED]

    def _module(self, place: int, module: ModuleBook) -> str:
        report = self.report
        points = [float(total) for total, is_graded in zip(module.total, module.graded, strict=True) if is_graded]
        picture = pictures.distribution(points, float(module.most), module.rule.needed if module.rule else None)
        return _fill(
            "module",
            **self._about("../"),
            module=module,
            not_graded=self._not_graded(module),
            standing=report.standings[place],
            shown=SHOWN,
            by_team=[one for one in report.by_team if one.module is module],
            picture=picture,
            lessons=report.lessons[place],
            analysis=report.analyses[place],
            states=IN_THE_REPORT,
            columns=glance.used([report.standings[place], *(s for s in report.by_team if s.module is module)]),
        )


def _points_of(learner: str, module: ModuleBook) -> str:
    row = module.rows.get(learner)
    return "" if row is None or not module.graded[row] else number(float(module.total[row]))


def _file(module: ModuleBook) -> str:
    return f"{module.id}.html"


def _save(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _fill(template: str, **values) -> str:
    return _templates().get_template(f"{template}.html.j2").render(values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("exercises_lib.desk.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["points"] = lambda value: number(float(value))
    made.filters["halves"] = lambda value: number(round(2 * value) / 2)
    made.filters["said"] = lambda text: Markup(inline(text))  # escapes, and shows `code` as code
    style = (Path(__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
    made.globals["css"] = colours() + Markup(style)
    made.globals["states"] = STATES
    return made
