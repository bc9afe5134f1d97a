"""A plain sentence under the traceback, for the errors that every beginner makes.

An IPython extension. A notebook that imports exercises_lib switches it on; `bpo lab` loads it into each kernel from the
start, so that it also helps after a restart. Python's own message stays as it is. Nothing happens while grading.
"""

from __future__ import annotations

import builtins
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from exercises_lib.learner import in_vain, kernel
from exercises_lib.learner.mixed_values import SEVERAL, WITHOUT_BRACKETS, told_by_pattern
from exercises_lib.learner.names import close_to, made_by, notebook_cells
from exercises_lib.learner.unreadable import told_of_syntax

if TYPE_CHECKING:
    from pandas import DataFrame


def switch_on() -> None:
    """Explain errors from now on, where this is a notebook. Costs nothing anywhere else."""
    shell = kernel.shell()
    if shell is not None:
        load_ipython_extension(shell)


def load_ipython_extension(shell: Any) -> None:
    if not kernel.is_graded():
        shell.events.register("post_run_cell", _after_cell)
        in_vain.watch(_say)


def unload_ipython_extension(shell: Any) -> None:
    shell.events.unregister("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return
    try:
        sentence = explain(error, Cell(result.info.raw_cell or "", kernel.shell().user_ns))
    except Exception:  # a helper that fails must not add an error of its own
        return
    if sentence:
        _say(sentence)


def _say(sentence: str) -> None:
    kernel.show({"text/plain": f"In plain words: {sentence}", "text/html": _html(sentence)}, raw=True)


def _html(sentence: str) -> str:
    from exercises_lib.learner.feedback import inline

    return (
        '<div role="status" style="color:#1b3a63;background:#e8f0fb;border-left:4px solid #1b3a63;padding:.6em .9em;'
        'margin:.3em 0;border-radius:3px;line-height:1.5;max-width:48em">'
        f'<strong>In plain words</strong><p style="margin:.3em 0 0">{inline(sentence)}</p></div>'
    )


@dataclass
class Cell:
    """The cell that failed: its text, and the variables of the notebook."""

    source: str
    variables: dict[str, Any]


def explain(error: BaseException, cell: Cell) -> str | None:
    """What happened and what to do next, in one to three short sentences; None where we have nothing to add."""
    if "ellipsis" in str(error):
        return DOTS
    for kind, tell in TELLERS.items():
        if isinstance(error, kind):
            return tell(error, cell)
    return None


DOTS = (
    "The three dots `...` still stand where an answer belongs, here or in a cell above. Replace them and run that cell."
)


# --- names that Python does not know ---------------------------------------------------------


def _name(error: NameError, cell: Cell) -> str | None:
    name = getattr(error, "name", None) or (re.findall(r"'(\w+)'", str(error)) or [None])[0]
    if name is None or isinstance(error, UnboundLocalError):
        return None
    return (
        _two_signs(name, cell)
        or _not_run_yet(name, cell)
        or _behind_a_dot(name, cell)
        or _needs_quotes(name, cell)
        or _spelling(name, cell)
        or f"Python does not know the name `{name}`. If it is a name, look at its spelling. "
        f'If it is meant as a text, put it in quotes: `"{name}"`.'
    )


def _two_signs(name: str, cell: Cell) -> str | None:
    if re.search(rf"^{name}\s*==", cell.source, re.MULTILINE):
        return f"`{name} == ...` compares. To give the name `{name}` to a value, write one `=`."
    return None


def _not_run_yet(name: str, cell: Cell) -> str | None:
    """The name is made in a cell of this notebook that has not run: after a restart, or out of order."""
    others = [source for source in notebook_cells() if source.strip() != cell.source.strip()]
    makers = [source for source in others if name in made_by(source)]
    if not makers:
        return None
    if not any(made in cell.variables for source in others for made in made_by(source)):
        return (
            "The cells above have not run since this notebook was opened or its kernel restarted, so Python has "
            f"forgotten `{name}`. Choose Run > Run All Above Selected Cell in the menu, then run this cell again."
        )
    line = next(line for line in makers[-1].splitlines() if re.search(rf"\b{name}\b", line)).strip()
    return (
        f"`{name}` is made in another cell, and that cell has not run yet, or it ended with an error. "
        f"Look for the cell with `{line[:60]}`, run it, then run this cell again. If you do not see it, it is folded: "
        "choose Run > Run All Above Selected Cell in the menu."
    )


def _behind_a_dot(name: str, cell: Cell) -> str | None:
    """`mean(scores)` for `scores.mean()`."""
    found = re.search(rf"(?<!\.)\b{name}\((\w+)\)", cell.source)
    if found and hasattr(cell.variables.get(found[1]), name):
        return f"`{name}` stands behind what it works on, with a dot: `{found[1]}.{name}()`."
    return None


def _needs_quotes(name: str, cell: Cell) -> str | None:
    if path := re.search(rf"(?<![\w\"'/]){name}(?:/\w+)*/\w+\.\w+", cell.source):
        return f'A path is a text. Put it in quotes, from its beginning to its end: `"{path[0]}"`.'
    in_cell = set(re.findall(r"\w+", cell.source))  # a table that stands there comes first
    for table, value in sorted(cell.variables.items(), key=lambda one: one[0] not in in_cell):
        if not table.startswith("_") and _is_table(value) and name in value.columns:
            return (
                f'`{name}` is a column of `{table}`. The name of a column needs quotes: `"{name}"`. '
                f'The whole column is `{table}["{name}"]`.'
            )
    return None


def _spelling(name: str, cell: Cell) -> str | None:
    known = [known for known in [*cell.variables, *dir(builtins)] if not known.startswith("_")]
    close = close_to(name, known + [made for source in notebook_cells() for made in made_by(source)])
    return f"Python does not know the name `{name}`. Did you mean `{close}`? Capital letters count." if close else None


# --- columns, entries, files -----------------------------------------------------------------


def _key(error: KeyError, cell: Cell) -> str:
    if error.args and isinstance(error.args[0], tuple):
        return SEVERAL
    said = str(error.args[0] if error.args else "").removeprefix("Column not found: ")
    if re.search(rf"""\[["']{re.escape(said)}["']\]\s*==""", cell.source):
        return f'`...["{said}"] == ...` compares, and there is no such column yet. To make it, write one `=`.'
    listed = re.search(r"\['(.+?)'[,\]]", said)  # a list of columns: "['teem'] not in index"
    missing = listed[1] if listed else said
    if missing in ("False", "True"):
        return (
            "The comparison stands inside the quotes or brackets of the column. Take the column first, then compare: "
            '`calls[calls["outcome"] == "answered"]`.'
        )
    table = next((thing for thing in _at_work(error) if _is_table(thing)), None)
    if table is None or type(error.args[0]) in (int, float):
        return f"There is no entry `{missing}` here. Look at its spelling; capital letters and spaces count."
    names = [f" `{name}`" for name, value in cell.variables.items() if value is table and not name.startswith("_")]
    if missing in table.columns:
        return (
            f"`{missing}` is a column{' of' + names[0] if names else ''}, and this looks among the rows. "
            f'Take it with `["{missing}"]`; in `drop(...)` say `columns="{missing}"`.'
        )
    instead = _instead(missing, table.columns, "Its columns")
    return f"The table{names[0] if names else ''} has no column `{missing}`. {instead}"


def _at_work(error: BaseException) -> Iterator[object]:
    """The objects whose methods were running, the outermost first."""
    trace = error.__traceback__
    while trace is not None:
        if "self" in trace.tb_frame.f_locals:
            at_work = trace.tb_frame.f_locals["self"]
            yield getattr(at_work, "obj", at_work) if type(at_work).__name__.endswith("GroupBy") else at_work
        trace = trace.tb_next


def _attribute(error: AttributeError, cell: Cell) -> str | None:
    name, owner = getattr(error, "name", None), getattr(error, "obj", None)
    if not name or owner is None:
        return "The value before the dot is empty (None). Look at the line that made it." if name else None
    if owner is ...:
        return DOTS
    if callable(owner) and type(owner).__name__ in ("method", "function"):
        return WITHOUT_BRACKETS
    for accessor, sentence in ACCESSORS.items():
        if accessor in str(error):
            return sentence
    if name in ELSEWHERE:
        return f"There is no `{name}` here. What you look for is called {ELSEWHERE[name]}."
    columns = [str(column) for column in owner.columns] if _is_table(owner) else []
    close = close_to(name, columns) or close_to(name, [known for known in dir(owner) if not known.startswith("_")])
    if close in columns:
        return f'There is no column `{name}`. Did you mean `{close}`? Write it with brackets and quotes: `["{close}"]`.'
    return f"There is no `{name}` here. Did you mean `{close}`?" if close else None


ACCESSORS = {
    ".str accessor": "`.str` works on a column of texts, and this is none. `astype(str)` makes texts of it.",
    ".dt accessor": "`.dt` works on a column of dates, and this is none. `pd.to_datetime(...)` makes dates of it.",
}
ELSEWHERE = {  # what other programs call it: what it is called here
    "avg": "`mean()`", "average": "`mean()`", "length": "`len(...)`", "sort": "`sort_values(...)`",
}  # fmt: skip


def _place(error: IndexError, cell: Cell) -> str | None:
    if not re.search("out.of", str(error)):
        return None
    return "There is no such place: the first is 0, and the last is one less than there are. Look at `len(...)`."


def _from_package(error: ImportError, cell: Cell) -> str | None:
    package = sys.modules.get(error.name or "")
    asked = re.search(r"cannot import name '(\w+)'", str(error))
    close = close_to(asked[1], dir(package)) if package and asked else None
    return f"`{error.name}` has no such thing. Did you mean `{close}`? Capital letters count." if close else None


def _file(error: FileNotFoundError, cell: Cell) -> str | None:
    if not error.filename:
        return None
    if "\\" in str(error.filename) and os.sep == "/":
        return f"In a path the folders are parted by `/`: `{str(error.filename).replace(chr(92), '/')}`."
    path = Path(str(error.filename))
    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder `{folder}`. " + _instead(str(folder), _names(Path()), "Here we have")
    close = close_to(path.name, _names(folder))
    if close:
        return f"There is no file `{path}`. Did you mean `{folder / close}`?"
    return f"There is no file `{path}`. " + _instead(path.name, _names(folder), "That folder has")


def _there_already(error: FileExistsError, cell: Cell) -> str | None:
    if "mkdir(" not in cell.source:
        return None
    return f"`{error.filename}` is there already. Write `mkdir(exist_ok=True)`: then the cell can run again."


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def _module(error: ModuleNotFoundError, cell: Cell) -> str:
    close = close_to(error.name or "", ["pandas", "numpy", "matplotlib", "exercises_lib"])
    return f"There is no package `{error.name}`. " + (f"Did you mean `{close}`?" if close else "Look at its spelling.")


def _is_table(value: object) -> TypeGuard[DataFrame]:
    """Whether it is a DataFrame; never imports pandas."""
    return type(value).__name__ == "DataFrame" and type(value).__module__.startswith("pandas")


def _instead(name: str, known: Iterable[object], what: str) -> str:
    known = [str(one) for one in known]
    if close := close_to(name, known):
        return f"Did you mean `{close}`?"
    shown = ", ".join(f"`{one}`" for one in known[:12])
    return f"{what}: {shown}{' …' if len(known) > 12 else ''}." if shown else "It is empty."


TELLERS: dict[type[BaseException], Callable[[Any, Cell], str | None]] = {  # the first that fits
    SyntaxError: told_of_syntax,
    NameError: _name,
    KeyError: _key,
    IndexError: _place,
    ModuleNotFoundError: _module,
    ImportError: _from_package,
    AttributeError: _attribute,
    FileNotFoundError: _file,
    FileExistsError: _there_already,
    TypeError: told_by_pattern,
    ValueError: told_by_pattern,
}
