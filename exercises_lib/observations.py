"""What a program can notice in a written reply to a customer. Hints, never marks.

A list of words finds "for any inconvenience" and misses what is just as empty in other words. So each sentence here
says what was found and leaves the judgement to the person who reads, and none of it moves a point. What would be said
of every honest reply is not said at all: it would only be noise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 5_000  # characters that are looked at
ABOUT = (
    "The check looks at facts and form only. A person reads the rest. What follows are hints, not marks: a list of "
    "words made them, they can be wrong both ways, and no point depends on them."
)

FEELINGS = (
    "afraid", "alone", "angry", "annoyed", "annoying", "anxious", "ashamed", "awful", "disappointed", "disappointing",
    "distrust", "doubt", "embarrassed", "embarrassing", "exhausted", "exhausting", "fear", "frightened", "frightening",
    "frustrated", "frustrating", "furious", "helpless", "hopeless", "humiliated", "humiliating", "hurt", "ignored",
    "insulted", "nervous", "panic", "powerless", "sad", "scared", "scary", "shock", "shocked", "stress",
    "stressed", "stressful", "tired", "tiring", "uneasy", "unfair", "upset", "upsetting", "worried", "worry",
    "worrying",
)  # fmt: skip
EASED = ("afraid", "alone", "doubt", "fear", "worried", "worry")  # "do not worry" stands well before a fact
STOCK = (
    "any inconvenience", "the inconvenience", "value your feedback", "important to us", "your patience",
    "understand your frustration", "understand how you feel", "rest assured", "please be advised", "our policy",
    "the policy", "valued customer", "thank you for contacting", "thank you for reaching out", "looking into it",
    "as soon as possible", "in due course", "shortly", "very soon", "be there soon", "be fine soon", "work soon",
    "hear from us soon", "back to you soon",
)  # fmt: skip
SHARP = (
    "a big deal", "a big story", "as i said", "as i told you", "be patient", "calm down", "complaining", "drama",
    "exaggerating", "get over it", "if you had only", "if you had read", "next time, ask", "next time, look",
    "next time, read", "not my problem", "not our problem", "not that bad",
    "not that long", "nothing i can do", "nothing we can do", "obviously", "overreacting", "relax", "ridiculous",
    "small print", "stupid", "terms and conditions", "that is the rule", "you are wrong", "you failed", "you forgot",
    "you have to understand", "you must understand", "you need to understand", "you should have", "you should know",
    "you should read", "your fault", "your own fault", "your problem", "whining",
)  # fmt: skip

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TIME = (
    rf"\b{_DAY}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}:\d\d\b|"
    r"\b(?:at|by|before|until|till|after|around) \d{1,2}\.\d\d\b(?! ?%)|"
    r"\b\d{1,2} ?(?:am|pm|o'clock)\b|\b\d{1,2}/\d{1,2}\b|\btoday\b|\btonight\b|\btomorrow\b|\bnoon\b|\bmidnight\b|"
    r"\b(?:in|within|after|every) (?:the next )?(?:\d+|an?|one|two|three|four|five|six|seven|ten|twenty|thirty) "
    r"(?:working |business )?(?:minute|hour|day|week)s?\b|\bthis (?:morning|afternoon|evening|week)\b|"
    r"\bby the end of (?:the )?(?:day|week)\b|\bnext week\b"
)
_TOLD = tuple(feeling for feeling in FEELINGS if feeling not in EASED)
_RUN = 6  # words in a row that are the same in two texts by copying, hardly by chance


def observe(reply: str, message: str = "") -> list[str]:
    """Sentences on what was noticed in `reply`; `message` is the customer's own text, of which some may be copied."""
    text = _readable(reply)
    found = (_feeling(text), _next_step(text), _stock(text), _sharp(text), _taken_back(text))
    return [hint for hint in (*found, _copied(text, _readable(message))) if hint]


def note(reply: str, message: str = "") -> str:
    """The observations in one text that opens by saying what they are; empty where there is nothing to point out."""
    lines = _lines(reply, message)
    return "\n".join([ABOUT, *lines]) if lines else ""


def hints(reply: str, message: str = "") -> None:
    """Print the observations on a reply, for whoever writes it."""
    if not isinstance(reply, str):
        print("There is no text to look at yet.")
        return
    print("\n".join(["Hints, which can be wrong:", *(_lines(reply, message) or ["• Nothing to point out."])]))


def _lines(reply: str, message: str) -> list[str]:
    return [f"• {hint}" for hint in observe(reply, message)]


def _readable(text: str) -> str:
    return " ".join(text[:LONGEST].replace("’", "'").split())


def _search(pattern: str, text: str) -> re.Match[str] | None:
    return re.search(pattern, text, re.IGNORECASE)


def _words_in(text: str, phrases: tuple[str, ...]) -> list[str]:
    return [phrase for phrase in phrases if _search(rf"\b{re.escape(phrase)}\b", text)]


def _quoted(phrases: list[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases[:4]) + (" and more" if len(phrases) > 4 else "")


def _feeling(text: str) -> str:
    named = _words_in(text, FEELINGS)
    told = _search(rf"\b(?:do not|don't|no need to) (?:be |feel |get )?(?:{'|'.join(_TOLD)})\b", text)
    if told:
        return f"“{told[0]}” may tell the customer what to feel. Naming the feeling often does more."
    if len(named) > 3:
        return f"We found {len(named)} words for feelings: {_quoted(named)}. One that fits may say more than many."
    return ""


def _next_step(text: str) -> str:
    return "" if _search(_TIME, text) else "We did not find a time for the next step."


def _stock(text: str) -> str:
    found = _words_in(text, STOCK)
    return f"{_quoted(found)} would fit any customer. Does it say something to this one?" if found else ""


def _sharp(text: str) -> str:
    found = _words_in(text, SHARP)
    return f"Please look at {_quoted(found)}: it may sound like blame or an order." if found else ""


def _taken_back(text: str) -> str:
    but = _search(r"\b(?:sorry|understand|apologi[sz]e)\b[^.!?]{0,40}\bbut\b", text)
    return "A “but” right after “sorry” or “I understand” may take it back." if but else ""


def _copied(text: str, message: str) -> str:
    mine, theirs = re.findall(r"\w+", text.casefold()), re.findall(r"\w+", message.casefold())
    if 4 * copied_words(mine, theirs, _RUN) > len(mine):
        return "A good part may be copied from the customer's own message."
    return ""


def copied_words(mine: Sequence[str], theirs: Sequence[str], run: int) -> int:
    """How many of `mine` stand in a run of so many words, one after the other, that is in `theirs` too."""
    runs = {tuple(theirs[at : at + run]) for at in range(len(theirs) - run + 1)}
    return len(
        {
            place
            for at in range(len(mine) - run + 1)
            if tuple(mine[at : at + run]) in runs
            for place in range(at, at + run)
        }
    )
