"""Text: one short text, such as a name, a reference or an account number.

    key.text("caller", slips=1, accept=["M. Santos"], mistakes={"That is the agent's name ...": "Ana Cruz"})

Capitals, accents, punctuation and doubled spaces do not count. `slips=1` forgives one slip of spelling: a letter too
many, too few, another letter, or two neighbours swapped. A digit is never a slip.

An answer card knows only digests of the right answer's forms, so no distance to it can be computed (by rapidfuzz or
otherwise) where `check` runs. Instead each text stands for all patterns that it fits with one letter left open, and
two texts share a pattern exactly when they are at most one slip apart. The tests hold this against rapidfuzz.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded, unique
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

SHORTEST, LONGEST = 4, 40  # letters of a text in which a slip is forgiven; a longer one would take long to digest
OPEN, SWAP = "\x01", "\x02"  # marks in a pattern; no text contains them


class Text(Kind):
    name = "text"

    def options(self, *, accept: str | Iterable[object] = (), slips: int = 0) -> Options:
        """`accept`: other texts that are just as right. `slips`: how many slips of spelling are forgiven (0 or 1)."""
        if slips not in (0, 1):
            raise ValueError("slips must be 0 or 1")
        accept = [accept] if isinstance(accept, str) else [str(text) for text in accept]
        return {"slips": slips, "accept": accept}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "text"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        return _facets([_text(answer, key.name)], key.name, key.options["slips"])

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """What else is accepted becomes part of the right answer's forms and leaves the options, which learners see."""
        texts = [_text(answer, name), *options["accept"]]
        return {"slips": options["slips"]}, _facets(texts, name, options["slips"])

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        text = facets["text"][0]
        piece = "digit" if text.isdigit() else "letter"
        return Outcome(
            WRONG,
            0,
            f"`{key.name}` reads “{text[:80]}”. We expect another text here. "
            f"Go back to where you took it from and compare, {piece} by {piece}.",
        )


def _facets(texts: list[str], name: str, slips: int) -> Facets:
    forms = unique(form for text in texts for form in _forms(text))
    if not forms:
        raise WrongForm(f"`{name}` is an empty text. Write your answer between the quotes.")
    return {"text": with_slips(forms) if slips else forms}


def _text(answer: Plain, name: str) -> str:
    answer = alone(answer)
    if answer["type"] == "number" and answer["value"].lstrip("-").isdigit():
        return answer["value"]  # an account number without quotes
    if answer["type"] != "text":
        raise WrongForm(f"`{name}` is {describe(answer)}. We expect one text, written between quotes.")
    return answer["value"]


def _forms(text: str) -> tuple[str, ...]:
    """The texts that may stand for `text`: punctuation read as a space, and left out ('e-mail' is 'e mail', 'email').

    In a text with digits spaces do not count either: 'TKT-00123' is 'TKT 00123' and '020 7946' is '0207946'.
    """
    text = re.sub(r"(?<=\d),(?=\d)", "", folded(text))
    if len(re.findall(r"(?<=\d)\.(?=\d)", text)) == 1:
        text = re.sub(r"(?<=\d)\.(?=\d)", "\x03", text)  # one point between digits is a decimal point: 1.5 is not 15
    spaced, joined = ("".join(other if _is_sign(c) else c for c in text) for other in (" ", ""))
    forms = [" ".join(form.replace("\x03", ".").split()) for form in (spaced, joined)]
    if any(c.isdigit() for c in text):
        forms = [form.replace(" ", "") for form in forms]
    return unique(form for form in forms if form)


def _is_sign(character: str) -> bool:
    return character != "\x03" and unicodedata.category(character)[0] in "PSC"


def with_slips(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and every pattern that a text one slip away shares with one of them."""
    patterns = (pattern for form in forms if SHORTEST <= len(form) <= LONGEST for pattern in _patterns(form))
    return unique([*forms, *patterns])


def _patterns(text: str) -> Iterator[str]:
    """Two texts share one of these exactly when one slip (optimal string alignment) leads from one to the other.

    Another letter: both fit the pattern with that place open. A letter more: the longer fits it with that place open,
    the shorter with an open place put in. Two swapped: both fit the pattern in which the pair stands in sorted order.
    """
    for at in range(len(text) + 1):
        yield text[:at] + OPEN + text[at:]
    for at, letter in enumerate(text):
        if not letter.isdigit():
            yield text[:at] + OPEN + text[at + 1 :]
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        if not any(letter.isdigit() for letter in pair):
            yield text[:at] + SWAP + "".join(sorted(pair)) + SWAP + text[at + 2 :]
