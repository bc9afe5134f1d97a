"""nbgrader for a command of ours: without its pages in JupyterLab, which no command shows and which take a tenth of
its start. nbgrader's own `__init__` loads them, and defines nothing else that a command reads but the version.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec


def load() -> None:
    """Before anything here imports nbgrader; where something has, there is nothing to save."""
    spec = find_spec("nbgrader")
    if spec and "nbgrader" not in sys.modules:
        package = sys.modules["nbgrader"] = module_from_spec(spec)
        package.__dict__["__version__"] = import_module("nbgrader._version").__version__
