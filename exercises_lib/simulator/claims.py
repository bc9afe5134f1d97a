"""What an agent says beside the moves (`> ...`), checked for facts only: figures that nobody has said or shown.

    > You get 84.50 back.        where the screen says 48.50

It moves no mark, for there are many right ways to say a thing; how it is said is for a person to judge.
"""

from __future__ import annotations

import re

from exercises_lib.simulator.transcript import Played

FIGURE = re.compile(r"(?<![\w.,:])\d+(?:[.,:]\d+)*(?!\w)(?!\s*(?:minute|second|moment|sec|min)\w*\b)")


def made_up(played: Played) -> list[str]:
    """The figures said that were not known by then, in the order of the call; a wait ("2 minutes") is no fact."""
    found = []
    for steps, text in played.said:
        known = _known(played, steps)
        found += [figure for figure in FIGURE.findall(text) if figure not in known]
    return found


def _known(played: Played, steps: int) -> set[str]:
    """The figures of the call up to this step: what was said, shown and promised, the limits, and the facts known."""
    call = played.call
    said = [call.opening, *map(str, call.sheet.limits.values())]
    for step in call.steps[:steps]:
        said += [str(step.move), step.says, *step.shows]
    said += [str(value) for name, value in call.caller.values.items() if name in call.known]
    return set(FIGURE.findall(" ".join(said))) | set(re.findall(r"\d+", " ".join(said)))


def told(played: Played) -> list[str]:
    """A sentence for the learner on each such figure."""
    return [
        f"You say {figure}. Nobody has said or shown that in this call so far: compare it once more."
        for figure in dict.fromkeys(made_up(played))
    ]
