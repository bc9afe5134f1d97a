"""Policies: a function of the learner's that is asked for every move, and sees only what an agent sees.

    def next_move(call):
        if not call["done"]:
            return "greet"
        ...

`call` holds: "caller" (the last words), "screen" (what the screens showed in the last move), "known" (what the agent
knows of the caller, by name: {"mood": "upset", "days": 8}), "facts" (names of facts known), "done" (moves so far),
"clock" (seconds), "insult" (whether the last words were one), "warnings", "limits" and "moves" (all there are).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises_lib.simulator.draw import Caller
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.sheet import Sheet


class PolicyFault(Exception):
    """The function cannot be played on; the text is for the learner."""


def seen(call: Call) -> dict[str, Any]:
    """What an agent sees of a call, as plain data."""
    last = call.steps[-1] if call.steps else None
    return {
        "caller": last.says if last else call.opening,
        "screen": list(last.shows) if last else [],
        "known": dict(call.known),
        "facts": sorted(call.facts),
        "done": [str(step.move) for step in call.steps],
        "clock": int(call.clock),
        "insult": call.insulted,
        "warnings": call.warnings,
        "limits": dict(call.sheet.limits),
        "moves": list(call.sheet.vocabulary.names),
    }


def play(choose: Callable[[dict[str, Any]], object], sheet: Sheet, caller: Caller) -> Call:
    """The call that a policy makes with one caller. Raises PolicyFault where it gives back no move."""
    call = Call(sheet, caller)
    while not call.ending:
        text = choose(seen(call))
        reading = sheet.vocabulary.read(text[:200]) if isinstance(text, str) else None
        if reading is None or reading.move is None:
            got = f"“{text[:60]}”, which is no move" if isinstance(text, str) else "no text"
            raise PolicyFault(f'It gave {got}. Each time it must give back one of `call["moves"]`.')
        call.do(reading.move)
    return call
