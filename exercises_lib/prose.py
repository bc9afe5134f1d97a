"""Measures of plain prose: words, sentences and reading grade.

Counted the way a word processor counts, so that a learner can check them by hand. The reading grade is that of
Flesch and Kincaid (1975): years of school that a reader needs. Its syllables are estimated from the letters, which is
right for about nine English words in ten; over two sentences or more that moves the grade by less than one.
"""

from __future__ import annotations

import re

# a full stop after these ends no sentence
ABBREVIATIONS = frozenset("mr mrs ms dr st jr sr vs etc e.g i.e no nos tel ext inc ltd co rs approx dept acct".split())
CLOCK = frozenset(("a.m", "p.m"))  # ends a sentence only before a capital
END = re.compile(r"[.!?…।]+[\"'”’)\]]*(?=\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouy]+")


def words(text: str) -> list[str]:
    """The words: what stands between spaces and has a letter or a digit in it."""
    return [word for word in text.split() if any(c.isalnum() for c in word)]


def sentences(text: str) -> list[str]:
    """The sentences. A blank line ends one too; a single line break does not."""
    found, start = [], 0
    for end in END.finditer(text):
        if _ends(text, start, end):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if words(sentence)]


def _ends(text: str, start: int, end: re.Match) -> bool:
    if end[0].strip("\"'”’)]") != ".":
        return True
    before = text[start : end.start()].split()
    last = before[-1].lstrip("(\"'“‘") if before else ""
    if last.casefold() in CLOCK:
        return not text[end.end() :].lstrip()[:1].islower()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    return last.casefold() not in ABBREVIATIONS and not is_initial


def reading_grade(text: str) -> float:
    """Years of school that a reader of this text needs; 0 for a text without words."""
    count, lengths = len(sentences(text)), [syllables(word) for word in words(text)]
    if not lengths:
        return 0.0
    return round(0.39 * len(lengths) / count + 11.8 * sum(lengths) / len(lengths) - 15.59, 1)


def syllables(word: str) -> int:
    """About how many syllables an English word has; a number counts as one."""
    word = re.sub(r"[^a-z]", "", word.casefold())
    if len(word) <= 3:
        return 1
    count = len(VOWELS.findall(word))
    if re.search(r"[^aeiouyl]e[ds]?$|[aeiouy]le[ds]?$|[rw]le$", word) and not re.search(
        r"(?:[td]ed|(?:[sxz]|ch|sh|[cg])es)$", word
    ):
        count -= 1  # a silent e: "made", "charged", "rules"
    count += len(re.findall(r"i[ao](?!us|n)|eo|ua[lt]|uin|[^aeiou]ier$|[^q]uou", word))  # two vowels, two sounds
    count -= len(re.findall(r"[ct]ia[ln]|[^aeiou]ely$|[^aeiou]eful|[^aeiou]ement", word))
    return max(1, count)
