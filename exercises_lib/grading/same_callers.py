"""Calls of the same caller in two submissions. A caller is drawn from 16 million, so two learners hardly get the same.

Read from the graded notebooks, from the outputs that the grader wrote there; so it also knows who was graded before.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.cells import CHECK

CALLER = re.compile(r"(?m)^Caller ([0-9a-f]{6}): ")  # how the note of a conversation begins


@dataclass(frozen=True)
class SameCaller:
    exercise: str
    caller: str
    learners: tuple[str, ...]


def same_callers(notebooks: Iterable[tuple[str, Path]]) -> list[SameCaller]:
    """The callers that two learners or more have, from pairs of a learner and the graded notebook."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for learner, path in notebooks:
        for exercise_and_caller in _callers(path):
            found[exercise_and_caller].append(learner)
    return [SameCaller(*key, tuple(sorted(who))) for key, who in sorted(found.items()) if len(who) > 1]


def _callers(path: Path) -> Iterator[tuple[str, str]]:
    for cell in json.loads(path.read_bytes())["cells"]:
        check, meta = CHECK.search("".join(cell["source"])), cell["metadata"].get("nbgrader", {})
        if check and cell["cell_type"] == "code" and meta.get("grade") and not meta.get("solution"):
            for output in cell["outputs"]:
                text = "".join(output.get("data", {}).get("text/plain", ""))
                if caller := CALLER.search(text):
                    yield check[1], caller[1]
