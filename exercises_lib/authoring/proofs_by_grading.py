"""Proofs of a module's marks: its release is handed in, solved and with mistakes, and graded."""

from __future__ import annotations

import json
from collections.abc import Iterator

import nbformat

from exercises_lib.authoring import prompts
from exercises_lib.authoring.mutant_report import TARGET
from exercises_lib.authoring.subject import LEARNERS, SEEDS, Subject
from exercises_lib.cells import check_cells
from exercises_lib.checks import drawn, in_half_points, judge_facets
from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, Outcome
from exercises_lib.checks.record import KnownMistake, Record, known_key, tuples
from exercises_lib.checks.typed import changing
from exercises_lib.grading.grade import Result


def solution_scores_full(subject: Subject) -> Iterator[str]:
    """The solution scores full marks on the practice sample and on fresh ones."""
    for seed in (None, *SEEDS):
        for result in subject.of_solved(seed) if seed in LEARNERS else _firsts(subject.of_every_mistake(seed)):
            if result.points != result.max_points:
                yield f"exercise {result.exercise}, {_sample(seed)}: {result.message}"


def own_draws_are_whole(subject: Subject) -> Iterator[str]:
    """Of what is drawn, all six variants have answers of their own and mistakes that read as declared; and whoever has
    another number scores full marks with their own answers."""
    drawn_ones = {name: record for name, record in subject.records(None).items() if record["drawn"]}
    for name, record in drawn_ones.items():
        answers = [json.dumps(one["facets"], sort_keys=True) for one in record["draws"]]
        for number, one in enumerate(record["draws"], 1):
            if answers.count(answers[number - 1]) > 1:
                yield f'exercise {name}, `own_draw("all {number}")`: another variant has the same answer'
            for mistake in one["mistakes"]:
                found = judge_facets(tuples(mistake["facets"]), known_key(one))
                if mistake["declared"] and found.message != mistake["message"]:
                    yield (
                        f'exercise {name}, `own_draw("all {number}")`: the mistake “{mistake["message"]}” reads '
                        f"“{found.message}”"
                    )
    draws = any(drawn.CELL.search(cell.source) for cell in subject.source.cells)
    for seed, own in LEARNERS.items() if draws else ():  # also what depends on a draw and does not say so
        for result in subject.of_solved(seed):
            if result.points != result.max_points:
                yield f'exercise {result.exercise}, `own_draw("{own}")`: {result.message}'


def untouched_scores_nothing(subject: Subject) -> Iterator[str]:
    """The untouched release scores 0 and reads "not attempted"."""
    for result in subject.grade(nbformat.from_dict(subject.release), SEEDS[0]):
        if result.points or result.outcome != NOT_ATTEMPTED:
            yield f"exercise {result.exercise}: {result.outcome}, {result.points:g} points: {result.message}"


def mistakes_get_their_own(subject: Subject) -> Iterator[str]:
    """Every declared mistake gets exactly its own message and credit."""
    for seed in (None, SEEDS[0]):
        results = subject.of_every_mistake(seed)
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


def _own(result: Result, mistake: KnownMistake, record: Record, seed: int | None) -> Iterator[str]:
    message, credit = mistake["message"], mistake["credit"]
    points = record["points"] * in_half_points(Outcome(PARTLY, credit, message), record["points"]).credit
    if (result.message, result.points) != (message, points):
        yield (
            f"exercise {result.exercise}, {_sample(seed)}: the mistake “{message}” reads “{result.message}” "
            f"and earns {result.points:g} points, not {points:g}"
        )


def _firsts(results: list[Result]) -> list[Result]:
    """What each exercise's first answer earns: in a submission with every mistake it is the solution."""
    return list({result.exercise: result for result in reversed(results)}.values())


def _sample(seed: int | None) -> str:
    return "practice sample" if seed is None else f"fresh sample {seed}"


def typing_counts_where_the_prompt_says_so(subject: Subject) -> Iterator[str]:
    """What a prompt calls "by eye" counts as the learner saw it, also on fresh samples."""
    seen = {name: known_key(record) for name, record in subject.records(None).items()}
    found = check_cells(subject.source)
    told = {name: prompts.of(subject.source.cells, subject.source.cells.index(cell)) for cell, name in found}
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
