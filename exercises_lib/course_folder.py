"""What a course folder is: the syllabus, and where each module's text twin and solution notebook lie."""

from __future__ import annotations

import json
import tomllib
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import nbformat
from nbformat import NotebookNode

from exercises_lib.faults import CourseFault


@dataclass(frozen=True)
class SkillGroup:
    """One [[skill]] of course/syllabus.toml: the modules that are about it, and what learners read of their result."""

    id: str
    title: str
    modules: list[str]
    below: str
    enough: str
    full: str


@dataclass(frozen=True)
class Module:
    """One [[module]] of course/syllabus.toml."""

    id: str
    title: str
    hours: float
    objectives: list[str]
    standards: list[str]
    tables: list[str]
    pass_mark: float = 70
    pass_needs: float = 0
    pass_skills: float = 0


Entry = TypeVar("Entry", SkillGroup, Module)


def syllabus(root: Path) -> list[Module]:
    """The modules in order. Raises CourseFault, naming file and module, for a broken syllabus."""
    return _entries(root, "module", Module)


def skill_groups(root: Path) -> dict[str, SkillGroup]:
    """The skill groups by id, in order. Raises CourseFault as `syllabus` does."""
    return {group.id: group for group in _entries(root, "skill", SkillGroup)}


def _entries(root: Path, kind: str, form: type[Entry]) -> list[Entry]:
    path = Path(root) / "course" / "syllabus.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
    except (FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CourseFault(f"{path}: {fault}") from None
    return [_entry(entry, form, f"{path}, {kind} {entry.get('id', number)}") for number, entry in enumerate(entries, 1)]


def _entry(entry: dict[str, Any], form: type[Entry], where: str) -> Entry:
    known = {setting.name: setting for setting in fields(form)}
    for name in entry.keys() - known.keys():
        perhaps = get_close_matches(name, known, 1)
        raise CourseFault(f"{where}: there is no setting `{name}`." + (f" Is it `{perhaps[0]}`?" if perhaps else ""))
    for name, setting in known.items():
        if name not in entry and setting.default is MISSING:
            raise CourseFault(f"{where}: the setting `{name}` is missing.")
    return form(**entry)


def twin_path(root: Path, module: str) -> Path:
    return Path(root) / "course" / module / f"{module}.md"


def source_path(root: Path, module: str) -> Path:
    return Path(root) / "source" / module / f"{module}.ipynb"


def read_solution(path: Path) -> NotebookNode:
    """A solution notebook. A cell without an id has one from its place; nbformat makes up another at each reading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("nbformat_minor", 0) >= 5:  # before, cells had none
        for number, cell in enumerate(content["cells"], 1):
            cell.setdefault("id", f"cell-{number}")
    # not nbformat.reads, which takes 0.3 s to look for what it would only log
    notebook: NotebookNode = nbformat.convert(nbformat.reader.reads(json.dumps(content)), 4)
    return notebook
