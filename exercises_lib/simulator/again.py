"""Who calls again: the caller of an earlier call of the same notebook, and what that call left behind.

    again higher_bill, told if promise with a time          in the sheet of the second call

When such a call begins, its caller is the one of the learner's own `higher_bill`, if there is one, and the header says
what was found in it: `caller 7f3a91, told` or `caller 7f3a91, not told`. Where there is none, the caller is drawn with
all that the sheet draws. Both can be handled in full: a slip in the first call makes the second another call, and costs
nothing there.
"""

from __future__ import annotations

import secrets

from exercises_lib.simulator import files, patterns, transcript
from exercises_lib.simulator.sheet import Sheet, SheetFault


def header(sheet: Sheet, answers: dict) -> str:
    """The first line of a new call; `answers`: what the notebook has by name, among it earlier calls."""
    lines = answers.get(sheet.again.sheet) if sheet.again else None
    if not _is_call(lines):
        return f"caller {secrets.token_hex(3)}"
    try:
        earlier = files.load(sheet.again.sheet)
    except SheetFault:  # a notebook may have lost that file
        return f"caller {secrets.token_hex(3)}"
    flag = sheet.again.flag
    return f"caller {transcript.caller_of(lines)}, {flag if _held(sheet, earlier, lines) else f'not {flag}'}"


def _is_call(lines) -> bool:
    strings = isinstance(lines, list) and all(isinstance(line, str) for line in lines)
    return strings and transcript.caller_of(lines) is not None


def _held(sheet: Sheet, earlier: Sheet, lines: list[str]) -> bool:
    pattern = patterns.parse(sheet.again.pattern, earlier.words.moves, {*earlier.facts, *earlier.draws})
    return pattern.test(transcript.replay(earlier, lines).call)[0]
