"""The learner process: the untrusted side. Runs a submission's own cells and answers what a variable holds.

It has one socket to the grader. Requests and answers are JSON, one a line:

                                                             -> {"id": 0, "ready": true}   once, at the start
    {"id": 1, "do": "keep", "files": ["data/calls.csv"]}     -> {"id": 1, "kept": true}    the module's own files
    {"id": 1, "do": "run", "source": "...", "seconds": 20, "given": false, "seen": true}
                                                             -> {"id": 1, "output": {...}} ..., {"id": 1, "ran": "ok"}
    {"id": 2, "do": "put_back", "but": "csat", "seconds": 9} -> {"id": 2, "put_back": [["name", "pd"], ...]}
    {"id": 2, "do": "value", "name": "csat", "seconds": 10}  -> {"id": 2, "value": {plain form}}
    {"id": 3, "do": "call", "name": "f", "arguments": [...], "seconds": 10} -> {"id": 3, "value": {plain form}}

Nothing secret ever enters this process: no key, no check cell's source, no path of the course.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from exercises_lib.grading.process.shell import CellTimeout, NotebookShell, time_limit
from exercises_lib.grading.process.surroundings import Surroundings
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller
from exercises_lib.plain.shapes import Plain, Raised

Answer = dict[str, Any]  # what is sent as JSON
T = TypeVar("T")


class LearnerSide:
    """The answering end of the socket."""

    def __init__(self, channel: socket.socket, shell: NotebookShell):
        self._stream = channel.makefile("rwb")
        self._request = 0
        self._shell = shell
        self._surroundings = Surroundings(shell.user_ns)
        shell.emit = lambda output: self._send({"output": output})
        shell.take_over()

    def serve(self) -> None:
        """Say that all is ready, then answer requests until the grader closes the socket."""
        self._send({"ready": True})
        for line in self._stream:
            request = json.loads(line)
            self._request = request["id"]
            self._send(getattr(self, "_do_" + request["do"])(**request))

    def _send(self, message: dict[str, Any]) -> None:
        line = json.dumps({"id": self._request, **message}, default=str)
        self._stream.write(line.encode() + b"\n")
        self._stream.flush()

    def _do_keep(self, files: list[str], **_: object) -> Answer:
        self._surroundings.keep_files(files)
        return {"kept": True}

    def _do_run(self, source: str, seconds: float, given: bool, seen: bool, **_: object) -> Answer:
        self._shell.take_over()  # again: the cell before may have replaced sys.stdout
        self._shell.is_seen = seen
        ran = self._shell.run(source, seconds)
        if given:
            self._surroundings.remember(source)
        return {"ran": ran}

    def _do_put_back(self, but: str, seconds: float, **_: object) -> Answer:
        found: list[tuple[str, str]] = []
        _within(seconds, lambda: found.extend(self._surroundings.put_back(but)))
        return {"put_back": found}

    def _do_value(self, name: str, seconds: float, **_: object) -> Answer:
        return {"value": _within(seconds, lambda: self._value(name))}

    def _do_call(self, name: str, arguments: list[Plain], seconds: float, **_: object) -> Answer:
        return {"value": _within(seconds, lambda: caller(self._shell.user_ns.get(name))(arguments))}

    def _value(self, name: str) -> Plain:
        if name not in self._shell.user_ns:
            return values.MISSING
        return values.to_plain(self._shell.user_ns[name])


def _within(seconds: float, work: Callable[[], T]) -> T | Raised:
    try:
        with time_limit(seconds):
            return work()
    except CellTimeout as late:
        return {"type": "raised", "error": f"CellTimeout: {late}"}
    except BaseException as fault:  # whatever a learner's object does, the answer is about that object
        return {"type": "raised", "error": type(fault).__name__}
