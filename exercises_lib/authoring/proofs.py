"""What every module must prove before learners see it: `bpo check`, and the tests, run these.

A proof is a function that takes a `Subject` and yields one sentence for each thing that is not as it should be.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from exercises_lib import course_folder
from exercises_lib.authoring import course, facts, prompts
from exercises_lib.authoring.given_away import release_gives_nothing_away
from exercises_lib.authoring.known_answers import the_page_does_not_answer
from exercises_lib.authoring.proofs_by_grading import (
    mistakes_get_their_own,
    own_draws_are_whole,
    small_slips_are_named,
    small_slips_are_seen_in_class,
    solution_scores_full,
    typing_counts_where_the_prompt_says_so,
    untouched_scores_nothing,
)
from exercises_lib.authoring.same_for_all import passing_takes_own_work
from exercises_lib.authoring.sittings import sittings_are_as_long_as_they_say
from exercises_lib.authoring.subject import MUTANT_SEEDS, SEEDS, Subject
from exercises_lib.cells import check_cells
from exercises_lib.contact_centre import PRACTICE_SEED, file_name, generated_in, write
from exercises_lib.faults import KeyFault
from exercises_lib.learner import pass_rule
from exercises_lib.simulator import files, trials
from exercises_lib.simulator.sheet import SheetFault

__all__ = ("MUTANT_SEEDS", "OF_EXERCISES", "PROOFS", "SEEDS", "Proof", "Subject", "prove")

Proof = Callable[[Subject], Iterator[str]]


def text_and_notebook_agree(subject: Subject) -> Iterator[str]:
    """The text twin and the notebook say the same."""
    made = course.notebook_text(course_folder.twin_path(subject.root, subject.module))
    if made != subject.path.read_text(encoding="utf-8"):
        yield f"the notebook is not what its text makes; run `bpo build {subject.module}`"


def outputs_are_stripped(subject: Subject) -> Iterator[str]:
    """The notebook is stored without outputs."""
    for number, cell in enumerate(subject.source.cells, 1):
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            yield f"cell {number} has stored outputs; run `bpo build {subject.module}`"


def data_are_the_generators(subject: Subject) -> Iterator[str]:
    """The data files are what the generator makes, and those that the syllabus names."""
    entry = next((m for m in course_folder.syllabus(subject.root) if m.id == subject.module), None)
    if entry is None:
        yield "the module is not in course/syllabus.toml"
        return
    data = subject.path.parent / "data"
    if set(generated_in(data)) != set(entry.tables):
        yield f"data/ holds {generated_in(data)}, the syllabus names {entry.tables}; run `bpo data`"
    with tempfile.TemporaryDirectory() as folder:
        write(PRACTICE_SEED, Path(folder), entry.tables)
        for name in map(file_name, entry.tables):
            kept, made = data / name, Path(folder) / name
            if kept.exists() and kept.read_bytes() != made.read_bytes():
                yield f"data/{name} is not what the generator makes; run `bpo data`"


def callers_are_fit(subject: Subject) -> Iterator[str]:
    """Callers' sheets: paths end as they say, every line is met, and play that looks at no caller earns little."""
    for name, text in course.sheets(subject.root, subject.module).items():
        released = subject.path.parent / "callers" / f"{name}.md"
        if not released.exists() or released.read_text(encoding="utf-8") != text:
            yield f"callers/{name}.md is not what the course's sheet makes; run `bpo build {subject.module}`"
        try:
            yield from (f"{name}: {fault}" for fault in trials.faults(files.load(name, subject.root)))
        except SheetFault as fault:
            yield str(fault)


def exercises_are_complete(subject: Subject) -> Iterator[str]:
    """Every exercise has an objective, two hints or more, two mistakes or more and a name of its own."""
    entry = next((m for m in course_folder.syllabus(subject.root) if m.id == subject.module), None)
    objectives = len(entry.objectives) if entry else 0
    for name in sorted({n for n in subject.exercises if subject.exercises.count(n) > 1}):
        yield f"exercise {name}: the name is used twice"
    cells = subject.source.cells
    for cell, name in check_cells(subject.source):
        objective = cell.metadata.get("objective")
        if not isinstance(objective, int) or not 1 <= objective <= objectives:
            yield f"exercise {name}: `:objective:` must be 1 to {objectives}, it is {objective}"
        hints = prompts.of(cells, cells.index(cell)).count("<details>")
        if hints < 2:
            yield f"exercise {name}: {hints} hints, at least 2 are needed in <details>"
    for name, mistakes in subject.mistakes.items():
        if len(mistakes) < 2:
            yield f"exercise {name}: {len(mistakes)} declared mistakes, at least 2 are needed"


def right_is_followed_by_a_reason(subject: Subject) -> Iterator[str]:
    """After Right a learner reads what the answer means, and why the solution is so; for a reply, two models of it."""
    for name, record in subject.records(None).items():
        after = record["after"]
        missing = [part for part in ("meaning", "why") if not after[part]]
        missing += ["models"] if record["kind"] == "reply" and len(after["models"]) < 2 else []
        for part in missing:
            yield f"exercise {name}: the key has no `{part}`, which learners read after Right"


def facts_agree(subject: Subject) -> Iterator[str]:
    """The module's first page, its design page and the README say what the syllabus and the exercises say."""
    entry = next((m for m in course_folder.syllabus(subject.root) if m.id == subject.module), None)
    if entry is not None:
        yield from facts.differ(subject.root, facts.of(entry, subject.source))


def size_is_a_modules(subject: Subject) -> Iterator[str]:
    """8 to 14 exercises, 20 to 40 points, whole or half; what a person reads is needed to pass."""
    marked = [cell.metadata["nbgrader"] for cell in subject.source.cells if "nbgrader" in cell.metadata]
    points = sum(meta["points"] for meta in marked if meta["grade"])
    if not 8 <= len(subject.exercises) <= 14:
        yield f"{len(subject.exercises)} exercises"
    if not 20 <= points <= 40:
        yield f"{points:g} points"
    rule = pass_rule.found(subject.source.metadata)
    if rule and not bool(rule.read) <= rule.read_needed <= rule.read:
        yield (
            f"a person gives {rule.read:g} points and `pass_needs` is {rule.read_needed:g}: "
            "a module cannot be passed without some of them, nor ask for more than there are"
        )
    for meta in marked:
        if meta["grade"] and meta["points"] * 2 % 1:
            yield f"{meta['grade_id']}: {meta['points']:g} points; give whole or half points"


PROOFS: tuple[Proof, ...] = (
    text_and_notebook_agree,
    outputs_are_stripped,
    data_are_the_generators,
    callers_are_fit,
    exercises_are_complete,
    facts_agree,
    right_is_followed_by_a_reason,
    size_is_a_modules,
    sittings_are_as_long_as_they_say,
    passing_takes_own_work,
    the_page_does_not_answer,
    release_gives_nothing_away,
    untouched_scores_nothing,
    solution_scores_full,
    typing_counts_where_the_prompt_says_so,
    mistakes_get_their_own,
    own_draws_are_whole,
    small_slips_are_seen_in_class,
    small_slips_are_named,
)

OF_MODULES = {
    text_and_notebook_agree,
    outputs_are_stripped,
    data_are_the_generators,
    callers_are_fit,
    facts_agree,
    size_is_a_modules,
    sittings_are_as_long_as_they_say,
    passing_takes_own_work,
    release_gives_nothing_away,
}
OF_EXERCISES: tuple[Proof, ...] = tuple(proof for proof in PROOFS if proof not in OF_MODULES)  # hold for one alone


def prove(subject: Subject, proof: Proof) -> list[str]:
    """The problems that a proof finds; a module too broken for a proof is one problem."""
    try:
        return [problem for problem in proof(subject) if subject.looks_at(problem)]
    except KeyFault as fault:
        return [str(fault)]
    except FileNotFoundError as fault:
        return [f"there is no {fault.filename}"]
    except Exception as fault:
        return [f"{type(fault).__name__}: {fault}"]
