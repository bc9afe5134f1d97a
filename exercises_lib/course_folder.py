"""What a course folder is: the syllabus, and where each module's text twin and solution notebook lie."""

from __future__ import annotations

import json
import tomllib
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from pathlib import Path

import nbformat

from exercises_lib.faults import CourseFault


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


def read_solution(path: Path):
    """A solution notebook. A cell without an id has one from its place; nbformat makes up another at each reading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("nbformat_minor", 0) >= 5:  # before, cells had none
        for number, cell in enumerate(content["cells"], 1):
            cell.setdefault("id", f"cell-{number}")
    return nbformat.reads(json.dumps(content), 4)
