"""The fresh sample: survey data of the same story, drawn with the trainer's secret seed.

The seed comes from the environment variable BPO_SECRET_SEED (any text), or from a file outside the course folder that
is made at random on first use and kept, one per course folder, so that regrading gives the same marks.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

import platformdirs

def secret_seed(course_root: Path) -> int:
    """The seed of this course folder's fresh sample."""
    secret = os.environ.get("BPO_SECRET_SEED") or _kept_secret(course_root)
    return int.from_bytes(hashlib.sha256(secret.encode()).digest()[:6])


def state_folder(course_root: Path) -> Path:
    """A private folder (mode 700) outside the course for what must not lie inside it: the secret seed, cached keys."""
    root = str(Path(course_root).resolve())
    name = f"{Path(root).name}-{hashlib.sha256(root.encode()).hexdigest()[:12]}"
    folder = platformdirs.user_data_path("bpo-course") / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept_secret(course_root: Path) -> str:
    path = state_folder(course_root) / "secret_seed"
    try:
        # "x": of two graders that start at once, one makes the seed and the other reads it
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(16))
    except FileExistsError:
        pass
    return path.read_text()
