"""Texts of others on a terminal: names of learners and files, and what went wrong with them.

A terminal obeys escape sequences, and a sign that turns the direction of writing shows one name as another.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

# control, format (direction marks), half characters, and what ends a line
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
JOINERS = "\u200c\u200d"  # are part of ordinary writing in some scripts


def printable(text: str) -> str:
    """`text` with every sign that is not seen written out, such as \\x1b."""
    return "".join(repr(c)[1:-1] if unicodedata.category(c) in HIDDEN and c not in JOINERS else c for c in text)


def terminal(**options: Any) -> Console:
    """A console on which a text is shown as it is: no brackets or colons in it mean anything, and a long line stays
    one line, which a terminal wraps by itself. Print a table with `soft_wrap=False`.
    """
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True, **options)
