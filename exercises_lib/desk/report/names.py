"""What learners are called in a report: by name, or by a number that is drawn anew for each report.

Without names nothing in a report tells who somebody is: not the file of a page, nor a message, an answer or a comment,
in which a learner may have written a name. Names are found as words, whatever stands between them, in any case.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable

from exercises_lib.desk.gradebook import Learner

SOMEBODY = "[name]"
WORD = re.compile(r"[^\W_]+")
# written without spaces, or with endings: Thai, Lao, Khmer, Burmese, Chinese, Japanese, Korean and more
UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\uabff\uac00-\ufaff]")
SHORT_NUMBER = 4  # digits of an id up to which a number in a text is no name


class Names:
    """Of all learners of a class; `known`: whether the report says them."""

    def __init__(self, learners: Iterable[Learner], known: bool = True):
        self.known = known
        self._learners = {learner.id: learner for learner in learners}
        order = list(self._learners)
        if not known:
            random.SystemRandom().shuffle(order)  # an order by name, or one that can be worked out, would tell
        self._numbers = {id_: number for number, id_ in enumerate(order, 1)}
        said = set() if known else {name for learner in self._learners.values() for name in _said_of(learner)}
        self._by_first_word = _by_first_word(said)
        joined = sorted((name for name in said if UNSPACED.search(name)), key=len, reverse=True)
        self._joined = re.compile("|".join(map(re.escape, joined))) if joined else None

    @property
    def order(self) -> list[str]:
        """The ids as a report lists them."""
        return list(self._numbers)

    def of(self, learner: str) -> str:
        """'Ama Mensah (ama)' or 'Learner 12'."""
        return self._learners[learner].name if self.known else f"Learner {self._numbers[learner]}"

    def id(self, learner: str) -> str:
        """The id as tables have it; 'Learner 12' without names."""
        return learner if self.known else self.of(learner)

    def file(self, learner: str) -> str:
        """The file name of a learner's page, safe on every system: '0012-ama.html' or '0012.html'."""
        plain = re.sub(r"[^A-Za-z0-9_-]+", "", learner)[:40] if self.known else ""
        return f"{self._numbers[learner]:04}{'-' * bool(plain)}{plain}.html"

    def without(self, text: str) -> str:
        """A text as the report may have it."""
        if self.known:
            return text
        text = unicodedata.normalize("NFC", text)
        if self._joined:
            text = self._joined.sub(SOMEBODY, text)
        words = [(match.start(), match.end(), _plain(match[0])) for match in WORD.finditer(text)]
        parts, at, end = [], 0, 0
        while at < len(words):
            length = self._length(words, at)
            if length:
                parts += [text[end : words[at][0]], SOMEBODY]
                end = words[at + length - 1][1]
            at += length or 1
        return "".join([*parts, text[end:]])

    def _length(self, words: list[tuple[int, int, str]], at: int) -> int:
        """How many words from this one on are a name; 0 where none is."""
        for name in self._by_first_word.get(words[at][2], ()):
            if tuple(word for *_, word in words[at : at + len(name)]) == name:
                return len(name)
        return 0


def _said_of(learner: Learner) -> set[str]:
    """All that may stand in a text for a learner."""
    first, last = learner.first.strip(), learner.last.strip()
    names = {learner.id, first, last, first + last, last + first, *first.split(), *last.split()}
    return {unicodedata.normalize("NFC", name) for name in names if name and not _is_everyday(name)}


def _is_everyday(name: str) -> bool:
    """Whether it tells nobody, and stands in texts anyway: one letter, or a small number."""
    return (len(name) == 1 and name.isascii()) or (name.isdigit() and len(name) <= SHORT_NUMBER)


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of each name, by the first of them, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if words := tuple(_plain(word) for word in WORD.findall(name)):
            found.setdefault(words[0], set()).add(words)
    return {first: sorted(those, key=len, reverse=True) for first, those in found.items()}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
