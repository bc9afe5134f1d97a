"""The six keys of an exercise of which each learner has an own variant: its solution runs for each of them."""

from __future__ import annotations

from nbformat import NotebookNode

from exercises_lib.authoring import mutant_answers, mutants
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.authoring.mutant_mistakes import known_mutants
from exercises_lib.authoring.mutant_plan import Plan
from exercises_lib.checks import drawn
from exercises_lib.checks.record import Record
from exercises_lib.faults import KeyFault
from exercises_lib.grading.process.shell import NotebookShell
from exercises_lib.learner import own_draw


def add(notebook: NotebookNode, shell: NotebookShell, ring: KeyRing, with_mutants: bool) -> None:
    """Give each record of `ring` that is drawn its `draws`, by running what belongs to it for each variant.

    `shell` has run the whole notebook, with the solution's own number. Raises KeyFault.
    """
    pools = {name: record["drawn"] for name, record in ring.keys.items() if record["drawn"]}
    for name, pool in pools.items():
        if pool not in own_draw.picked:
            raise KeyFault(f'exercise {name}: nothing is picked from its pool: `pick(own, "{pool}", [...])`')
    every = mutants.of_module(notebook) if with_mutants and pools else {}
    plan = Plan(notebook, {name: every.get(name, []) for name in pools})
    for number in range(drawn.VARIANTS if pools else 0):
        variant = ring.anew()
        shell.user_ns["key"] = variant
        _run(plan, shell, variant, number)
        for name in pools:
            ring.keys[name].setdefault("draws", []).append(variant.keys[name])


def _run(plan: Plan, shell: NotebookShell, ring: KeyRing, number: int) -> None:
    said = f'own = own_draw("all {number + 1}")'
    for step in plan.steps:
        if step.answers:
            answers = mutant_answers.answers(plan.chosen[step.answers], step.answers, shell.user_ns)
        if shell.run(drawn.CELL.sub(said, step.source)) != "ok":
            raise KeyFault(f"with {said} the solution stops: {step.source.strip()[:200]}")
        if step.checks:
            record: Record = ring.keys[step.checks]
            record["mutants"] = known_mutants(record, answers)
