"""Submissions made from a module's own notebooks: solved, with each known mistake, and broken in every usual way.

The proofs of a module, the demo cohort and the tests hand these in.
"""

from __future__ import annotations

import copy
import re

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from exercises_lib.cells import check_cells, is_check, solution_cells
from exercises_lib.checks import drawn
from exercises_lib.checks.record import Record
from exercises_lib.learner.own_draw import THE_SOLUTIONS

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)


def solved(release: NotebookNode, source: NotebookNode, number: str = THE_SOLUTIONS) -> NotebookNode:
    """The release with every answer filled in from the solution notebook, for the learner with this own number."""
    notebook = copy.deepcopy(release)
    solutions = solution_cells(source)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in solutions:
            cell.source = solutions[grade_id]
        elif cell.cell_type == "code":
            cell.source = drawn.CELL.sub(f'own = own_draw("{number}")', cell.source)
    return notebook


def with_answers(release: NotebookNode, source: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """The solved release with other code for some exercises; after its check each is put right again."""
    solutions = solution_cells(source)
    tries = {name: [code, solutions[f"{name}_answer"]] for name, code in answers.items()}
    return _with_tries(release, source, tries)


def with_every_mistake(release: NotebookNode, source: NotebookNode, records: dict[str, Record]) -> NotebookNode:
    """The solved release in which, after each solution, every declared mistake is made and checked as well."""
    solutions, tries = solution_cells(source), {}
    for cell, name in check_cells(source):
        solution, makes_all = solutions[f"{name}_answer"], f"{_makes_mistakes(cell)}\nkey.right = {name}"
        takes = [_takes(name, number) for number in range(len(_declared(records[name])))]
        # solution and mistakes are made once, together: some are plots that take a second each
        if solution.startswith("%%"):  # a cell of a magic holds nothing else
            tries[name] = [solution, *(f"{makes_all}\n{take}" for take in takes[:1]), *takes[1:]]
        else:
            tries[name] = [f"{solution}\n{makes_all}", *takes]
        tries[name].append(f"{name} = key.right")
    return _with_tries(release, source, tries)


def _with_tries(release: NotebookNode, source: NotebookNode, tries: dict[str, list[str]]) -> NotebookNode:
    """The solved release in which some exercises are answered and checked with each of these codes in turn.

    The last one is not checked: it puts right again, so that nothing that follows is disturbed.
    """
    notebook = solved(release, source)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = _exercise(cell)
        if name not in tries:
            continue
        first, *others, last = tries[name]
        if cell.metadata.nbgrader.solution:
            cell.source = first
        if is_check(cell):
            for code in others:
                cells += [new_code_cell(code, id=f"try-{len(cells)}"), copy.deepcopy(cell)]
            cells.append(new_code_cell(last, id=f"again-{len(cells)}"))
    notebook.cells = cells
    return notebook


def _exercise(cell: NotebookNode) -> str | None:
    grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
    return grade_id.removesuffix("_answer") or None


def declared_mistakes(source: NotebookNode, records: dict[str, Record]) -> dict[str, list[tuple[str, str]]]:
    """For each exercise, the declared mistakes: (message, code that gives `name` the mistaken value).

    `records` are the exercises' key records on a sample: they have the messages, in the author's order. The code runs
    the check cell's hidden block, whatever Python it is, and takes the value that its `key` line was given.
    """
    found = {}
    solutions = solution_cells(source)
    for cell, name in check_cells(source):
        solution = solutions[f"{name}_answer"]
        before = "" if solution.startswith("%%") else f"{solution}\n"  # a cell of a magic holds nothing else
        found[name] = [
            (message, f"{before}{_makes_mistakes(cell)}\n{_takes(name, number)}")
            for number, message in enumerate(_declared(records[name]))
        ]
    return found


def _declared(record: Record) -> list[str]:
    return [mistake["message"] for mistake in record["mistakes"] if mistake["declared"]]


def _makes_mistakes(check: NotebookNode) -> str:
    """Code that makes all mistakes of a check cell, where the solution has run."""
    hidden = HIDDEN.search(check.source)  # none where the kind follows from the answer and there are no options
    return f"{RECORDING_KEY}\n{hidden[1] if hidden else ''}"


def _takes(name: str, number: int) -> str:
    return f"{name} = key.mistake({number})"


RECORDING_KEY = """
class RecordingKey:
    def __init__(self):
        import numpy
        from matplotlib import pyplot
        pyplot.close("all")  # what a solution has drawn is no part of a mistake
        self.rng = numpy.random.default_rng(0)

    def partly(self, value, credit=0.5):
        return value

    def __getattr__(self, kind):
        def write(name, mistakes=None, **options):
            self.mistakes = list((mistakes or {}).values())
        return write

    def mistake(self, number):
        from matplotlib import pyplot  # of all the figures that were drawn, only this mistake's own is shown
        value = self.mistakes[number]
        for figure in map(pyplot.figure, pyplot.get_fignums()):
            if figure is not getattr(value, "figure", value):
                pyplot.close(figure)
        return value

key = RecordingKey()
"""


def mistake_rounds(
    release: NotebookNode, source: NotebookNode, records: dict[str, Record]
) -> list[tuple[dict[str, str], NotebookNode]]:
    """Submissions that together make every declared mistake once: ({exercise: message}, notebook) each."""
    mistakes = declared_mistakes(source, records)
    rounds = []
    for turn in range(max(map(len, mistakes.values()), default=0)):
        chosen = {name: known[turn] for name, known in mistakes.items() if turn < len(known)}
        notebook = with_answers(release, source, {name: code for name, (_, code) in chosen.items()})
        rounds.append(({name: message for name, (message, _) in chosen.items()}, notebook))
    return rounds
