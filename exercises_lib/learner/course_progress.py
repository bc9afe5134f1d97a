"""Where a learner stands over the whole course: `bpo progress` in a terminal, `course_progress()` in a notebook.

No kernel knows the other modules, so this reads what stands under the checks in each notebook as it was last saved.
That is for the learner alone: a text in a notebook can be edited, and no mark is ever made of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercises_lib.cells import CHECK
from exercises_lib.learner import answer_card, kernel, own_folder, pass_rule
from exercises_lib.learner.feedback import inline, number, plural
from exercises_lib.learner.pass_rule import PassRule

RESULT = re.compile(r"[\w ]+ · (\w+) · (\d+(?:\.\d+)?) of \d")  # as feedback.py writes it
SAVED = "This is what stood under your checks when each notebook was last saved. Only what your trainer grades counts."
NOTEBOOK_GONE = "The notebook is not in its folder. `bpo lab` brings it again where your trainer's release is at hand."
DAMAGED = (
    "The notebook is damaged and cannot be read. Keep it. An earlier copy may be in its folder `.ipynb_checkpoints`; "
    "otherwise ask your trainer."
)
NO_MODULES = (
    "There are no modules in {folder}. Go to the folder that has your modules, or name it: bpo progress --folder FOLDER"
)


def course_progress() -> None:
    """Show all modules of your course folder: what is right so far, and what to do next. Save your notebook first."""
    if kernel.is_graded():
        return
    here = Path.cwd()
    in_module = (here / answer_card.FILE_NAME).exists() or (here / f"{here.name}.ipynb").exists()
    kernel.show(CourseProgress.of(here.parent if in_module else here))


@dataclass(frozen=True)
class Standing:
    """One module. `trouble`: why it could not be read; then nothing else is known.

    `earned`: the points by exercise that stood under the checks; `right`: the exercises that were all right.
    """

    module: str
    trouble: str = ""
    exercises: Mapping[str, float] | None = None  # the points that each is worth, in order
    earned: Mapping[str, float] | None = None
    right: frozenset[str] = frozenset()
    rule: PassRule | None = None

    @property
    def state(self) -> str:
        if self.trouble:
            return "cannot be read"
        if self.has_enough:
            return "enough to pass"
        if self.is_done:
            return "all checks right; your trainer reads the rest"
        return "begun" if self.earned else "not begun"

    @property
    def has_enough(self) -> bool:
        """Whether the points of the checks alone are enough to pass."""
        if self.rule is None:
            return self.is_done
        return self.rule.passed(self.points, read=0, by_exercise=self.earned or {})

    @property
    def is_done(self) -> bool:
        return self.exercises is not None and self.right >= self.exercises.keys()

    @property
    def points(self) -> float:
        return sum((self.earned or {}).values())

    @property
    def counted(self) -> tuple[str, str]:
        """'7 of 9 right', '18 of 24 points'; what your trainer reads is among the points that it is of."""
        if self.exercises is None:
            return "", ""
        points = self.rule.points if self.rule else sum(self.exercises.values())
        return (
            f"{len(self.right)} of {len(self.exercises)} right",
            f"{number(self.points)} of {plural(points, 'point')}",
        )

    @property
    def next_exercise(self) -> str:
        """'exercise 4, `late_fee`': the first one that is not right."""
        numbered = enumerate(self.exercises or {}, 1)
        return next((f"exercise {place}, `{name}`" for place, name in numbered if name not in self.right), "")


@dataclass(frozen=True)
class CourseProgress:
    """All modules of a learner's folder, in the order of the course."""

    folder: Path
    modules: tuple[Standing, ...]

    @classmethod
    def of(cls, folder: Path) -> CourseProgress:
        """Read a learner's folder. What cannot be read is told, module by module."""
        return cls(folder, tuple(standing(folder / name) for name in _modules(folder)))

    @property
    def summary(self) -> str:
        if not self.modules:
            return NO_MODULES.format(folder=self.folder)
        enough = sum(module.has_enough for module in self.modules)
        right = sum(len(module.right) for module in self.modules)
        of = sum(len(module.exercises or {}) for module in self.modules)
        return (
            f"{enough} of {plural(len(self.modules), 'module')} with enough points to pass, "
            f"{right} of {plural(of, 'exercise')} right. {self.next}"
        )

    @property
    def next(self) -> str:
        """What to do next, in one sentence."""
        open_ones = [one for one in self.modules if not (one.trouble or one.has_enough or one.is_done)]
        if open_ones:
            return f"Next: {open_ones[0].module}, {open_ones[0].next_exercise}."
        if any(one.trouble for one in self.modules):
            return "Next: look at what could not be read."
        return "Next: hand in what your trainer has not graded yet."

    @property
    def troubles(self) -> list[str]:
        return [f"{one.module}: {one.trouble}" for one in self.modules if one.trouble]

    def __str__(self) -> str:
        rows = [(one.module, *one.counted, one.state) for one in self.modules]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(part.ljust(width) for part, width in zip(row, wide, strict=True)).rstrip() for row in rows]
        return "\n".join([*lines, *self.troubles, self.summary, *([SAVED] if rows else [])])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        left = 'style="text-align:left;font-weight:normal"'
        rows = "".join(
            f'<tr><th scope="row" {left}>{inline(one.module)}</th>'
            + "".join(f"<td {left}>{inline(part)}</td>" for part in (*one.counted, one.state)) + "</tr>"
            for one in self.modules
        )  # fmt: skip
        head = "".join(f'<th scope="col" {left}>{word}</th>' for word in ("Module", "Exercises", "Points", "State"))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{SAVED}</p>" if rows else ""
        troubles = "".join(f"<p>{inline(trouble)}</p>" for trouble in self.troubles)
        return f'<div role="status"><p><strong>{inline(self.summary)}</strong></p>{troubles}{table}</div>'


def standing(module: Path) -> Standing:
    """What one module's folder says. Never raises for what a folder may hold."""
    try:
        card = answer_card.load(module)
        exercises = {exercise["name"]: float(exercise["points"]) for exercise in card["exercises"]}
        rule = pass_rule.found(card)
    except answer_card.CardFault as fault:
        return Standing(module.name, str(fault))
    except (ValueError, TypeError, KeyError):
        return Standing(module.name, answer_card.BROKEN_CARD)
    try:
        cells = json.loads((module / f"{module.name}.ipynb").read_text(encoding="utf-8"))["cells"]
        results = {name: points for name, points in _results(cells) if name in exercises}
    except OSError:
        return Standing(module.name, NOTEBOOK_GONE)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Standing(module.name, DAMAGED)
    earned = {name: min(points, exercises[name]) for name, points in results.items()}
    right = frozenset(name for name, points in earned.items() if points == exercises[name])
    return Standing(module.name, "", exercises, earned, right, rule)


def _results(cells: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    """(exercise, points) for each check cell with a result under it."""
    for cell in cells:
        checked = CHECK.search("".join(cell["source"])) if cell["cell_type"] == "code" else None
        for output in cell["outputs"] if checked else []:
            found = RESULT.match("".join(output.get("data", {}).get("text/plain", "")))
            if checked and found and found[1] == checked[1]:
                yield found[1], float(found[2])


def _modules(folder: Path) -> list[str]:
    """The modules that lie in a folder, and those that `bpo lab` brought there and that are gone."""
    here = {path.parent.name for path in folder.glob(f"*/{answer_card.FILE_NAME}")}
    here |= {path.stem for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name}
    return sorted(here | own_folder.brought_modules(folder).keys())
