"""Transcripts: a call as the lines that a learner writes, and as the text that a learner reads.

    caller 7f3a91
    greet
    > Hello, this is Ana from the shop. How can I help?
    ask name

A line that begins with `>` is what one would say; it stands beside the move above it. Empty lines and comments (#)
count nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exercises_lib.simulator.draw import Values, draw
from exercises_lib.simulator.engine import Call, Step
from exercises_lib.simulator.moves import Reading
from exercises_lib.simulator.sheet import Sheet

# as `%%call` draws them; what the caller's first call left behind may follow (again.py)
HEADER = re.compile(r"caller[ :]+([0-9a-f]{6})(?:, (not )?(\w+))?", re.IGNORECASE)
MAX_LINES = 400
MAX_LENGTH = 500  # of a line


class NoCaller(Exception):
    """The lines do not begin with a caller's number; the text is for the learner."""


@dataclass
class Played:
    """A transcript, replayed: the call, what each typed line was read as, and what was said beside the moves."""

    call: Call
    readings: list[tuple[str, Reading]] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)  # after how many moves, and what
    unused: int = 0  # lines after the end of the call

    @property
    def not_read(self) -> list[str]:
        return [typed for typed, reading in self.readings if reading.move is None]


def caller_of(lines: list[str]) -> str | None:
    """The number in the header line, in small letters; None if there is none."""
    found = _header(lines)
    return found[1].lower() if found else None


def _header(lines: list[str]) -> re.Match[str] | None:
    first = next((line.strip() for line in lines if line.strip() and not line.strip().startswith("#")), "")
    return HEADER.fullmatch(first)


def _left_behind(sheet: Sheet, lines: list[str]) -> Values:
    """What the header says of the caller's first call, where the sheet asks for it."""
    found = _header(lines)
    if not found or not sheet.again or not found[3] or found[3].lower() != sheet.again.flag:
        return {}
    return {sheet.again.flag: not found[2]}


def replay(sheet: Sheet, lines: list[str]) -> Played:
    """Play the lines from the first second. Raises NoCaller. A line that is no move costs nothing and does nothing."""
    seed = caller_of(lines)
    if seed is None:
        raise NoCaller("The first line must name the caller, such as `caller 7f3a91`. Run the call's cell to get one.")
    played = Played(Call(sheet, draw(sheet, seed, _left_behind(sheet, lines))))
    in_header = True
    for line in lines[:MAX_LINES]:
        text = line.strip()[:MAX_LENGTH]
        if not text or text.startswith("#"):
            continue
        if in_header:
            in_header = False
        elif text.startswith(">"):
            played.said.append((len(played.call.steps), text[1:].strip()))
        elif played.call.ending:
            played.unused += 1
        else:
            reading = sheet.vocabulary.read(text)
            played.readings.append((text, reading))
            if reading.move:
                played.call.do(reading.move)
    return played


def told(call: Call) -> str:
    """The whole call as text, one line a turn with its clock."""
    lines = [f"{clock(0)}  Caller: {call.opening}"]
    for step in call.steps:
        lines += turn(step)
    if call.ending:
        lines.append(f"{clock(call.clock)}  The call has ended: {call.ending}.")
    return "\n".join(lines)


def turn(step: Step) -> list[str]:
    """One move and its answer."""
    lines = [f"{clock(step.clock - step.seconds)}  You: {step.move}"]
    lines += [f"       Screen: {shown}" for shown in step.shows]
    if step.says:
        lines.append(f"       Caller: {step.says}")
    return lines


def clock(seconds: float) -> str:
    """95.4 -> "1:35" """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
