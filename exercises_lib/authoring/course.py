"""The course's own files: the syllabus, the modules' text twins, and the notebooks made from them.

A module is written in one text file, `course/<module>/<module>.md` (MyST Markdown). `build` makes the notebook that
nbgrader reads, `source/<module>/<module>.ipynb`, and fills in what an author need not write:

    :tags: [given]            a cell that is put back if a learner changes it (imports, data)
    :tags: [answer]           an answer cell
    :points: 3                on a check cell; the exercise's name is that in `check("name")`. On an answer cell as
                              well: points that a person gives after reading the answer
    :objective: 2             on a check cell: which of the module's objectives it serves, counted from 1
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import MISSING, asdict, dataclass, fields
from difflib import get_close_matches
from pathlib import Path

import nbformat

from exercises_lib.authoring import prompts
from exercises_lib.faults import CourseFault
from exercises_lib.learner import pass_rule
from exercises_lib.simulator.reader import released

SHEET = re.compile(r"""^%%call (\w+)|\bsheet=["'](\w+)["']""", re.MULTILINE)
CHECK = re.compile(r"""^check\(["'](\w+)["']\)""", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """One entry of course/syllabus.toml."""

    id: str
    title: str
    hours: float
    objectives: list[str]
    standards: list[str]
    tables: list[str]
    pass_mark: float = 70
    pass_needs: float = 0


def syllabus(root: Path) -> list[Module]:
    """The modules in order. Raises CourseFault, naming file and module, for a broken syllabus."""
    path = Path(root) / "course" / "syllabus.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("module", [])
    except (FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CourseFault(f"{path}: {fault}") from None
    return [_module(entry, f"{path}, module {entry.get('id', number)}") for number, entry in enumerate(entries, 1)]


def _module(entry: dict, where: str) -> Module:
    known = {setting.name: setting for setting in fields(Module)}
    for name in entry.keys() - known.keys():
        perhaps = get_close_matches(name, known, 1)
        raise CourseFault(f"{where}: there is no setting `{name}`." + (f" Is it `{perhaps[0]}`?" if perhaps else ""))
    for name, setting in known.items():
        if name not in entry and setting.default is MISSING:
            raise CourseFault(f"{where}: the setting `{name}` is missing.")
    return Module(**entry)


def twin_path(root: Path, module: str) -> Path:
    return Path(root) / "course" / module / f"{module}.md"


def source_path(root: Path, module: str) -> Path:
    return Path(root) / "source" / module / f"{module}.ipynb"


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
        rule = pass_rule.of_module(entry.pass_mark, entry.pass_needs, notebook)
        notebook.metadata[pass_rule.PLACE] = asdict(rule)
    return nbformat.writes(notebook) + "\n"


def read_twin(twin: Path):
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


def _expanded(notebook):
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
        if cell.cell_type == "code":
            cell.metadata.pop("outputs", None)
        elif answer_ahead:
            prompts.tell(cell, answer_ahead, check_ahead)
            answer_ahead = None
        if "answer" in tags:
            if name_ahead is None:
                raise _CellFault(f"line {lines[number - 1]}: an answer cell needs a check cell after it")
            # points on the answer itself are a person's to give; those of the check cell are given automatically
            _mark(cell, f"{name_ahead}_answer", solution=True, grade=points is not None, points=float(points or 0))
            name_ahead, answer_ahead = None, cell
        elif points is not None:
            name_ahead, check_ahead = _name(cell, lines[number - 1]), cell
            _mark(cell, name_ahead, grade=True, locked=True, points=float(points))
            cell.metadata["objective"] = objective
        elif "given" in tags:
            _mark(cell, f"given_{number}", locked=True)
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{number}"
    return notebook


def _name(cell, line: int) -> str:
    names = CHECK.findall(cell.source)
    if len(names) != 1:
        found = f"{len(names)}: {', '.join(names)}" if names else "none"
        raise _CellFault(f'line {line}: a check cell has exactly one line check("name"), this one has {found}')
    return names[0]


def _mark(cell, grade_id: str, *, grade=False, solution=False, locked=False, points=None) -> None:
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution, "locked": locked,
        "task": False,
    } | ({"points": points} if grade else {})


def read_solution(path: Path):
    """A solution notebook. A cell without an id has one from its place; nbformat makes up another at each reading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("nbformat_minor", 0) >= 5:  # before, cells had none
        for number, cell in enumerate(content["cells"], 1):
            cell.setdefault("id", f"cell-{number}")
    return nbformat.reads(json.dumps(content), 4)


def answered_in(cell) -> str | None:
    """The exercise that an answer cell is for; None for any other cell."""
    meta = cell.metadata.get("nbgrader", {})
    return meta["grade_id"].removesuffix("_answer") if meta.get("solution") else None


def check_cells(notebook) -> list[tuple]:
    """The check cells of a solution notebook with the names of their exercises."""
    found = []
    for cell in notebook.cells:
        name = CHECK.search(cell.source)
        if cell.cell_type == "code" and name and cell.metadata.get("nbgrader", {}).get("grade"):
            found.append((cell, name[1]))
    return found


def solution_cells(source) -> dict[str, str]:
    """The text of each answer cell by its id, without the markers around the solution."""
    return {
        cell.metadata.nbgrader.grade_id: re.sub(r"(?m)^\s*### (BEGIN|END) SOLUTION\n?", "", cell.source).rstrip()
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
