"""One exercise of each kind, for tests that hold for all of them: a kind that is in the registry and not here fails."""

from __future__ import annotations

from functools import cache

import pandas as pd

from exercises_lib.checks import KINDS
from tests.checks.verdicts import make
from tests.simulator.right_playbooks import PLAYBOOKS

TABLE = pd.DataFrame({"team": ["North", "South"], "csat": [0.8125, 0.25]})
RULES = PLAYBOOKS["first_call"]


def bars(heights):
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    ax.bar(["North", "South"], heights)
    return ax.set(title="T", xlabel="X", ylabel="Y") and ax


def _call(rules: list[list[str]]) -> list[str]:
    """A call taken by these rules, as `%%call` leaves it."""
    from exercises_lib.simulator import draw, files, playbook

    sheet = files.load("first_call")
    played = playbook.play(playbook.read(rules, sheet), sheet, draw.draw(sheet, "7f3a91"))
    return ["caller 7f3a91", *(str(step.move) for step in played.steps)]


EXAMPLES = {  # kind: (solution, mistake, options)
    "number": (1234.5678, 987.6543, {"decimals": 4}),
    "text": ("Maria Santos", "Roberto Cruz", {"slips": 1, "accept": ["Mrs Santos"]}),
    "date": ("2026-02-03", "2026-04-05", {}),
    "choice": ("b", "a", {"options": ["a", "b", "c"]}),
    "ordering": (["greet", "listen", "close"], ["listen", "greet", "close"], {}),
    "ranking": (["kind", "polite", "curt"], ["curt", "kind", "polite"], {"ties": [["kind", "polite"]]}),
    "fields": ({"caller": "Maria Santos", "amount": 12.5}, {"amount": 987.65}, {}),
    "table": (TABLE, TABLE.assign(csat=0.5), {"decimals": 3}),
    "plot": (bars([12.25, 13.5]), bars([1, 2]), {}),
    "function": (lambda x: x * 1234.5, lambda x: x * 98.7, {"cases": [1, 2]}),
    "reply": (
        "The amount is 84.50. We send it on 5 March.",
        "The amount is 74.50. We send it on 5 March.",
        {"facts": {"the amount": [84.5], "the day": ["5 March 2026"]}},
    ),
    "conversation": (_call(RULES), _call(RULES[:4]), {"sheet": "first_call"}),
    "playbook": (RULES, RULES[:4], {"sheet": "first_call"}),
}
KIND_NAMES = list(KINDS)


@cache
def record(kind: str, message: str | None = None) -> dict:
    """The stored key of the example of a kind, whose mistake reads `message` if given."""
    solution, mistake, options = EXAMPLES[kind]
    return make(kind, solution, mistakes={message: mistake} if message else None, **options)
