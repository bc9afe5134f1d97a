"""A module's facts, and every copy of them that people read.

Title, hours, pass mark and objectives are written in course/syllabus.toml; exercises and points follow from the
notebook. The module's first page, its design page and the README repeat them; this finds the copies that differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from exercises_lib import course_folder
from exercises_lib.cells import answered_in, check_cells


@dataclass(frozen=True)
class Facts:
    """What is true of a module. `exercises`: (name, automatic points, a person's points, objective) of each."""

    module: course_folder.Module
    exercises: list[tuple[str, float, float, int]]

    @property
    def points(self) -> float:
        return sum(automatic for _, automatic, _, _ in self.exercises) + self.by_hand

    @property
    def by_hand(self) -> float:
        return sum(by_hand for _, _, by_hand, _ in self.exercises)


def of(module: course_folder.Module, source: NotebookNode) -> Facts:
    """The facts of a module with this solution notebook."""
    by_hand = {
        name: cell.metadata.nbgrader.points
        for cell in source.cells
        if (name := answered_in(cell)) and cell.metadata.nbgrader.grade
    }
    return Facts(
        module,
        [
            (name, cell.metadata.nbgrader.points, by_hand.get(name, 0), cell.metadata.get("objective"))
            for cell, name in check_cells(source)
        ],
    )


def differ(root: Path, facts: Facts) -> Iterator[str]:
    """A sentence for each copy of a fact that says something else, with the copy's file."""
    module = facts.module
    twin = course_folder.twin_path(root, module.id)
    copies = [(twin, _first_page), (twin.parent / "design.md", _design_page), (root / "README.md", _readme)]
    for path, expected in copies:
        if not path.exists():  # a trainer's own course may have fewer pages
            continue
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))  # a wrapped sentence is the same sentence
        for line in expected(facts):
            if not re.search(re.escape(line).replace("…", "[^|]*"), text):  # … stands for any text of a table's cell
                yield f"{path.relative_to(root)} should say: {line}"


def _first_page(facts: Facts) -> Iterator[str]:
    module = facts.module
    hours = f"{module.hours:g} hour{'' if module.hours == 1 else 's'}"
    yield _title(module)
    size = f"{len(facts.exercises)} exercises · {facts.points:g} points"
    read = f", with {module.pass_needs:g} or more of your trainer's {facts.by_hand:g} points" if facts.by_hand else ""
    skills = f", with {module.pass_skills:g} % or more in each skill" if module.pass_skills else ""
    yield f"About {hours} · {size} · pass mark {module.pass_mark:g} %{read}{skills}."
    for number, objective in enumerate(module.objectives, 1):
        end = "." if number == len(module.objectives) else ";"
        yield f"{number}. {objective[0].lower()}{objective[1:]}{end}"


def _title(module: course_folder.Module) -> str:
    return f"# Module {module.id[:2]} · {module.title}"


def _design_page(facts: Facts) -> Iterator[str]:
    yield _title(facts.module)
    for number, text in enumerate(facts.module.objectives, 1):
        yield f"{number}. {text}."
    for number, (name, automatic, by_hand, objective) in enumerate(facts.exercises, 1):
        points = f"{automatic:g} + {by_hand:g}" if by_hand else f"{automatic:g}"
        yield f"| {number} | `{name}` | … | {points} | {objective} |"


def _readme(facts: Facts) -> Iterator[str]:
    module = facts.module
    link = f"[{module.id}](course/{module.id}/design.md)"
    yield f"| {link} | {module.title}… | {module.hours:g} | {len(facts.exercises)} | {facts.points:g} |"
