"""What a prompt says about how its exercise is graded. Nobody types it: `bpo build` writes it into the notebook.

An exercise is *by eye* (what the learner reads on the page and types in counts) or *computed* (the answer must follow
the data). Its author says so with `by_eye=True` in the key. Where the solution itself is typed, as in most choices,
it is by eye without saying so: then the right answer is the same on all data.
"""

from __future__ import annotations

import re

from nbformat import NotebookNode

from exercises_lib.learner.typed_in import Ran, is_typed

BY_EYE = "*By eye:* read, decide, and write your answer down. What you type in counts."
COMPUTED = (
    "*Computed:* marks are made on new data, so let the notebook work it out. "
    "An answer that you type in does not count."
)
PLAYED = re.compile(r"^key\.(?:conversation|playbook)\(", re.MULTILINE)
DECLARED = re.compile(r"\bby_eye=True\b")
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def tell(prompt: NotebookNode, answer: NotebookNode, check: NotebookNode) -> None:
    """Write into a prompt (a text cell), before its hints, how its answer cell is graded by its check cell."""
    if PLAYED.search(check.source):
        return  # its prompt says how a call is judged
    by_eye = DECLARED.search(check.source) or _is_typed(answer)
    before, hints, after = prompt.source.partition("<details>")
    prompt.source = f"{before.rstrip()}\n\n{BY_EYE if by_eye else COMPUTED}\n\n{hints}{after}".rstrip()


def _is_typed(answer: NotebookNode) -> bool:
    """Whether the solution in an answer cell gives its name a value that is written there."""
    solution = SOLUTION.search(answer.source)
    name = answer.metadata.nbgrader.grade_id.removesuffix("_answer")
    return is_typed(name, [Ran(solution[1] if solution else answer.source)])


def of(cells: list[NotebookNode], check: int) -> str:
    """The text of the prompt that belongs to the check cell at this position."""
    for cell in reversed(cells[:check]):
        if cell.cell_type == "markdown":
            return str(cell.source)
    return ""
