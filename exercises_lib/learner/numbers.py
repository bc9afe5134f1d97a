"""Numbers as a person would write them: `[1, 2]`, where numpy says `[np.int64(1), np.int64(2)]` since its version 2."""

from __future__ import annotations

import sys
from typing import Any

from exercises_lib.learner import kernel


def switch_on() -> None:
    """Set it in the notebook that imports this package, once numpy is there: to import it here would take long."""
    shell = kernel.shell()
    if shell is not None:
        register(shell)


def register(shell: Any) -> None:
    shell.events.register("pre_execute", _plainly)
    shell.events.register("post_execute", _plainly)


def _plainly() -> None:
    if numpy := sys.modules.get("numpy"):
        numpy.set_printoptions(legacy="1.25")
