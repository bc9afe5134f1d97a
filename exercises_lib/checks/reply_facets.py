"""A reply as facets: how its text compares with the key, in facts, in what is made up, and in length.

"fact the amount" is "yes", "no", or why it is not in its place (see places.py); most others name what should not be
there, or are "-". The facets `forms of …`, `known numbers` and `known names` only mirror what the key keeps to itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from exercises_lib.checks import manners, mentions, places, prose, reply_facts
from exercises_lib.checks.forms import folded, unique
from exercises_lib.checks.key import Facets, Key

Limits = Sequence[int] | None  # the fewest and the most
YES, NO, NONE = "yes", "no", "-"
SAID = "as said: "  # opens what a message shows of a made-up number: the learner's own writing
KNOWN, NAMES = "known numbers", "known names"
INVENTED, AVOIDED, UNTRUE, NAMED, RUDE = "made up", "avoided", "untrue", "names", "rude"
PROSE, WORDS, SENTENCES, GRADE = "sentences at all", "words", "sentences", "reading grade"


def states(text: str, key: Key) -> Facets:
    """How a text compares with its key; the last facets only mirror those that the key keeps to itself."""
    options, read = key.options, places.sentences(text)
    asks_prose = bool(options["words"] or options["sentences"])  # a reference and a number may be all that is asked for
    # what a card's messages are enciphered with comes first: the made-up numbers can hardly be guessed
    found = {INVENTED: _invented(text, key) or (NONE,), AVOIDED: _avoided(text, options["avoid"]) or (NONE,)}
    found |= {UNTRUE: unique(places.stated(read, options["untrue"])) or (NONE,)}
    found |= {NAMED: _wrong_names(text, key) or (NONE,)}
    found |= {RUDE: (manners.rude(text) or NONE,), PROSE: (YES if not asks_prose or places.is_prose(read) else NO,)}
    kinds = {label: {shape.split()[0] for shape in shapes} for label, shapes in options["shapes"].items()}
    for label, shape in options["shapes"].items():
        said = reply_facts.candidates(shape, read)
        there = key.answer.has(forms_of(label), unique(form for _, forms in said for form in forms))
        spots = [spot for spot, forms in said if key.answer.has(forms_of(label), forms)] if there else []
        spots = [spot for spot in spots if not asks_prose or spot.sentence.may_hold_a_fact]
        found[fact(label)] = (places.place(spots, label, options["places"], kinds) if spots else NO,)
    sentences = prose.sentences(text)
    found[WORDS] = (_within(len(prose.words(text)), _different_words(sentences), options["words"]),)
    found[SENTENCES] = (_within(len(sentences), len(sentences), options["sentences"]),)
    limit = options["reading_grade"]
    is_hard = limit is not None and len(sentences) > 1 and prose.reading_grade(text) > limit
    found[GRADE] = (NO if is_hard else YES,)
    return found | {name: (NONE,) for name in [*map(forms_of, options["shapes"]), KNOWN, NAMES]}


def forms_of(label: str) -> str:
    """The facet that mirrors the forms of a fact."""
    return f"forms of {label}"


def fact(label: str) -> str:
    """The facet that says where a fact is."""
    return f"fact {label}"


def missing(facets: Facets, key: Key) -> list[str]:
    """The labels of the facts that are not in their places."""
    return [label for label in key.options["shapes"] if facets[fact(label)] != (YES,)]


def faults(facets: Facets, name: str) -> list[str]:
    """The forms of what should not be there, of one facet."""
    return [form for form in facets[name] if form != NONE and not form.startswith(SAID)]


TITLED = re.compile(
    r"\b(?:[Mm](?:r|rs|s|iss)|[Dd]r|[Ss]ir|[Mm]adam)\b\.?\s+((?:[A-Z][\w'’-]+\s*)+)|"
    r"\b(?:[Dd]ear|[Hh]ello|[Hh]i|[Hh]ey)\s+((?:[A-Z][\w'’-]+\s*)+)"
)
NO_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "sir", "madam", "customer", "friend", "team", "there", "good", "morning",
     "afternoon", "evening", "all")
)  # fmt: skip


def _wrong_names(text: str, key: Key) -> tuple[str, ...]:
    """The names after "Dear" or a title that are of nobody in the case."""
    if not key.options["names"]:
        return ()
    wrong = []
    for match in TITLED.finditer(unicodedata.normalize("NFKC", text)):
        said = (match[1] or match[2]).strip()
        words = [word for word in reply_facts.letters(re.sub(r"['’]s\b", "", said)) if word not in NO_NAMES]
        # "Dear Ms Sheikh You were": what follows a name may have a capital as well
        if words and not key.answer.has(NAMES, (f"name {words[0]}",)):
            wrong.append(said)
    return unique(wrong)


def _invented(text: str, key: Key) -> tuple[str, ...]:
    """The numbers, dates and times that are not in the case: their forms, and the learner's own writing of them."""
    free = key.options["free"]

    def is_known(mention: mentions.Mention) -> bool:
        if "any time" in free and (mention.kind == mentions.TIME or mention.is_span):
            return True
        if "any date" in free and mention.kind == mentions.DATE:
            return True
        forms = [f"money {form.split()[1]}" for form in mention.forms] if mention.is_money else mention.forms
        return mention.forms[0].startswith(f"{mentions.DATE} day-") or key.answer.has(KNOWN, tuple(forms))

    found = mentions.unknown(text, is_known)
    return unique([*(one.forms[0] for one in found), *(f"{SAID}{one.text}" for one in found)])


def _avoided(text: str, avoid: list[str]) -> tuple[str, ...]:
    text = f" {' '.join(reply_facts.letters(text))} "
    return tuple(phrase for phrase in avoid if f" {' '.join(reply_facts.letters(phrase))} " in text)


def _different_words(sentences: list[str]) -> int:
    """Words, where a sentence said twice counts once."""
    return sum(len(prose.words(sentence)) for sentence in {folded(s): s for s in sentences}.values())


def _within(count: int, different: int, limits: Limits) -> str:
    if limits and different < limits[0]:
        return f"few: {count}" if count < limits[0] else "said twice"
    return f"many: {count}" if limits and count > limits[1] else YES
