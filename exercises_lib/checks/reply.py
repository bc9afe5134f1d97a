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

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from exercises_lib import observations
from exercises_lib.checks import manners, mentions, places, prose, typed
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded, unique
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Known, Options, Outcome, WrongForm
from exercises_lib.plain import values
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

Limits = Sequence[int] | None  # the fewest and the most
YES, NO, NONE = "yes", "no", "-"
SAID = "as said: "  # opens what a message shows of a made-up number: the learner's own writing
FREE = ("any time", "any date")  # may stand in `allowed`: the learner is asked to name one
LONGEST_FACT = 6  # words
MOST_WORDS, MOST_NUMBERS = 150, 60  # that are looked at, however long a text may be
MOST_CHARACTERS = 6_000  # reading a text takes time that can grow with the square of its length
FORGOTTEN_F = re.compile(r"\{[^\W\d]\w*[^{}]{0,60}\}")  # {due_date}
AS = {mentions.NUMBER: ", in figures", mentions.DATE: ", as a date", mentions.TIME: ", as a time"}
COPIED_RUN = 6  # words in a row that are taken from the prompt and not met by chance
# on their own no fact, so not looked up: that keeps `check` quick
_COMMON = (
    "a about after all also am an and any are as at be because been before but by can could did do does for from had "
    "has have he her here him his how i if in into is it its just me more my no not now of on or our out please she so "
    "some that the their them then there these they this to up us very was we were what when which who will with would "
    "you your"
)
COMMON = frozenset(_COMMON.split())


class Reply(Kind):
    name = "reply"
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
        belongs; `pay*` is any word that begins so; a label that is no fact is another thing in the case that has a
        number, date or time of its own. `untrue`: what contradicts the case, such as "our mistake". `names`: of the
        people in the case, each word of them; another name after "Dear" or "Mr" is made up.
        `observed`: show hints beside the outcome (see observations.py), for the person who reads the text afterwards.
        """
        allowed, phrases = _several(allowed), [str(phrase) for phrase in _several(avoid)]
        if any(not _letters(phrase) for phrase in phrases):
            raise ValueError("a phrase to avoid has no letter or digit")
        facts = {str(label): _several(given) for label, given in (facts or {}).items()}
        fixed = [one for one in allowed if one not in FREE]
        stated = [float(one) if type(one) is int else one for given in facts.values() for one in given]
        numbers = [_known_forms(one) for one in [*fixed, *stated]]
        return {
            "facts": {label: _fact_forms(label, given) for label, given in facts.items()},
            "known": list(unique(form for forms in numbers for form in forms)),
            "shapes": {label: _shape(given) for label, given in facts.items()},
            "free": [one for one in allowed if one in FREE],
            "places": {label: [folded(cue) for cue in cues] for label, cues in (places or {}).items()},
            "untrue": [folded(phrase) for phrase in _several(untrue)],
            "names": None if names is None else [f"name {word}" for name in _several(names) for word in _letters(name)],
            "avoid": phrases,
            "words": _limits("words", words),
            "sentences": _limits("sentences", sentences),
            "reading_grade": reading_grade,
            "prompt": "\n".join(_several(prompt)),
            "observed": bool(observed),
        }  # fmt: skip

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        return _states(_text(answer, key), key)

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """The facts, known numbers and names leave the options, which learners see; `names`: whether any are given."""
        secret = {_forms_of(label): (NONE, *forms) for label, forms in options["facts"].items()}
        secret |= {KNOWN: (NONE, *options["known"]), NAMES: (NONE, *(options["names"] or []))}
        options = {option: given for option, given in options.items() if option not in ("facts", "known")}
        options["names"] = options["names"] is not None
        key = Key(name, self.name, options, Known(secret))
        states = self.facets(answer, key, call)
        if fault := _next(states, key):
            raise WrongForm(f"the solution does not meet its own key: {fault}")
        return options, states | secret

    def note(self, answer: Plain, facets: Facets, key: Key) -> str:
        return observations.note(_text(answer, key), key.options["prompt"]) if key.options["observed"] else ""

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        # each has the form that the facets of all texts share
        changing = [
            label for label in key.options["shapes"]
            if not set(key.answer.facets[_forms_of(label)]) & set(practice.answer.facets[_forms_of(label)]) - {NONE}
        ]
        if not changing or any(facets[_fact(label)] == (YES,) for label in changing):
            return None
        if any(on_practice[_fact(label)] == (YES,) for label in changing):
            return typed.nothing(typed.TYPED_IN, f"`{key.name}`")
        if not _faults(on_practice, _INVENTED):  # what it says is true for both samples
            missing = ", ".join(changing)
            return Outcome(WRONG, 0, typed.LEFT_OUT.format(name=key.name, missing=missing))
        return None

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        credit, message = _credit(facets, key), f"{_count(facets, key)}{_next(facets, key)}"
        for mistake in key.mistakes:
            differs = [name for name in facets if set(mistake.answer.facets[name]).isdisjoint(key.answer.facets[name])]
            if differs and all(mistake.answer.has(name, facets[name]) for name in differs):
                credit, message = min(credit, mistake.credit), mistake.message(facets)
                break
        return Outcome(PARTLY if credit else WRONG, credit, message)


KNOWN, NAMES = "known numbers", "known names"
_INVENTED, _AVOIDED, _UNTRUE, _NAMED, _RUDE = "made up", "avoided", "untrue", "names", "rude"
_PROSE, _WORDS, _SENTENCES, _GRADE = "sentences at all", "words", "sentences", "reading grade"


def _forms_of(label: str) -> str:
    return f"forms of {label}"


def _fact(label: str) -> str:
    return f"fact {label}"


# --- the key ---


def _several(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]


def _limits(name: str, given: Limits) -> list[int] | None:
    if given is None:
        return None
    fewest, most = given
    if not 0 <= fewest <= most:
        raise ValueError(f"{name} are (fewest, most)")
    return [int(fewest), int(most)]


def _said(form: object) -> str:
    """An accepted form as an author gives it (text, number, date), as a text."""
    plain = values.to_plain(form)
    if plain["type"] not in ("text", "number", "date"):
        raise ValueError(f"a fact is a text, a number or a date, not {describe(plain)}")
    if plain["type"] == "number" and "e" not in plain["value"]:
        return f"{float(plain['value']):.6f}".rstrip("0").rstrip(".") if "." in plain["value"] else plain["value"]
    return plain["value"][:10] if plain["type"] == "date" else plain["value"]


def _fact_forms(label: str, given: list[Any]) -> list[str]:
    forms: list[str] = []
    ambiguous: list[str] = []
    for said in map(_said, given):
        whole = _whole_mention(said)
        if whole is None:
            tokens = _tokens(said)
            if all(token in COMMON for token in tokens):
                raise ValueError(f"the fact “{label}” has a form that is too common to look for: “{said}”")
            if len(tokens) > LONGEST_FACT:
                raise ValueError(f"the fact “{label}” has a form of more than {LONGEST_FACT} words: “{said}”")
            forms.append(f"words {_joins(tokens)}")
        else:
            (ambiguous if _is_ambiguous(whole) else forms).extend(mentions.of_key(whole))
    if ambiguous and not any(form.startswith(mentions.DATE) for form in forms):
        raise ValueError(f"the fact “{label}” can be read as two dates; write its month as a word")
    if not forms:
        raise ValueError(f"the fact “{label}” has no form")
    return list(unique(forms))


def _whole_mention(said: str) -> mentions.Mention | None:
    """The number, date or time that a form is as a whole; None where it is, or holds, other words."""
    bare = re.sub(r"[^\w]|_", "", mentions.readable(said))
    for one in mentions.find(said):
        if re.sub(r"[^\w]|_", "", one.text.casefold()) in (bare, re.sub(r"^(php|usd|inr|gbp|eur|aud|rs)", "", bare)):
            return one
    return None


def _is_ambiguous(mention: mentions.Mention) -> bool:
    return mention.kind == mentions.DATE and len({form[-5:] for form in mention.forms}) > 1


def _known_forms(form: object) -> list[str]:
    """What of a fact or an allowed thing is not made up: also the parts of a date, and the numbers in a text."""
    said = _said(form)
    found = [known for one in mentions.find(said) for known in mentions.of_key(one)]
    if not isinstance(form, int) or isinstance(form, bool):  # a whole number is no price, unless it is said to be one
        found += [f"money {number.split()[1]}" for number in found if number.startswith(f"{mentions.NUMBER} ")]
    found += [f"{mentions.NUMBER} {year}" for year in re.findall(r"date (\d{4})-", " ".join(found))]
    found += [f"date {month}" for month in re.findall(r"date (\d{4}-\d\d)-", " ".join(found))]
    return list(unique(found))


def _shape(given: list[Any]) -> list[str]:
    """Where to look for a fact: among numbers, dates or times, or in so many words. This much a learner may read."""
    wholes = [(_whole_mention(_said(form)), len(_tokens(_said(form)))) for form in given]
    longest = max((size for whole, size in wholes if whole is None), default=0)
    return [*unique(whole.kind for whole, _ in wholes if whole), *([f"words {longest}"] if longest else [])]


# --- the text ---


def _text(answer: Plain, key: Key) -> str:
    if answer["type"] == "list" and len(answer["items"]) == 1:
        answer = answer["items"][0]
    if answer["type"] != "text":
        raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect your reply as one text, between quotes.")
    text = answer["value"]
    if len(text) > MOST_CHARACTERS:
        raise WrongForm(f"`{key.name}` has {len(text):,} characters. Keep only what the customer needs.")
    count = len(prose.words(text))
    if name := FORGOTTEN_F.search(text):
        raise WrongForm(
            f"`{key.name}` holds “{name[0]}” as it stands. Put the letter `f` before the quote, "
            "so that Python writes the value in its place."
        )
    if not count:
        raise WrongForm(f"`{key.name}` is an empty text. Write your reply between the quotes.")
    most = (key.options["words"] or [0, 0])[1]
    if count > max(MOST_WORDS, 3 * most):
        limit = f" We expect {most} at most." if most else ""
        raise WrongForm(f"`{key.name}` has {count:,} words.{limit} Keep only what the customer needs.")
    if len(re.findall(r"\d+", text)) > MOST_NUMBERS:
        raise WrongForm(f"`{key.name}` is full of numbers. Keep only those that the customer needs.")
    if _is_copied(text, key.options["prompt"]):
        raise WrongForm(
            f"Most of `{key.name}` is copied from the question. Speak to the customer, in your own words."
        )
    return text


def _tokens(text: str) -> list[str]:
    """The words of a text as they are compared: no capitals, accents, apostrophes; 'Okafor's' is 'okafor'."""
    text = re.sub(r"(?<=\w)'s\b", "", mentions.readable(text))
    return re.findall(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff]+[^\W_]*)*", folded(text.replace("'", "")))


def _joins(tokens: list[str]) -> str:
    return "".join(tokens)  # 'call-back' is 'call back' and 'callback'


def _letters(phrase: str) -> list[str]:
    return re.findall(r"\w+", folded(mentions.readable(phrase).replace("'", "")))


def _is_copied(text: str, prompt: str) -> bool:
    mine, theirs = _letters(text), _letters(prompt)
    runs = {tuple(theirs[at : at + COPIED_RUN]) for at in range(len(theirs) - COPIED_RUN + 1)}
    copied = {
        place
        for at in range(len(mine) - COPIED_RUN + 1)
        if tuple(mine[at : at + COPIED_RUN]) in runs
        for place in range(at, at + COPIED_RUN)
    }
    return 2 * len(copied) > len(mine)


def _states(text: str, key: Key) -> Facets:
    """How a text compares with the key; the last facets only mirror those that the key keeps to itself."""
    options, read = key.options, places.sentences(text)
    asks_prose = bool(options["words"] or options["sentences"])  # a reference and a number may be all that is asked for
    # what a card's messages are enciphered with comes first: the made-up numbers can hardly be guessed
    states = {_INVENTED: _invented(text, key) or (NONE,), _AVOIDED: _avoided(text, options["avoid"]) or (NONE,)}
    states |= {_UNTRUE: unique(places.stated(read, options["untrue"])) or (NONE,)}
    states |= {_NAMED: _wrong_names(text, key) or (NONE,)}
    states |= {_RUDE: (manners.rude(text) or NONE,), _PROSE: (YES if not asks_prose or places.is_prose(read) else NO,)}
    kinds = {label: {shape.split()[0] for shape in shapes} for label, shapes in options["shapes"].items()}
    for label, shape in options["shapes"].items():
        said = _candidates(shape, read)
        there = key.answer.has(_forms_of(label), unique(form for _, forms in said for form in forms))
        spots = [spot for spot, forms in said if key.answer.has(_forms_of(label), forms)] if there else []
        spots = [spot for spot in spots if not asks_prose or spot.sentence.may_hold_a_fact]
        states[_fact(label)] = (places.place(spots, label, options["places"], kinds) if spots else NO,)
    sentences = prose.sentences(text)
    states[_WORDS] = (_within(len(prose.words(text)), _different_words(sentences), options["words"]),)
    states[_SENTENCES] = (_within(len(sentences), len(sentences), options["sentences"]),)
    limit = options["reading_grade"]
    is_hard = limit is not None and len(sentences) > 1 and prose.reading_grade(text) > limit
    states[_GRADE] = (NO if is_hard else YES,)
    return states | {name: (NONE,) for name in [*map(_forms_of, options["shapes"]), KNOWN, NAMES]}


def _candidates(shape: list[str], read: list[places.Sentence]) -> list[tuple[places.Spot, tuple[str, ...]]]:
    """What may be a fact of this shape: where it stands, and the forms it has."""
    kinds, longest = set(shape), next((int(s.split()[1]) for s in shape if s.startswith("words ")), 0)
    found = []
    for sentence in read:
        for one in sentence.mentions:
            if one.kind in kinds:
                found.append((places.Spot(sentence, one.start, one.end, one.kind), one.forms))
        words = sentence.words
        for size in range(1, longest + 1):
            for at in range(len(words) - size + 1):
                part = words[at : at + size]
                if not all(word.text in COMMON for word in part):
                    spot = places.Spot(sentence, part[0].start, part[-1].end, "words")
                    found.append((spot, (f"words {_joins([word.text for word in part])}",)))
    return found


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
        words = [word for word in _letters(re.sub(r"['’]s\b", "", said)) if word not in NO_NAMES]
        # "Dear Ms Sheikh You were": what follows a name may have a capital as well
        if words and not key.answer.has(NAMES, (f"name {words[0]}",)):
            wrong.append(said)
    return unique(wrong)


def _invented(text: str, key: Key) -> tuple[str, ...]:
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
    text = f" {' '.join(_letters(text))} "
    return tuple(phrase for phrase in avoid if f" {' '.join(_letters(phrase))} " in text)


def _different_words(sentences: list[str]) -> int:
    """Words, where a sentence said twice counts once."""
    return sum(len(prose.words(sentence)) for sentence in {folded(s): s for s in sentences}.values())


def _within(count: int, different: int, limits: Limits) -> str:
    if limits and different < limits[0]:
        return f"few: {count}" if count < limits[0] else "said twice"
    return f"many: {count}" if limits and count > limits[1] else YES


# --- the verdict ---


def _missing(facets: Facets, key: Key) -> list[str]:
    return [label for label in key.options["shapes"] if facets[_fact(label)] != (YES,)]


def _faults(facets: Facets, name: str) -> list[str]:
    return [form for form in facets[name] if form != NONE and not form.startswith(SAID)]


def _credit(facets: Facets, key: Key) -> float:
    if facets[_RUDE] != (NONE,) or facets[_PROSE] == (NO,):
        return 0
    count = len(key.options["shapes"])
    share = 1 - len(_missing(facets, key)) / count if count else 1
    share -= sum(len(_faults(facets, name)) for name in (_INVENTED, _AVOIDED, _UNTRUE, _NAMED)) / max(count, 2)
    share -= 0.25 * ((facets[_WORDS] != (YES,) or facets[_SENTENCES] != (YES,)) + (facets[_GRADE] == (NO,)))
    return max(0, round(share, 2))


def _count(facets: Facets, key: Key) -> str:
    count, missing = len(key.options["shapes"]), len(_missing(facets, key))
    if not count or facets[_RUDE] != (NONE,) or facets[_PROSE] == (NO,):
        return ""
    if not missing:
        return "All the facts are there. " if count > 1 else "The fact is there. "
    return f"{count - missing} of {count} facts {'is' if count - missing == 1 else 'are'} there. " if count > 1 else ""


def _counted(count: str, unit: str) -> str:
    return f"{count} {unit.removesuffix('s') if count == '1' else unit}"


def _next(facets: Facets, key: Key) -> str:
    """The one thing to look at next; empty where there is none."""
    invented, avoided, name = _faults(facets, _INVENTED), _faults(facets, _AVOIDED), f"`{key.name}`"
    said = [form.removeprefix(SAID) for form in facets[_INVENTED] if form.startswith(SAID)]
    if rude := _faults(facets, _RUDE):
        return f"{name} says “{rude[0]}”. No customer may read that, whatever the facts are. Say what you can do."
    if facets[_PROSE] == (NO,):
        return f"{name} reads like a list of words. Write sentences: say what happened to each fact."
    if missing := _missing(facets, key):
        shape, state = key.options["shapes"][missing[0]], facets[_fact(missing[0])][0]
        if state == places.DENIED:
            return f"{name} names {missing[0]}, but says that it is not so. Look for a “not” in that sentence."
        if state == places.ELSEWHERE:
            return f"What you wrote for {missing[0]} stands elsewhere in {name}. Say in one sentence what it is."
        if own := next((text for form, text in zip(invented, said, strict=False) if form.split()[0] in shape), ""):
            return f"We did not find {missing[0]}. You wrote “{own}”: look there first."
        return f"We did not find {missing[0]} in {name}. Add it{AS.get(shape[0], '')}."
    if untrue := _faults(facets, _UNTRUE):
        return f"{name} says “{untrue[0]}”, which is not so in this case. Look at the facts again."
    if wrong := _faults(facets, _NAMED):
        return f"“{wrong[0]}” is nobody in this case. Look again at who you speak to."
    if invented:
        return f"“{said[0]}” is not among the facts of this case. Check where it comes from, or leave it out."
    if avoided:
        return f"{name} says “{avoided[0]}”, which is on the list to avoid. Say it in another way."
    for facet, unit in ((_WORDS, "words"), (_SENTENCES, "sentences")):
        if facets[facet] != (YES,):
            fewest, most = key.options[unit]
            limits = f"{fewest} to {most}" if fewest < most else f"{most}"
            state, _, count = facets[facet][0].partition(": ")
            if state == "few":
                return f"{name} is too short: it has {_counted(count, unit)}, and we expect {limits}."
            if state == "said twice":
                return f"{name} says the same sentence twice, which counts once. We expect {limits} {unit}."
            return (
                f"{name} is too long: it has {_counted(count, unit)}, and we expect {limits}. "
                "Leave out what the customer does not need."
            )
    if facets[_GRADE] == (NO,):
        return f"{name} is hard to read. Use shorter sentences and shorter words."
    return ""
