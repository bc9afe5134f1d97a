"""A change that goes to a copy and is lost, in plain words: pandas only warns of it, and the cell seems to work."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

IN_VAIN = (
    "Nothing changed: two pairs of brackets in a row, or `inplace=True` behind a column, change a copy that is lost. "
    'Make it anew: `calls["wait"] = calls["wait"].fillna(0)`. To change some rows only: '
    '`calls.loc[calls["wait"] > 60, "wait"] = 60`.'
)


def watch(say: Callable[[str], None]) -> None:
    """From now on `say` the sentence below each such warning."""
    shown = warnings.showwarning
    if getattr(shown, "tells", False):
        return

    def show(message: Any, category: type[Warning], *place: Any, **more: Any) -> None:
        shown(message, category, *place, **more)
        if category.__name__ == "ChainedAssignmentError":
            say(IN_VAIN)

    show.tells = True  # type: ignore[attr-defined]
    warnings.showwarning = show
