"""The fresh sample: survey data of the same story, drawn with the trainer's secret seed.

The seed comes from the environment variable BPO_SECRET_SEED (any text), or from a file outside the course folder that
is made at random on first use and kept, one per course folder, so that regrading gives the same marks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

import platformdirs


def secret_seed(course_root: Path) -> int:
    """The seed of this course folder's fresh sample."""
    secret = os.environ.get("BPO_SECRET_SEED") or _kept_secret(course_root)
    return int.from_bytes(hashlib.sha256(secret.encode()).digest()[:6])


def private_folder() -> Path:
    """The trainer's own folder (mode 700), outside every course: secret seeds and cached keys."""
    folder = platformdirs.user_data_path("bpo-course")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def seed_file(course_root: Path) -> Path:
    """Where a course folder's secret seed is kept: a file for each course folder, named after it."""
    root = Path(course_root).resolve()
    return private_folder() / f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}.seed"


def _kept_secret(course_root: Path) -> str:
    path = seed_file(course_root)
    if path.exists() and not path.read_text():
        path.unlink()  # made by something that was killed, or on a full disk
    if not path.exists():
        # made beside it and linked into place: of two graders that start at once, both read the first one's seed
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as new:  # mode 600
            new.write(secrets.token_hex(16))
            new.flush()
            with contextlib.suppress(FileExistsError):
                os.link(new.name, path)
    return path.read_text()
