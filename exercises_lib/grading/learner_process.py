"""The learner process: the untrusted side. Runs a submission's own cells and answers what a variable holds.

Started by grading/process.py with one socket (file descriptor in argv). Requests and answers are JSON, one a line:

    {"id": 1, "do": "run", "source": "...", "seconds": 20}   -> {"id": 1, "output": {...}} ..., {"id": 1, "ran": "ok"}
    {"id": 2, "do": "value", "name": "csat", "seconds": 10}  -> {"id": 2, "value": {plain form}}
    {"id": 3, "do": "call", "name": "f", "arguments": [...], "seconds": 10} -> {"id": 3, "value": {plain form}}

Nothing secret ever enters this process: no key, no check cell's source, no path of the course.
"""

from __future__ import annotations

import json
import socket
import sys

from exercises_lib import values
from exercises_lib.author import caller
from exercises_lib.grading.shell import CellTimeout, make_shell, time_limit


class Answers:
    """The answering side of the socket."""

    def __init__(self, channel):
        self.channel = channel
        self.request = 0
        self.shell = make_shell(lambda output: self.send({"output": output}))

    def send(self, message: dict) -> None:
        line = json.dumps({"id": self.request, **message}, default=str)
        self.channel.write(line.encode() + b"\n")
        self.channel.flush()

    def serve(self) -> None:
        for line in self.channel:
            request = json.loads(line)
            self.request = request["id"]
            self.send(getattr(self, "do_" + request["do"])(**request))

    def do_run(self, source: str, seconds: float, **_) -> dict:
        ran = self.shell.run(source, seconds)
        return {"ran": ran}

    def do_value(self, name: str, seconds: float, **_) -> dict:
        return {"value": self._within(seconds, lambda: self._value(name))}

    def do_call(self, name: str, arguments: list, seconds: float, **_) -> dict:
        return {"value": self._within(seconds, lambda: caller(self.shell.user_ns.get(name))(arguments))}

    def _value(self, name: str) -> dict:
        if name not in self.shell.user_ns:
            return values.MISSING
        return values.to_plain(self.shell.user_ns[name])

    def _within(self, seconds: float, work) -> dict:
        try:
            with time_limit(seconds):
                return work()
        except CellTimeout as late:
            return {"type": "raised", "error": f"CellTimeout: {late}"}
        except BaseException as fault:  # whatever a learner's object does, the answer is about that object
            return {"type": "raised", "error": f"{type(fault).__name__}"}


def main() -> None:
    channel = socket.socket(fileno=int(sys.argv[1])).makefile("rwb")
    Answers(channel).serve()


if __name__ == "__main__":
    main()
