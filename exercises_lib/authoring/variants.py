"""Submissions made from a module's own notebooks: solved, with each known mistake, and broken in every usual way.

The proofs of a module, the demo cohort and the tests hand these in.
"""

from __future__ import annotations

import ast
import copy
import re

from nbformat.v4 import new_code_cell

from exercises_lib.authoring import course
from exercises_lib.grading.grade import is_check

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)


def solved(release, source):
    """The release with every answer filled in from the solution notebook."""
    notebook = copy.deepcopy(release)
    solutions = solution_cells(source)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in solutions:
            cell.source = solutions[grade_id]
    return notebook


def with_answers(release, source, answers: dict[str, str]):
    """The solved release with other code for some exercises."""
    return _with_tries(release, source, {name: [code] for name, code in answers.items()})


def with_every_mistake(release, source):
    """The solved release in which, after each solution, every declared mistake is made and checked as well."""
    solutions = solution_cells(source)
    tries = {
        name: [solutions[f"{name}_answer"], *(code for _, code in mistakes)]
        for name, mistakes in declared_mistakes(source).items()
    }
    return _with_tries(release, source, tries)


def _with_tries(release, source, tries: dict[str, list[str]]):
    """The solved release in which some exercises are answered and checked with each of these codes in turn.

    Then each is put right again, so that nothing that follows is disturbed.
    """
    notebook = solved(release, source)
    solutions = solution_cells(source)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = _exercise(cell)
        if name not in tries:
            continue
        first, *others = tries[name]
        if cell.metadata.nbgrader.solution:
            cell.source = first
        if is_check(cell):
            for code in others:
                cells += [new_code_cell(code, id=f"try-{len(cells)}"), copy.deepcopy(cell)]
            cells.append(new_code_cell(solutions[f"{name}_answer"], id=f"again-{len(cells)}"))
    notebook.cells = cells
    return notebook


def _exercise(cell) -> str | None:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return grade_id.removesuffix("_answer") or None


def solution_cells(source) -> dict[str, str]:
    """The text of each answer cell by its id, without the markers around the solution."""
    return {
        cell.metadata.nbgrader.grade_id: re.sub(r"(?m)^\s*### (BEGIN|END) SOLUTION\n?", "", cell.source).rstrip()
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def declared_mistakes(source) -> dict[str, list[tuple[str, str]]]:
    """For each exercise, the declared mistakes: (message, code that gives `name` the mistaken value).

    The code is read from the check cell, where the author wrote it: `mistakes={"message": expression}`.
    """
    found = {}
    solutions = solution_cells(source)
    for cell, name in course.check_cells(source):
        hidden = HIDDEN.search(cell.source)
        found[name] = []
        solution = solutions[f"{name}_answer"]
        before = [] if solution.startswith("%%") else [solution]  # a cell of a magic holds nothing else
        for statement in ast.parse(hidden[1]).body if hidden else []:
            mistakes = _mistakes(statement)
            if mistakes is None:
                before.append(ast.unparse(statement))
                continue
            for message, value in zip(mistakes.keys, mistakes.values, strict=True):
                code = "\n".join([*before, f"{name} = {ast.unparse(_value(value))}"])
                found[name].append((ast.literal_eval(message), code))
    return found


def _mistakes(statement) -> ast.Dict | None:
    """The dict of a `key.kind(..., mistakes={...})` line; None for any other line."""
    call = getattr(statement, "value", None)
    if not isinstance(call, ast.Call) or getattr(getattr(call.func, "value", None), "id", "") != "key":
        return None
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mistakes"] + call.args[1:2]
    return given[0] if given else ast.Dict([], [])


def _value(node):
    """What `key.partly(value, credit)` is about."""
    is_partly = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "partly"
    return node.args[0] if is_partly else node


def mistake_rounds(release, source) -> list[tuple[dict[str, str], object]]:
    """Submissions that together make every declared mistake once: ({exercise: message}, notebook) each."""
    mistakes = declared_mistakes(source)
    rounds = []
    for turn in range(max(map(len, mistakes.values()), default=0)):
        chosen = {name: known[turn] for name, known in mistakes.items() if turn < len(known)}
        notebook = with_answers(release, source, {name: code for name, (_, code) in chosen.items()})
        rounds.append(({name: message for name, (message, _) in chosen.items()}, notebook))
    return rounds
