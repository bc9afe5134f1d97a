"""The key that a trainer signs records of completion with: Ed25519, from the library `cryptography`.

The private key lies in the trainer's own folder, outside every course, and only the trainer may read it. It is made
once and never overwritten: with another key, records made before could no longer be told from forged ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from exercises_lib.faults import CourseFault
from exercises_lib.grading.seed import private_folder

FILE_NAME = "record-key.pem"


def place() -> Path:
    """Where the private key is kept. Raises NoPrivateFolder."""
    return private_folder() / FILE_NAME


def make() -> bool:
    """Make the key, if there is none yet. Says whether one was made."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = place()
    # written beside it and linked into place, which fails where there is a key: never half a key, never another one
    with tempfile.NamedTemporaryFile(dir=path.parent) as new:  # mode 600
        new.write(pem)
        new.flush()
        os.fsync(new.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(new.name, path)
            return True
    return False


def private() -> Ed25519PrivateKey:
    """The trainer's key. Raises CourseFault where there is none, where others may read it, or where it is damaged."""
    path = place()
    if not path.exists():
        raise CourseFault("there is no key to sign records with. Make it once: bpo record key")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise CourseFault(f"others may read the key that signs records. Forbid it, then try again: chmod 600 {path}")
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise CourseFault(f"{path} is damaged or no Ed25519 key. Put your copy of it in its place.")
    return key


def own_fingerprint() -> str:
    """The fingerprint of this trainer's key; empty for whoever has none."""
    try:
        return fingerprint(private().public_key())
    except CourseFault:
        return ""


def public_pem(key: Ed25519PublicKey) -> str:
    """The public key as a file that can be given to everybody."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def read_public(path: Path) -> Ed25519PublicKey:
    """A public key that `bpo record key` wrote. Raises CourseFault for any other file."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise CourseFault(f"{path} is no public key of a trainer. Ask for the file that `bpo record key -o` wrote.")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """A short name of a key, to compare by eye: 128 bits of its SHA-256, in groups of four signs."""
    digest = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:32]
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))
