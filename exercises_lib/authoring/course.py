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

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat

from exercises_lib.simulator.sheet import released

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
    data_seed_note: str = ""


def syllabus(root: Path) -> list[Module]:
    """The modules in order. Raises FileNotFoundError, TOMLDecodeError or TypeError for a broken syllabus."""
    entries = tomllib.loads((Path(root) / "course" / "syllabus.toml").read_text(encoding="utf-8"))["module"]
    return [Module(**entry) for entry in entries]


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
    """The notebook (JSON text) that a text twin stands for; the same text each time."""
    return nbformat.writes(expand(read_twin(twin))) + "\n"


def read_twin(twin: Path):
    """A text twin as a notebook, with only what its author wrote. Raises FileNotFoundError."""
    import jupytext

    return jupytext.reads(twin.read_text(encoding="utf-8"), fmt="md:myst")


def expand(notebook):
    """Fill in nbgrader's metadata and steady cell ids. Raises ValueError naming a cell that is not as it should be."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    name_ahead = None
    for number, cell in reversed(list(enumerate(notebook.cells, 1))):
        tags = cell.metadata.pop("tags", [])
        points, objective = cell.metadata.pop("points", None), cell.metadata.pop("objective", None)
        if cell.cell_type == "code":
            cell.metadata.pop("outputs", None)
        if "answer" in tags:
            if name_ahead is None:
                raise ValueError(f"cell {number}: an answer cell needs a check cell after it")
            # points on the answer itself are a person's to give; those of the check cell are given automatically
            _mark(cell, f"{name_ahead}_answer", solution=True, grade=points is not None, points=float(points or 0))
            name_ahead = None
        elif points is not None:
            name_ahead = _name(cell, number)
            _mark(cell, name_ahead, grade=True, locked=True, points=float(points))
            cell.metadata["objective"] = objective
        elif "given" in tags:
            _mark(cell, f"given_{number}", locked=True)
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{number}"
    return notebook


def _name(cell, number: int) -> str:
    names = CHECK.findall(cell.source)
    if len(names) != 1:
        raise ValueError(f"cell {number}: a check cell has exactly one line check(\"name\"), this one has {len(names)}")
    return names[0]


def _mark(cell, grade_id: str, *, grade=False, solution=False, locked=False, points=None) -> None:
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution, "locked": locked,
        "task": False,
    } | ({"points": points} if grade else {})


def check_cells(notebook) -> list[tuple]:
    """The check cells of a solution notebook with the names of their exercises."""
    found = []
    for cell in notebook.cells:
        name = CHECK.search(cell.source)
        if cell.cell_type == "code" and name and cell.metadata.get("nbgrader", {}).get("grade"):
            found.append((cell, name[1]))
    return found
