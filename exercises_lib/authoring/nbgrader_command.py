"""Running nbgrader's stock commands, as a trainer does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def nbgrader(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run `nbgrader ARGUMENTS` in a course folder and return what it said.

    Raises RuntimeError, with the end of what it said, if it fails and must not.
    """
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    if done.returncode and not may_fail:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stderr
