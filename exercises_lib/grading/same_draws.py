"""What was drawn for one learner, in two submissions: the caller of a call, or a learner's own number.

Both are drawn from 16 million, so two learners hardly get the same. And who answered under several own numbers: with
enough of them, one fits a friend's answers.

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
from exercises_lib.checks import drawn

OWN = "same own number"
CALLER = re.compile(r"(?m)^Caller ([0-9a-f]{6}): ")  # how the note of a conversation begins


@dataclass(frozen=True)
class Same:
    """`what` was drawn, with its number, and who has it."""

    what: str  # "same caller", "same own number", "several own numbers"
    drawn: str
    learners: tuple[str, ...]


def same_draws(notebooks: Iterable[tuple[str, Path]]) -> list[Same]:
    """The callers and own numbers that two learners or more have, from pairs of a learner and the graded notebook."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    several: list[Same] = []
    for learner, path in notebooks:
        drawn_here = list(dict.fromkeys(_draws(path)))
        for what_and_number in drawn_here:
            found[what_and_number].append(learner)
        if len(own := [number for what, number in drawn_here if what == OWN]) > 1:
            several.append(Same("several own numbers", ", ".join(own), (learner,)))
    return [Same(*key, tuple(sorted(who))) for key, who in sorted(found.items()) if len(who) > 1] + several


def _draws(path: Path) -> Iterator[tuple[str, str]]:
    for cell in json.loads(path.read_bytes())["cells"]:
        source = "".join(cell["source"])
        check, meta = CHECK.search(source), cell["metadata"].get("nbgrader", {})
        if check and cell["cell_type"] == "code" and meta.get("grade") and not meta.get("solution"):
            for output in cell["outputs"]:
                text = "".join(output.get("data", {}).get("text/plain", ""))
                if own := drawn.JUDGED_FOR.findall(text):
                    yield OWN, own[-1]
                if caller := CALLER.search(text):
                    yield "same caller", f"{check[1]}, caller {caller[1]}"
