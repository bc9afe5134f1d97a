"""`%%call NAME`: take a call in a notebook cell, one move a line.

    %%call late_parcel
    caller 7f3a91
    greet
    > Hello, this is Ana from the shop.
    ask for the order number

Each run plays the call from its first second, so undoing is deleting lines. It leaves the lines in a variable of the
sheet's name (or another: `%%call late_parcel as first_call`), which is the answer; only moves count in it. A line `?`
asks for moves one by one at a prompt and writes them back into the cell. Without a caller one is drawn. In JupyterLab
buttons add the same lines (call_panel.py).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any

from exercises_lib import environment
from exercises_lib.learner import kernel
from exercises_lib.learner.feedback import inline
from exercises_lib.simulator import again, claims, files, transcript
from exercises_lib.simulator.sheet import Sheet, SheetFault
from exercises_lib.simulator.transcript import Played

ORDER = re.compile(r"(\w+)(?: as (\w+))?")
SHOWN = 3  # turns that a run shows; the debrief has them all
HOW = "Write `%%call` and the name of the call, such as `%%call late_parcel`."
NOT_STARTED = "To take the call, add a line below with what you do first, such as `greet`. Then run the cell again."


def switch_on() -> None:
    """Make `%%call` known to the notebook that imports this package; outside a notebook do nothing."""
    shell = kernel.shell()
    if shell is not None:
        register(shell)


def register(shell: Any) -> None:
    shell.register_magic_function(lambda line, cell: run(shell, line, cell), "cell", "call")


def run(shell: Any, order: str, body: str) -> None:
    """Play the lines of a cell; see the top of this file."""
    found = ORDER.fullmatch(order.strip())
    if not found:
        return kernel.say(HOW)
    try:
        sheet = files.load(found[1])
    except SheetFault as fault:
        return kernel.say(f"This call cannot be played: {fault}")
    lines = written(body)
    wants_prompt = "?" in lines
    lines = [line for line in lines if line != "?"]
    if transcript.caller_of(lines) is None:
        if os.environ.get(environment.GRADING):  # a caller is never drawn while marks are made
            shell.user_ns[found[2] or found[1]] = None
            return None
        lines.insert(0, again.header(sheet, shell.user_ns))
        _write_back(shell, order, lines)
    if wants_prompt and not os.environ.get(environment.GRADING):
        lines = _asked(sheet, lines)
        _write_back(shell, order, lines)
    played = transcript.replay(sheet, lines)
    shell.user_ns[found[2] or found[1]] = lines if len(lines) > 1 else None
    if not played.call.ending and not os.environ.get(environment.GRADING):
        _show_panel(played)
    kernel.show(CallShown(played, lines))


@dataclass(frozen=True)
class CallShown:
    """What a run shows, made only where somebody looks: its picture takes long to draw."""

    played: Played
    lines: list[str]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": told(self.played, self.lines), "text/html": html(self.played, self.lines)}


def written(body: str) -> list[str]:
    """The lines of a cell that say something; comments and what a release put there do not."""
    lines = [line.strip() for line in body.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _asked(sheet: Sheet, lines: list[str]) -> list[str]:
    """The lines with those that were typed at a prompt; an empty one or the end of the call ends it."""
    lines = list(lines)
    played = transcript.replay(sheet, lines)
    print(told(played, lines))
    while not played.call.ending and (typed := input("What do you do? (empty: stop) ").strip()):
        reading = sheet.vocabulary.read(typed)
        lines.append(str(reading.move) if reading.move and typed.isdigit() else typed)
        played = transcript.replay(sheet, lines)
        print("\n".join([*readings(played)[-1:], *last_turns(played)]))
    return lines


def _write_back(shell: Any, order: str, lines: list[str]) -> None:
    """Put the lines into the cell, where the notebook program allows it."""
    shell.set_next_input("\n".join([f"%%call {order.strip()}", *lines]) + "\n", replace=True)


def told(played: Played, lines: list[str]) -> str:
    """What a run shows, as plain text."""
    call = played.call
    parts = [
        f"{lines[0]} · {call.sheet.title} · {transcript.clock(call.clock)}",
        *readings(played),
        *claims.told(played),
    ]
    if not call.steps:
        parts += [f"Caller: {call.opening}", _limits(call.sheet), NOT_STARTED]
    else:
        parts += last_turns(played, SHOWN)
    if call.ending:
        from exercises_lib.learner import debrief

        parts.append(debrief.told(call))
    else:
        parts.append(choices(call.sheet))
    return "\n".join(part for part in parts if part)


def last_turns(played: Played, number: int = 1) -> list[str]:
    return [line for step in played.call.steps[-number:] for line in transcript.turn(step)]


def readings(played: Played) -> list[str]:
    """What typed lines were read as, where they were not written as moves; and those that could not be read."""
    said = []
    for typed, reading in played.readings:
        if reading.move is None:
            names = " or ".join(f"`{name}`" for name in reading.perhaps)
            perhaps = f" Did you mean {names}?" if names else ""
            said.append(f"“{typed}” is no move of this call, so it did nothing.{perhaps}")
        elif not reading.exact:
            said.append(f"I read “{typed}” as: `{reading.move}`.")
    if played.unused:
        said.append(f"The call had ended; the last lines ({played.unused}) did nothing.")
    return said


def choices(sheet: Sheet) -> str:
    """The moves, numbered."""
    meanings = sheet.vocabulary.meanings
    listed = [
        f"{number:3}  {name}: {meaning}" if meaning != name else f"{number:3}  {name}"
        for number, (name, meaning) in enumerate(meanings.items(), 1)
    ]
    return "\n".join(["What you can do next (add a line with its name, its number, or your own words):", *listed])


def _limits(sheet: Sheet) -> str:
    if not sheet.limits:
        return ""
    return "Limits here: " + ", ".join(f"{name} {value}" for name, value in sheet.limits.items()) + "."


def html(played: Played, lines: list[str]) -> str:
    """What a run shows, for a browser; a debrief adds its picture."""
    text = told(played, lines)
    first, *others = text.split("\n")
    body = "<br>".join(inline(line) for line in others)
    if not played.call.ending:
        heading = f"<p><strong>{inline(first)}</strong></p>"
        return f'<div role="status" style="line-height:1.5;max-width:48em">{heading}{body}</div>'
    from exercises_lib.learner import debrief

    notes = "".join(f"<p>{inline(note)}</p>" for note in [*readings(played), *claims.told(played)])
    return (f'<div role="status">{notes}</div>' if notes else "") + debrief.html(played.call, inline(first))


def _show_panel(played: Played) -> None:
    from exercises_lib.learner import call_panel

    kernel.show(call_panel.bundle(played.call), raw=True)
