"""Numbers, dates and times that a running text mentions, in the ways people write them.

Each mention has *forms*, texts that are the same whenever the same thing is meant:

    $1,234.50   1234.5   1.234,50        number 1234.5
    0917 555 0123                        number 09175550123
    5 March   March 5th   05/03          date --03-05     (and 5 May for 05/03: either reading will do)
    5 pm   17:00   five in the evening   time 17:00
    the 14th                             date day-14          (never made up: it may be the 14th of anything)

Numbers written as words are no mentions, so "eighty-four fifty" is read neither as right nor as wrong. Two are: times
of day, and money with its unit ("fifty dollars").
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exercises_lib.checks.date import FULL_MONTHS, MONTHS

KINDS = NUMBER, DATE, TIME = "number", "date", "time"
LONGEST_RUN = 8  # groups of digits that may be one number: 0917 555 0123

_MONTH = "|".join([*FULL_MONTHS, "sept", *MONTHS])
_DAY = r"(?<![\w.,])(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_SHORT = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_DAY_MONTH = re.compile(rf"{_DAY}(?: of)?[\s-]+({_MONTH})\b\.?(?:,?[\s-]+(\d{{4}})(?!\d))?")
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)(?:,?\s+(\d{{4}})(?!\d))?")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?,?\s+(\d{{4}})(?!\d)")
_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(a\.?m\b\.?|p\.?m\b\.?|o'?clock)|"
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)"
)
_NUMBER = re.compile(
    r"(?<![a-z\d])(?:"
    r"(?P<european>\d{1,3}(?:\.\d{3})+,\d{1,2})|(?P<grouped>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?)|"
    r"(?P<comma>\d+,\d{1,2})|(?P<plain>\d+(?:\.\d+)?)"
    r")(?![\d]|(?:st|nd|rd|th|g)\b)"
)
_BETWEEN = re.compile(r"[\s().-]{1,3}")  # what may stand between the groups of one number
_SPAN = re.compile(
    r"[\s-]*(?:(?:to|or|and|-)\s*\d+[\s-]*)?(?:full |more |working |business |calendar )?"
    r"(?:sec|min|hour|hr|day|week|month)"
)
_ALWAYS_OPEN = re.compile(r"(?<![\d/])24/7(?![\d/])")  # neither a day nor two numbers
_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_UNITS = [*_HOURS, *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORD_TIME = re.compile(
    rf"\b(?:(half past|quarter past|quarter to)\s+)?({'|'.join(_HOURS)}|(?<![\d.,:])\d{{1,2}})(?:\s*o'?clock)?\s+"
    r"(?:in the (morning|afternoon|evening)|at (night))\b|"
    rf"\b(?:(half past|quarter past|quarter to)\s+)?({'|'.join(_HOURS)})\s*(a\.?m\b|p\.?m\b|o'?clock\b)|"
    r"\b(noon|midday|midnight)\b"
)
_MONEY_UNIT = r"(?:dollars?|cents?|euros?|pounds?|pesos?|rupees?|usd|eur|gbp|php|inr|aud)"
_WORD_MONEY = re.compile(
    rf"\b((?:(?:{'|'.join([*_UNITS, *_TENS, 'hundred', 'thousand', 'and'])})[\s-]+)+){_MONEY_UNIT}\b"
)
_MONEY_AFTER = re.compile(rf"\s*{_MONEY_UNIT}\b")
_DAY_ALONE = re.compile(  # "the 3rd time" is no day
    r"\bthe (\d{1,2})(?:st|nd|rd|th)"
    r"(?=\s*[,.;:!?)]|\s*$|\s+(?:and|at|before|between|by|for|from|i|in|is|it|or|till|to|until|was|we|you)\b)"
)
_CURRENCY = re.compile(r"\b(?:php|usd|inr|gbp|eur|aud|rs|us|p)\.?(?=[\s$]?\d)|[$₱₹£€]")


@dataclass(frozen=True)
class Mention:
    """One number, date or time: the text as written (small letters but for months), and its forms."""

    kind: str
    text: str
    forms: tuple[str, ...]
    is_span: bool = False  # a number of minutes, hours, days
    is_money: bool = False
    start: int = 0  # where it stands in the `prepared` text
    end: int = 0


def readable(text: str) -> str:
    """`text` in small letters, with plain digits, quotes and spaces, and nothing invisible."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def prepared(text: str) -> str:
    """`text` as it is read here, and as `start` and `end` of a mention count it."""
    return re.sub(r"(?<=\d)['_](?=\d{3})", "", _ALWAYS_OPEN.sub("open", readable(text)))


def find(text: str) -> list[Mention]:
    """Every date, time and number in a text, and every number that neighbouring groups of digits may form."""
    return [mention for run in runs(text) for mention in _windows(run)]


def unknown(text: str, known: Callable[[Mention], bool]) -> list[Mention]:
    """The mentions in a text that are not `known`, neither alone nor as part of a longer number."""
    left = []
    for run in runs(text):
        at = 0
        while at < len(run):
            sizes = range(min(len(run) - at, LONGEST_RUN), 0, -1)
            size = next((size for size in sizes if (one := _joined(run[at : at + size])) and known(one)), 0)
            if not size:
                left.append(run[at])
            at += size or 1
    return left


def runs(text: str) -> list[list[Mention]]:
    """The mentions in order; numbers with only a space, a hyphen, a bracket or a dot between them stand together."""
    text, found = prepared(text), []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if forms := tuple(dict.fromkeys(read(match))):
                said = re.sub(_MONTH, lambda month: month[0].title(), match[0].strip())
                is_money = pattern is _WORD_MONEY
                found.append(Mention(forms[0].split()[0], said, forms, False, is_money, match.start(), match.end()))
        text = _blanked(text, found)
    bare = _CURRENCY.sub(lambda sign: " " * len(sign[0]), text)
    found += [_number(match, text) for match in _NUMBER.finditer(bare)]
    grouped: list[list[Mention]] = []
    for mention in sorted(found, key=lambda one: one.start):
        joins = grouped and NUMBER == mention.kind == grouped[-1][-1].kind
        if joins and _BETWEEN.fullmatch(bare, grouped[-1][-1].end, mention.start):
            grouped[-1].append(mention)
        else:
            grouped.append([mention])
    return grouped


def _number(match: re.Match[str], text: str) -> Mention:
    """A number as `match` finds it; `text` still has its currency signs."""
    sign = any(one.end() == match.start() or text[one.end() : match.start()].isspace()
               for one in _CURRENCY.finditer(text, max(0, match.start() - 6), match.start() + 1))  # fmt: skip
    is_money = sign or bool(_MONEY_AFTER.match(text, match.end()) or re.search(r"[.,]\d\d$", match[0]))
    is_span = bool(_SPAN.match(text, match.end()))
    return Mention(NUMBER, match[0], (f"{NUMBER} {_digits(match)}",), is_span, is_money, match.start(), match.end())


def _blanked(text: str, found: list[Mention]) -> str:
    """`text` without what was read already; a letter in its place keeps neighbours apart."""
    for one in found:
        text = text[: one.start] + "/" * (one.end - one.start) + text[one.end :]
    return text


def _windows(run: list[Mention]) -> Iterator[Mention]:
    for at in range(len(run)):
        for size in range(1, min(len(run) - at, LONGEST_RUN) + 1):
            if joined := _joined(run[at : at + size]):
                yield joined


def _joined(groups: list[Mention]) -> Mention | None:
    if len(groups) == 1:
        return groups[0]
    digits = [group.forms[0].split()[1] for group in groups]
    if any("." in part for part in digits[:-1]):
        return None
    # the groups as written: 0123 keeps its zero, 234.50 loses only the last
    text = "".join(re.sub(r"\D", "", group.text) for group in groups[:-1]) + digits[-1]
    is_money = any(group.is_money for group in groups)
    said = " ".join(group.text for group in groups)
    return Mention(NUMBER, said, (f"{NUMBER} {text}",), False, is_money, groups[0].start, groups[-1].end)


def _digits(match: re.Match[str]) -> str:
    text = match[0]
    if match.lastgroup == "european":
        text = text.replace(".", "").replace(",", ".")
    elif match.lastgroup == "comma":
        text = text.replace(",", ".")
    return digits(text.replace(",", ""))


def digits(text: str) -> str:
    """A number's one way of writing: 84.50 is 84.5, and 84.00 is 84. Zeros in front stay: 0917 is no 917."""
    if "." in text:
        text = text.rstrip("0").rstrip(".")
        text = re.sub(r"^0+(?=\d)", "", text)
    return text[:60]


def _date(year: str | None, month: int, day: int) -> list[str]:
    """The forms of a mentioned day. A day without its year may be any year's, and a key may leave the year open."""
    try:
        dt.date(int(year or 2024), month, day)
    except ValueError:
        return []
    year = f"20{year}" if year and len(year) == 2 else year
    return [f"{DATE} {year or '-'}-{month:02}-{day:02}", f"{DATE} any-{month:02}-{day:02}"]


def _month(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def _both(first: str, second: str, year: str | None) -> list[str]:
    return [*_date(year, int(second), int(first)), *_date(year, int(first), int(second))]


def _time(match: re.Match[str]) -> list[str]:
    hour, minute, half = int(match[1] or match[4]), int(match[2] or match[5] or 0), (match[3] or "")[:1]
    if hour > 23 or minute > 59 or (half in ("a", "p") and not 1 <= hour <= 12):
        return []
    hours = {"a": [hour % 12], "p": [hour % 12 + 12]}.get(half, [hour, hour + 12] if hour < 12 else [hour])
    return [f"{TIME} {hour:02}:{minute:02}" for hour in hours]


def _word_time(match: re.Match[str]) -> list[str]:
    if match[8]:
        return [f"{TIME} {'00' if match[8] == 'midnight' else '12'}:00"]
    word, part = match[2] or match[6], match[3] or match[4] or match[7]
    hour = int(word) if word.isdigit() else _HOURS.index(word) + 1
    if not 1 <= hour <= 12:
        return []
    minute = {"half past": 30, "quarter past": 15, "quarter to": 45}.get(match[1] or match[5] or "", 0)
    hour = (hour - (minute == 45)) % 12
    late = part.startswith(("p", "afternoon", "evening", "night"))
    hours = [hour, hour + 12] if part.startswith("o") else [hour + 12 * late]
    return [f"{TIME} {one:02}:{minute:02}" for one in hours]


def _word_money(match: re.Match[str]) -> list[str]:
    total = part = 0
    for word in re.findall(r"[a-z]+", match[1]):
        if word in ("hundred", "thousand"):
            total, part = total + (part or 1) * {"hundred": 100, "thousand": 1000}[word], 0
        elif word != "and":
            part += _UNITS.index(word) + 1 if word in _UNITS else 10 * (_TENS.index(word) + 2)
    return [f"{NUMBER} {total + part}"] if total + part else []


_READERS = (
    (_ISO, lambda m: _date(m[1], int(m[2]), int(m[3]))),
    (_SLASHED, lambda m: _both(m[1], m[3], m[4])),
    (_DAY_MONTH, lambda m: _date(m[3], _month(m[2]), int(m[1]))),
    (_MONTH_DAY, lambda m: _date(m[3], _month(m[1]), int(m[2]))),
    (_MONTH_YEAR, lambda m: [f"{DATE} {m[2]}-{_month(m[1]):02}"]),
    (_DAY_ALONE, lambda m: [f"{DATE} day-{int(m[1]):02}"] if 1 <= int(m[1]) <= 31 else []),
    (_WORD_TIME, _word_time),
    (_WORD_MONEY, _word_money),
    (_TIME, _time),
    (_SHORT, lambda m: _both(m[1], m[2], None)),
)


def of_key(mention: Mention) -> tuple[str, ...]:
    """What a key accepts for a fact: with a year also the day alone, but no other year; without one any year."""
    if mention.kind != DATE:
        return mention.forms
    whole = [form for form in mention.forms if " any-" not in form]
    open_ = [form for form in mention.forms if " any-" in form]
    days = [f"{DATE} day-{form[-2:]}" for form in open_]
    if any(form.startswith(f"{DATE} --") for form in whole):
        return (*open_, *days)
    return (*whole, *(form.replace(" any-", " --") for form in open_), *days)
