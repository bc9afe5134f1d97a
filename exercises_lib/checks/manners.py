"""What nobody may say to a customer, whatever the facts: insults, and sending the customer away.

A short list of plain cases, each of which fails a call in any quality review. It is no judge of tone: a cold reply
passes it, and a person must read for that.
"""

from __future__ import annotations

import re

from exercises_lib.checks import mentions

_RUDE = re.compile(
    r"\bstop (?:call|writ|complain|bother|ask|wast|mail|pester|whin|cry)\w*|"
    r"\b(?:do not|don't|never) (?:call|write|bother|contact|ask|mail)(?: to)?(?: us| me)? (?:again|any ?more)\b|"
    r"\b(?:do not|don't|stop) (?:bother|pester|annoy)\w*\b|"
    r"\b(?:nobody|no one|none of us)(?: here)?(?: \w+){0,2} (?:cares?|has (?:the )?time|is interested|wants to hear)\b|"
    r"\bwe (?:do not|don't|could not|couldn't) care\b|\bwho cares\b|\bi (?:do not|don't) care\b|"
    r"\b(?:no|not) time for (?:that|this|you|your)\b|\bwast(?:e|ing) (?:our|my) time\b|\b(?:takes?|cost) our time\b|"
    r"\b(?:it is|it's|that is|that's|this is|is|are) (?:all )?(?:entirely )?your (?:own )?(?:fault|problem)\b|"
    r"\b(?:entirely |all )?your own fault\b|\bnot (?:our|my) problem\b|"
    r"\b(?:leave us alone|go away|get lost|shut up|deal with it|too bad for you|get over it|grow up|learn to read)\b|"
    r"\b(?:are you|you are|you're|how) (?:really |so |too |being |just )?"
    r"(?:stupid|dumb|deaf|blind|lazy|ridiculous|an idiot|a liar|lying|careless)\b|"
    r"\b(?:idiots?|moron|stupid|dumb|liar|nonsense|whining|drama queen|pathetic|crap)\b|"
    r"\bmaking a drama\b|\bother people have real problems\b"
)


def rude(text: str) -> str:
    """The first thing in `text` that nobody may say to a customer, in small letters; empty where there is none."""
    found = _RUDE.search(mentions.readable(text))
    return found[0] if found else ""
