"""What became of a module's mutants (see mutants.py), read as a report: which are dangerous, and which are silent."""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from exercises_lib.authoring.mutant_run import STOPPED, Practice, Story, tell
from exercises_lib.cells import solution_cells
from exercises_lib.checks.key import RIGHT

TARGET = 0.9  # of the wrong answers that mutants give, so many must get a sentence that names the slip


@dataclass
class Report:
    """The stories of a module's mutants."""

    stories: list[Story]
    source: NotebookNode  # the solution notebook

    def right_on_practice_alone(self) -> Iterator[str]:
        """Mutants that a learner would take for right and that a fresh sample marks wrong, each with its diff."""
        solutions = solution_cells(self.source)
        for story in self.stories:
            wrong = [seed for seed, tried in story.fresh.items() if tried.state != RIGHT]
            if story.practice.state == RIGHT and wrong:
                changes = _diff(solutions[f"{story.exercise}_answer"], story.code)
                yield (
                    f"exercise {story.exercise}: right on the practice sample, wrong on {len(wrong)} of "
                    f"{len(story.fresh)} fresh ones (seed {wrong[0]}): {changes}"
                )

    def named_as_another(self) -> Iterator[str]:
        """Mutants that read an author's sentence on the practice sample by chance: on a fresh one no slip is named.

        Another sentence there is no fault: an author's sentence is about the value that came out, and is true of it.
        """
        for story in self.stories:
            fresh = next(iter(story.fresh.values()), None)
            if not fresh or fresh.state in (RIGHT, STOPPED) or not story.practice.authors:
                continue
            if not fresh.names_slip and _shape(story.practice.authors) != _shape(fresh.authors):
                yield (
                    f"exercise {story.exercise}: when {story.when}, the practice sample reads "
                    f"“{story.practice.message}”, and a fresh one “{fresh.message}”"
                )

    @cached_property
    def wrong_answers(self) -> list[list[Story]]:
        """The wrong answers on the practice sample, each with the mutants that give it."""
        found: dict[tuple[str, str], list[Story]] = {}
        for story in self.stories:
            if story.practice.state not in (RIGHT, STOPPED):
                found.setdefault((story.exercise, story.practice.answer), []).append(story)
        return list(found.values())

    @cached_property
    def silent(self) -> list[list[Story]]:
        """The wrong answers whose message names no slip."""
        return [those for those in self.wrong_answers if not those[0].practice.names_slip]

    @property
    def share(self) -> float:
        return 1 - len(self.silent) / max(1, len(self.wrong_answers))

    def lines(self) -> list[str]:
        """The share of wrong answers that read what the slip was, and the silent ones."""
        count, declared = len(self.wrong_answers), sum(those[0].practice.without for those in self.wrong_answers)
        head = (
            f"{self.share:.0%} of {count} wrong answers that small slips give read a sentence that names the slip "
            f"({declared} by a declared mistake or by their form)."
        )
        return [head, *(f"silent: exercise {s[0].exercise}: {s[0].when or _last(s[0].code)}" for s in self.silent)]


def report(
    path: Path, source, seeds: tuple[int, ...], kept: Path, only: str = "", practice: Practice | None = None
) -> Report:  # fmt: skip
    """The report on a module's mutants, tried on the practice sample and with these seeds; `kept` is a file for it.

    `only`: one exercise, if not all. `practice`: see `tell`.

    Raises RuntimeError where the solution does not run.
    """
    if not kept.exists():
        stories = [asdict(story) for story in tell(path.resolve(), seeds, only, practice)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f"{kept.name}-{os.getpid()}")  # all or nothing: others may read it
        new.write_text(json.dumps(stories))
        os.replace(new, kept)
    return Report([Story.of(one) for one in json.loads(kept.read_text())], source)


def _shape(sentence: str) -> str:
    """A sentence without what a sample puts into it."""
    return re.sub(r"“[^”]*”|`[^`]*`|[\d.,]+", "", sentence)


def _diff(solution: str, code: str) -> str:
    before, after = (ast.unparse(ast.parse(text)).splitlines() for text in (solution, code))
    changes = difflib.unified_diff(before, after, lineterm="", n=0)
    return " ".join(line for line in changes if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def _last(code: str) -> str:
    return code.splitlines()[-1]
