"""Own draws: of an exercise with six variants, which one is a learner's own, by the number in their notebook.

    own = own_draw("7f3a91")                          the learner's cell; its number is drawn on the first run
    mails = pick(own, "mails", MAILS)                 one of six
    key.fields("sorted", drawn="mails", ...)          the author's key; one is made for each of the six

A friend's answers then fit one time in six, and two learners with the same number are told to the trainer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from exercises_lib.checks.key import Outcome, WrongForm
from exercises_lib.plain.shapes import Plain

T = TypeVar("T")

VARIANTS = 6  # of every pool
NAME = "own"  # the notebook's variable
UNBEGUN = ("missing", "nothing")  # the plain values of an exercise that was not begun
NUMBER = re.compile(r"[0-9a-f]{6}")
CELL = re.compile(r"""(?m)^own = own_draw\((?:["']([0-9a-f]{6})["'])?\)""")  # the line that makes it
NO_NUMBER = (
    "This exercise is about your own draw, and your notebook has no number for it. "
    "Run the cell near the top that begins with `own = own_draw`. If it is gone, write it anew: `own = own_draw()`. "
    "Give the name `own` to nothing else."
)
JUDGED = "Judged for your own number, {}."
JUDGED_FOR = re.compile(r"(?m)^Judged for your own number, ([0-9a-f]{6})\.")  # how a trainer's page finds it


def place(number: str, pool: str) -> int:
    """Which of a pool's variants (0 to 5) belongs to a learner's number: another one in each pool."""
    return int.from_bytes(hashlib.sha256(f"{number}/{pool}".encode()).digest()[:4], "big") % VARIANTS


def number_in(own: Plain) -> str | None:
    """The number in a notebook's variable `own`; None if it holds none."""
    return own["value"] if own["type"] == "text" and NUMBER.fullmatch(own["value"]) else None


def noted(outcome: Outcome, pool: str, own: Plain, answer: Plain) -> Outcome:
    """The outcome of an own draw with a note which number it was judged for."""
    number = number_in(own) if pool and answer["type"] not in UNBEGUN else None
    # the last line, since the others may quote the answer
    return replace(outcome, note=f"{outcome.note}\n{JUDGED.format(number)}".strip()) if number else outcome


def own_variant(of: T, pool: str, draws: Sequence[T], own: Plain, answer: Plain) -> T:
    """Of an exercise's keys (`of` itself where nothing is drawn), that of the variant which belongs to a learner.

    `own` is what their notebook has under that name. Raises WrongForm, with what to do, where it has no number; but an
    exercise that was not begun needs none.
    """
    if not pool or answer["type"] in UNBEGUN:
        return of
    number = number_in(own)
    if number is None:
        raise WrongForm(NO_NUMBER)
    return draws[place(number, pool)]
