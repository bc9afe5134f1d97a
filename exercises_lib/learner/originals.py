"""A learner's data files as they came: kept from the first day, and put back if the learner wants.

What is put aside stays beside it, as `surveys (changed).csv`: nothing of a learner's is ever lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.learner import answer_card, data_files

KEPT = Path(".bpo", "originals")  # in the learner's folder: each file under the name of its digest


@dataclass(frozen=True)
class Changed:
    """A file of a module that is not as it came. `original`: a file that is; None where there is none any more."""

    path: Path
    original: Path | None

    def put_back(self) -> str:
        """Put the original, which there must be, in its place; returns what the learner should know."""
        assert self.original
        aside = put_aside(self.path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.original, self.path)
        return f"{self.path} is as it came." + (f" Your own copy is {aside.name}." if aside else "")


def look_after(folder: Path, releases: Path) -> list[Changed]:
    """Keep the files of all modules in a learner's folder that are as they came; returns the others."""
    return [
        changed
        for card in sorted(folder.glob("*/answer_card.json"))
        for changed in _look(card.parent, folder / KEPT, releases)
    ]


def _look(module: Path, kept: Path, releases: Path) -> Iterator[Changed]:
    for name, digest in files_of(module).items():
        originals = [releases / module.name / name, kept / digest]
        original = next((path for path in originals if data_files.is_as(path, digest)), None)
        if not data_files.is_as(module / name, digest):
            yield Changed(module / name, original)
        elif original is None:
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(module / name, kept / digest)


def files_of(module: Path) -> dict[str, str]:
    """The digests on the answer card in a module's folder; none where it has no card that we can read."""
    try:
        found = answer_card.load(module).get("files")
    except answer_card.CardFault:
        return {}
    return found if type(found) is dict else {}


def put_aside(path: Path) -> Path | None:
    """Give a file a name that says that it was changed. None if there is nothing to put aside."""
    if not path.is_file():
        return None
    names = (f"{path.stem} (changed{f' {number}' if number > 1 else ''}){path.suffix}" for number in range(1, 1000))
    aside = next(place for name in names if not (place := path.with_name(name)).exists())
    return path.rename(aside)
