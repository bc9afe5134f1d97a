"""Where we write outside a course: the trainer's private folder, and the folder for temporary files. Looked at first,
so that a home that cannot be written or a full disk is one line, and nothing is half done.
"""

from __future__ import annotations

import shutil
import tempfile

from exercises_lib.faults import CourseFault
from exercises_lib.grading import seed

ENOUGH = 20_000_000  # bytes for temporary files: a module's data, once for each worker


class StorageFault(CourseFault):
    """There is no room to work in; the text says which folder, and how to name another."""


def check() -> None:
    """Raises CourseFault if a folder that grading needs cannot be written, or is full."""
    seed.private_folder()
    temporary()


def temporary() -> str:
    """The folder for temporary files. Raises StorageFault if there is none, or if it is nearly full."""
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        raise StorageFault(f"no folder for temporary files can be written. {ANOTHER}") from None
    free = shutil.disk_usage(folder).free
    if free < ENOUGH:
        raise StorageFault(
            f"the folder for temporary files, {folder}, has {free / 1e6:.0f} MB free; grading needs "
            f"{ENOUGH / 1e6:.0f} MB. {ANOTHER}"
        )
    return folder


ANOTHER = "Free some space, or name another folder: export TMPDIR=FOLDER"
