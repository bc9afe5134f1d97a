"""The words of a plot: title, labels and legend, without which a reader does not know what the picture shows.

How they are worded is free, with three exceptions: what the prompt asks for (the key's `title`, `x`, `y`) must be
there; what the worked example says is no answer; a name in the legend that is the solution's stands for the same line.
"""

from __future__ import annotations

import re

from exercises_lib.checks.forms import folded, folded_label
from exercises_lib.checks.key import Facets, Key, Options, WrongForm
from exercises_lib.plain.shapes import Axes

THERE, ABSENT, LEFT_OVER, OTHERWISE = "yes", "no", "the example's", "called otherwise"
THE = {"title": "a title", "x label": "a label on the x axis", "y label": "a label on the y axis", "legend": "a legend"}
HOW = {
    "title": '.set_title("...")',
    "x label": '.set_xlabel("...")',
    "y label": '.set_ylabel("...")',
    "legend": ".legend()",
}
LINE = "line "  # begins a facet about one name in the legend
WITHOUT = "without "  # begins a facet's form: words that are missing, separated by `;`


Named = list[tuple[str, tuple[str, ...]]]  # of each line or set of bars its name and the texts that stand for it


def known(ax: Axes, names: list[str], options: Options) -> Options:
    """What a key notes of its solution's words, so that learners' can be judged: names in the legend, and what the
    examples say (`left_over`) and the solution does not."""
    said, examples = _said(ax), options.get("left_over", {})
    names = [folded_label(name) for name in names] if len(names) > 1 else []
    ours = {word for text in said.values() for word in _words(text)}
    return {
        "lines": sorted({name for name in names if name and names.count(name) == 1}),
        "left_over": {
            "title": sorted({folded(text) for text in examples.get("title", ())} - {folded(said["title"])}),
            # of an axis, what has a word in common with the solution's may be true of this plot too
            **{
                place: sorted({folded(text) for text in examples.get(place, ()) if ours.isdisjoint(_words(text))})
                for place in ("x label", "y label")
            },
            "legend": sorted({folded_label(text) for text in examples.get("legend", ())} - set(names)),
        },
    }


def facets(ax: Axes, drawn: Named, key: Key) -> Facets:
    """The facets about words."""
    found = {place: (_state(text, place, key),) for place, text in _said(ax).items()}
    return found | {"legend": (_legend(ax, drawn, key),)} | _lines(drawn, key)


def of_solution(facets: Facets) -> Facets:
    """A solution's facets: a learner may call a line otherwise. Raises WrongForm where words are missing."""
    if missing := [label for label in THE if facets.get(label, (THERE,)) != (THERE,)]:
        lacking = [THE[one] if facets[one] == (ABSENT,) else f"{one}: {facets[one][0]}" for one in missing]
        raise WrongForm(f"the solution's plot lacks {listed(lacking)} (or say labels=False)")
    return {
        name: (*forms, OTHERWISE) if name.startswith(LINE) and OTHERWISE not in forms else forms
        for name, forms in facets.items()
    }


def _said(ax: Axes) -> dict[str, str]:
    return {"title": ax["title"], "x label": ax["xlabel"], "y label": ax["ylabel"]}


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"\w+", folded(text))}


def _state(text: str, place: str, key: Key) -> str:
    if not text:
        return ABSENT
    if folded(text) in key.options.get("left_over", {}).get(place, ()):
        return LEFT_OVER
    asked = key.options.get("words", {}).get(place, ())
    lacking = [word for word in asked if not any(_says(text, one) for one in word.split("|"))]
    return WITHOUT + ";".join(word.split("|")[0] for word in lacking) if lacking else THERE


def _says(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(folded(word))}", folded(text)))


def _legend(ax: Axes, drawn: Named, key: Key) -> str:
    """A legend is needed only to tell several lines or sets of bars apart."""
    if len(drawn) < 2:
        return THERE
    if not ax["legend"]:
        return ABSENT
    left_over = key.options.get("left_over", {}).get("legend", ())
    return LEFT_OVER if any(folded_label(name) in left_over for name, _ in drawn) else THERE


def _lines(drawn: Named, key: Key) -> Facets:
    """What stands for the line or bars of each name that the solution has in its legend."""
    found = {}
    for name in key.options.get("lines", ()):
        so_called = [forms for label, forms in drawn if folded_label(label) == name]
        found[LINE + name] = so_called[0] if len(so_called) == 1 else (OTHERWISE,)
    return found


def missing(facets: Facets, key: Key) -> str:
    """What a plot with the right data still needs, for its learner."""
    name = key.name
    gone = [label for label in THE if facets.get(label) == (ABSENT,)]
    parts = []
    if gone:
        how = listed([f"`{name}{HOW[label]}`" for label in gone])
        parts.append(f"Still missing for a reader: {listed([THE[label] for label in gone])}. Add {how}.")
    for label in THE:
        form = facets.get(label, (THERE,))[0]
        if form == LEFT_OVER:
            where = "The legend has names from the example" if label == "legend" else f"The {label} is the example's"
            parts.append(f"{where}. Say what your own plot shows.")
        elif form.startswith(WITHOUT):
            words = listed([f"“{word}”" for word in form.removeprefix(WITHOUT).split(";")])
            parts.append(f"The {label} does not say {words}, and the task asks for it: `{name}{HOW[label]}`.")
    wrong = [
        label.removeprefix(LINE)
        for label, forms in facets.items()
        if label.startswith(LINE) and not key.answer.has(label, forms)
    ]
    if wrong:
        names, stand = listed([f"“{one}”" for one in wrong]), "stands" if len(wrong) == 1 else "stand"
        parts.append(f"In the legend {names} {stand} beside another line or set of bars: the names changed places.")
    return " ".join(["What you drew is right.", *parts])


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
