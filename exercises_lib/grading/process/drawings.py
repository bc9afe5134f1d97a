"""Figures are shown as PNG, in the notebook, whatever a cell asks for.

Learners' notebooks ask for windows (`%matplotlib qt`), widgets, SVG or PDF. While a notebook is graded there is no
window, and a drawing in SVG or PDF is not shown on a page, for it can hold scripts.
"""

from __future__ import annotations

import sys
from typing import Any

from IPython.core import pylabtools
from IPython.core.formatters import DisplayFormatter

INLINE = "module://matplotlib_inline.backend_inline"
OTHER_FORMS = ("image/svg+xml", "application/pdf")
_print_figure = pylabtools.print_figure


def print_figure(fig: Any, fmt: Any = "png", bbox_inches: Any = "tight", base64: Any = False, **kwargs: Any) -> Any:
    """IPython's own, to the byte, but to see where to cut ("tight") it does not draw all of it once more before.

    What is on the figure says where it is, unless a layout moves it.
    """
    from matplotlib import rcParams

    cut_alone = fmt == "png" and bbox_inches == "tight" and not kwargs
    if cut_alone and (fig.axes or fig.lines) and not fig.get_layout_engine():
        bbox_inches = fig.get_tightbbox().padded(rcParams["savefig.pad_inches"])
    return _print_figure(fig, fmt, bbox_inches, base64, **kwargs)


class PictureFormatter(DisplayFormatter):
    """Gives each matplotlib figure as a PNG, or a sentence that says why there is none."""

    def format(self, obj: object, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        if not self.parent.is_seen:  # type: ignore[union-attr] # the shell
            return {}, {}
        data, metadata = super().format(obj, include, exclude)
        if _is_figure(obj) and not {"image/png", "image/jpeg"} & data.keys():
            data = {mime: value for mime, value in data.items() if mime not in OTHER_FORMS}
            try:
                if picture := print_figure(obj, base64=True):  # an empty figure has none
                    data["image/png"] = picture
            except Exception as fault:  # such as a size of nothing, or a formula that cannot be set
                data["text/plain"] = f"{data.get('text/plain', '')} (not drawn: {type(fault).__name__}: {fault})"[:1000]
        return data, metadata


def _is_figure(thing: object) -> bool:
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and bool(isinstance(thing, figure.Figure))


def load_pyplot() -> None:
    """Without the lists of properties that `help` would show, which take a third of it."""
    if "matplotlib.pyplot" not in sys.modules:
        from matplotlib import artist

        artist.kwdoc = lambda artist: ""
        import matplotlib.pyplot  # noqa: F401


def inline_only() -> None:
    """From now on matplotlib draws into the notebook, once: to ask for a window, or for widgets, changes nothing."""
    load_pyplot()
    from matplotlib import pyplot

    switch = pyplot.switch_backend
    if switch.__name__ != "to_inline":

        def to_inline(newbackend: str) -> None:
            switch(INLINE)

        pyplot.switch_backend = to_inline
        # after each cell pyplot draws for a window, of which nobody sees anything: a third of what a plot costs
        pyplot._draw_all_if_interactive = lambda: None
        pylabtools.print_figure = print_figure
