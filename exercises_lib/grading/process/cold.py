"""Learner processes where nothing can be forked (macOS, Windows): a fresh Python process for each notebook.

Slower than warm.py, and without its sandbox; the same protocol. `BPO_WARM=off` chooses it on Linux, to try it out;
there the process is watched by one that ends all it started, and confined as far as the kernel can.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from exercises_lib.grading.process import leftovers, sandbox, temporary
from exercises_lib.grading.process.channel import STARTUP_SECONDS, LearnerProcess, StartFault
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places

LINUX = sys.platform.startswith("linux")


class Cold:
    """Makes learner processes one by one; in use like `Warm`."""

    def __init__(self, limits: Limits, places: Places):
        self._limits, self._places = limits, places
        self._incoming = temporary.folder("incoming")
        self._count = 0

    def __enter__(self) -> Cold:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        temporary.remove(self._incoming)

    def begin_early(self) -> None:
        """Nothing can be started before the first submission here."""

    def folder(self) -> Path:
        """A new empty folder for the files of one submission."""
        self._count += 1
        folder = self._incoming / str(self._count)
        folder.mkdir()
        return folder

    def start(self, files: Path) -> LearnerProcess:
        """A learner process that works in a copy of these files. Raises StartFault or SandboxMissing."""
        sandbox.refuse_if_required()
        scratch = Path(tempfile.mkdtemp(dir=self._incoming))
        shutil.copytree(files, scratch, dirs_exist_ok=True)
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as door:
            door.settimeout(STARTUP_SECONDS)
            module = "exercises_lib.grading.process.cold"
            command = [sys.executable, "-I", "-m", module, str(door.getsockname()[1]), token, self._confinement()]
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env=self._environment(scratch),
                start_new_session=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                channel, _ = door.accept()
                if channel.recv(len(token)) != token.encode():
                    raise ConnectionError("somebody else called")
            except OSError as fault:
                end(process)
                raise StartFault(f"the process that runs a submission does not start ({fault})") from None

        def end_and_clear() -> None:
            end(process)
            with contextlib.suppress(OSError):  # what cannot be removed stays, and is nobody's
                leftovers.empty(scratch)
                scratch.rmdir()

        return LearnerProcess(channel, end_and_clear, self._limits)

    def _confinement(self) -> str:
        if not LINUX:
            return ""
        paths = {name: list(map(str, getattr(self._places, name))) for name in ("readable", "listable")}
        return json.dumps({"limits": self._limits.as_dict(), **paths})

    def _environment(self, scratch: Path) -> dict[str, str]:
        import matplotlib

        system = {name: os.environ[name] for name in ("SYSTEMROOT", "COMSPEC") if name in os.environ}  # Windows
        folders = {"HOME": str(scratch), "TMPDIR": str(scratch), "MPLCONFIGDIR": matplotlib.get_cachedir()}
        return sandbox.variables() | folders | system


def end(process: subprocess.Popen[bytes]) -> None:
    """End a learner process with its whole group, and on Linux whatever left the group as well."""
    if process.stdin:
        process.stdin.close()  # the watcher's sign
    if LINUX:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STARTUP_SECONDS)
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def main(port: str, token: str, confinement: str) -> None:
    """The fresh process: call the grader and serve it."""
    if LINUX:
        watch()
    from exercises_lib.grading.process.learner_process import LearnerSide
    from exercises_lib.grading.process.shell import make_shell

    channel = socket.create_connection(("127.0.0.1", int(port)))
    channel.sendall(token.encode())
    shell = make_shell()
    sys.path.insert(0, "")  # as in Jupyter: a helper file beside the notebook can be imported
    if confinement:
        confine(**json.loads(confinement))
    LearnerSide(channel, shell).serve()


def watch() -> None:
    """Return in a child of this process. This one waits for the grader's sign, then ends the child and all below it."""
    from exercises_lib.grading.process import ending

    ending.adopt_orphans()
    ending.keep_out()
    if os.fork():
        sys.stdin.read()
        ending.end_children()
        os._exit(0)
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)


def confine(limits: dict[str, Any], readable: list[str], listable: list[str]) -> None:
    from exercises_lib.grading.process import confinement

    confinement.confine(Path.cwd(), [Path(p) for p in readable], [Path(p) for p in listable], Limits(**limits))


if __name__ == "__main__":
    main(*sys.argv[1:])
