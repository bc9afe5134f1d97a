"""The grader's handle on one learner process: start, run a cell, ask for a value, kill.

Whatever comes back is untrusted: it is bounded while it is read, and it is data, never code.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from exercises_lib import values
from exercises_lib.grading import sandbox
from exercises_lib.grading.limits import Limits


@dataclass
class Ran:
    """How one cell ended: "ok", "error", "timeout" or "crash" (its process is gone), with its outputs."""

    state: str
    outputs: list[dict] = field(default_factory=list)
    reason: str = ""  # of a crash, in words for the learner


class Gone(Exception):
    """The learner process is dead or no longer makes sense; the text says why, for the learner."""


class LearnerProcess:
    """One process with one submission's variables in it. Use as a context manager."""

    def __init__(self, scratch: Path, limits: Limits):
        self.limits = limits
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-I", "-m", "exercises_lib.grading.learner_process", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                sandbox.wrap(command, scratch),
                cwd=scratch, env=sandbox.environment(scratch), pass_fds=[theirs.fileno()], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        self._socket = ours
        self._buffer = b""
        self._requests = 0

    def __enter__(self) -> LearnerProcess:
        return self

    def __exit__(self, *error) -> None:
        self.kill()

    def kill(self) -> None:
        """End the process and everything it started; safe to call twice."""
        self._socket.close()
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()

    def run(self, source: str, seconds: float) -> Ran:
        """Run one cell for at most so many seconds. Never raises."""
        outputs: list[dict] = []
        try:
            for message in self._ask(seconds, do="run", source=source):
                if "output" in message:
                    outputs.append(message["output"])
                else:
                    state = message.get("ran")
                    return Ran(state if state in ("ok", "error", "timeout") else "error", outputs)
        except Gone as gone:
            self.kill()
            return Ran("crash", outputs, str(gone))
        return Ran("crash", outputs, "")  # not reached: _ask ends with an answer or raises

    def value(self, name: str, seconds: float) -> dict:
        """The plain form of the named variable. Raises Gone."""
        return self._plain(seconds, do="value", name=name)

    def call(self, name: str, arguments: list[dict], seconds: float) -> dict:
        """The plain result of calling the named function. Raises Gone."""
        return self._plain(seconds, do="call", name=name, arguments=arguments)

    def _plain(self, seconds: float, **request) -> dict:
        for message in self._ask(seconds, **request):
            return values.readable(message.get("value"))
        raise Gone("The notebook's process gave no answer.")

    def _ask(self, seconds: float, **request):
        """Send a request and yield its messages, the last of which is no output."""
        self._requests += 1
        line = json.dumps({"id": self._requests, "seconds": seconds, **request}).encode() + b"\n"
        deadline = time.monotonic() + seconds + self.limits.grace_seconds
        budget = self.limits.output_bytes + values.MAX_BYTES
        self._send(line, deadline)
        while True:
            raw = self._read_line(deadline, budget)
            budget -= len(raw)
            try:
                message = json.loads(raw)
                mine = message.pop("id") == self._requests
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                raise Gone("The notebook's process sent something that cannot be read.") from None
            if not mine:
                continue  # left over from an earlier request
            yield message
            if "output" not in message:
                return

    def _send(self, line: bytes, deadline: float) -> None:
        self._socket.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            self._socket.sendall(line)
        except OSError:
            raise Gone(self._why_gone()) from None

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
        self._socket.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            chunk = self._socket.recv(1 << 20)
        except TimeoutError:
            raise Gone("It did not stop when its time was over.") from None
        except OSError:
            chunk = b""
        if not chunk:
            raise Gone(self._why_gone())
        return chunk

    def _why_gone(self) -> str:
        return "The notebook's process ended."
