"""Tracebacks as a learner can use them: the learner's own cells and the error, no file of the server's."""

from __future__ import annotations

import re

CHAIN = re.compile(r"\n(?:The above exception was the direct cause of|During handling of the above exception)")
CELL_FILE = re.compile(r"<ipython-input-[^<>]*>")
PATH = re.compile(r"(?<![\w.:/~-])~?/(?:[^\s/'\"<>:,()]+/)+(?=[^\s/'\"<>:,()]+)")


def readable(lines: list[str]) -> list[str]:
    """The parts of a traceback (as IPython gives them) that are about the learner's cells, and the last error."""
    last = max((at for at, line in enumerate(lines) if CHAIN.match(line)), default=-1)
    if any(line.lstrip().startswith("Cell In") for line in lines[last + 1 :]):
        lines = lines[last + 1 :]
    return [without_places(line) for line in lines if not line.lstrip().startswith("File ")]


def without_places(text: str) -> str:
    """A text in which files of the server are called by their last name, and a cell's own text is called a cell."""
    return PATH.sub("", CELL_FILE.sub("cell", text))
