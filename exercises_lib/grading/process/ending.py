"""Ending a process together with all that it started, also what left its group and session (Linux)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from pathlib import Path

SET_DUMPABLE, SET_CHILD_SUBREAPER = 4, 36  # prctl


def adopt_orphans() -> None:
    """From now on, a process below this one whose parent ends becomes this one's child, so that none gets away."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def keep_out() -> None:
    """No other process of the same user may look into this one's memory or change it; forks inherit this."""
    ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)


def end_children() -> None:
    """Kill all processes below this one, and return when they are gone. Needs `adopt_orphans` before they start."""
    while True:
        for child in children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.001)
        except ChildProcessError:
            return


def children() -> list[int]:
    """The process numbers of this process's own children."""
    lists = Path("/proc/self/task").glob("*/children")
    return [int(number) for path in lists for number in path.read_text().split()]
