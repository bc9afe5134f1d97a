"""Moves: what an agent can do in a call, and the move that typed words stand for.

A move is written as its name, with a detail where it takes one: "greet", "ask order", "hold 60", "promise by 14:00".
A sheet adds its own: one "ask" for each fact, and its actions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


class Move(NamedTuple):
    """One move: its name and what goes with it, a number of seconds or a time; both texts."""

    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.detail}".strip()


@dataclass(frozen=True)
class Spoken:
    """A move that every caller knows: how many words an agent needs for it, and how people write it."""

    words: int
    meaning: str
    phrases: tuple[str, ...] = ()


# Words: agent lines of 10 to 12 words are usual when spoken; longer where the move itself is long (our assumption).
SPOKEN = {
    "greet": Spoken(10, "greet, say your name", ("hello", "good morning", "good afternoon", "how can i help", "hi")),
    "acknowledge": Spoken(
        11,
        "name what they feel, in one sentence",
        ("i understand", "i can hear", "i see why", "that must be", "that sounds", "empathise", "show empathy"),
    ),
    "listen": Spoken(5, "let them finish, with a short sign that you listen", ("let them talk", "go on", "mm-hm")),
    "apologise": Spoken(30, "a long apology", ("sorry", "apologize", "apology", "i am so sorry", "say sorry")),
    "history": Spoken(
        0,
        "read the notes of earlier calls (6 s)",
        (
            "read history",
            "read notes",
            "read the history",
            "read the notes",
            "check the notes",
            "notes",
            "earlier calls",
            "look at the notes",
        ),
    ),
    "explain": Spoken(14, "say what you do now, and why", ("say what i do", "signpost", "tell them what happens")),
    "agenda": Spoken(16, "say in which order you go through it", ("set the agenda", "plan", "order of the call")),
    "summary": Spoken(
        14,
        "say in short what you have agreed",
        ("summarise", "summarize", "sum up", "recap", "to sum up", "let me repeat", "in short"),
    ),
    "hold": Spoken(
        11,
        "ask to hold, with the seconds it takes: hold 60",
        ("put on hold", "ask to hold", "please hold", "may i put you on hold", "hold the line"),
    ),
    "silence": Spoken(0, "say nothing: silence 10", ("wait", "say nothing", "be silent", "pause")),
    "promise": Spoken(
        11, "promise what happens next, with a time: promise by 14:00", ("i promise", "i will call you", "commit")
    ),
    "calm down": Spoken(6, "tell them to calm down", ("relax", "keep calm", "please calm down")),
    "warn": Spoken(
        16,
        "name the language and say what follows if it goes on",
        ("warning", "give a warning", "watch your language", "set a limit"),
    ),
    "hand over": Spoken(
        25,
        "connect to a colleague, and tell the colleague the story first",
        ("warm transfer", "hand on", "warm hand over", "warm handover", "stay on the line"),
    ),
    "transfer": Spoken(
        8,
        "connect to somebody else, without a word to them",
        ("cold transfer", "put through", "pass on", "connect you"),
    ),
    "end call": Spoken(12, "end the call yourself, and report it", ("end the call", "terminate", "hang up")),
    "close": Spoken(
        12,
        "thank and say goodbye",
        ("goodbye", "bye", "say goodbye", "close the call", "anything else", "thank you for calling"),
    ),
}
ASKING = ("", "your ", "ask ", "ask for ", "ask for the ", "ask the ", "ask their ", "what is the ")
CLOCK = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{1,2} ?(?:am|pm|o'clock)|\d+ (?:minutes?|hours?|days?|working days?)|tomorrow|today"
    r"|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)


@dataclass(frozen=True)
class Reading:
    """What typed words were read as: a move, or None and what it may have been."""

    move: Move | None
    exact: bool = False
    perhaps: tuple[str, ...] = ()


class Vocabulary:
    """The moves of one sheet, numbered from 1, and the words that stand for them.

    `asks`: other words for each fact, by fact; `actions`: other words for each action, by action.
    """

    def __init__(self, asks: dict[str, tuple[str, ...]], actions: dict[str, tuple[str, ...]]):
        self.meanings = {name: spoken.meaning for name, spoken in SPOKEN.items()}
        self._phrases = {name: (name, *spoken.phrases) for name, spoken in SPOKEN.items()}
        for fact, others in asks.items():
            says = (fact, *others)
            meant = others[0] if others else fact
            self.meanings[f"ask {fact}"] = f"ask {'' if meant.startswith('whether') else 'for the '}{meant}"
            self._phrases[f"ask {fact}"] = tuple(f"{opening}{word}" for word in says for opening in ASKING)
        for action, others in actions.items():
            self.meanings[action] = others[0] if others else action
            self._phrases[action] = (action, *others)
        self.names = list(self.meanings)

    def read(self, typed: str) -> Reading:
        """The move that typed words stand for: its name, its number, or words that contain one of its phrases."""
        text = " ".join(re.sub(r"[^\w:.'+-]+", " ", typed.lower()).split()).strip(" .")
        if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(self.names):
            return Reading(Move(self.names[int(text) - 1]))
        if exact := self._exact(text):
            return Reading(exact, exact=True)
        scores = {
            name: max((len(phrase) for phrase in self._phrases[name] if _within(phrase, text)), default=0)
            for name in self.names
        }
        best = max(scores.values())
        found = [name for name, score in scores.items() if score == best]
        if not best:
            return Reading(None, perhaps=self._near(text))
        if len(found) > 1:
            return Reading(None, perhaps=tuple(found[:3]))
        return Reading(Move(found[0], _detail(found[0], text)))

    def _exact(self, text: str) -> Move | None:
        if text in self.meanings:
            return Move(text)
        name, _, detail = text.partition(" ")
        if name in ("hold", "silence") and re.fullmatch(r"\d{1,4}( ?s| seconds)?", detail):
            return Move(name, str(int(re.sub(r"\D", "", detail))))
        if name == "promise" and (when := _detail(name, detail)):
            return Move(name, when)
        return None

    def _near(self, text: str) -> tuple[str, ...]:
        words = {word for word in text.split() if len(word) > 3}
        shared = [(sum(word[:4] in p for word in words for p in self._phrases[n]), n) for n in self.names]
        return tuple(name for count, name in sorted(shared, key=lambda s: -s[0])[:3] if count)


def _within(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "


def _detail(name: str, text: str) -> str:
    if name in ("hold", "silence"):
        number = re.search(r"(\d{1,4}) ?(minutes?|min\b)?", text)
        return str(int(number[1]) * (60 if number[2] else 1)) if number else ""
    if name == "promise":
        when = CLOCK.search(text)
        return when[0] if when else ""
    return ""
