"""The calls of a class: what became of them, where they went wrong, and who has the same caller.

Read from the `%%call` cells of the notebooks that were handed in. Only text is read; no code of a learner's runs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.plain import reading
from exercises_lib.printable import printable
from exercises_lib.simulator import marks, transcript
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.sheet import Sheet

CELL = re.compile(r"\s*%%call (\w+)(?: as \w+)?[ \t]*\n(.*)", re.DOTALL)
MAX_BYTES = 100_000_000  # of a notebook; more is not read
WIDTH = 40  # signs of the longest bar


@dataclass(frozen=True)
class Taken:
    learner: str
    call: Call
    verdict: marks.Verdict


def calls(sheet: Sheet, notebooks: list[Path]) -> tuple[list[Taken], list[str]]:
    """The calls with this sheet's callers that were begun, and the learners whose notebook cannot be read.

    `notebooks`: submitted/LEARNER/MODULE/MODULE.ipynb.
    """
    taken, unread = [], []
    for path in notebooks:
        learner = path.parents[1].name
        try:
            lines = _lines(sheet.name, path)
            if lines and (call := transcript.replay(sheet, lines).call).steps:
                taken.append(Taken(learner, call, marks.judge(call)))
        except transcript.NoCaller:
            continue  # the call was not begun
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            unread.append(learner)
    return taken, unread


def _lines(name: str, path: Path) -> list[str]:
    """The lines of the last cell that begins `%%call NAME`."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise ValueError("no ordinary notebook")
    cells = [cell for cell in reading.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
    found = [cell for cell in (CELL.fullmatch("".join(cell["source"])) for cell in cells) if cell and cell[1] == name]
    return [line for line in found[-1][2].splitlines() if line.strip()] if found else []


def drawn(taken: list[Taken]) -> str:
    """A picture in text: endings, the moves at which tension rose, rules that were missed, equal callers."""
    parts = [f"{len(taken)} calls · {sum(one.verdict.handled for one in taken)} callers handled"]
    parts += ["", "How they ended:", *_bars(Counter(one.verdict.ending for one in taken), len(taken))]
    parts += ["", "The move after which tension rose most:", *_bars(_turns(taken), len(taken))]
    missed = Counter(judged.rule.pattern.text for one in taken for judged in one.verdict.missed)
    parts += ["", "What was missed:", *_bars(missed, len(taken))]
    made = Counter(message for one in taken for message in one.verdict.mistakes)
    parts += ["", "What learners were told:", *_bars(made, len(taken))]
    same = _same(taken)
    return "\n".join([*parts, "", *same] if same else parts)


def _turns(taken: list[Taken]) -> Counter[str]:
    """Where calls turned: the move, and after which other it came."""
    turned = [found for one in taken if (found := marks.turning_point(one.call))]
    return Counter(f"{step.move.name} (after {before.move.name})" for step, before in turned)


def _bars(counted: Counter[str], of: int) -> list[str]:
    if not counted:
        return ["  nothing"]
    return [f"{count:5}  {'█' * max(round(WIDTH * count / of), 1)} {text}" for text, count in counted.most_common(12)]


def _same(taken: list[Taken]) -> list[str]:
    by_caller: dict[str, list[str]] = {}
    for one in taken:
        by_caller.setdefault(one.call.caller.id, []).append(one.learner)
    shared = {caller: ", ".join(map(printable, sorted(who))) for caller, who in by_caller.items() if len(who) > 1}
    return [f"The same caller, {caller}: {who}" for caller, who in shared.items()]
