"""An IPython shell without a kernel: runs a notebook's cells in this process and hands out their outputs.

Magics, top-level await, rich display, inline figures and tracebacks are IPython's own. Used by the learner process
and by the grader's own run of the solution notebook.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import threading

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

MAX_STREAM = 100_000  # characters of printed text kept per cell
MAX_RICH = 4_000_000  # characters of one displayed object (an image, a table)

NO_KEYBOARD = (
    "Nobody is at the keyboard while a notebook is graded, so input() gets no answer. "
    "Put the value in a variable instead."
)


class CellTimeout(BaseException):
    """The cell ran too long. A BaseException, so that `except Exception` in a learner's loop does not stop it."""


class _Hook(DisplayHook):
    """Hands the value of a cell's last line out as an `execute_result`."""

    def start_displayhook(self):
        pass

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.emit_rich("execute_result", format_dict, md_dict)

    def finish_displayhook(self):
        pass


class _Publisher(DisplayPublisher):
    """Hands what `display()` shows out as `display_data`."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs):
        self.shell.emit_rich("display_data", data, metadata)


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell: keeps the first MAX_STREAM characters."""

    def __init__(self, shell, name: str):
        self.shell, self.name = shell, name

    def writable(self):
        return True

    def write(self, text):
        self.shell.emit_text(self.name, str(text))
        return len(text)


class NotebookShell(InteractiveShell):
    """`run(source)` executes one cell; `emit(output)` receives its outputs in nbformat's form, as they come."""

    def __init__(self, emit, **kwargs):
        quiet = Config()
        quiet.HistoryManager.enabled = False
        super().__init__(config=quiet, displayhook_class=_Hook, display_pub_class=_Publisher, **kwargs)
        self.emit = emit
        self.colors = "nocolor"
        self._text_left = MAX_STREAM
        self._failed = ""

    def run(self, source: str, seconds: float = 0) -> str:
        """Run one cell: "ok", "error" (a traceback was emitted) or "timeout" (after `seconds`; 0 is no limit)."""
        self._text_left, self._failed = MAX_STREAM, ""
        try:
            with time_limit(seconds):
                self.run_cell(source, store_history=True)
        except CellTimeout as late:  # between IPython's own lines
            self._showtraceback(CellTimeout, late, [])
        if self._failed == CellTimeout.__name__:  # IPython caught it and showed it
            return "timeout"
        return "error" if self._failed else "ok"

    def _showtraceback(self, etype, evalue, stb):
        self._failed = etype.__name__
        lines = [f"{etype.__name__}: {evalue}"] if etype is CellTimeout else [str(line) for line in stb]
        self.emit({
            "output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue)[:2000],
            "traceback": [line[:10_000] for line in lines[:100]],
        })

    def emit_rich(self, output_type: str, data: dict, metadata: dict | None) -> None:
        kept = {mime: value for mime, value in data.items() if _size(value) <= MAX_RICH}
        if not kept:
            kept = {"text/plain": "(too large to keep)"}
        output = {"output_type": output_type, "data": kept, "metadata": metadata or {}}
        if output_type == "execute_result":
            output["execution_count"] = self.execution_count
        self.emit(output)

    def emit_text(self, name: str, text: str) -> None:
        kept = text[: self._text_left]
        self._text_left -= len(kept)
        if kept:
            self.emit({"output_type": "stream", "name": name, "text": kept})
        if len(kept) < len(text) and self._text_left == 0:
            self._text_left = -1
            cut = f"\n... (printed more than {MAX_STREAM:,} characters; the rest is left out)\n"
            self.emit({"output_type": "stream", "name": name, "text": cut})


def _size(value) -> int:
    return len(value) if isinstance(value, (str, bytes)) else len(str(value))


class time_limit:  # noqa: N801  (reads as a statement)
    """Raise CellTimeout in the main thread after so many seconds; 0 is no limit."""

    def __init__(self, seconds: float):
        self.seconds = seconds

    def __enter__(self):
        if self.seconds:
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.5)  # again, should the cell swallow the first

    def __exit__(self, *error):
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, signum, frame):
        raise CellTimeout(f"stopped after {self.seconds:g} seconds")


def _no_input(prompt=""):
    raise EOFError(NO_KEYBOARD)


def make_shell(emit) -> NotebookShell:
    """The process's one shell: its streams, its `input` and its figures go through `emit` from now on."""
    import sys

    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    NotebookShell.clear_instance()
    shell = NotebookShell.instance(emit=emit)
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")
    builtins.input = _no_input
    assert threading.current_thread() is threading.main_thread()  # signals are delivered there
    return shell
