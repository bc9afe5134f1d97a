"""Folders that last as long as the process that made them, in the system's temporary folder.

They hold the fresh sample and what was handed in, so nothing of them may stay. A process that was killed cannot clean
up: the next one that makes such a folder removes those whose maker is gone, which their lock shows.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from functools import cache
from multiprocessing import util
from pathlib import Path

PREFIX = "bpo-run-"


_made: dict[Path, util.Finalize] = {}


def folder(what: str) -> Path:
    """A new empty folder, named after what it is for; removed when this process ends, or by `remove`."""
    _remove_left_behind()
    # nobody takes it for one that was left behind: it gets its name when it has its lock
    unlocked = Path(tempfile.mkdtemp(prefix=f".{PREFIX}")).resolve()
    lock = _lock(unlocked)
    made = unlocked.with_name(f"{PREFIX}{what}-{unlocked.name.removeprefix(f'.{PREFIX}')}")
    unlocked.rename(made)
    # not atexit, which worker processes leave out
    _made[made] = util.Finalize(None, _remove, args=(made, lock), exitpriority=0)
    return made


def remove(place: Path) -> None:
    """Remove a folder that `folder` made, if it is still there."""
    if place in _made:
        _made.pop(place)()


def remove_all() -> None:
    """Remove all that `folder` made in this process, which is about to end without saying so."""
    for place in list(_made):
        remove(place)


def _lock(place: Path) -> int | None:
    """Lock a folder for as long as this process lives. None where somebody has, or where there are no such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        lock = os.open(place, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return lock
    except OSError:
        os.close(lock)
        return None


def _remove(place: Path, lock: int | None) -> None:
    shutil.rmtree(place, ignore_errors=True)
    if lock is not None:
        os.close(lock)


@cache
def _remove_left_behind() -> None:
    """Once in a process: the folders of this user whose maker is gone."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, AttributeError):  # Windows knows no such users
            if place.is_symlink() or not place.is_dir() or place.stat().st_uid != os.getuid():
                continue
            lock = _lock(place)
            if lock is not None:
                _remove(place, lock)
