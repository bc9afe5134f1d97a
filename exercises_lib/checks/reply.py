"""Reply: a short text to a customer, judged only by what can be checked honestly.

    key.reply("answer_to_ana", facts={"the amount": [amount], "the due date": ["5 March 2026"]},
        avoid=["calm down"], words=(15, 60), sentences=(2, 3), mistakes={
        "The amount is the one before tax ...": f"You were charged {before_tax:.2f} ...",
    })

It looks whether the facts are there, each in its place (see places.py); whether a number, date, time or name is
made up; whether the text says what is untrue or has a phrase from the printed list to avoid; and at length and grade.
A text that insults or sends the customer away (see manners.py), or that is no text but a list of words, earns nothing.
It says nothing about tone: that is for a person to read, in a manually graded cell.

A mistake is told by what it holds: a wrong number or date, a phrase, a length. One in which a fact is only missing is
every reply in which that fact is missing.

Credit: the share of the facts that are in their places. Each made-up number or name, each phrase to avoid and each one
that is untrue costs as much as one fact, but never more than half of the points; too short, too long or too hard to
read a quarter each.

The facts' forms are facets of the right answer, so a card holds only their digests. What the text mentions is looked
up among them; what comes of it are the facets of an answer: "fact the amount" is "yes" or "no", and so on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercises_lib import observations
from exercises_lib.checks import reply_facets, reply_facts, reply_words, typed
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded, unique
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Known, Options, Outcome, WrongForm
from exercises_lib.checks.reply_facets import (
    INVENTED,
    KNOWN,
    NAMES,
    NONE,
    PROSE,
    RUDE,
    YES,
    Limits,
    fact,
    faults,
    forms_of,
)
from exercises_lib.checks.reply_facts import letters, several
from exercises_lib.checks.reply_text import text_of
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

FREE = ("any time", "any date")  # may stand in `allowed`: the learner is asked to name one


class Reply(Kind):
    name = "reply"
    tested = "Facts and form"
    right = "All that a program can test is there. A person judges the rest."
    facets_depend_on_key = True
    looked_up = 256  # about how many forms a text is looked up by

    def options(
        self, *, facts: dict[str, Any] | None = None, allowed: Any = (), avoid: Any = (),
        words: Limits = None, sentences: Limits = None, reading_grade: float | None = None, prompt: Any = "",
        observed: bool = False, places: dict[str, Iterable[str]] | None = None, untrue: Any = (),
        names: Any = None,
    ) -> Options:  # fmt: skip
        """`facts`: by label, the accepted ways of saying each: texts, numbers, dates. A label is shown to learners.

        `allowed`: further numbers, dates and times that are not made up; "any time" and "any date" where the learner
        is to name one; a whole number allowed is no price. `avoid`: the phrases that the prompt asks to avoid. `words`,
        `sentences`: (fewest, most). `reading_grade`: the highest; it counts for two sentences or more. `prompt`: the
        text, or several, that are not to be copied. `places`: by a fact's label, the words beside which it
        belongs; `pay*` is any word that begins so, `give ... back` has a few words between; a label that is no fact is
        another thing in the case that has a number, date or time of its own. `untrue`: what contradicts the case, such
        as "our mistake". `names`: of the people in the case, each word of them; another name after "Dear" or "Mr" is
        made up.
        `observed`: show hints beside the outcome (see observations.py), for the person who reads the text afterwards.
        """
        allowed, phrases = several(allowed), [str(phrase) for phrase in several(avoid)]
        if any(not letters(phrase) for phrase in phrases):
            raise ValueError("a phrase to avoid has no letter or digit")
        facts = {str(label): several(given) for label, given in (facts or {}).items()}
        fixed = [one for one in allowed if one not in FREE]
        stated = [float(one) if type(one) is int else one for given in facts.values() for one in given]
        numbers = [reply_facts.known_forms(one) for one in [*fixed, *stated]]
        return {
            "facts": {label: reply_facts.forms(label, given) for label, given in facts.items()},
            "known": list(unique(form for forms in numbers for form in forms)),
            "shapes": {label: reply_facts.shape(given) for label, given in facts.items()},
            "free": [one for one in allowed if one in FREE],
            "places": {label: [folded(cue) for cue in cues] for label, cues in (places or {}).items()},
            "untrue": [folded(phrase) for phrase in several(untrue)],
            "names": None if names is None else [f"name {word}" for name in several(names) for word in letters(name)],
            "avoid": phrases,
            "words": _limits("words", words),
            "sentences": _limits("sentences", sentences),
            "reading_grade": reading_grade,
            "prompt": "\n".join(several(prompt)),
            "observed": bool(observed),
        }  # fmt: skip

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        return reply_facets.states(text_of(answer, key), key)

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """The facts, known numbers and names leave the options, which learners see; `names`: whether any are given."""
        secret = {forms_of(label): (NONE, *forms) for label, forms in options["facts"].items()}
        secret |= {KNOWN: (NONE, *options["known"]), NAMES: (NONE, *(options["names"] or []))}
        options = {option: given for option, given in options.items() if option not in ("facts", "known")}
        options["names"] = options["names"] is not None
        key = Key(name, self.name, options, Known(secret))
        states = self.facets(answer, key, call)
        if fault := reply_words.next_step(states, key):
            raise WrongForm(f"the solution does not meet its own key: {fault}")
        return options, states | secret

    def note(self, answer: Plain, facets: Facets, key: Key) -> str:
        return observations.note(text_of(answer, key), key.options["prompt"]) if key.options["observed"] else ""

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        # each has the form that the facets of all texts share
        changing = [
            label
            for label in key.options["shapes"]
            if not set(key.answer.facets[forms_of(label)]) & set(practice.answer.facets[forms_of(label)]) - {NONE}
        ]
        if not changing or any(facets[fact(label)] == (YES,) for label in changing):
            return None
        if any(on_practice[fact(label)] == (YES,) for label in changing):
            return typed.nothing(typed.TYPED_IN, f"`{key.name}`")
        if not faults(on_practice, INVENTED):  # what it says is true for both samples
            missing = ", ".join(changing)
            return Outcome(WRONG, 0, typed.LEFT_OUT.format(name=key.name, missing=missing))
        return None

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        credit = reply_words.credit(facets, key)
        message = f"{reply_words.found(facets, key)}{reply_words.next_step(facets, key)}"
        unfit = set() if reply_words.may_be_sent(facets) else {RUDE, PROSE}  # said before a fact that is missing
        for mistake in key.mistakes:
            differs = [name for name in facets if set(mistake.answer.facets[name]).isdisjoint(key.answer.facets[name])]
            if unfit and unfit.isdisjoint(differs):
                continue
            if differs and all(mistake.answer.has(name, facets[name]) for name in differs):
                credit, message = min(credit, mistake.credit), mistake.message(facets)
                break
        return Outcome(PARTLY if credit else WRONG, credit, message)


def _limits(name: str, given: Limits) -> list[int] | None:
    if given is None:
        return None
    fewest, most = given
    if not 0 <= fewest <= most:
        raise ValueError(f"{name} are (fewest, most)")
    return [int(fewest), int(most)]
