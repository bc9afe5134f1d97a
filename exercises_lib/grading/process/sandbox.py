"""What a learner process can see and reach: bubblewrap namespaces where the machine has them.

Inside: a read-only system, the Python environment, the files handed in (read-only, copied before use), a private room
of limited size to work in; no network, no processes but its own, no home, nothing of the course. `BPO_SANDBOX` is
`auto` (the default: use what is there and say what is missing), `required` (refuse to grade without) or `off`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from exercises_lib import environment
from exercises_lib.faults import CourseFault
from exercises_lib.grading.process.places import Places

ROOM = "/classroom"  # where a submission works: private, of limited size, emptied after each
INCOMING = "/incoming"  # the files handed in, read-only


class SandboxMissing(CourseFault):
    """BPO_SANDBOX=required and this machine cannot; the text says what to install."""


def wrap(command: list[str], incoming: Path, disk_bytes: int, places: Places) -> list[str]:
    """`command`, to be run inside the sandbox. It can read `incoming` (as INCOMING) and write `disk_bytes` into ROOM.

    Without a sandbox the command is returned as it is. Raises SandboxMissing where one is required.
    """
    if why_missing():
        refuse_if_required()
        return command
    room = ["--size", str(disk_bytes), "--tmpfs", ROOM, "--ro-bind", str(incoming), INCOMING, "--chdir", ROOM]
    nowhere_else = ["--remount-ro", "/dev", "--remount-ro", "/"]  # the room is all that can be written
    return [*_bubblewrap(places), *room, *nowhere_else, "--", *command]


def refuse_if_required() -> None:
    """Raises SandboxMissing where there is no sandbox and BPO_SANDBOX=required."""
    if why_missing() and os.environ.get(environment.SANDBOX) == "required":
        raise SandboxMissing(f"BPO_SANDBOX=required, but {why_missing()}")


def warm() -> bool:
    """Whether learner processes are forked from a warm process; others have no sandbox."""
    return sys.platform.startswith("linux") and os.environ.get(environment.WARM) != "off"


def why_missing() -> str:
    """Why there is no sandbox here, in one line with what to do; empty where there is one."""
    if os.environ.get(environment.SANDBOX) == "off":
        return "the sandbox is switched off (BPO_SANDBOX=off)"
    if not sys.platform.startswith("linux"):
        return f"bubblewrap does not exist on {sys.platform}: submissions run without a sandbox"
    if not warm():
        return "with BPO_WARM=off submissions run without a sandbox: unset it"
    return _why_bubblewrap_fails()


@cache  # of the machine alone, never of the variables above
def _why_bubblewrap_fails() -> str:
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed: run `sudo apt-get install bubblewrap`"
    trial = subprocess.run([*_bubblewrap(Places()), "--", "/bin/true"], capture_output=True, text=True)
    if trial.returncode:
        reason = trial.stderr.strip().splitlines()[-1:] or ["unknown reason"]
        return f"bubblewrap does not work here ({reason[0]}): ask your administrator to allow user namespaces"
    return ""


def variables() -> dict[str, str]:
    """The learner process's environment: nothing of the trainer's but the language."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "OPENBLAS_NUM_THREADS": "1",  # a process with threads cannot be forked safely
        "OMP_NUM_THREADS": "1",
        environment.GRADING: "1",
    }


def _bubblewrap(places: Places) -> list[str]:
    # root needs no user namespace, and without one the process can become another user (see warm_server.py)
    namespaces = ["ipc", "pid", "net", "uts", "cgroup-try"] + (["user"] if os.geteuid() else [])
    keep = [] if os.geteuid() else ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command = [
        "bwrap",
        *(f"--unshare-{name}" for name in namespaces),
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        *keep,
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--hostname",
        "classroom",
    ]
    # bubblewrap would make the folders above these for root alone
    for folder in sorted({parent for path in (*places.readable, *places.links) for parent in path.parents}):
        command += ["--perms", "0755", "--dir", str(folder)] if folder != Path("/") else []
    for path in places.readable:
        if path.is_symlink():  # leads to something readable, or nowhere
            command += ["--symlink", os.readlink(path), str(path)]
        else:
            command += ["--ro-bind-try", str(path), str(path)]
    for path, to in places.links.items():
        command += ["--symlink", str(to), str(path)]
    return command
