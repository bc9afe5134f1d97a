"""Whether a fact stands in its place: in a sentence, said of the right thing, and not denied.

    "due on 5 March, and paid on 9 March"      each date beside its own cue ("due", "paid")
    "due on 9 March, and paid on 5 March"      each beside the other's: out of place
    "you were not charged twice"               denied
    "charged twice 44.99 bank five days"       no sentence: facts without anything said of them

Cues are an author's: words beside which a fact belongs. `pay*` stands for pay, pays, payment, and `give ... back` for
both words with a few between them. The rules are plain and
look at one sentence at a time (and at the one before, where a sentence has no cue at all). They do not understand
English: they find what contradicts a fact, and let pass what does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from exercises_lib.checks import mentions, prose
from exercises_lib.checks.date import FULL_MONTHS
from exercises_lib.checks.forms import folded
from exercises_lib.checks.mentions import Mention

IN_PLACE, ELSEWHERE, DENIED = "yes", "elsewhere", "denied"

# the small words of which sentences are made; a list of key words has hardly any
_SMALL = (
    "a about after all also am an and any are as at be because been before but by can could did do does for from had "
    "has have he her here him his how i if in into is it its just me more my no not now of on or our out please she so "
    "some that the their them then there these they this to up us very was we were what when which who will with would "
    "you your i'm i'll i've we'll we've you'll it's that's don't until only both than may might must should would"
)
SMALL = frozenset(folded(_SMALL.replace("'", "")).split())
DAYS = frozenset(
    (
        *(month for month in FULL_MONTHS if month != "may"),  # which is more often a verb
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow",
    )
)  # fmt: skip
NEGATIONS = frozenset(  # without apostrophes, as words are compared
    (
        "not", "never", "cannot", "nobody", "none", "neither", "nor", "nothing", "isnt", "wasnt", "arent", "werent",
        "dont", "doesnt", "didnt", "wont", "wouldnt", "cant", "couldnt", "hasnt", "havent", "hadnt", "shouldnt",
    )
)  # fmt: skip
NEAR_NEGATIONS = {"no": 3, "without": 4, "instead": 6, "rather": 6}  # deny only what follows within so many words
NONE_COMES = 5  # words after a "no" that begins a clause, which it denies
NOT_AFTER = frozenset(  # "not until", "no more than", "do not forget"
    ("until", "till", "only", "just", "later", "more", "longer", "once", "before", "by", "unless", "forget")
)
NO_OF = frozenset(  # "at no cost", "no later than"
    ("charge", "cost", "costs", "doubt", "extra", "later", "longer", "matter", "more", "need", "problem", "worries")
)
BREAK = re.compile(r"[,;:()\n]|\s-+\s|\b(?:but|so|because|while|although|though|however|which|whereas)\b")
NEW_CLAUSE = re.compile(r"\band (?=(?:i|we|you|he|she|it|they|the|your|our|this|that|there)\b)")
DENIED_AFTER = re.compile(
    r"\W*(?:(?:is|was|are|were|will|has|have|does|did|can|would)(?: not|n't)|never|"
    r"(?:is|was|are|were) (?:never|wrong|a mistake))\b"
)
MOST_BETWEEN = 6  # words that `...` in a phrase stands for; 5.00 counts as two
CROSSING = 5  # words that a border of clauses counts for


@dataclass(frozen=True)
class Word:
    """One word as it is compared (no capitals, accents, apostrophes), and where it stands in the prepared sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Spot:
    """Where something is said: characters `start` to `end` of the prepared text of a sentence."""

    sentence: Sentence
    start: int
    end: int
    kind: str  # number, date or time; or words
    is_money: bool = False


@dataclass(frozen=True, eq=False)
class Sentence:
    said: str  # prepared
    before: Sentence | None  # the sentence in front of it

    @cached_property
    def words(self) -> list[Word]:
        found = re.finditer(r"[^\W_]+(?:['\u0300-\u036f\u0900-\u0dff]+[^\W_]*)*", self.said)
        bare = ((re.sub(r"'s$", "", one[0]).replace("'", ""), one) for one in found)
        return [Word(folded(text), one.start(), one.end()) for text, one in bare if text]

    @cached_property
    def mentions(self) -> list[Mention]:
        return mentions.find(self.said)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it has the small words that a sentence has."""
        letters = [word.text for word in self.words if not word.text[0].isdigit() and word.text not in DAYS]
        return 5 * sum(word in SMALL for word in letters) >= max(1, len(letters))

    @property
    def may_hold_a_fact(self) -> bool:
        """A greeting, or a line such as "Fee: 5.00", is short enough to go without small words."""
        return self.is_sentence or len(self.words) <= 5

    @cached_property
    def borders(self) -> list[int]:
        """Where one clause ends and another begins; a comma inside a number or a date is no border."""
        found = [one.start() for pattern in (BREAK, NEW_CLAUSE) for one in pattern.finditer(self.said)]
        return sorted({at for at in found if not any(one.start <= at < one.end - 1 for one in self.mentions)})

    def between(self, start: int, end: int) -> list[Word]:
        return [word for word in self.words if start <= word.start and word.end <= end]

    def crossed(self, start: int, end: int) -> int:
        return sum(start <= at < end for at in self.borders)

    def cues(self, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where the cues stand, as (start, end)."""
        for phrase in phrases:
            parts = phrase.split()
            for at in range(len(self.words) - len(parts) + 1):
                if (last := self._last_of(parts, at)) is not None:
                    yield self.words[at].start, self.words[last].end

    def _last_of(self, parts: list[str], at: int) -> int | None:
        """The place of the last word of a phrase that begins at the word `at`; None where it does not stand there."""
        words = self.words[at:]
        if "..." in parts:
            gap = parts.index("...")
            begun = self._last_of(parts[:gap], at)
            after = () if begun is None else range(begun + 1, min(begun + MOST_BETWEEN + 2, len(self.words)))
            return next((last for to in after if (last := self._last_of(parts[gap + 1 :], to)) is not None), None)
        fits = len(words) >= len(parts) and all(_is(w.text, part) for w, part in zip(words, parts, strict=False))
        return at + len(parts) - 1 if fits else None


def _is(word: str, cue: str) -> bool:
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue


def sentences(text: str) -> list[Sentence]:
    made: list[Sentence] = []
    for one in prose.sentences(text):
        made.append(Sentence(mentions.prepared(one), made[-1] if made else None))
    return made


def is_prose(read: list[Sentence]) -> bool:
    """Whether at least half of the words stand in sentences."""
    count = sum(len(one.words) for one in read)
    return 2 * sum(len(one.words) for one in read if one.is_sentence) >= count


def stated(read: list[Sentence], phrases: Iterable[str]) -> list[str]:
    """What of `phrases` the text says, in its own words and small letters, and does not deny."""
    spots = [Spot(one, *cue, "words") for one in read for cue in sorted(set(one.cues(phrases)))]
    return [spot.sentence.said[spot.start : spot.end] for spot in spots if not _denied(spot, [], [])]


def place(spots: list[Spot], label: str, cues: dict[str, list[str]], kinds: dict[str, set[str]]) -> str:
    """The best that can be said of the spots at which a fact is mentioned: in place, elsewhere, or denied.

    `cues`: by label, the words beside which each fact belongs (a fact without cues may stand anywhere); `kinds`: what
    kind of mention each fact is. Only facts of one kind can be taken for each other; what is no fact can for any.
    """
    found = {_place(spot, label, cues, kinds) for spot in spots}
    return next((state for state in (IN_PLACE, DENIED, ELSEWHERE) if state in found), ELSEWHERE)


def _place(spot: Spot, label: str, cues: dict[str, list[str]], kinds: dict[str, set[str]]) -> str:
    own = cues.get(label, [])
    others = (other for other in cues if other != label and _may_be(spot, kinds.get(other, {spot.kind})))
    rivals = {other: cues[other] for other in others}
    is_denied = _denied(spot, own, [cue for words in rivals.values() for cue in words])
    if is_denied is not None:
        return DENIED if is_denied else IN_PLACE
    if not own:
        return IN_PLACE
    bound = _bound(spot, {label: own, **rivals})
    if bound:
        return IN_PLACE if bound == label else ELSEWHERE
    before = spot.sentence.before
    return IN_PLACE if before and any(True for _ in before.cues(own)) else ELSEWHERE


def _may_be(spot: Spot, kinds: set[str]) -> bool:
    """Whether it can be taken for a fact of these kinds. A bare number may be an hour; an amount of money is none."""
    return spot.kind in kinds and not (spot.is_money and mentions.TIME in kinds)


def _denied(spot: Spot, own: list[str], rivals: list[str]) -> bool | None:
    """True where it is denied; False where a denial is about something else and so says this; None without denial."""
    sentence = spot.sentence
    start = max((at for at in sentence.borders if at < spot.start), default=0)
    words = sentence.between(start, spot.start)
    for at in range(len(words) - 1, -1, -1):
        word, after = words[at].text, [one.text for one in words[at + 1 :]]
        reach = NEAR_NEGATIONS.get(word)
        if reach is None and word not in NEGATIONS:
            continue
        if word == "no" and at == 0 and not NO_OF.intersection(after[:1]) and len(after) <= NONE_COMES:
            return True  # "no courier comes before 18:00"
        if NOT_AFTER.intersection(after) or (reach and (len(after) >= reach or NO_OF.intersection(after[:1]))):
            continue
        is_about_rival = any(words[at].end <= cue[0] < spot.start for cue in sentence.cues(rivals))
        # "was not paid on the 5th, the day it was due" says what was due on the 5th
        return not (is_about_rival and any(True for _ in sentence.cues(own)))
    return True if DENIED_AFTER.match(sentence.said, spot.end) else None


def _bound(spot: Spot, cues: dict[str, list[str]]) -> str:
    """The label whose cue this spot belongs to: each cue takes what is nearest, and each label one thing first."""
    sentence = spot.sentence
    same_kind = [(one.start, one.end) for one in sentence.mentions if one.kind == spot.kind]
    things = {(spot.start, spot.end), *(one for one in same_kind if one[1] <= spot.start or one[0] >= spot.end)}
    pairs = sorted(
        (_distance(sentence, cue, thing), label, thing)
        for label, phrases in cues.items()
        for cue in set(sentence.cues(phrases))
        for thing in things
    )
    taken: dict[tuple[int, int], str] = {}
    for _, label, thing in pairs:
        if thing not in taken and label not in taken.values():
            taken[thing] = label
    mine = (spot.start, spot.end)
    return taken.get(mine) or next((label for _, label, thing in pairs if thing == mine), "")


def _distance(sentence: Sentence, cue: tuple[int, int], thing: tuple[int, int]) -> int:
    start, end = min(cue[1], thing[1]), max(cue[0], thing[0])
    is_behind = cue[0] >= thing[1]  # "due on the 5th" is said more often than "on the 5th it was due"
    return len(sentence.between(start, end)) + CROSSING * sentence.crossed(start, end) + is_behind
