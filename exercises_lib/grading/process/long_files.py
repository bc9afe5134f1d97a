"""Errors in pandas are shown without parsing all of pandas, which takes up to a second of each.

IPython shows a line of a long file with the lines around it as they are. But it asks stack_data for the frames before,
which parses the files of all frames that follow, too, and nobody sees what came of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from executing import Source
from IPython.core import ultratb

LONG = 2_000  # lines


def leave_unparsed() -> None:
    """For this process: files of more lines are read line by line."""
    parse = Source.__init__
    if ultratb.FAST_THRESHOLD == LONG:
        return

    def parse_short(source: Source, filename: str, lines: Sequence[str]) -> None:
        parse(source, filename, lines if len(lines) <= LONG else [])

    Source.__init__ = parse_short  # type: ignore[method-assign, assignment] # a plain function
    ultratb.FAST_THRESHOLD = LONG
