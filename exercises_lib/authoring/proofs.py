"""What every module must prove before learners see it: `bpo check`, and the tests, run these.

A proof is a function that takes a `Subject` and yields one sentence for each thing that is not as it should be.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import nbformat

from exercises_lib import course_folder
from exercises_lib.authoring import course, facts, prompts, variants
from exercises_lib.authoring.given_away import release_gives_nothing_away
from exercises_lib.authoring.known_answers import the_page_does_not_answer
from exercises_lib.authoring.mutant_report import TARGET, Report, report
from exercises_lib.authoring.nbgrader_command import nbgrader
from exercises_lib.cells import check_cells
from exercises_lib.checks import in_half_points
from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, Outcome
from exercises_lib.checks.record import known_key
from exercises_lib.checks.typed import changing
from exercises_lib.contact_centre import PRACTICE_SEED, file_name, generated_in, write
from exercises_lib.faults import KeyFault
from exercises_lib.grading import keys
from exercises_lib.grading.grade import Result, grade_notebook
from exercises_lib.grading.process import temporary
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.starter import starter
from exercises_lib.learner import pass_rule
from exercises_lib.simulator import files, trials
from exercises_lib.simulator.sheet import SheetFault

SEEDS = (11, 12, 13)  # of the fresh samples on which a module is tried
MUTANT_SEEDS = (SEEDS[0], *range(101, 150))  # of those on which small wrong solutions are tried, which takes longer


@dataclass(eq=False)
class Subject:
    """A module under proof. `root` is the course folder. `only`: the one exercise that is looked at, if any."""

    root: Path
    module: str
    mutant_seeds: tuple[int, ...] = MUTANT_SEEDS
    only: str = ""

    @cached_property
    def path(self) -> Path:
        return course_folder.source_path(self.root, self.module)

    @cached_property
    def source(self):
        return nbformat.read(self.path, 4)

    @cached_property
    def exercises(self) -> list[str]:
        return [name for _, name in check_cells(self.source)]

    @cache  # noqa: B019  (a subject lives as long as its command)
    def records(self, seed: int | None) -> dict[str, dict]:
        """The key records on the practice sample (None), as the release has them, or on one drawn with `seed`."""
        return keys.kept(self.path)[0] if seed is None else keys.records(self.path, seed, with_mutants=False)

    @cached_property
    def mistakes(self) -> dict[str, list[tuple[str, str]]]:
        return variants.declared_mistakes(self.source, self.records(None))

    @cached_property
    def mutants(self) -> Report:
        """What became of the small wrong solutions."""
        folder = keys.cache_folder(self.path)
        kept = folder.with_name(f"{folder.name}-mutants-{len(self.mutant_seeds)}{self.only and f'-{self.only}'}.json")
        return report(self.path, self.source, self.mutant_seeds, kept, self.only)

    @cached_property
    def release_folder(self) -> Path:
        """The release as nbgrader makes it, in a course folder of its own."""
        folder = self._scratch
        shutil.copy(self.root / "nbgrader_config.py", folder)
        shutil.copytree(self.path.parent, folder / "source" / self.module)
        nbgrader(folder, "generate_assignment", self.module)
        return folder / "release" / self.module

    @cached_property
    def _scratch(self) -> Path:
        return temporary.folder("check")

    @cached_property
    def release(self):
        return nbformat.read(self.release_folder / self.path.name, 4)

    def grade(self, notebook, seed: int | None) -> list[Result]:
        """Grade a submission as nbgrader would, on the practice sample (None) or on a fresh one."""
        records = {"practice": self.records(None), "fresh": self.records(seed)}
        module_keys = keys.keys_of(self.source, records, self.drawn(seed))
        start = starter(Limits())
        files = start.folder()
        try:
            shutil.copytree(module_keys.files, files, dirs_exist_ok=True, copy_function=shutil.copyfile)
            with NotebookRun(lambda: start.start(files), Limits(), module_keys.file_names) as sitting:
                return grade_notebook(notebook, module_keys, sitting)
        finally:
            shutil.rmtree(files, ignore_errors=True)

    @cache  # noqa: B019
    def drawn(self, seed: int | None) -> Path:
        """The module's files with the tables drawn with `seed`."""
        folder = self._scratch / f"files-{seed}"
        keys.draw_beside(self.path, folder, seed)
        return folder


    def looks_at(self, problem: str) -> bool:
        """Whether a problem is one of the module as a whole, or of an exercise that is looked at."""
        named = re.match(r"exercise (\w+)", problem)
        return not self.only or not named or named[1] == self.only


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
        hints = _prompt(cells, cells.index(cell)).count("<details>")
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


def _prompt(cells: list, check: int) -> str:
    """The text of the prompt that belongs to the check cell at this position."""
    for cell in reversed(cells[:check]):
        if cell.cell_type == "markdown":
            return cell.source
    return ""


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


def solution_scores_full(subject: Subject) -> Iterator[str]:
    """The solution scores full marks on the practice sample and on fresh ones."""
    for seed in (None, *SEEDS):
        for result in subject.grade(variants.solved(subject.release, subject.source), seed):
            if result.points != result.max_points:
                yield f"exercise {result.exercise}, {_sample(seed)}: {result.message}"


def untouched_scores_nothing(subject: Subject) -> Iterator[str]:
    """The untouched release scores 0 and reads "not attempted"."""
    for result in subject.grade(nbformat.from_dict(subject.release), SEEDS[0]):
        if result.points or result.outcome != NOT_ATTEMPTED:
            yield f"exercise {result.exercise}: {result.outcome}, {result.points:g} points: {result.message}"


def mistakes_get_their_own(subject: Subject) -> Iterator[str]:
    """Every declared mistake gets exactly its own message and credit."""
    every = variants.with_every_mistake(subject.release, subject.source, subject.records(None))
    for seed in (None, SEEDS[0]):
        results = subject.grade(every, seed)
        for name, mistakes in subject.mistakes.items():
            _, *wrong = (result for result in results if result.exercise == name)  # the first one is the solution's
            record = subject.records(seed)[name]
            declared = [mistake for mistake in record["mistakes"] if mistake["declared"]]
            if len(declared) != len(mistakes):
                counts = f"{len(declared)} declared mistakes, {len(mistakes)} on practice"
                yield f"exercise {name}, {_sample(seed)}: {counts}"
                continue
            for mistake, result in zip(declared, wrong, strict=True):
                yield from _own(result, mistake, record, seed)


def _own(result: Result, mistake: dict, record: dict, seed) -> Iterator[str]:
    message, credit = mistake["message"], mistake["credit"]
    points = record["points"] * in_half_points(Outcome(PARTLY, credit, message), record["points"]).credit
    if (result.message, result.points) != (message, points):
        yield (
            f"exercise {result.exercise}, {_sample(seed)}: the mistake “{message}” reads “{result.message}” "
            f"and earns {result.points:g} points, not {points:g}"
        )


def _sample(seed) -> str:
    return "practice sample" if seed is None else f"fresh sample {seed}"


def typing_counts_where_the_prompt_says_so(subject: Subject) -> Iterator[str]:
    """What a prompt calls "by eye" counts as the learner saw it, also on fresh samples."""
    seen = {name: known_key(record) for name, record in subject.records(None).items()}
    checks = check_cells(subject.source)
    told = {name: _prompt(subject.source.cells, subject.source.cells.index(cell)) for cell, name in checks}
    for seed in SEEDS:
        for name, record in subject.records(seed).items():
            if prompts.BY_EYE in told[name] and changing(known_key(record), seen[name]):
                yield f"exercise {name}, {_sample(seed)}: the answer differs; say `by_eye=True`, or compute it"


def small_slips_are_seen_in_class(subject: Subject) -> Iterator[str]:
    """No small wrong solution is right on the practice sample and wrong on a fresh one."""
    yield from subject.mutants.right_on_practice_alone()


def small_slips_are_named(subject: Subject) -> Iterator[str]:
    """Nine in ten of the wrong answers of small slips read what the slip was, and none reads another's sentence."""
    if subject.mutants.share < TARGET:
        yield subject.mutants.lines()[0]
    yield from subject.mutants.named_as_another()


PROOFS: tuple[Proof, ...] = (
    text_and_notebook_agree,
    outputs_are_stripped,
    data_are_the_generators,
    callers_are_fit,
    exercises_are_complete,
    facts_agree,
    right_is_followed_by_a_reason,
    size_is_a_modules,
    the_page_does_not_answer,
    release_gives_nothing_away,
    untouched_scores_nothing,
    solution_scores_full,
    typing_counts_where_the_prompt_says_so,
    mistakes_get_their_own,
    small_slips_are_seen_in_class,
    small_slips_are_named,
)


OF_EXERCISES: tuple[Proof, ...] = (  # what can be said of one exercise alone
    exercises_are_complete,
    right_is_followed_by_a_reason,
    the_page_does_not_answer,
    untouched_scores_nothing,
    solution_scores_full,
    typing_counts_where_the_prompt_says_so,
    mistakes_get_their_own,
    small_slips_are_seen_in_class,
    small_slips_are_named,
)


def slips_told(subject: Subject) -> list[str]:
    """Which share of a module's small slips is named to learners, and which are not."""
    try:
        return subject.mutants.lines()
    except (OSError, RuntimeError, ValueError):
        return []  # a module too broken for it, as its proofs say


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
