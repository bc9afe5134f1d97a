"""Files that are either as they were, or new and whole."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put a file in its place in one step; its folder is made if there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
