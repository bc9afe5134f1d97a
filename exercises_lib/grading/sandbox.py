"""What a learner process can see and reach: bubblewrap namespaces where the machine has them.

Inside: a read-only system, the Python environment, the submission's own scratch folder, a private /tmp; no network,
no other processes, no home, nothing of the course. `BPO_SANDBOX` is `auto` (the default: use what is there and say
what is missing), `required` (refuse to grade without) or `off`.
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


class SandboxMissing(Exception):
    """BPO_SANDBOX=required and this machine cannot; the text says what to install."""


def wrap(command: list[str], scratch: Path) -> list[str]:
    """`command`, to be run inside the sandbox with `scratch` as its only writable folder.

    Raises SandboxMissing where one is required and cannot be had.
    """
    missing = why_missing()
    if missing:
        if os.environ.get("BPO_SANDBOX") == "required":
            raise SandboxMissing(f"BPO_SANDBOX=required, but {missing}")
        return command
    return [*_bubblewrap(), "--bind", str(scratch), str(scratch), "--chdir", str(scratch), "--", *command]


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
        return f"bubblewrap does not work on this machine ({reason[0]}): ask your administrator to allow user namespaces"
    return ""


def environment(scratch: Path) -> dict[str, str]:
    """The learner process's environment: nothing of the trainer's but the language."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(scratch),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "MPLCONFIGDIR": str(matplotlib_cache()),
        "IPYTHONDIR": str(scratch / ".ipython"),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "BPO_GRADING": "1",
    }


@lru_cache(maxsize=1)
def matplotlib_cache() -> Path:
    """Where matplotlib keeps its list of fonts; shared read-only, because making it takes seconds."""
    import matplotlib
    import matplotlib.font_manager  # noqa: F401  (makes the list if there is none)

    return Path(matplotlib.get_cachedir())


def _bubblewrap() -> list[str]:
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
               "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--hostname", "classroom"]
    for path in _readable():
        command += ["--ro-bind-try", str(path), str(path)]
    return command


def _readable() -> list[Path]:
    """The system, Python and its packages, this package, the font list: what a notebook needs to run."""
    paths = {Path(path) for path in SYSTEM}
    paths |= {Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))}
    paths |= {Path(sys.executable).resolve().parent.parent, Path(exercises_lib.__file__).parent, matplotlib_cache()}
    return sorted(paths)  # parents first, so that nothing is hidden by a later mount
