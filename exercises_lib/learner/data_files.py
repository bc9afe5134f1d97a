"""The files that came with a module: known by their digests on the answer card.

A table that was opened and saved in a spreadsheet looks the same and is another: dates, blanks and line ends change.
Then a right answer is called wrong, and nobody sees why.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """What the answer card keeps of a module's files, by their path in its folder."""
    return {name: digest(content) for name, content in sorted(files.items())}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def changed(card: dict[str, Any], folder: Path | str = ".") -> list[str]:
    """The files of a card that are missing in a module's folder, or not as they came."""
    files = card.get("files")
    return [name for name, came in files.items() if not is_as(Path(folder, name), came)] if type(files) is dict else []


def is_as(path: Path, came: str) -> bool:
    """Whether a file has this digest. One that was not written since the last look is not read again."""
    try:
        found = path.stat()
        return _digest(path.absolute(), found.st_size, found.st_mtime_ns, found.st_ino) == came
    except OSError:
        return False


@lru_cache(maxsize=1000)
def _digest(path: Path, *look: int) -> str:
    return digest(path.read_bytes())


def told(names: list[str]) -> str:
    """For the learner: which files are not as they came, and how to get them back."""
    if not names:
        return ""
    shown = ", ".join(f"`{name}`" for name in names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return (
        f"Look at your files first: {shown} changed or went missing since the module came, so a right answer may look "
        "wrong. To get them back, stop `bpo lab` and start it again; it offers that, and keeps your copy. "
        "Or fetch the module again and copy them from there. Then run the notebook from the top."
    )
