"""Running nbgrader's stock commands, as a trainer does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from nbgrader.apps.nbgraderapp import NbGraderApp

from exercises_lib.environment import with_commands


def nbgrader(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run `nbgrader ARGUMENTS` in a course folder and return what it said.

    Raises RuntimeError, with the end of what it said, if it fails and must not.
    """
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=with_commands(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return _said(arguments, done.stderr, bool(done.returncode) and not may_fail)


def nbgrader_here(folder: Path, *arguments: str) -> None:
    """The same in this process, which should be a fork: nbgrader takes longer to load than to make a release.

    Raises RuntimeError.
    """
    os.chdir(folder)
    NbGraderApp.clear_instance()  # the command that started us may be one
    with tempfile.TemporaryFile("w+") as heard:
        os.dup2(heard.fileno(), 2)
        try:
            NbGraderApp.launch_instance(list(arguments))
            failed = False
        except SystemExit as end:
            failed = bool(end.code)
        heard.seek(0)
        _said(arguments, heard.read(), failed)


def _said(arguments: tuple[str, ...], said: str, failed: bool) -> str:
    if failed:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{said[-3000:]}")
    return said
