"""Texts of others on a terminal: names of learners and files, and what went wrong with them.

A terminal obeys escape sequences, and a sign that turns the direction of writing shows one name as another.
"""

from __future__ import annotations

import unicodedata

# control, format (direction marks), half characters, and what ends a line
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
JOINERS = "\u200c\u200d"  # are part of ordinary writing in some scripts


def printable(text: str) -> str:
    """`text` with every sign that is not seen written out, such as \\x1b."""
    return "".join(repr(c)[1:-1] if unicodedata.category(c) in HIDDEN and c not in JOINERS else c for c in text)
