"""`own = own_draw()`: a learner's own number, written into the cell on its first run; and what goes by it, as `pick`.

See checks/drawn.py for what it is good for.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from collections.abc import Sequence
from typing import Any, TypeVar

from exercises_lib.checks import drawn
from exercises_lib.checks.record import KeyMaker
from exercises_lib.learner import kernel
from exercises_lib.learner.feedback import inline

T = TypeVar("T")
THE_SOLUTIONS = "50107e"  # the number of the author's own notebook
WITHOUT_NUMBER = re.compile(r"\bown_draw\(\s*\)")
EVERY = re.compile(r"all ([1-6])")  # for authors and trainers: `own_draw("all 3")` shows the third of everything
picked: set[str] = set()  # the pools that were asked for
_drawn_here: list[str] = []  # the number that this kernel drew: who writes the cell anew, or twice, keeps it


def own_draw(number: str | None = None) -> str | None:
    """The learner's own number, six digits or letters a to f; without one, it is drawn and written into the cell.

    A kernel draws one number and keeps to it.

    `own_draw("all 3")` takes the third variant of every pool, to look at it; `check` does not count it. While marks are
    made no number is drawn.
    """
    if number is None:
        if isinstance(_variables().get("key"), KeyMaker):
            return THE_SOLUTIONS
        return None if kernel.is_graded() else _drawn()
    if isinstance(number, str) and (drawn.NUMBER.fullmatch(number.strip().lower()) or EVERY.fullmatch(number)):
        return number.strip().lower()
    kernel.say(
        "This is no number of ours: it has six signs, each 0 to 9 or a to f. Write `own = own_draw()` and run the cell."
    )
    return None


def pick(own: str | None, pool: str, variants: Sequence[T]) -> T:
    """The one of six variants that belongs to a learner's number. `pool`: a name; each pool goes its own way.

    Without a number it is the first. Raises ValueError where there are not six.
    """
    if len(variants) != drawn.VARIANTS:
        raise ValueError(f"the pool {pool} has {len(variants)} variants; it must have {drawn.VARIANTS}")
    picked.add(pool)
    if not isinstance(own, str):
        return variants[0]
    every = EVERY.fullmatch(own)
    return variants[int(every[1]) - 1 if every else drawn.place(own, pool)]


class Lettered(dict[str, str]):
    """Texts by their letters, for a notebook to display as a list."""

    def __str__(self) -> str:
        return "\n".join(f"{letter}  {text}" for letter, text in self.items())

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;vertical-align:top;padding:.3em .8em">{letter}</th>'
            f'<td style="text-align:left;max-width:44em;padding:.3em .8em">{inline(text)}</td></tr>'
            for letter, text in self.items()
        )
        return {"text/plain": str(self), "text/html": f"<table>{rows}</table>"}


def in_own_order(own: str | None, pool: str, texts: Sequence[str]) -> Lettered:
    """Texts under the letters a, b, c …, in one of six orders: that which belongs to a learner's number, see `pick`."""
    orders = [sorted(texts, key=lambda text: _digest(f"{pool}/{order}/{text}")) for order in range(drawn.VARIANTS)]
    return Lettered(zip(string.ascii_lowercase, pick(own, pool, orders), strict=False))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _drawn() -> str:
    if not _drawn_here:
        _drawn_here.append(secrets.token_hex(3))
    (number,) = _drawn_here
    shell = kernel.shell()
    written = f'own_draw("{number}")'
    if shell is not None:
        source = WITHOUT_NUMBER.sub(written, shell.history_manager.input_hist_raw[-1])
        shell.set_next_input(source, replace=True)
    kernel.say(
        f"Your own number is {number}. It says which examples are yours, so leave it in the cell above. "
        f'If the cell does not show it, write it there: `own = own_draw("{number}")`.'
    )
    return number


def _variables() -> dict[str, Any]:
    return getattr(kernel.shell(), "user_ns", {})
