"""Conversation: a call that the learner took, replayed by the judge from its first second.

    key.conversation("late_parcel", sheet="late_parcel", mistakes={"You left the caller in silence ...": [...lines...]})

The answer is the list of lines that `%%call` leaves: `caller 7f3a91`, then one move a line. They are played again with
that caller, so only the moves count; what a submission says about its ending counts nothing.
"""

from __future__ import annotations

from exercises_lib.checks import played
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.key import Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain
from exercises_lib.simulator import claims, marks, transcript
from exercises_lib.simulator.transcript import MAX_LINES, NoCaller, Played


class Conversation(Kind):
    name = "conversation"
    is_played = True

    def options(self, *, sheet: str) -> Options:
        """`sheet`: the name of the caller's sheet, in `callers/` beside the notebook. Raises ValueError."""
        return played.sheet_options(sheet)

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        found = _replayed(answer, key)
        verdict = marks.judge(found.call)
        step = "" if found.call.ending else " The call still goes on: say goodbye with `close`."
        reading = f" We could not read “{found.not_read[0][:60]}”, so it did nothing." if found.not_read else ""
        said = played.next_thing(verdict)
        return {
            "ending": ("right" if verdict.right_ending else verdict.ending,),
            "mark": (f"{verdict.mark:.4f}",),
            "next": (f"{said}{step}{reading}" if said else "",),
        }

    def worth(self, facets: Facets, key: Key, declared: float) -> float:
        return played.worth(facets, key)

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> None:
        return None  # a call is played with the caller that the learner had

    def note(self, answer: Plain, facets: Facets, key: Key) -> str:
        """The caller, how long it took and how it ended; and figures that were said and are no facts of the call."""
        found = _replayed(answer, key)
        call, figures = found.call, claims.made_up(found)
        short = f"Caller {call.caller.id}: {transcript.clock(call.clock)}, {call.ending or 'not ended'}."
        return f"{short} Said, and not known in this call: {', '.join(figures[:5])}." if figures else short

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        return played.outcome(facets, key)


def _replayed(answer: Plain, key: Key) -> Played:
    lines = [item["value"] for item in answer["items"] if item["type"] == "text"] if answer["type"] == "list" else []
    if answer["type"] != "list" or len(lines) < len(answer["items"]):
        raise WrongForm(
            f"`{key.name}` is {describe(answer)}. We expect the lines of a call. Run the cell that begins with "
            f"`%%call` and leave `{key.name}` as it makes it."
        )
    if len(lines) > MAX_LINES:
        raise WrongForm(f"The call has {len(lines):,} lines. At most {MAX_LINES} are played.")
    try:
        return transcript.replay(played.sheet_of(key), lines)
    except NoCaller as fault:
        raise WrongForm(str(fault)) from None
