"""An IPython shell without a kernel: runs a notebook's cells in this process and hands out their outputs.

Magics, top-level await, rich display, inline figures and tracebacks are IPython's own. Used by the learner process
and by the grader's own run of the solution notebook.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from exercises_lib.grading.process import drawings, long_files
from exercises_lib.grading.process.shown import MAX_ERROR, MAX_LINE, MAX_LINES, MAX_RICH, MAX_STREAM, Output
from exercises_lib.learner import call_magic, numbers

Forms = dict[str, Any]  # of a displayed object, or what is said about them: by MIME type
NO_KEYBOARD = (
    "Nobody is at the keyboard while a notebook is graded, so input() gets no answer. "
    "Put the value in a variable instead."
)


class CellTimeout(BaseException):
    """The cell ran too long. A BaseException, so that `except Exception` in a learner's loop does not stop it."""


class _Hook(DisplayHook):
    """Hands the value of a cell's last line out as an `execute_result`."""

    shell: NotebookShell

    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Forms, md_dict: Forms | None = None) -> None:
        self.shell.emit_rich("execute_result", format_dict, md_dict)

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    """Hands what `display()` shows out as `display_data`."""

    shell: NotebookShell

    def publish(
        self,
        data: Forms,
        metadata: Forms | None = None,
        source: object = None,
        *,
        transient: object = None,
        update: bool = False,
        **kwargs: object,
    ) -> None:
        self.shell.emit_rich("display_data", data, metadata)


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell: keeps the first MAX_STREAM characters."""

    def __init__(self, shell: NotebookShell, name: str):
        self.shell, self.name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.shell.emit_text(self.name, str(text))
        return len(text)


class NotebookShell(InteractiveShell):
    """`run(source)` executes one cell; `emit(output)` receives its outputs in nbformat's form, as they come."""

    def __init__(self, emit: Callable[[Output], None], **kwargs: Any):
        quiet = Config()
        quiet.HistoryManager.enabled = False
        super().__init__(config=quiet, displayhook_class=_Hook, display_pub_class=_Publisher, **kwargs)
        self.emit = emit
        self.is_seen = True  # where nobody sees what is displayed, no figure is drawn
        self.colors = "nocolor"
        self._text_left = MAX_STREAM
        self._failed = ""

    def take_over(self) -> None:
        """From now on what this process prints is the notebook's output, and `input()` has no answer."""
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        sys.stdin = sys.__stdin__
        builtins.input = _no_input

    def run(self, source: str, seconds: float = 0) -> str:
        """Run one cell: "ok", "error" (a traceback was emitted) or "timeout" (after `seconds`; 0 is no limit)."""
        self._text_left, self._failed = MAX_STREAM, ""
        error = None
        try:
            with time_limit(seconds):
                result = self.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except CellTimeout as late:  # between IPython's own lines
            error = late
        if error and not self._failed:  # IPython only printed it, or was stopped while it printed it
            self._showtraceback(type(error), error, [])
        if self._failed == CellTimeout.__name__:  # IPython caught it and showed it
            return "timeout"
        return "error" if self._failed else "ok"

    def system(self, cmd: str) -> None:
        """`!command`. IPython's own way needs a terminal, which a sandbox has not."""
        done = subprocess.run(
            self.var_expand(cmd, depth=1),
            shell=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        sys.stdout.write(done.stdout)
        self.user_ns["_exit_code"] = done.returncode

    def ask_exit(self) -> None:
        """`exit()` and `quit()` end nothing: the cells that follow are graded as well."""

    def init_display_formatter(self) -> None:
        self.display_formatter = drawings.PictureFormatter(parent=self)
        self.configurables.append(self.display_formatter)  # type: ignore[arg-type] # as IPython's own; its type is narrow

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:
        """`%matplotlib`, with whatever it asks for."""
        enabled: tuple[str | None, str] = super().enable_matplotlib("inline")
        return enabled

    def enable_gui(self, gui: str | None = None) -> None:
        """`%matplotlib inline` asks for this; there is no window to open."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self._failed = etype.__name__
        try:
            said = str(evalue)[:MAX_ERROR]
        except BaseException:  # an error of the learner's own class, with an error in it
            said = ""
        lines = [str(line) for line in stb] or [f"{etype.__name__}: {said}"]
        self.emit(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": said,
                "traceback": [line[:MAX_LINE] for line in lines[:MAX_LINES]],
            }
        )

    def emit_rich(self, output_type: str, data: Forms, metadata: Forms | None) -> None:
        kept = {mime: value for mime, value in data.items() if _size(value) <= MAX_RICH}
        if not kept:
            kept = {"text/plain": "(too large to keep)"}
        output: Output = {"output_type": output_type, "data": kept, "metadata": metadata or {}}
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


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, bytes)) else len(str(value))


class time_limit:  # noqa: N801  (reads as a statement)
    """Raise CellTimeout in the main thread after so many seconds; 0 is no limit."""

    clock, rings = "ITIMER_REAL", "SIGALRM"

    def __init__(self, seconds: float):
        self.seconds = seconds

    def __enter__(self) -> None:
        if self.seconds and hasattr(signal, "setitimer"):  # not on Windows: there the grader ends the process
            signal.signal(getattr(signal, self.rings), self._ring)
            signal.setitimer(getattr(signal, self.clock), self.seconds, 0.5)  # again, should the cell swallow the first

    def __exit__(self, *error: object) -> None:
        if self.seconds and hasattr(signal, "setitimer"):
            signal.setitimer(getattr(signal, self.clock), 0)

    def _ring(self, signum: int, frame: FrameType | None) -> None:
        raise CellTimeout(f"stopped after {self.seconds:g} seconds")


class work_limit(time_limit):  # noqa: N801
    """The same for seconds of the processor, so that it stops the same on a busy machine as on a quiet one."""

    clock, rings = "ITIMER_VIRTUAL", "SIGVTALRM"


def _no_input(prompt: object = "") -> str:
    raise EOFError(NO_KEYBOARD)


def make_shell(emit: Callable[[Output], None] = lambda output: None) -> NotebookShell:
    """The process's one shell. Call `take_over` before it runs a notebook."""
    os.environ["MPLBACKEND"] = drawings.INLINE
    drew_before = "matplotlib.pyplot" in sys.modules
    drawings.inline_only()
    long_files.leave_unparsed()
    NotebookShell.clear_instance()
    shell = NotebookShell.instance(emit=emit)
    if drew_before:  # it did not see the line above, or it serves a shell that was here before
        shell.enable_matplotlib()
    for part in (call_magic, numbers):  # this package was imported before there was a shell
        part.register(shell)
    return shell
