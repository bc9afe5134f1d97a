"""What the legend of a plot calls what was drawn, as a reader finds out: by its look."""

from __future__ import annotations

from typing import Any


def name_of(ax: Any, artist: Any, own: Any) -> Any:
    """The legend's text for a line, a bar or dots; its `own` label where the legend has no entry of this look."""
    legend = ax.get_legend()
    if legend is None:
        return own
    look = _look(artist)
    texts = [
        text.get_text()
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False)
        if look and _look(handle) == look
    ]
    return texts[0] if len(texts) == 1 else own


def _look(artist: Any) -> tuple[str, ...] | None:
    """What tells one thing drawn from another: its colour; of a line also how it is drawn."""
    from matplotlib.colors import to_hex
    from matplotlib.lines import Line2D

    try:
        if isinstance(artist, Line2D):
            return to_hex(artist.get_color()), str(artist.get_linestyle()), str(artist.get_marker())
        colours = artist.get_facecolor()
        return (to_hex(colours[0] if getattr(colours, "ndim", 1) == 2 else colours),)
    except (AttributeError, ValueError, IndexError, TypeError):
        return None
