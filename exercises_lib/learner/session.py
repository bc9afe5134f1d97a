"""What ran in this notebook since it was opened: `check` asks here what it cannot see in the variables.

Which cell stopped with an error, so that the answer it was to make is missing or left over from an earlier run; and
which answers were typed in. An IPython hook, registered when a notebook imports exercises_lib.
"""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from exercises_lib.checks.stopped import told
from exercises_lib.learner import kernel, timed
from exercises_lib.learner.names import made_by, made_in_turn
from exercises_lib.learner.typed_in import Ran, Reader

ONLY_OURS = re.compile(r"\s*(?:(?:check\([^()]*\)|(?:course_)?progress\(\))\s*)+")


@dataclass
class Session:
    """`stopped`: by name, the error of the cell that was to make it. `unmade`: those that it did not come to make."""

    stopped: dict[str, str] = field(default_factory=dict)
    unmade: set[str] = field(default_factory=set)
    last: str = ""  # the error of the last cell that ran, if it stopped
    made_in: dict[str, set[str]] = field(default_factory=dict)  # by cell, the names that it made when it last ran
    made: list[str] = field(default_factory=list)  # the names that the last cell that ran makes, in their order
    reader: Reader = field(default_factory=Reader)

    def error(self, name: str) -> str:
        """Why an answer may be missing: the error of the cell that was to make it, or of the one before the check."""
        return self.stopped.get(name) or self.last

    def note(self, source: str, error: BaseException | None, began: bool = True, cell: str = "") -> None:
        """Note a cell that ran. `began`: its text could be read at all. `cell`: which one it is, if that is known."""
        if ONLY_OURS.fullmatch(source):
            return
        names, self.made = made_by(source), made_in_turn(source)
        made: set[str] = set()
        if error is not None and began:
            made = _made_before(source, _line(error))
        self.last = told(type(error).__name__, str(error)) if error is not None else ""
        for name in names:
            if error is None:
                self.stopped.pop(name, None)
            else:
                self.stopped[name] = self.last
        self.unmade -= names if error is None else made
        self.unmade |= set() if error is None else names - made
        if "run_cell_magic" not in source:  # what such a cell makes is not seen
            self.unmade |= self._no_longer_made(names, cell)
        if began:
            self.reader.read(Ran(source, to_its_end=error is None))

    def _no_longer_made(self, names: set[str], cell: str) -> set[str]:
        """What the cell made before it was rewritten, and now no cell makes: `calls == 41` in place of `calls = 41`."""
        before = self.made_in.get(cell, set())
        if cell:
            self.made_in[cell] = names
        gone = before - {name for made in self.made_in.values() for name in made}
        for name in gone:
            self.stopped.pop(name, None)
        return gone


def _made_before(source: str, line: int) -> set[str]:
    """The names that the statements of a cell made which came before the one that stopped in this line."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return set()
    done = [one for one in statements if (one.end_lineno or one.lineno) < line]
    begun = [one for one in statements if one not in done and one.lineno <= line]
    # a loop that stopped on its way may have made what it makes
    done += [one for one in begun if not isinstance(one, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr))]
    return {name for one in done for name in made_by(ast.unparse(one))}


def _line(error: BaseException) -> int:
    """The line of the cell in which an error came up; 0 where it is not known."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_name in ("<module>", "<cell line: 1>") and "get_ipython" in frame.f_globals:
            if not line:
                line = trace.tb_lineno
            elif frame.f_code.co_filename.startswith("<timed"):  # counts its lines anew, see timed.opened
                line += trace.tb_lineno - 1
        trace = trace.tb_next
    return line


_current = Session()


def current() -> Session:
    return _current


def switch_on() -> None:
    """Note what runs from now on, where this is a notebook of a learner's."""
    shell = kernel.shell()
    if shell is not None and not kernel.is_graded():
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    source = result.info.raw_cell or ""
    with suppress(Exception):  # what IPython cannot read stays as it is
        transform = kernel.shell().transform_cell
        source = timed.opened(transform(source), transform)
    _current.note(
        source, result.error_before_exec or result.error_in_exec, result.error_before_exec is None, _cell(result.info)
    )


def _cell(info: Any) -> str:
    """Which cell of the notebook ran, as JupyterLab tells; empty where nobody does."""
    return getattr(info, "cell_id", None) or ""
