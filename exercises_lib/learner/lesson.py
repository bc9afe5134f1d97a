"""The notebook in class: notices when the module's given cells run, and puts back what they made before each check.

So a check says the same in class as when it is graded, where all is put back as well. The answer card has a digest of
each cell of the module's own, by which it is known.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercises_lib.cells import CHECK
from exercises_lib.learner import answer_card, kernel
from exercises_lib.learner.ground import Ground


def digest(source: str) -> str:
    """How the answer card knows a given cell or a check cell."""
    return hashlib.sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:16]


class Lesson:
    """One kernel's notebook."""

    def __init__(self, shell: Any) -> None:
        self._folder = Path.cwd()
        self._ground = Ground(shell.user_ns)
        self._changed: list[str] = []  # what was put back before given cells, not told yet
        shell.events.register("pre_run_cell", self._before_cell)
        shell.events.register("post_run_cell", self._after_cell)

    def put_back(self, but: str) -> list[str]:
        """Put back the working folder and what given cells made, all but the answer `but`. Returns what had changed."""
        changed, self._changed = self._changed, []
        if not _is_here(self._folder) and self._folder.is_dir():
            os.chdir(self._folder)
            changed.append("the working folder")
        return changed + [f"`{name}`" for name in self._ground.put_back(but)]

    def _before_cell(self, info: Any) -> None:
        if self._is_given(info.raw_cell):
            checked = CHECK.search(info.raw_cell)
            self._changed = self.put_back(checked[1] if checked else "")

    def _after_cell(self, result: Any) -> None:
        if self._is_given(result.info.raw_cell):
            self._ground.remember(result.info.raw_cell)

    def _is_given(self, source: str) -> bool:
        try:
            written = (self._folder / answer_card.FILE_NAME).stat()
            return digest(source) in _given(self._folder, written.st_mtime_ns, written.st_size, written.st_ino)
        except (OSError, answer_card.CardFault, AttributeError, TypeError):
            return False


@lru_cache(maxsize=1)
def _given(folder: Path, *_look: int) -> frozenset[str]:
    """The digests of the given cells on a folder's answer card. A card that was not written since is not read again."""
    return frozenset(answer_card.load(folder).get("given", []))


def _is_here(folder: Path) -> bool:
    try:
        return folder.samefile(Path.cwd())
    except OSError:  # one of them was removed
        return False


_lessons: dict[int, Lesson] = {}  # of the one shell that a kernel has


def switch_on() -> None:
    """Watch the notebook that imports this package; outside a notebook, and while grading, do nothing."""
    shell = kernel.shell()
    if shell is not None and id(shell) not in _lessons and not kernel.is_graded():
        _lessons[id(shell)] = Lesson(shell)


def of(shell: object) -> Lesson | None:
    """The lesson in a shell, if it is watched."""
    return _lessons.get(id(shell))
