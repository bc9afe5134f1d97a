"""A script of ours on a notebook's page: JupyterLab runs it under a cell that was just run, and it needs no package."""

from __future__ import annotations

import json
from importlib import resources


def bundle(package: str, name: str, data: object, text: str = "") -> dict[str, str]:
    """What Jupyter is to display: the function in the file `name` of `package`, and `text` for other programs.

    The function is called with the output's own node, with `data` (as JSON), and with `make` (make.js).
    """
    make, script = (
        resources.files(where).joinpath(file).read_text(encoding="utf-8")
        for where, file in ((__package__, "make.js"), (package, name))
    )
    passed = json.dumps(data).replace("<", "\\u003c")
    return {"application/javascript": f"({script})(element, {passed}, {make})", "text/plain": text}
