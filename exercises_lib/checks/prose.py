"""Measures of plain prose: words, sentences and reading grade.

Counted the way a word processor counts, so that a learner can check them by hand. The reading grade is that of
Flesch and Kincaid (1975): years of school that a reader needs. Its syllables are estimated from the letters, which is
right for about nine English words in ten; over two sentences or more that moves the grade by less than one.
"""

from __future__ import annotations

import re

# a full stop after these ends no sentence
TITLES = frozenset(("mr", "mrs", "ms", "dr", "st", "jr", "sr", "vs", "e.g", "i.e", "dept", "acct"))
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
BEFORE_NUMBERS = frozenset(("no", "nos", "tel", "ext", "rs", "approx", *_MONTHS))  # only where a number follows
CLOCK = frozenset(("a.m", "p.m"))  # ends a sentence only before a capital
END = re.compile(r"(?<![.!?…।])[.!?…।]+[\"'”’)\]]*(?=\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouy]+")
UNUSUAL = {  # syllables that the letters do not tell
    "area": 3, "areas": 3, "business": 2, "create": 2, "created": 3, "every": 2, "everything": 3, "idea": 3, "ideas": 3,
    "people": 2, "quiet": 2, "science": 2, "something": 2, "sometimes": 2, "client": 2, "clients": 2, "being": 2,
}  # fmt: skip


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


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    if end[0].strip("\"'”’)]") != ".":
        return True
    before = text[start : end.start()].split()
    last = before[-1].lstrip("(\"'“‘") if before else ""
    follows = text[end.end() :].lstrip()[:1]
    if last.casefold() in CLOCK:
        return not follows.islower()
    if last.casefold() in BEFORE_NUMBERS:
        return not follows.isdigit()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    return last.casefold() not in TITLES and not is_initial


def reading_grade(text: str) -> float:
    """Years of school that a reader of this text needs; 0 for a text without words."""
    count, lengths = len(sentences(text)), [syllables(word) for word in words(text)]
    if not lengths:
        return 0.0
    return round(0.39 * len(lengths) / count + 11.8 * sum(lengths) / len(lengths) - 15.59, 1)


def syllables(word: str) -> int:
    """About how many syllables an English word has; a number counts as one."""
    word = re.sub(r"[^a-z]", "", word.casefold())
    if word in UNUSUAL:
        return UNUSUAL[word]
    if len(word) <= 3:
        return 1
    count = len(VOWELS.findall(word))
    if re.search(r"[^aeiouyl]e[ds]?$|[aeiouy]le[ds]?$|[rw]le$|lled$", word) and not re.search(
        r"(?:[td]ed|(?:[sxz]|ch|sh|[cg])es)$", word
    ):
        count -= 1  # a silent e: "made", "charged", "rules"
    # two vowels that are two sounds, and an e inside that is none
    count += len(re.findall(r"i[ao](?!us|n)|eo|ua[lt]|uin|[^aeiou]ier$|[^q]uou|[^ctx]ious", word))
    count -= len(re.findall(r"[ct]ia[ln]|[^aeiou]ely$|[^aeiou]eful|[^aeiou]ement", word))
    return max(1, count)
