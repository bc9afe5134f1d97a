"""CSV files are parsed once: a solution reads the same files again and again, and its mutants more often still.

Who reads a file again gets a copy of the table. pandas copies on write, so it takes no time, and nobody sees what
another does to it.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def csv_files_read_once() -> Iterator[None]:
    """Meanwhile `pandas.read_csv` remembers what it made of each file, as long as the file stays as it was."""
    import pandas

    read, made = pandas.read_csv, {}

    @functools.wraps(read)
    def read_again(*arguments: Any, **options: Any) -> Any:
        asked = _asked(arguments, options)
        if asked is None:
            return read(*arguments, **options)
        if asked not in made:
            made[asked] = read(*arguments, **options)
        return made[asked].copy(deep=False)

    pandas.read_csv = read_again
    try:
        yield
    finally:
        pandas.read_csv = read


def _asked(arguments: tuple[Any, ...], options: dict[str, Any]) -> str | None:
    """What is read and how, as a text; None for what is no file in a folder, or is not read as one table."""
    written = repr((arguments, sorted(options.items())))
    if not arguments or not isinstance(arguments[0], (str, os.PathLike)) or {"iterator", "chunksize"} & set(options):
        return None
    if " at 0x" in written:  # a function, say, which its text does not tell
        return None
    try:
        file = os.stat(arguments[0])
    except OSError:
        return None
    return f"{written} {os.getcwd()} {file.st_ino} {file.st_size} {file.st_mtime_ns}"
