"""Who calls again: the caller of an earlier call of the same notebook, and what that call left behind.

    again higher_bill, told if promise with a time          in the sheet of the second call

When such a call begins, its caller is the one of the learner's own `higher_bill`, if there is one, and the header says
what was found in it: `caller 7f3a91, told` or `caller 7f3a91, not told`. Where there is none, the caller is drawn with
all that the sheet draws. Both can be handled in full: a slip in the first call makes the second another call, and costs
nothing there.
"""

from __future__ import annotations

import secrets
from typing import Any, TypeGuard

from exercises_lib.simulator import files, patterns, transcript
from exercises_lib.simulator.sheet import Again, Sheet, SheetFault


def header(sheet: Sheet, answers: dict[str, Any]) -> str:
    """The first line of a new call; `answers`: what the notebook has by name, among it earlier calls."""
    again = sheet.again
    lines = answers.get(again.sheet) if again else None
    if not again or not _is_call(lines):
        return f"caller {secrets.token_hex(3)}"
    try:
        earlier = files.load(again.sheet)
    except SheetFault:  # a notebook may have lost that file
        return f"caller {secrets.token_hex(3)}"
    held = _held(again, earlier, lines)
    return f"caller {transcript.caller_of(lines)}, {again.flag if held else f'not {again.flag}'}"


def _is_call(lines: object) -> TypeGuard[list[str]]:
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return False
    return transcript.caller_of(lines) is not None


def _held(again: Again, earlier: Sheet, lines: list[str]) -> bool:
    pattern = patterns.parse(again.pattern, earlier.words.moves, {*earlier.facts, *earlier.draws})
    return pattern.test(transcript.replay(earlier, lines).call)[0]
