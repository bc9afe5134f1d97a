"""The answer card: what lets `check` judge an answer offline without telling it.

A card holds, for each exercise, digests of the right answer's facets and of each known mistake's. A digest takes time
(scrypt with the exercise's own salt, one for all its variants), so no table of digests can be made ahead, and trying
many answers is slow. A form that is only ever wrong costs an eighth: who finds it knows what is not right. Texts are
sealed: a mistake's message opens with its own facets, so that only someone who made the mistake can read it; otherwise
three "why not this one" messages would name the fourth. The author's solution, and what the answer means, open with all
facets of the right answer.

What a card gives away all the same. Parts are judged singly, or `check` could not say which of them fit; so each part
can be tried by itself. Who writes a script for it finds a choice, an ordering or a ranking in seconds (a pair of labels
has two answers, whatever a digest costs), a number among a thousand candidates in a minute, one among a hundred
thousand in an hour or two; a name or a date from a list likewise. Only texts and tables that nobody can list are safe.
The mark is made elsewhere, on other data, so that gains the points that are the same for all data, and no others:
`bpo check` says how many, docs/grading.md for each module.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from exercises_lib.checks import KINDS
from exercises_lib.checks.key import Facets, Key, Mistake
from exercises_lib.checks.record import KnownMistake, Record
from exercises_lib.learner import pass_rule

FILE_NAME = "answer_card.json"
VERSION = 5
# Work is scrypt's N, as a power of two: 13 takes about 30 ms and 8 MB, each one less half of both. An answer of many
# forms is looked up form by form, so each costs less there, but never less than the least.
MOST_WORK, LEAST_WORK = 13, 8
LESS_FOR_WRONG = 3  # a form of wrong answers alone costs an eighth: a card has many, and they tell what is not right
ELSEWHERE = "on other data"  # no digest: stands where new data have another form


Card = dict[str, Any]  # as JSON; `load` says what of it can be relied on
CardExercise = dict[str, Any]  # one exercise of it
Forms = Mapping[str, Sequence[str]]  # by facet


class CardFault(Exception):
    """There is no usable card; the text tells the learner what to do."""


def make(
    module: str, records: list[Record], given: Iterable[str] = (), files: dict[str, str] | None = None,
    rule: dict[str, Any] | None = None,
) -> Card:  # fmt: skip
    """The card (JSON) for the key records of a module, each with its `points`.

    `given`: a digest of each locked cell (lesson.py); `files`: one of each file beside the notebook (data_files.py);
    `rule`: what it takes to pass (pass_rule.py).
    """
    return {
        "version": VERSION,
        "module": module,
        "given": list(given),
        "files": files or {},
        "exercises": [_with_variants(record, secrets.token_hex(16)) for record in records],
    } | ({pass_rule.PLACE: rule} if rule else {})


def _with_variants(record: Record, salt: str) -> CardExercise:
    """An exercise; where each learner has an own variant, with the pool's name and one entry a variant."""
    draws = record.get("draws", [])
    right = frozenset(form for one in [record, *draws] for forms in one["facets"].values() for form in forms)
    variants = [_exercise(one, salt, right) for one in draws]
    return _exercise(record, salt, right) | ({"drawn": record["drawn"], "draws": variants} if variants else {})


def _exercise(record: Record, salt: str, right: frozenset[str]) -> CardExercise:
    """`right`: the forms of what is right here, or in another variant."""
    lock = Lock(salt, _work(record))
    of_wrong = replace(lock, right=right)
    mistakes, mutants = (
        [known for mistake in mistakes if (known := _mistake(of_wrong, mistake, record["facets"]))]
        for mistakes in (record["mistakes"], record["mutants"])
    )
    return {
        "name": record["name"],
        "kind": record["kind"],
        "points": record["points"],
        "options": record["options"],
        "salt": lock.salt,
        "work": lock.work,
        "facets": lock.digests(record["facets"]),
        "mistakes": mistakes,
        "mutants": mutants,
        "changing": record.get("changing", []),
        "after": lock.seal(record["facets"], json.dumps(_after(record))),
    }


def _after(record: Record) -> dict[str, Any]:
    """What is read after Right: the meaning, and the author's solution with the reasons, or models of a text."""
    for_all = record["after"].get("models") or record.get("drawn")  # a solution with the answers of others, too
    return record["after"] | {"solution": "" if for_all else record.get("solution", "")}


def _work(record: Record) -> int:
    """So much that judging an answer like the right one takes about as long as one digest with the most work."""
    forms = {form for forms in record["facets"].values() for form in forms}
    looked_up = max(len(forms), KINDS[record["kind"]].looked_up)
    return max(LEAST_WORK, MOST_WORK - (looked_up - 1).bit_length())


def _mistake(lock: Lock, mistake: KnownMistake, right: Forms) -> dict[str, Any] | None:
    # the message opens with a facet in which the mistake differs from the right answer; one that differs in none
    # (`bpo check` reports it) has nothing to say
    facet = next((f for f, forms in mistake["facets"].items() if list(forms) != list(right.get(f, ()))), None)
    if facet is None:
        return None
    return {
        "facets": lock.digests(mistake["facets"]),
        "credit": mistake["credit"],
        "message": lock.seal({facet: mistake["facets"][facet]}, mistake["message"]),
    }


@dataclass(frozen=True)
class Lock:
    """Makes the digests of one exercise, and seals texts with them."""

    salt: str
    work: int  # log2 of scrypt's N
    right: frozenset[str] | None = None  # of a lock of wrong answers: the forms that cost as much all the same

    def lighter(self) -> Lock:
        """The lock of forms of wrong answers alone."""
        return Lock(self.salt, max(LEAST_WORK, self.work - LESS_FOR_WRONG))

    def digests(self, facets: Forms) -> dict[str, list[str]]:
        return {name: [self.digest(name, form) for form in forms] for name, forms in facets.items()}

    def digest(self, facet: str, form: str) -> str:
        return self._key("digest", facet, form)[:16].hex()

    def seal(self, facets: Forms, text: str) -> dict[str, Any]:
        """`text` such that only an answer opens it which has, for each of these facets, one of its forms.

        With all facets of the right answer, only the right answer opens it. No seal is better than its facets: one of
        a choice opens to who tries them all, and a reply's facets, all but the made-up numbers, are "yes" and "no".
        """
        shares = {facet: secrets.token_bytes(32) for facet in facets}
        wrapped = {facet: self._wrapped(share, facet, facets[facet]) for facet, share in shares.items()}
        return {"opens_with": wrapped, "text": _cipher(shares, text.encode("utf-8", "replace")).hex()}

    def _wrapped(self, share: bytes, facet: str, forms: Sequence[str]) -> dict[str, str]:
        return {self.digest(facet, form): _xor(share, self._key("seal", facet, form)).hex() for form in forms}

    def share(self, wrapped: dict[str, str], facet: str, form: str) -> bytes | None:
        """What this form opens of a seal; None where it opens nothing."""
        found = wrapped.get(self.digest(facet, form))
        return _xor(bytes.fromhex(found), self._key("seal", facet, form)) if found else None

    def _key(self, purpose: str, facet: str, form: str) -> bytes:
        if self.right is not None and form not in self.right:
            return self.lighter()._key(purpose, facet, form)
        slow = _slow(self.salt, self.work, form)  # once for a form, in whatever facet and for whatever purpose
        return hmac.digest(slow, f"{purpose}/{facet}".encode("utf-8", "surrogatepass"), "sha256")


@lru_cache(maxsize=4096)
def _slow(salt: str, work: int, form: str) -> bytes:
    # a text may hold half characters that have no bytes of their own
    return hashlib.scrypt(form.encode("utf-8", "surrogatepass"), salt=salt.encode(), n=2**work, r=8, p=1, dklen=32)


def _cipher(shares: dict[str, bytes], text: bytes) -> bytes:
    """`text` enciphered, or deciphered: the same operation (exclusive or with a key stream)."""
    key = b"".join(shares[facet] for facet in sorted(shares))
    return _xor(text, hashlib.shake_256(key).digest(len(text)))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


Locks = tuple[Lock, ...]  # a form's digest is one of these


def open_seal(locks: Locks, sealed: dict[str, Any], facets: Facets) -> str:
    """The text of `Lock.seal`, with the facets of an answer. Raises CardFault if they do not open it."""
    shares = {}
    for facet, wrapped in sealed["opens_with"].items():
        tried = (lock.share(wrapped, facet, form) for form in facets.get(facet, ()) for lock in locks)
        share = next(filter(None, tried), None)
        if share is None:
            raise CardFault(BROKEN_CARD)
        shares[facet] = share
    return _cipher(shares, bytes.fromhex(sealed["text"])).decode()


@dataclass(frozen=True)
class Sealed:
    """A model of which only digests are known."""

    locks: Locks
    facets: Mapping[str, Sequence[str]]

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        digests = self.facets.get(facet, ())
        return bool(digests) and any(lock.digest(facet, form) in digests for form in forms for lock in self.locks)


def load(folder: Path | str = ".") -> Card:
    """The card in a folder. Raises CardFault, whose text says what to do, where there is none that can be used."""
    path = Path(folder) / FILE_NAME
    try:
        card: Card = json.loads(path.read_text(encoding="utf-8"))
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


def key_of(exercise: CardExercise) -> Key:
    """The `Key` of one exercise of a card."""
    lock = Lock(exercise["salt"], int(exercise["work"]))
    right, wrong = (lock,), (lock, lock.lighter())
    mistakes, mutants = (
        [Mistake(Sealed(wrong, m["facets"]), m["credit"], partial(open_seal, wrong, m["message"])) for m in exercise[k]]
        for k in ("mistakes", "mutants")
    )
    options, answer = exercise["options"], Sealed(right, exercise["facets"])
    after = partial(open_seal, right, exercise["after"])
    kind, points = exercise["kind"], exercise["points"]
    return Key(exercise["name"], kind, options, answer, mistakes, points, after=after, mutants=mutants)


def as_graded(key: Key, typed: set[str], followed: set[str]) -> tuple[Key, Key]:
    """Two keys, as the grader has them on new data and on the learner's: facets that were `typed` in have another form
    on new data, and those that `followed` the data had another on the learner's."""
    return _but_for(key, typed), _but_for(key, followed)


def _but_for(key: Key, facets: set[str]) -> Key:
    answer = key.answer
    assert isinstance(answer, Sealed), "the key of a card"
    forms = {facet: [ELSEWHERE] if facet in facets else forms for facet, forms in answer.facets.items()}
    return replace(key, answer=Sealed(answer.locks, forms))


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
