"""One submission's notebook run: its cells in order in a learner process, through crashes and time-outs.

A cell that kills its process, or must be killed, is left out: a new process runs the cells before it again (their
outputs are already kept) and goes on. So one crash costs one exercise, within the notebook's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from exercises_lib.grading.process.channel import Gone, LearnerProcess, Ran
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.surroundings import SETTINGS
from exercises_lib.plain.shapes import Plain

OUT_OF_TIME = "The whole notebook has used up its time."
NO_RETURN = "a call that did not finish in time"


class NotebookRun:
    """Use as a context manager; `start` makes a fresh learner process, `files` are the module's own in its folder."""

    def __init__(self, start: Callable[[], LearnerProcess], limits: Limits, files: Collection[str] = ()):
        self._start, self._files = start, files
        self.limits = limits
        self._process: LearnerProcess | None = None
        self._done: list[_Cell | _PutBack] = []  # what was done and left its process alive
        self._endless: set[str] = set()  # functions of which a call did not come back in time
        self._deadline = time.monotonic() + limits.notebook_seconds
        self._room = limits.output_bytes  # for what is still shown

    def __enter__(self) -> NotebookRun:
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def run(self, source: str, given: bool = False) -> Ran:
        """Run one cell. Never raises for anything that the cell does. `given`: what it makes is kept for `put_back`."""
        process = self._ready()
        if process is None:
            return Ran("timeout", [], OUT_OF_TIME)
        ran = process.run(source, self._seconds(), given, self._room)
        self._room -= ran.size
        if ran.state == "crash":
            self._stop()
        else:
            self._done.append(_Cell(source, given))
        return ran

    def put_back(self, but: str = "") -> list[str]:
        """Make the folder, the module's files and settings and what given cells made as they were, all but the answer
        `but`. Returns what had changed, as parts of a sentence."""
        step, changed = _PutBack(but), list[object]()
        try:
            if self._process is not None:  # a new one will put it back when it has done the rest
                changed = self._process.put_back(but, self._seconds())
        except Gone:
            self._stop()
            return []
        self._done.append(step)
        return [words for change in changed if (words := self._words(change))]

    def _words(self, change: object) -> str:
        """One change that the learner process told, if it can be true; what it says is not trusted."""
        kind, which = change if type(change) is list and len(change) == 2 else ("", "")
        if type(which) is not str:
            return ""
        if kind == "name" and which.isidentifier() and len(which) <= 50:
            return f"`{which}`"
        if kind == "file" and which in self._files:
            return f"the file `{which}`"
        if kind == "settings" and which in SETTINGS:
            return f"the settings of {which}"
        return "the working folder" if kind == "folder" else ""

    def value(self, name: str) -> Plain:
        """The plain value of a variable; `raised` where its process ended over the question."""
        return self._ask(lambda process: process.value(name, self._seconds()))

    def call(self, name: str, arguments: list[Plain]) -> Plain:
        """The plain result of a call of the named function; `raised` where it failed.

        After a call that does not come back there are no more: they would use up the other exercises' time.
        """
        if name in self._endless:
            return {"type": "raised", "error": NO_RETURN}
        began, seconds = time.monotonic(), self._seconds()
        answer = self._ask(lambda process: process.call(name, arguments, seconds))
        if answer["type"] == "raised" and time.monotonic() - began >= seconds:
            self._endless.add(name)
            return {"type": "raised", "error": NO_RETURN}
        return answer

    def _ask(self, question: Callable[[LearnerProcess], Plain]) -> Plain:
        process = self._ready()
        if process is None:
            return {"type": "raised", "error": OUT_OF_TIME}
        try:
            return question(process)
        except Gone as gone:
            self._stop()
            return {"type": "raised", "error": str(gone)}

    def _seconds(self) -> float:
        return max(0.1, min(self.limits.cell_seconds, self._deadline - time.monotonic()))

    def _ready(self) -> LearnerProcess | None:
        """A process with all that was done so far in it. None when the notebook's time is over."""
        while self._process is None and time.monotonic() < self._deadline:
            self._process = self._start()
            self._process.keep(list(self._files))
            for position, step in enumerate(self._done):
                if not step.again(self._process, self._seconds()):
                    # it went well the first time: leave it out as well and begin again
                    del self._done[position]
                    self._stop()
                    break
        return self._process if time.monotonic() < self._deadline else None

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


@dataclass(frozen=True)
class _Cell:
    source: str
    given: bool

    def again(self, process: LearnerProcess, seconds: float) -> bool:
        """Run it in a new process. False if that process is gone now."""
        return process.run(self.source, seconds, self.given, room=0).state != "crash"


@dataclass(frozen=True)
class _PutBack:
    but: str

    def again(self, process: LearnerProcess, seconds: float) -> bool:
        try:
            process.put_back(self.but, seconds)
            return True
        except Gone:
            return False
