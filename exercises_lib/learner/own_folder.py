"""The folder that a learner works in: the course's modules are brought into it, and none of the learner's work is lost.

What it keeps for itself is in its hidden folder `.bpo`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from exercises_lib.environment import with_commands
from exercises_lib.faults import CourseFault
from exercises_lib.learner import data_files, originals

OURS = ".bpo"


class NoLessons(CourseFault):
    """There is nothing to open; the text says what to do."""


def make_releases(root: Path, say: Callable[[str], None]) -> None:
    """In a clone of the course: make the release of each module that has none, or an older one. Raises NoLessons."""
    missing = stale(root)
    if not missing:
        return
    if importlib.util.find_spec("nbgrader") is None:
        raise NoLessons(NO_NBGRADER)
    for number, module in enumerate(missing, 1):
        say(f"Making lesson {number} of {len(missing)}: {module} …")
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", module, "--force"]
        done = subprocess.run(command, cwd=root, env=with_commands(), capture_output=True, text=True)
        if done.returncode:
            stopped = re.search(r"Stopped: (.+)", done.stderr)  # a line of ours
            raise NoLessons(f"{module} could not be made: {stopped[1] if stopped else done.stderr[-2000:]}")


NO_NBGRADER = (
    "The lessons must be made once from the course's sources, and that takes nbgrader, which is not installed here. "
    "Run  scripts/setup.sh trainer  and start again."
)


def stale(root: Path) -> list[str]:
    """The modules whose source is newer than their release; none outside a course folder."""
    if not (root / "nbgrader_config.py").exists():
        return []
    found = []
    for source in sorted(root.glob("source/*/*.ipynb")):
        release = root / "release" / source.parent.name / source.name
        if not release.exists() or release.stat().st_mtime < source.stat().st_mtime:
            found.append(source.parent.name)
    return found


def bring(release: Path, folder: Path) -> list[str]:
    """Copy released modules into the learner's folder. Returns what the learner should know.

    A module that the learner has worked in stays as it is, except that files which are missing are put back.
    """
    notes, brought = [], brought_modules(folder)
    for notebook in sorted(release.glob("[!.]*/*.ipynb")):  # a hidden folder is a release that is just being made
        module = notebook.parent.name
        mine, digest = folder / module / notebook.name, _digest(notebook)
        untouched = not mine.exists() or _digest(mine) == brought.get(module)
        if not untouched and brought.get(module) != digest:
            notes.append(NEWER.format(module=module))
        if untouched:
            notes += _put_aside(notebook.parent, folder / module)
        shutil.copytree(
            notebook.parent,
            folder / module,
            dirs_exist_ok=True,
            copy_function=shutil.copyfile if untouched else _copy_missing,
        )
        if untouched:
            brought[module] = digest
    if brought:
        (folder / OURS).mkdir(exist_ok=True)
        (folder / OURS / "brought.json").write_text(json.dumps(brought, indent=1))
    return notes


NEWER = (
    "{module} has changed since you began it. You keep your own copy. For the new one, give the folder {module} "
    "another name and start again."
)


def learners_folder(here: Path) -> Path:
    """Where to work when no folder is named: here, if the modules lie here; else in a folder of its own."""
    return here if any(here.glob("*/answer_card.json")) else here / "my_course"


def notebooks(folder: Path) -> list[Path]:
    """The modules' notebooks in a learner's folder, in the order of the course."""
    return sorted(folder / f"{card.parent.name}/{card.parent.name}.ipynb" for card in folder.glob("*/answer_card.json"))


def notebook_to_open(folder: Path) -> Path | None:
    """The notebook in which the learner worked last; the first one for a learner who has not begun."""
    brought, found = brought_modules(folder), notebooks(folder)
    begun = [path for path in found if _digest(path) != brought.get(path.parent.name, "")]
    return max(begun, key=lambda path: path.stat().st_mtime) if begun else next(iter(found), None)


def brought_modules(folder: Path) -> dict[str, str]:
    """The digest of each module's notebook as it was brought."""
    try:
        brought: object = json.loads((folder / OURS / "brought.json").read_text())
    except (OSError, ValueError):
        return {}
    return brought if isinstance(brought, dict) else {}


def _put_aside(new: Path, mine: Path) -> list[str]:
    """Before an edition replaces another: keep the data files that the learner changed. Returns what to say."""
    came = originals.files_of(mine)
    changed = [
        mine / name
        for name in originals.files_of(new)
        if name in came and (mine / name).is_file() and not data_files.is_as(mine / name, came[name])
    ]
    return [
        f"{path} is as it came. Your own copy is {aside.name}."
        for path in changed
        if (aside := originals.put_aside(path))
    ]


def _copy_missing(source: str, target: str) -> None:
    if not os.path.exists(target):
        shutil.copyfile(source, target)


def _digest(path: Path) -> str:
    """Of what is written in a notebook's cells; running it or opening it changes nothing."""
    try:
        written = json.dumps([cell["source"] for cell in json.loads(path.read_bytes())["cells"]]).encode()
    except (ValueError, KeyError, TypeError):
        written = path.read_bytes()
    return hashlib.sha256(written).hexdigest()
