"""One warm process as its grader holds it: begun, told what it must know, asked, ended. warm_server.py runs inside.

It may begin before the course's settings are read: it loads Python and its libraries meanwhile, and is told its limits
before a submission comes near it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

from exercises_lib import environment
from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.channel import STARTUP_SECONDS, StartFault
from exercises_lib.grading.process.places import Places

ENDING = 1  # seconds to end by itself
LISTS = "fontlist*.json"


class WarmProcess:
    """Begins at once, in a sandbox that can read `incoming` and write `disk_bytes`. Raises OSError or SandboxMissing.

    A fork of the process that made it may have it: see `give_away`.
    """

    def __init__(self, incoming: Path, disk_bytes: int, places: Places):
        self.incoming = incoming
        self._walls = sandbox.wrap([], incoming, disk_bytes, places)
        self._ready = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(STARTUP_SECONDS)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (what it says until it is ready)
        server = [sys.executable, "-I", "-m", "exercises_lib.grading.process.warm_server", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                [*self._walls, *server],
                cwd=incoming,
                env=sandbox.variables() | self._folders(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                start_new_session=True,
            )

    def fits(self, disk_bytes: int, places: Places) -> bool:
        """Whether its walls are those that it would have with these settings."""
        return self._walls == sandbox.wrap([], self.incoming, disk_bytes, places)

    def tell(self, settings: dict[str, Any]) -> None:
        """Say what it waits for when it has loaded everything: the fields of warm_server.Settings."""
        self._let_in(settings["user"])
        with contextlib.suppress(ConnectionError):  # it is gone, as the first request will notice
            self._control.send(json.dumps(settings | {"isolated": self._isolated}).encode())

    def ask(self, request: dict[str, str], channel: socket.socket | None = None) -> None:
        """Send a request and wait until it is done.

        Raises OSError when there is no answer, and StartFault with what was said when it never got ready.
        """
        if not self._ready:
            self._get_ready()
        socket.send_fds(self._control, [json.dumps(request).encode()], [channel.fileno()] if channel else [])
        self._await_answer()

    def end(self) -> None:
        """End it, with all that it started."""
        with contextlib.suppress(OSError), self._control:
            if self._isolated:
                self._kill()  # all in its sandbox goes with it
            else:
                self._control.shutdown(socket.SHUT_WR)  # it ends by itself, unless a submission stopped it
            self._control.settimeout(ENDING)
            while self._control.recv(100):
                pass
        self._kill()
        self._process.wait()

    def give_away(self) -> None:
        """Leave it to a fork of this process, which ends it."""
        self._control.close()

    def clear_away(self) -> None:
        """What is left to do for the process that began it, when nobody uses it."""
        self._control.close()
        try:
            self._process.wait(0 if self._isolated else ENDING)
        except subprocess.TimeoutExpired:
            self._kill()
            self._process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def _isolated(self) -> bool:
        return bool(self._walls)

    def _get_ready(self) -> None:
        try:
            self._await_answer()
        except OSError as fault:
            self._log.seek(0)
            said = self._log.read()[-2000:].decode(errors="replace").strip()
            raise StartFault(f"the process that runs submissions does not start ({fault}): {said}") from None
        self._ready = True

    def _await_answer(self) -> None:
        if self._control.recv(100) != b'{"ok": true}\n':
            raise ConnectionError("the warm process gave no answer")

    def _let_in(self, user: int) -> None:
        """Let root and the user that the warm process becomes read what was handed in, and nobody else."""
        if os.geteuid() == 0:
            with contextlib.suppress(OSError):  # no such user in this container
                os.chown(self.incoming, 0, user)
            self.incoming.chmod(0o750)

    def _folders(self) -> dict[str, str]:
        """Where it finds and writes things."""
        fonts = self.incoming / "fonts"
        if not fonts.exists():
            fonts.mkdir()
            for path in font_lists():
                shutil.copy(path, fonts)
        if not self._isolated:
            return {"MPLCONFIGDIR": str(fonts), "HOME": str(self.incoming)}
        inside = {environment.FONTS: f"{sandbox.INCOMING}/fonts", "MPLCONFIGDIR": f"{sandbox.ROOM}/matplotlib"}
        return inside | {"HOME": sandbox.ROOM, "IPYTHONDIR": sandbox.ROOM}


def font_lists() -> list[Path]:
    """matplotlib's lists of this machine's fonts, which take seconds to make: those that it keeps, without loading it.

    Unless it is newer than they are; then it looks whether they will do, and makes one if not.
    """
    installed = importlib.util.find_spec("matplotlib")
    assert installed and installed.origin, "it is one of our dependencies"
    kept = Path(os.environ.get("MPLCONFIGDIR") or platformdirs.user_cache_path("matplotlib"))
    found = list(kept.glob(LISTS))
    if any(path.stat().st_mtime > Path(installed.origin).stat().st_ctime for path in found):
        return found
    import matplotlib
    import matplotlib.font_manager  # noqa: F401  (makes the list)

    found = list(Path(matplotlib.get_cachedir()).glob(LISTS))
    for path in found:
        with contextlib.suppress(OSError):
            path.touch()  # one of them will do: next time it is asked nothing
    return found
