"""Date: one calendar day.

    key.date("call_back", mistakes={"That is the day of the call ...": first_call})

A date, a pandas Timestamp (its time of day does not count), or a text: 2026-02-03, 3 Feb 2026, February 3, 2026, and
03/02/2026 where it can be read in one way only or `dayfirst` says how.
"""

from __future__ import annotations

import datetime as dt
import re

from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = tuple(month[:3] for month in FULL_MONTHS)
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[.,]*\s*")
TIME = re.compile(r"[t\s]\d{1,2}:\d\d.*$")
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s.-]*([a-z]+)[\s.,-]*(\d{4})")
MONTH_DAY = re.compile(r"([a-z]+)[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(\d{4})")
UNREADABLE = "`{name}` is “{text}”, which we cannot read as a date. Write it like 2024-12-31 or like 31 Dec 2024."
AMBIGUOUS = (
    "`{name}` is “{text}”, which can be read as two dates: is the day first, or the month? "
    "Write the month as a word, like 31 Dec 2024, or put the year first, like 2024-12-31."
)


class Ambiguous(ValueError):
    """A text that can be read as two dates."""


class Date(Kind):
    name = "date"

    def options(self, *, dayfirst: bool | None = None) -> Options:
        """`dayfirst`: how to read 03/02/2026; None (the default) asks the learner to write it clearly."""
        return {"dayfirst": dayfirst}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "date"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        answer = alone(answer)
        if answer["type"] == "number" and answer["value"] == "nan":
            raise WrongForm(f"`{key.name}` is a missing date. Check that the text was turned into a date.")
        if answer["type"] not in ("date", "text"):
            raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect one date, such as 2024-12-31.")
        text = answer["value"]
        try:
            return {"date": (read(text, key.options["dayfirst"]).isoformat(),)}
        except Ambiguous:
            raise WrongForm(AMBIGUOUS.format(name=key.name, text=text[:40])) from None
        except ValueError:
            raise WrongForm(UNREADABLE.format(name=key.name, text=text[:40])) from None

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        day = dt.date.fromisoformat(facets["date"][0])
        return Outcome(
            WRONG,
            0,
            f"`{key.name}` is {day.day} {FULL_MONTHS[day.month - 1].title()} {day.year}. "
            "We expect another day. Check which date the question asks for.",
        )


def read(text: str, dayfirst: bool | None = None) -> dt.date:
    """The day that a text names. Raises Ambiguous, or ValueError where it names none."""
    text = TIME.sub("", WEEKDAY.sub("", " ".join(text[:60].casefold().split())))
    if found := YEAR_FIRST.fullmatch(text):
        return dt.date(*map(int, found.groups()))
    if found := YEAR_LAST.fullmatch(text):
        return _numbers(int(found[1]), int(found[2]), int(found[3]), dayfirst)
    if found := DAY_MONTH.fullmatch(text):
        return dt.date(int(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_DAY.fullmatch(text):
        return dt.date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError("no date")


def _numbers(first: int, second: int, year: int, dayfirst: bool | None) -> dt.date:
    if dayfirst is None:
        if first <= 12 and second <= 12 and first != second:
            raise Ambiguous
        dayfirst = first > 12
    day, month = (first, second) if dayfirst else (second, first)
    return dt.date(year, month, day)


def _month(word: str) -> int:
    if word == "sept" or word in MONTHS:
        return MONTHS.index(word[:3]) + 1
    return FULL_MONTHS.index(word) + 1
