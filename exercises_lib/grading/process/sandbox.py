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
import sysconfig
from functools import lru_cache
from pathlib import Path

import exercises_lib

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/fonts", "/etc/ssl", "/etc/localtime",
          "/etc/alternatives", "/etc/ld.so.cache", "/etc/mime.types")


ROOM = "/classroom"  # where a submission works: private, of limited size, emptied after each
INCOMING = "/incoming"  # the files handed in, read-only


class SandboxMissing(Exception):
    """BPO_SANDBOX=required and this machine cannot; the text says what to install."""


def wrap(command: list[str], incoming: Path, disk_bytes: int) -> list[str]:
    """`command`, to be run inside the sandbox. It can read `incoming` (as INCOMING) and write `disk_bytes` into ROOM.

    Without a sandbox the command is returned as it is. Raises SandboxMissing where one is required.
    """
    if missing := why_missing():
        if os.environ.get("BPO_SANDBOX") == "required":
            raise SandboxMissing(f"BPO_SANDBOX=required, but {missing}")
        return command
    room = ["--size", str(disk_bytes), "--tmpfs", ROOM, "--ro-bind", str(incoming), INCOMING, "--chdir", ROOM]
    return [*_bubblewrap(), *room, "--", *command]


@lru_cache(maxsize=1)
def why_missing() -> str:
    """Why there is no sandbox here, in one line with what to do; empty where there is one."""
    if os.environ.get("BPO_SANDBOX") == "off":
        return "the sandbox is switched off (BPO_SANDBOX=off)"
    if not sys.platform.startswith("linux"):
        return f"bubblewrap does not exist on {sys.platform}: submissions run without a sandbox"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed: run `sudo apt-get install bubblewrap`"
    trial = subprocess.run([*_bubblewrap(), "--", "/bin/true"], capture_output=True, text=True)
    if trial.returncode:
        reason = trial.stderr.strip().splitlines()[-1:] or ["unknown reason"]
        return f"bubblewrap does not work here ({reason[0]}): ask your administrator to allow user namespaces"
    return ""


def environment() -> dict[str, str]:
    """The learner process's environment: nothing of the trainer's but the language."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "OPENBLAS_NUM_THREADS": "1",  # a process with threads cannot be forked safely
        "OMP_NUM_THREADS": "1",
        "BPO_GRADING": "1",
    }


def readable() -> list[Path]:
    """The system, Python and its packages, this package: what a notebook needs to run. Parents come first."""
    paths = {Path(path) for path in SYSTEM}
    paths |= {Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))}
    paths |= {Path(sys.executable).resolve().parent.parent, Path(exercises_lib.__file__).resolve().parent}
    return sorted(paths)


def _bubblewrap() -> list[str]:
    # root needs no user namespace, and without one the process can become another user (see warm_server.py)
    namespaces = ["ipc", "pid", "net", "uts", "cgroup-try"] + (["user"] if os.geteuid() else [])
    keep = [] if os.geteuid() else ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command = ["bwrap", *(f"--unshare-{name}" for name in namespaces), "--die-with-parent", "--new-session",
               "--cap-drop", "ALL", *keep, "--proc", "/proc", "--dev", "/dev", "--hostname", "classroom"]
    # bubblewrap would make the folders above these for root alone
    for folder in sorted({parent for path in readable() for parent in path.parents} - {Path("/")}):
        command += ["--perms", "0755", "--dir", str(folder)]
    for path in readable():
        command += ["--ro-bind-try", str(path), str(path)]
    return command
