"""Learner processes where nothing can be forked (macOS, Windows): a fresh Python process for each notebook.

Slower than warm.py, and without its sandbox; the same protocol. `BPO_WARM=off` chooses it on Linux, to try it out.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.channel import PATIENCE, LearnerProcess, StartFault
from exercises_lib.grading.process.limits import Limits


class Cold:
    """Makes learner processes one by one; in use like `Warm`."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self._incoming = Path(tempfile.mkdtemp(prefix="bpo-")).resolve()
        self._count = 0

    def __enter__(self) -> Cold:
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def close(self) -> None:
        shutil.rmtree(self._incoming, ignore_errors=True)

    def begin_early(self) -> None:
        """Nothing can be started before the first submission here."""

    def folder(self) -> Path:
        """A new empty folder for the files of one submission."""
        self._count += 1
        folder = self._incoming / str(self._count)
        folder.mkdir()
        return folder

    def start(self, files: Path) -> LearnerProcess:
        """A learner process that works in a copy of these files."""
        scratch = Path(tempfile.mkdtemp(dir=self._incoming))
        shutil.copytree(files, scratch, dirs_exist_ok=True)
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as door:
            door.settimeout(PATIENCE)
            module = "exercises_lib.grading.process.cold"
            command = [sys.executable, "-I", "-m", module, str(door.getsockname()[1]), token]
            process = subprocess.Popen(
                command, cwd=scratch, env=self._environment(scratch), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            try:
                channel, _ = door.accept()
                if channel.recv(len(token)) != token.encode():
                    raise ConnectionError("somebody else called")
            except OSError as fault:
                process.kill()
                raise StartFault(f"the process that runs a submission does not start ({fault})") from None

        def end():
            process.kill()
            process.wait()
            shutil.rmtree(scratch, ignore_errors=True)

        return LearnerProcess(channel, end, self._limits)

    def _environment(self, scratch: Path) -> dict[str, str]:
        import matplotlib

        system = {name: os.environ[name] for name in ("SYSTEMROOT", "COMSPEC") if name in os.environ}  # Windows
        folders = {"HOME": str(scratch), "TMPDIR": str(scratch), "MPLCONFIGDIR": matplotlib.get_cachedir()}
        return sandbox.environment() | folders | system


def main(port: str, token: str) -> None:
    """The fresh process: call the grader and serve it."""
    from exercises_lib.grading.process.learner_process import LearnerSide
    from exercises_lib.grading.process.shell import make_shell

    channel = socket.create_connection(("127.0.0.1", int(port)))
    channel.sendall(token.encode())
    sys.path.insert(0, "")  # as in Jupyter: a helper file beside the notebook can be imported
    LearnerSide(channel, make_shell()).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
