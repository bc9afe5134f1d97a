"""From a module's text twin to the notebook that nbgrader reads.

A module is written in one text file, `course/<module>/<module>.md` (MyST Markdown). `build` makes the notebook that
nbgrader reads, `source/<module>/<module>.ipynb`, and fills in what an author need not write:

    :tags: [given]            a cell that is put back if a learner changes it (imports, data)
    :tags: [given, folded]    the same, its text folded away: what nobody need read
    :tags: [draw]             the learner's own number, `own = own_draw()` (see checks/drawn.py)
    :tags: [answer]           an answer cell
    :points: 3                on a check cell; the exercise's name is that in `check("name")`. On an answer cell as
                              well: points that a person gives after reading the answer
    :objective: 2             on a check cell: which of the module's objectives it serves, counted from 1
    :skill: listening         on a check cell: its skill group, where the syllabus names none for the whole module
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from exercises_lib.authoring import prompts
from exercises_lib.cells import CHECK, check_cells
from exercises_lib.course_folder import Module, SkillGroup, skill_groups, source_path, syllabus, twin_path
from exercises_lib.faults import CourseFault
from exercises_lib.learner import pass_rule
from exercises_lib.simulator.reader import released

SHEET = re.compile(r"""^%%call (\w+)|\bsheet=["'](\w+)["']""", re.MULTILINE)


def build(root: Path, module: str) -> Path:
    """Make a module's notebook from its text twin and write it. Returns the notebook's path."""
    path = source_path(root, module)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook_text(twin_path(root, module)), encoding="utf-8")
    for name, text in sheets(root, module).items():
        sheet = path.parent / "callers" / f"{name}.md"
        sheet.parent.mkdir(exist_ok=True)
        sheet.write_text(text, encoding="utf-8")
    return path


def sheets(root: Path, module: str) -> dict[str, str]:
    """The callers' sheets that a module's text names, as learners get them, by name. Raises FileNotFoundError."""
    names = SHEET.findall(twin_path(root, module).read_text(encoding="utf-8"))
    found = {name for pair in names for name in pair if name}
    folder = Path(root) / "course" / "callers"
    return {name: released((folder / f"{name}.md").read_text(encoding="utf-8")) for name in sorted(found)}


def notebook_text(twin: Path) -> str:
    """The notebook (JSON text) that a text twin stands for; the same text each time. Raises CourseFault."""
    notebook = read_twin(twin)
    root = twin.parents[2]
    modules = syllabus(root) if (root / "course" / "syllabus.toml").exists() else []
    for entry in (module for module in modules if module.id == twin.stem):
        skills = _skills(entry, skill_groups(root), notebook) if entry.pass_skills else ()
        rule = pass_rule.of_module(entry.pass_mark, entry.pass_needs, notebook, skills)
        notebook.metadata[pass_rule.PLACE] = pass_rule.kept(rule)
    return str(nbformat.writes(notebook)) + "\n"


def skill_of(module: str, check: NotebookNode, groups: dict[str, SkillGroup]) -> str:
    """The id of the skill group that a check cell of a module serves; empty if none is named."""
    of_module = next((group.id for group in groups.values() if module in group.modules), "")
    return check.metadata.get("skill") or of_module


def _skills(module: Module, groups: dict[str, SkillGroup], notebook: NotebookNode) -> tuple[pass_rule.Skill, ...]:
    """The groups that a module's exercises serve. Raises CourseFault for an exercise of none, or of an unknown one."""
    points = pass_rule.by_exercise(marked_points(notebook))
    served: dict[str, list[str]] = {}
    for check, name in check_cells(notebook):
        skill = skill_of(module.id, check, groups)
        if skill not in groups:
            known = ", ".join(groups)
            raise CourseFault(f"{module.id}, exercise {name}: `:skill:` must be one of the syllabus: {known}")
        served.setdefault(skill, []).append(name)
    return tuple(
        pass_rule.Skill(
            group.title, tuple(served[group.id]), total := sum(points[name] for name in served[group.id]),
            pass_rule.share(total, module.pass_skills), group.below, group.enough, group.full,
        )
        for group in groups.values() if group.id in served
    )  # fmt: skip


def marked_points(notebook: NotebookNode) -> dict[str, float]:
    """The points of each cell that gives some, by its id."""
    marked = [cell.metadata["nbgrader"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {meta["grade_id"]: meta["points"] for meta in marked if meta["grade"]}


def read_twin(twin: Path) -> NotebookNode:
    """A text twin as the notebook that it stands for.

    Raises CourseFault naming file, line and exercise of a cell that is not as it should be.
    """
    from jupytext.myst import MystMetadataParsingError, myst_to_notebook

    try:
        notebook = myst_to_notebook(twin.read_text(encoding="utf-8"), add_source_map=True)
        return _expanded(notebook)
    except FileNotFoundError:
        raise CourseFault(f"there is no {twin}") from None
    except (MystMetadataParsingError, UnicodeDecodeError, _CellFault) as fault:
        raise CourseFault(f"{twin}, {fault}") from None


class _CellFault(ValueError):
    """What is wrong with a cell of a module's text, with its line."""


def _expanded(notebook: NotebookNode) -> NotebookNode:
    """Fill in nbgrader's metadata and steady cell ids. Raises _CellFault."""
    lines = [line + 1 for line in notebook.metadata["source_map"]]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    name_ahead = check_ahead = answer_ahead = None
    for number, cell in reversed(list(enumerate(notebook.cells, 1))):
        tags = cell.metadata.pop("tags", [])
        points, objective = cell.metadata.pop("points", None), cell.metadata.pop("objective", None)
        skill, rubric = cell.metadata.pop("skill", None), cell.metadata.pop("rubric", None)
        if cell.cell_type == "code":
            cell.metadata.pop("outputs", None)
        elif answer_ahead and check_ahead:
            prompts.tell(cell, answer_ahead, check_ahead)
            answer_ahead = None
        if "answer" in tags:
            if name_ahead is None:
                raise _CellFault(f"line {lines[number - 1]}: an answer cell needs a check cell after it")
            # points on the answer itself are a person's to give; those of the check cell are given automatically
            _mark(cell, f"{name_ahead}_answer", solution=True, grade=points is not None, points=float(points or 0))
            if rubric:
                cell.metadata["rubric"] = _rubric(rubric, float(points or 0), lines[number - 1])
            name_ahead, answer_ahead = None, cell
        elif points is not None:
            name_ahead, check_ahead = _name(cell, lines[number - 1]), cell
            _mark(cell, name_ahead, grade=True, locked=True, points=float(points))
            cell.metadata["objective"] = objective
            if skill:
                cell.metadata["skill"] = skill
        elif "given" in tags:
            _mark(cell, f"given_{number}", locked=True)
            if "folded" in tags:
                cell.metadata["jupyter"] = {"source_hidden": True}
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{number}"
    return notebook


def _name(cell: NotebookNode, line: int) -> str:
    names = CHECK.findall(cell.source)
    if len(names) != 1:
        found = f"{len(names)}: {', '.join(names)}" if names else "none"
        raise _CellFault(f'line {line}: a check cell has exactly one line check("name"), this one has {found}')
    return str(names[0])


def _rubric(rubric: object, points: float, line: int) -> list[str]:
    """The names of the lines by which a person gives points, one point each. Raises _CellFault."""
    if not isinstance(rubric, list) or len(set(map(str, rubric))) != points:
        raise _CellFault(f"line {line}: `:rubric:` must be {points:g} names in [], one for each of the points")
    return [str(name) for name in rubric]


def _mark(
    cell: NotebookNode,
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> None:
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    } | ({"points": points} if grade else {})
