"""Running nbgrader's stock commands, as a trainer does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def nbgrader(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run `nbgrader ARGUMENTS` in a course folder and return what it said.

    Raises RuntimeError, with the end of what it said, if it fails and must not.
    """
    # nbgrader looks for its database tool on the PATH, where a virtual environment need not be
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    if done.returncode and not may_fail:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stderr
