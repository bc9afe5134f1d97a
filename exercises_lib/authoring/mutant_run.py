"""Tries a module's mutants as learners' answers: on the practice sample, and on many fresh ones.

On a fresh sample only what may be wrong there is run: what was right on the practice sample. On the first of them also
what reads a sentence of the author's, to see whether it reads the same there. Each sample has a fork of its own, of a
process that has loaded what the module imports. It has run nothing: a solver's threads do not come along into a fork.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from exercises_lib import checks
from exercises_lib.authoring import key_run, mutant_answers, mutants
from exercises_lib.authoring.forks import in_fork, in_forks
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.authoring.mutant_mistakes import known_mutants
from exercises_lib.authoring.mutant_plan import Plan
from exercises_lib.authoring.mutants import Mutant
from exercises_lib.authoring.read_once import csv_files_read_once
from exercises_lib.checks.key import RIGHT
from exercises_lib.checks.record import Record, known_key
from exercises_lib.grading.keys import draw_beside
from exercises_lib.grading.process.shell import CellTimeout, make_shell, work_limit
from exercises_lib.plain import received, values
from exercises_lib.plain.calls import caller
from exercises_lib.plain.shapes import Plain

Practice = dict[str, list[dict]]  # by exercise, what became of each mutant on the practice sample
STOPPED = "stopped"  # with an error, which the learner reads


@dataclass
class Tried:
    """What became of a mutant on one sample. Equal wrong answers have the same `answer`."""

    state: str
    message: str = ""
    names_slip: bool = False
    without: bool = False  # whether it would name the slip also if mutants had no sentences
    authors: str = ""  # the sentence of the author's that was read
    answer: str = ""


@dataclass
class Story:
    """A mutant, and what became of it on the practice sample and on fresh ones, by seed."""

    exercise: str
    when: str
    code: str
    practice: Tried
    fresh: dict[str, Tried] = field(default_factory=dict)

    @classmethod
    def of(cls, told: dict) -> Story:
        """The story that `asdict` has told."""
        fresh = {seed: Tried(**tried) for seed, tried in told["fresh"].items()}
        return cls(**told | {"practice": Tried(**told["practice"]), "fresh": fresh})


def tell(path: Path, seeds: tuple[int, ...], only: str = "", practice: Practice | None = None) -> list[Story]:
    """The story of every mutant of a solution notebook, or of one exercise in it.

    `practice`: what `tried_with_keys` told of the practice sample, if it is known already. Raises RuntimeError where a
    sample could not be run.
    """
    return [Story.of(one) for one in in_fork(lambda: [asdict(story) for story in _told(path, seeds, only, practice)])]


def tried_with_keys(notebook: Path) -> dict:
    """What key_run makes of the practice sample, in a folder with its files; and "tried": what became of mutants."""
    tried: Practice = {}

    def look(name: str, record: Record, answers: list[tuple[Mutant, object]]) -> None:
        record = json.loads(json.dumps(record))
        tried[name] = [asdict(_judged(value, record)) for _, value in answers]

    return key_run.keys_or_fault(notebook, 0, True, look) | {"tried": tried}


def _told(path: Path, seeds: tuple[int, ...], only: str, practice: Practice | None) -> list[Story]:
    notebook = nbformat.read(path, 4)
    every = {name: those for name, those in mutants.of_module(notebook).items() if those and only in ("", name)}
    _load_what_is_imported(notebook)
    if practice is None:
        (practice,) = in_forks([lambda: _on_sample(path, Plan(notebook, every), None)])
    stories = [
        Story(name, m.when, m.code, Tried(**one))
        for name, those in every.items()
        for m, one in zip(those, practice[name], strict=True)
    ]
    survivors = _by_exercise(story for story in stories if story.practice.state == RIGHT)
    worth_a_look = _by_exercise(s for s in stories if s.practice.state == RIGHT or s.practice.authors)
    first, later = Plan(notebook, _mutants_of(worth_a_look)), Plan(notebook, _mutants_of(survivors))
    jobs = [partial(_on_sample, path, first, seeds[0])]
    jobs += [partial(_on_sample, path, later, seed, with_sentences=False) for seed in seeds[1:] if survivors]
    asked = [worth_a_look, *(survivors for _ in jobs[1:])]
    for seed, those, found in zip(seeds, asked, in_forks(jobs), strict=False):
        for name, tried in found.items():
            for story, one in zip(those[name], tried, strict=True):
                story.fresh[str(seed)] = Tried(**one)
    return stories


def _load_what_is_imported(notebook: NotebookNode) -> None:
    trees = (mutants.plain_python(cell.source) for cell in notebook.cells if cell.cell_type == "code")
    for node in (node for tree in trees if tree for node in ast.walk(tree)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            with contextlib.suppress(Exception):  # a file beside the notebook, or what is no use to a solution
                exec(compile(ast.Module([node], []), "<imports>", "exec"), {})


def _by_exercise(stories: Iterable[Story]) -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {}
    for story in stories:
        found.setdefault(story.exercise, []).append(story)
    return found


def _mutants_of(stories: dict[str, list[Story]]) -> dict[str, list[Mutant]]:
    return {name: [Mutant(story.code, story.when) for story in those] for name, those in stories.items()}


def _on_sample(path: Path, plan: Plan, seed: int | None, with_sentences: bool = True) -> dict[str, list[dict]]:
    """What becomes of a plan's mutants, by exercise, on the practice sample (None) or on one drawn with `seed`.

    `with_sentences`: also what mutants themselves tell a learner, which moves no point and takes long.
    """
    with csv_files_read_once(), tempfile.TemporaryDirectory(prefix="bpo-mutants-") as scratch:
        folder = Path(scratch) / "run"
        draw_beside(path, folder, seed)
        os.chdir(folder)
        try:
            found = _run(plan, seed or 0, with_sentences)
            return {name: [asdict(one) for one in tried] for name, tried in found}
        finally:
            os.chdir("/")


def _run(plan: Plan, seed: int, with_sentences: bool) -> Iterator[tuple[str, list[Tried]]]:
    shell = make_shell()
    shell.is_seen = False
    shell.take_over()
    ring = KeyRing(shell.user_ns, seed, plan.points, plan.examples)
    shell.user_ns["key"] = ring
    for step in plan.steps:
        if step.answers:
            answers = mutant_answers.answers(plan.chosen[step.answers], step.answers, shell.user_ns)
        if step.code is None:
            shell.run(step.source)
        else:  # without showing anything: a figure takes long to draw
            exec(step.code, shell.user_ns)
            mutant_answers.close_figures()
        if step.checks:
            told = known_mutants(ring.keys[step.checks], answers) if with_sentences else []
            record = json.loads(json.dumps(ring.keys[step.checks] | {"mutants": told}))
            yield step.checks, [_judged(value, record) for _, value in answers]


def _judged(value: object, record: Record) -> Tried:
    if isinstance(value, BaseException):
        return Tried(STOPPED, f"{type(value).__name__}: {value}"[:200])
    answer, calls = received.readable(json.loads(json.dumps(values.to_plain(value)))), caller(value)
    try:
        with work_limit(mutant_answers.SECONDS):
            outcome = checks.judge(answer, known_key(record), calls)
            by_others = known_key({**record, "mutants": []})
            without = checks.judge(answer, by_others, calls) if record["mutants"] else outcome
            given: Plain | list[Plain] = answer
            if answer["type"] == "function":
                given = [calls(arguments) for arguments in record["options"].get("cases", ())]
    except (Exception, CellTimeout) as error:
        return Tried(STOPPED, f"{type(error).__name__}: {error}"[:200])
    sentences = (mistake["message"] for mistake in record["mistakes"] if mistake["declared"])
    authors = next((sentence for sentence in sentences if sentence in outcome.message), "")
    told = json.dumps(given)[:100_000]
    return Tried(outcome.state, outcome.message, outcome.names_slip, without.names_slip, authors, told)
