"""A small panel above a call: buttons that add the same lines to the cell as a learner would type.

It needs no package: JupyterLab runs the script of a cell that was just run. Elsewhere nothing is shown, and the lines
are typed. It is never needed.
"""

from __future__ import annotations

from exercises_lib.learner import script
from exercises_lib.simulator.engine import Call

DETAILS = {"hold": "60", "silence": "10", "promise": "by 14:00"}  # what stands in the field beside the button at first


def bundle(call: Call) -> dict[str, str]:
    """What Jupyter is to display for a call that goes on: the script, and an empty text for other programs."""
    meanings = call.sheet.vocabulary.meanings
    shown = {
        "last": f"Caller: {call.steps[-1].says if call.steps else call.opening}",
        "moves": [{"name": name, "meaning": what, "detail": DETAILS.get(name)} for name, what in meanings.items()],
    }
    return script.bundle(__package__, "call_panel.js", shown)
