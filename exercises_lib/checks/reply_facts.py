"""The facts of a reply: the forms in which an author may give one, and where a text may say it.

A fact has the forms of a number, a date or a time (see mentions.py), or is said in so many words. Its *shape* says
where to look for it, and gives nothing away.
"""

from __future__ import annotations

import re
from typing import Any

from exercises_lib.checks import mentions, places
from exercises_lib.checks.answers import describe
from exercises_lib.checks.forms import folded, unique
from exercises_lib.plain import values

LONGEST_FACT = 6  # words
# on their own no fact, so not looked up: that keeps `check` quick
_COMMON = (
    "a about after all also am an and any are as at be because been before but by can could did do does for from had "
    "has have he her here him his how i if in into is it its just me more my no not now of on or our out please she so "
    "some that the their them then there these they this to up us very was we were what when which who will with would "
    "you your"
)
COMMON = frozenset(_COMMON.split())


def forms(label: str, given: list[Any]) -> list[str]:
    """The forms of the fact of this label, from the ways that its author gives. Raises ValueError."""
    found: list[str] = []
    ambiguous: list[str] = []
    for said in map(_said, given):
        whole = _whole_mention(said)
        if whole is None:
            tokens = _tokens(said)
            if all(token in COMMON for token in tokens):
                raise ValueError(f"the fact “{label}” has a form that is too common to look for: “{said}”")
            if len(tokens) > LONGEST_FACT:
                raise ValueError(f"the fact “{label}” has a form of more than {LONGEST_FACT} words: “{said}”")
            found.append(f"words {_joins(tokens)}")
        else:
            (ambiguous if _is_ambiguous(whole) else found).extend(mentions.of_key(whole))
    if ambiguous and not any(form.startswith(mentions.DATE) for form in found):
        raise ValueError(f"the fact “{label}” can be read as two dates; write its month as a word")
    if not found:
        raise ValueError(f"the fact “{label}” has no form")
    return list(unique(found))


def known_forms(form: object) -> list[str]:
    """What of a fact or an allowed thing is not made up: also the parts of a date, and the numbers in a text."""
    said = _said(form)
    found = [known for one in mentions.find(said) for known in mentions.of_key(one)]
    if not isinstance(form, int) or isinstance(form, bool):  # a whole number is no price, unless it is said to be one
        found += [f"money {number.split()[1]}" for number in found if number.startswith(f"{mentions.NUMBER} ")]
    found += [f"{mentions.NUMBER} {year}" for year in re.findall(r"date (\d{4})-", " ".join(found))]
    found += [f"date {month}" for month in re.findall(r"date (\d{4}-\d\d)-", " ".join(found))]
    return list(unique(found))


def shape(given: list[Any]) -> list[str]:
    """Where to look for a fact: among numbers, dates or times, or in so many words. This much a learner may read."""
    wholes = [(_whole_mention(_said(form)), len(_tokens(_said(form)))) for form in given]
    longest = max((size for whole, size in wholes if whole is None), default=0)
    return [*unique(whole.kind for whole, _ in wholes if whole), *([f"words {longest}"] if longest else [])]


def candidates(shape: list[str], read: list[places.Sentence]) -> list[tuple[places.Spot, tuple[str, ...]]]:
    """What may be a fact of this shape: where it stands, and the forms it has."""
    kinds, longest = set(shape), next((int(s.split()[1]) for s in shape if s.startswith("words ")), 0)
    found = []
    for sentence in read:
        for one in sentence.mentions:
            if one.kind in kinds:
                found.append((places.Spot(sentence, one.start, one.end, one.kind, one.is_money), one.forms))
        words = sentence.words
        for size in range(1, longest + 1):
            for at in range(len(words) - size + 1):
                part = words[at : at + size]
                if not all(word.text in COMMON for word in part):
                    spot = places.Spot(sentence, part[0].start, part[-1].end, "words")
                    found.append((spot, (f"words {_joins([word.text for word in part])}",)))
    return found


def several(given: Any) -> list[Any]:
    """What an author gives as one thing or as several, as a list."""
    return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]


def letters(phrase: str) -> list[str]:
    """The words of a phrase as they are compared, where punctuation does not count."""
    return re.findall(r"\w+", folded(mentions.readable(phrase).replace("'", "")))


def _said(form: object) -> str:
    """An accepted form as an author gives it (text, number, date), as a text."""
    plain = values.to_plain(form)
    if plain["type"] not in ("text", "number", "date"):
        raise ValueError(f"a fact is a text, a number or a date, not {describe(plain)}")
    if plain["type"] == "number" and "e" not in plain["value"]:
        return f"{float(plain['value']):.6f}".rstrip("0").rstrip(".") if "." in plain["value"] else plain["value"]
    return plain["value"][:10] if plain["type"] == "date" else plain["value"]


def _whole_mention(said: str) -> mentions.Mention | None:
    """The number, date or time that a form is as a whole; None where it is, or holds, other words."""
    bare = re.sub(r"[^\w]|_", "", mentions.readable(said))
    for one in mentions.find(said):
        if re.sub(r"[^\w]|_", "", one.text.casefold()) in (bare, re.sub(r"^(php|usd|inr|gbp|eur|aud|rs)", "", bare)):
            return one
    return None


def _is_ambiguous(mention: mentions.Mention) -> bool:
    return mention.kind == mentions.DATE and len({form[-5:] for form in mention.forms}) > 1


def _tokens(text: str) -> list[str]:
    """The words of a text as they are compared: no capitals, accents, apostrophes; 'Okafor's' is 'okafor'."""
    text = re.sub(r"(?<=\w)'s\b", "", mentions.readable(text))
    return re.findall(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff]+[^\W_]*)*", folded(text.replace("'", "")))


def _joins(tokens: list[str]) -> str:
    return "".join(tokens)  # 'call-back' is 'call back' and 'callback'
