"""The answer card: what lets `check` judge an answer offline without telling it.

A card holds, for each exercise, digests of the right answer's facets and of each known mistake's. Digests are salted
and slow (PBKDF2), so they cannot be looked up in a table. A mistake's message is enciphered with its own facets, so
that only someone who made the mistake can read it: otherwise three "why not this one" messages would name the fourth.
A patient learner with a script can still try every answer of a multiple choice, here as on paper. It gains nothing:
the mark is made elsewhere, on other data.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from exercises_lib.checks import Facets, Key, Mistake

FILE_NAME = "answer_card.json"
VERSION = 1
ROUNDS = 5_000  # of PBKDF2, about 3 ms a digest


class CardFault(Exception):
    """There is no usable card; the text tells the learner what to do."""


def make(module: str, records: list[dict]) -> dict:
    """The card (JSON) for the key records of a module, each with its `points`."""
    return {"version": VERSION, "module": module, "exercises": [_exercise(record) for record in records]}


def _exercise(record: dict) -> dict:
    salt = secrets.token_hex(16)
    return {
        "name": record["name"],
        "kind": record["kind"],
        "points": record["points"],
        "options": record["options"],
        "salt": salt,
        "facets": _digests(salt, record["facets"]),
        "mistakes": [sealed for mistake in record["mistakes"] if (sealed := _mistake(salt, mistake, record["facets"]))],
    }


def _mistake(salt: str, mistake: dict, right: Facets) -> dict | None:
    # the message opens with a facet in which the mistake differs from the right answer; one that differs in none
    # (`bpo check` reports it) has nothing to say
    facet = next((f for f, forms in mistake["facets"].items() if list(forms) != list(right.get(f, ()))), None)
    if facet is None:
        return None
    forms = mistake["facets"][facet]
    return {
        "facets": _digests(salt, mistake["facets"]),
        "credit": mistake["credit"],
        "opens_with": facet,
        "messages": [_cipher(salt, facet, form, mistake["message"].encode()).hex() for form in forms],
    }


def _digests(salt: str, facets: Facets) -> dict[str, list[str]]:
    return {name: [_digest(salt, name, form).hex() for form in forms] for name, forms in facets.items()}


@lru_cache(maxsize=4096)
def _digest(salt: str, facet: str, form: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", form.encode(), f"{salt}/{facet}".encode(), ROUNDS, dklen=16)


def _cipher(salt: str, facet: str, form: str, text: bytes) -> bytes:
    """`text` enciphered, or deciphered: the same operation (exclusive or with a key stream)."""
    key = hashlib.pbkdf2_hmac("sha256", form.encode(), f"{salt}/{facet}/message".encode(), ROUNDS)
    return bytes(a ^ b for a, b in zip(text, hashlib.shake_256(key).digest(len(text)), strict=True))


@dataclass(frozen=True)
class Sealed:
    """A model of which only digests are known."""

    salt: str
    facets: dict[str, list[str]]

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        digests = self.facets.get(facet, ())
        return any(_digest(self.salt, facet, form).hex() in digests for form in forms)


def load(folder: Path | str = ".") -> dict:
    """The card in a folder. Raises CardFault, whose text says what to do, where there is none that can be used."""
    path = Path(folder) / FILE_NAME
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        version = int(card["version"])
        if version == VERSION:
            {exercise["name"]: exercise["points"] for exercise in card["exercises"]}  # what every reader relies on
    except FileNotFoundError:
        raise CardFault(NO_CARD) from None
    except (ValueError, TypeError, KeyError, OSError):
        raise CardFault(BROKEN_CARD) from None
    if version != VERSION:
        raise CardFault(OLD_CARD if version < VERSION else OLD_PACKAGE)
    return card


def key_of(exercise: dict) -> Key:
    """The `Key` of one exercise of a card."""
    salt = exercise["salt"]
    mistakes = [
        Mistake(Sealed(salt, m["facets"]), m["credit"], partial(_open, salt, m)) for m in exercise["mistakes"]
    ]
    options, answer = exercise["options"], Sealed(salt, exercise["facets"])
    return Key(exercise["name"], exercise["kind"], options, answer, mistakes)


def _open(salt: str, mistake: dict, facets: Facets) -> str:
    facet = mistake["opens_with"]
    digests = mistake["facets"][facet]
    for form in facets[facet]:
        digest = _digest(salt, facet, form).hex()
        if digest in digests:
            sealed = bytes.fromhex(mistake["messages"][digests.index(digest)])
            return _cipher(salt, facet, form, sealed).decode()
    raise CardFault(BROKEN_CARD)


NO_CARD = (
    f"There is no answer card (the file `{FILE_NAME}`) in this notebook's folder, so nothing can be checked here. "
    "Your work is safe. Open the notebook from the module's own folder, or fetch the module again and copy your "
    "answers into it."
)
BROKEN_CARD = (
    f"The answer card (the file `{FILE_NAME}`) is damaged. Your work is safe. "
    "Fetch the module again and copy that one file into this folder."
)
OLD_CARD = (
    "The answer card in this folder is from an older release of the course. Your work is safe. "
    f"Fetch the module again and copy its `{FILE_NAME}` into this folder."
)
OLD_PACKAGE = (
    "This module is newer than the `exercises_lib` on this computer. Your work is safe. "
    "Ask your trainer to update the course software, then restart the kernel."
)
