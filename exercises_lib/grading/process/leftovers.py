"""Nothing of a submission may reach the next one: clear the room it worked in, and prove that nothing is left."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.grading.process import system_calls

MANY = 10_000  # files; a room with more takes longer to clear than a new process takes to start


@dataclass(frozen=True)
class Traces:
    """All that a submission could have left behind in the sandbox: equal before and after means nothing is left.

    Message queues and keys are not in it: they cannot be made (system_calls.py).
    """

    names: list[str]
    free_blocks: int
    free_files: int
    rights: tuple[int, int, int, list[str]]  # of the room: mode, user, group, further attributes
    shared: list[int]  # memory segments, semaphores, message queues
    not_refused: str  # why system calls cannot be refused; then nobody knows what else there may be


def traces(room: Path) -> Traces:
    """What is in the room and around it now."""
    disk, folder = os.statvfs(room), room.stat()
    rights = (folder.st_mode, folder.st_uid, folder.st_gid, os.listxattr(room))
    shared = [Path("/proc/sysvipc", kind).read_text().count("\n") for kind in ("shm", "sem", "msg")]
    return Traces(os.listdir(room), disk.f_bfree, disk.f_ffree, rights, shared, system_calls.why_not())


def clear(room: Path, before: Traces) -> bool:
    """Empty the room. False if anything is left, compared with the `traces` of before."""
    try:
        if before.not_refused or traces(room).free_files + MANY < before.free_files:
            return False
        empty(room)
        return traces(room) == before
    except OSError:
        return False


def empty(folder: Path) -> None:
    """Remove everything in a folder, whatever its rights and however deep. Raises OSError.

    What lies deeper is moved up first, so that no path grows long and nothing is recursive.
    """
    while inner := _without_files(folder):
        for path in inner:
            for deeper in _without_files(path):
                deeper.rename(folder / f"deeper-{secrets.token_hex(16)}")
            path.rmdir()


def _without_files(folder: Path) -> list[Path]:
    """Remove the files in a folder; returns the folders in it, made writable."""
    folders = []
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            os.chmod(entry.path, 0o700)
            folders.append(Path(entry.path))
        else:
            os.unlink(entry.path)
    return folders
