"""The fresh sample: data of the same story, drawn with the trainer's secret seed.

The secret comes from the environment variable BPO_SECRET_SEED (any text), or from a file outside the course folder that
is made at random on first use and kept, one per course folder, so that regrading gives the same marks. Each module has
a seed of its own, derived with scrypt: whoever works out one module's has no other's, and guessing the secret is slow.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import re
import secrets
import tempfile
from functools import lru_cache
from pathlib import Path

import platformdirs

from exercises_lib import environment
from exercises_lib.faults import CourseFault

WORK = 2**15  # scrypt's N: about 0.1 s and 32 MB a guess
ENOUGH = 55  # bits of a secret, as `bits` estimates them; `suggestion` has 120 and more


def secret_seed(course_root: Path, module: str) -> int:
    """The seed of a module's fresh sample in this course folder: 0 to 2**128 - 1."""
    return _derived(os.environ.get(environment.SECRET_SEED) or _kept_secret(course_root), module)


@lru_cache
def _derived(secret: str, module: str) -> int:
    salt, memory = f"bpo-course fresh sample/{module}".encode(), 2**26
    text = secret.encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.scrypt(text, salt=salt, n=WORK, r=8, p=1, maxmem=memory, dklen=16))


def warning() -> str:
    """One line if the secret that the trainer chose can be guessed, with a better one; else empty."""
    secret = os.environ.get(environment.SECRET_SEED)
    if not secret or bits(secret) >= ENOUGH:
        return ""
    return (
        "The secret seed in BPO_SECRET_SEED is short enough to be guessed, and who guesses it can work out the fresh "
        f"sample. For the next class or round use one like this: {suggestion()}"
    )


def suggestion() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(24)


def bits(secret: str) -> float:
    """About how many times, as a power of two, somebody must guess who tries words, years and numbers first.

    A word is one of some 4,000, whatever its length; a number has 3.3 bits a digit, but a year or a run of one digit
    only 7; other signs have 5 bits each. What stands in a secret twice counts once.
    """
    pieces = set(re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+|[\W_]", secret))
    return sum(map(_bits, {piece.casefold() for piece in pieces}))


def _bits(piece: str) -> float:
    if piece.isdigit():
        plain = len(set(piece)) == 1 or re.fullmatch(r"(19|20)\d\d", piece)
        return min(7, 3.3 * len(piece)) if plain else 3.3 * len(piece)
    return min(12, math.log2(26) * len(piece)) if piece.isalpha() else 5


def private_folder() -> Path:
    """The trainer's own folder (mode 700), outside every course: secret seeds and cached keys.

    Raises NoPrivateFolder.
    """
    try:
        folder = platformdirs.user_data_path("bpo-course")
    except RuntimeError:
        raise NoPrivateFolder("this user has no home folder (HOME is not set)") from None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise NoPrivateFolder(f"{folder} cannot be written")
    except OSError as fault:
        raise NoPrivateFolder(f"{folder} cannot be made ({fault.strerror})") from None
    return folder


class NoPrivateFolder(CourseFault):
    """There is no place for secret seeds and keys; the text says why."""

    def __init__(self, why: str):
        super().__init__(
            f"{why}, so there is no place for the secret seed and the keys. Name a folder that is yours alone: "
            "export XDG_DATA_HOME=FOLDER"
        )


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
