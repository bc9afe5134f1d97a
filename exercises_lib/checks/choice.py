"""Choice: one or several of stated options.

    key.choice("first_step", options=["a", "b", "c"], mistakes={"Closing the call first ...": "a"})

Each option is a facet that is picked or not, so one right option and several are judged alike, and nothing in the
form of the answer tells how many are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exercises_lib.checks import typed
from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded_label, label
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

PICKED, LEFT = ("yes",), ("no",)
MAX_OPTIONS = 60


class Choice(Kind):
    name = "choice"
    is_guessable = True

    def options(self, *, options: Iterable[object] = (True, False)) -> Options:
        """`options`: what can be chosen; texts, numbers or True and False."""
        texts = [str(option) for option in options]
        if not 2 <= len(texts) <= MAX_OPTIONS:
            raise ValueError(f"name 2 to {MAX_OPTIONS} options")
        if len({folded_label(text) for text in texts}) < len(texts):
            raise ValueError("two options are the same but for capitals, spaces or punctuation")
        return {"options": texts}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "bool"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        options = key.options["options"]
        names = {folded_label(option): option for option in options}
        items = list(answer["items"]) if answer["type"] == "list" else [alone(answer)]
        if not items:
            raise WrongForm(f"`{key.name}` is an empty list. {_choose(options)}")
        picks = set()
        for item in items:
            text = label(item)
            if text is None:
                raise WrongForm(f"`{key.name}` holds {describe(item)}. {_choose(options)}")
            if not text.strip():
                raise WrongForm(f"`{key.name}` holds an empty text. {_choose(options)}")
            if folded_label(text) not in names:
                raise WrongForm(f"`{key.name}` holds “{text[:60]}”{_why_none(text, names)} {_choose(options)}")
            picks.add(names[folded_label(text)])
        return {_facet(option): PICKED if option in picks else LEFT for option in options}

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        picks_fit = all(practice.answer.has(_facet(option), PICKED) for option in _picks(facets, key))
        what = f"What you chose in `{key.name}`" if len(_picks(facets, key)) > 1 else f"`{key.name}`"
        return typed.nothing(typed.TYPED_IN, what) if picks_fit and typed.changing(key, practice) else None

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        right = [option for option in key.options["options"] if key.answer.has(_facet(option), PICKED)]
        picks = _picks(facets, key)
        good = len(set(picks) & set(right))
        credit = max(0, round((2 * good - len(picks)) / len(right), 2))
        message = _message(key.name, picks, good)
        return Outcome(PARTLY if credit else WRONG, credit, message, names_slip=good == len(picks))


def _facet(option: str) -> str:
    return f"option {option}"


def _picks(facets: Facets, key: Key) -> list[str]:
    return [option for option in key.options["options"] if facets[_facet(option)] == PICKED]


def _why_none(text: str, names: dict[str, str]) -> str:
    several = [folded_label(part) for part in re.split(r"[\s,;]+", text) if part]
    if len(several) > 1 and names.keys() >= set(several):
        return " as one text. Put each choice in quotes of its own, and all of them in square brackets."
    return ", which is none of the options."


def _choose(options: list[str]) -> str:
    return f"Choose from: {'; '.join(options)}."


def _message(name: str, picks: list[str], good: int) -> str:
    count = len(picks)
    if good == count:
        picked = {1: "Your pick fits", 2: "Both of your picks fit"}.get(count, f"All {count} of your picks fit")
        return f"{picked}, but something is still missing."
    if count == 1:
        return (
            f"`{name}` is “{picks[0]}”. Another choice fits better. Read the question once more, then the first hint."
        )
    fit = f"{good or 'None'} of your {count} picks {'fit' if good > 1 else 'fits'}."
    return f"{fit} Take them one at a time, and keep those for which you can give a reason."
