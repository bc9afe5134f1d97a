"""The notebook in which this package runs, if it is one."""

from __future__ import annotations

import os
import sys
from typing import Any

from exercises_lib import environment

EXECUTION = "NBGRADER_EXECUTION"  # set by nbgrader's own Execute, which our settings replace


def shell() -> Any:
    """IPython's shell; None outside a notebook. Imports nothing."""
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


def is_graded() -> bool:
    """Whether marks are made of this notebook now, by us or by nbgrader itself."""
    return bool(os.environ.get(environment.GRADING) or os.environ.get(EXECUTION))


def say(text: str) -> None:
    """Display a sentence, in a browser as a status that a screen reader tells. Names in backticks become code."""
    from exercises_lib.learner.feedback import inline

    show({"text/plain": text, "text/html": f'<div role="status"><p>{inline(text)}</p></div>'}, raw=True)


def show(thing: object, raw: bool = False) -> None:
    """Display something in the notebook. `raw`: it is a bundle of texts by their kind, such as "text/html"."""
    from IPython.display import display

    display(thing, raw=raw)
