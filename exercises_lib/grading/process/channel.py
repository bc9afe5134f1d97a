"""The grader's handle on one learner process: run a cell, ask for a value, kill.

Whatever comes back is untrusted: it is bounded while it is read, and it is data, never code.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exercises_lib.faults import CourseFault
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.shown import Output, Shown
from exercises_lib.plain import reading, received
from exercises_lib.plain.limits import MAX_BYTES
from exercises_lib.plain.shapes import Plain
from exercises_lib.plain.text import whole_json

ENDED = "The process that ran the notebook ended."
STARTUP_SECONDS = 60  # seconds for a process of ours to start, or to clean up after a submission


@dataclass
class Ran:
    """How one cell ended: "ok", "error", "timeout" or "crash" (its process is gone), with its outputs."""

    state: str
    outputs: list[Output] = field(default_factory=list)
    reason: str = ""  # of a crash, in words for the learner
    size: int = 0  # bytes that the outputs took on their way


class Gone(Exception):
    """The learner process is dead or no longer makes sense; the text says why, for the learner."""


class StartFault(CourseFault):
    """A learner process cannot be started: a fault of ours or of this machine, never of a submission."""


class LearnerProcess:
    """One process with one submission's variables in it. Made by a starter (warm.py, cold.py).

    `channel` is our end of the socket to it; `end` kills it and everything it started. Raises StartFault unless it
    says that it is ready.
    """

    def __init__(self, channel: socket.socket, end: Callable[[], None], limits: Limits):
        self._channel, self._end, self._limits = channel, end, limits
        self._buffer = b""
        self._requests = 0
        try:
            self._read_line(time.monotonic() + STARTUP_SECONDS, budget=1000)
        except Gone as gone:
            self.kill()
            raise StartFault(f"the process that runs a submission does not start: {gone}") from None

    def kill(self) -> None:
        """End the process and everything it started; safe to call twice."""
        self._channel.close()
        self._end()
        self._end = lambda: None

    def keep(self, files: list[str]) -> None:
        """Say which files in its folder are the module's own. Raises StartFault."""
        try:
            self._ask(STARTUP_SECONDS, 1000, Shown(0), do="keep", files=files)
        except Gone as gone:
            self.kill()
            raise StartFault(f"the process that runs a submission cannot read the module's files: {gone}") from None

    def run(self, source: str, seconds: float, given: bool = False, room: int | None = None) -> Ran:
        """Run one cell for at most so many seconds, and keep at most `room` bytes of what it shows, if given.

        Never raises; after a "crash" the process is killed. `given`: a given cell of the module; what it makes is kept.
        With no room nobody sees what is displayed, so no figure is drawn.
        """
        shown, seen = Shown(self._limits.output_bytes if room is None else room), room != 0
        request = {"do": "run", "source": source, "given": given, "seen": seen}
        try:
            answer = self._ask(seconds, self._limits.output_bytes, shown, **request)
        except Gone as gone:
            self.kill()
            return Ran("crash", shown.outputs(), str(gone), shown.size)
        state = answer.get("ran")
        return Ran(state if state in ("ok", "error", "timeout") else "error", shown.outputs(), size=shown.size)

    def put_back(self, but: str, seconds: float) -> list[object]:
        """Put back what the module made, all but the answer `but`. Returns what had changed. Raises Gone."""
        found = self._ask(seconds, self._limits.output_bytes, Shown(0), do="put_back", but=but).get("put_back")
        return found if type(found) is list else []

    def value(self, name: str, seconds: float) -> Plain:
        """The plain form of the named variable. Raises Gone."""
        return self._answer(seconds, do="value", name=name)

    def call(self, name: str, arguments: list[Plain], seconds: float) -> Plain:
        """The plain result of calling the named function. Raises Gone."""
        return self._answer(seconds, do="call", name=name, arguments=arguments)

    def _answer(self, seconds: float, **request: Any) -> Plain:
        budget = MAX_BYTES + self._limits.output_bytes  # what is shown over the question is not kept
        return received.readable(self._ask(seconds, budget, Shown(0), **request).get("value"))

    def _ask(self, seconds: float, budget: int, shown: Shown, **request: Any) -> dict[str, Any]:
        """Send a request, collect the outputs that come, and return the answer; `budget` bytes in all. Raises Gone."""
        self._requests += 1
        line = json.dumps({"id": self._requests, "seconds": seconds, **request}).encode() + b"\n"
        deadline = time.monotonic() + seconds + self._limits.grace_seconds
        self._send(line, deadline)
        while True:
            raw = self._read_line(deadline, budget)
            budget -= len(raw)
            try:
                message: dict[str, Any] = reading.loads(raw)
                if b"\\u" in raw:  # all that could be half a character
                    message = whole_json(message)
                mine = message.pop("id") == self._requests
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError):
                raise Gone("The process that ran the notebook sent something unreadable.") from None
            if not mine:
                continue  # left over from an earlier request
            if "output" not in message:
                return message
            shown.add(message["output"], len(raw))

    def _send(self, line: bytes, deadline: float) -> None:
        self._channel.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            self._channel.sendall(line)
        except OSError:
            raise Gone(ENDED) from None

    def _read_line(self, deadline: float, budget: int) -> bytes:
        parts, size = [self._buffer], len(self._buffer)
        while b"\n" not in parts[-1]:
            if size > budget:
                raise Gone("The notebook showed more than the grader keeps.")
            parts.append(self._read(deadline))
            size += len(parts[-1])
        line, _, self._buffer = b"".join(parts).partition(b"\n")
        return line

    def _read(self, deadline: float) -> bytes:
        self._channel.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            chunk = self._channel.recv(1 << 20)
        except TimeoutError:
            raise Gone("It did not stop when its time was over.") from None
        except OSError:
            chunk = b""
        if not chunk:
            raise Gone(ENDED)
        return chunk
