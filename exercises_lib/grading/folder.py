"""The folder that a learner handed in: the files beside the notebook, and when they came.

Such a folder may hold whatever a file system can hold. `look` takes the ordinary files and says in one sentence each
what it leaves out, so that what follows can rely on plain names and bytes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from nbgrader.utils import parse_utc

from exercises_lib.grading.submission import SubmissionFault
from exercises_lib.learner import answer_card
from exercises_lib.printable import printable

MAX_FILES = 5_000
MAX_DEPTH = 20  # folders in folders
MAX_PATH = 800  # bytes of a file's path in the folder

TIMESTAMP = "timestamp.txt"
Entry = os.DirEntry[str] | Path  # of a folder; a Path is the learner's folder itself


@dataclass(frozen=True)
class HandedIn:
    """The files beside the notebook, by their path in the folder, and a sentence for each that was left out."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def for_running(self) -> dict[str, bytes]:
        """What may lie beside the notebook while it runs; an answer card is of no use there."""
        return {
            name: content for name, content in self.files.items() if PurePosixPath(name).name != answer_card.FILE_NAME
        }


def look(folder: Path, own: Iterable[str], limit: int) -> HandedIn:
    """The ordinary files in a folder, without notebooks.

    `own`: the paths of the module's own files, which are put in later; nothing handed in may stand in their way.
    Raises SubmissionFault if the files are more than `limit` bytes together, or more than MAX_FILES.
    """
    ours = [PurePosixPath(name) for name in own]
    found, size = HandedIn(), 0
    for number, (name, entry) in enumerate(_walk(folder), 1):
        if number > MAX_FILES:
            raise SubmissionFault(f"it has more than {MAX_FILES:,} files. {FEWER}")
        if name.endswith(".ipynb"):
            continue
        why = _why_left_out(name, entry, ours)
        if not why:
            size += entry.stat().st_size
            if size > limit:
                raise SubmissionFault(f"its files are more than {limit / 1e6:.0f} MB. {FEWER}")
            try:
                found.files[name] = Path(entry).read_bytes()
                continue
            except OSError as fault:
                why = f"cannot be read ({fault.strerror})"
        found.notes.append(f"The file `{printable(name)}` {why}; it was left out.")
    return found


FEWER = "Ask the learner to remove files that do not belong to the module, and to hand in again."


def _walk(folder: Path) -> Iterator[tuple[str, Entry]]:
    """Every entry that is no folder, and every folder that cannot be entered, with its path; in the order of names."""
    todo: list[tuple[str, Entry, int]] = [("", folder, 0)]
    while todo:
        name, place, depth = todo.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            if name:  # else the learner's whole folder, in which there is no notebook either
                yield name, place
            continue
        for entry in entries:
            path = f"{name}/{entry.name}" if name else entry.name
            if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                todo.append((path, entry, depth + 1))
            else:
                yield path, entry


def _why_left_out(name: str, entry: Entry, own: list[PurePosixPath]) -> str:
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISLNK(mode):
        return "was a link"
    if not stat.S_ISREG(mode):
        return "was a folder that cannot be entered" if stat.S_ISDIR(mode) else "was no ordinary file"
    if len(os.fsencode(name)) > MAX_PATH:
        return "has a name that is too long"
    path = PurePosixPath(name)
    if any(path in theirs.parents or theirs in path.parents for theirs in own):
        return "lay where a file or folder of the module belongs"
    return ""


def copy(files: dict[str, bytes], folder: Path, ignore: Iterable[str] = ()) -> None:
    """Write files into a folder, without those of which a part of the path matches a pattern in `ignore`.

    A path that leads out of the folder is left out.
    """
    for name, content in files.items():
        path = (folder / name).resolve()
        ignored = any(fnmatch(part, pattern) for part in PurePosixPath(name).parts for pattern in ignore)
        if not ignored and path.is_relative_to(folder.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def time_of(folder: Path) -> tuple[datetime | None, str]:
    """When a submission came, as its timestamp.txt says (UTC), and a note where that file says nothing of use."""
    path = Path(folder) / TIMESTAMP
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None, NO_TIME
        with open(path, "rb") as file:
            raw = file.read(1000)
        # Windows tools save UTF-16 or put a byte order mark before UTF-8
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").strip()
        moment = parse_utc(text)
        return (moment, "") if text and moment.year > 1970 else (None, NO_TIME)
    except FileNotFoundError:
        return None, ""
    except Exception:  # whatever a text can do to a reader of dates
        return None, NO_TIME


NO_TIME = f"Its `{TIMESTAMP}` holds no date that can be read, so it counts as handed in without a time."
