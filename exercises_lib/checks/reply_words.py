"""What a reply earns, and what its learner reads: how many facts are there, and the one thing to look at next."""

from __future__ import annotations

from exercises_lib.checks import mentions, places
from exercises_lib.checks.key import Facets, Key
from exercises_lib.checks.reply_facets import (
    AVOIDED,
    GRADE,
    INVENTED,
    NAMED,
    NO,
    NONE,
    PROSE,
    RUDE,
    SAID,
    SENTENCES,
    UNTRUE,
    WORDS,
    YES,
    fact,
    faults,
    missing,
)

AS = {mentions.NUMBER: ", in figures", mentions.DATE: ", as a date", mentions.TIME: ", as a time"}


def credit(facets: Facets, key: Key) -> float:
    """The share of the points, 0 to 1 (see reply.py)."""
    if not may_be_sent(facets):
        return 0
    count = len(key.options["shapes"])
    share = 1 - len(missing(facets, key)) / count if count else 1
    share -= sum(len(faults(facets, name)) for name in (INVENTED, AVOIDED, UNTRUE, NAMED)) / max(count, 2)
    share -= 0.25 * ((facets[WORDS] != (YES,) or facets[SENTENCES] != (YES,)) + (facets[GRADE] == (NO,)))
    return max(0, round(share, 2))


def found(facets: Facets, key: Key) -> str:
    """How many of the facts are there; empty where that would mislead, or next_step says it."""
    count, gone = len(key.options["shapes"]), len(missing(facets, key))
    if not count or not may_be_sent(facets):
        return ""
    if not gone:
        return "All the facts are there. " if count > 1 else "The fact is there. "
    return f"{count - gone} of {count} facts {'is' if count - gone == 1 else 'are'} there. " if count > 1 else ""


def next_step(facets: Facets, key: Key) -> str:
    """The one thing to look at next; empty where there is none."""
    return _manners(facets, key) or _absent(facets, key) or _unwanted(facets, key) or _measures(facets, key)


def may_be_sent(facets: Facets) -> bool:
    """Whether a text has sentences and no insult: else that is said before all else."""
    return facets[RUDE] == (NONE,) and facets[PROSE] != (NO,)


def _manners(facets: Facets, key: Key) -> str:
    if rude := faults(facets, RUDE):
        return f"`{key.name}` says “{rude[0]}”. No customer may read that, whatever the facts are. Say what you can do."
    if facets[PROSE] == (NO,):
        return f"`{key.name}` reads like a list of words. Write sentences: say what happened to each fact."
    return ""


def _absent(facets: Facets, key: Key) -> str:
    """About the first fact that is not in its place."""
    labels, name = missing(facets, key), f"`{key.name}`"
    if not labels:
        return ""
    label = labels[0]
    shape, state = key.options["shapes"][label], facets[fact(label)][0]
    if state == places.DENIED:
        return f"{name} names {label}, but says that it is not so. Look for a “not” in that sentence."
    if state == places.ELSEWHERE:
        return f"What you wrote for {label} stands elsewhere in {name}. Say in one sentence what it is."
    invented = zip(faults(facets, INVENTED), _as_said(facets), strict=False)
    if own := next((text for form, text in invented if form.split()[0] in shape), ""):
        return f"We did not find {label}. You wrote “{own}”: look there first."
    return f"We did not find {label} in {name}. Add it{AS.get(shape[0], '')}."


def _unwanted(facets: Facets, key: Key) -> str:
    """About the first thing that should not be there."""
    if untrue := faults(facets, UNTRUE):
        return f"`{key.name}` says “{untrue[0]}”, which is not so in this case. Look at the facts again."
    if wrong := faults(facets, NAMED):
        return f"“{wrong[0]}” is nobody in this case. Look again at who you speak to."
    if said := _as_said(facets):
        return f"“{said[0]}” is not among the facts of this case. Check where it comes from, or leave it out."
    if avoided := faults(facets, AVOIDED):
        return f"`{key.name}` says “{avoided[0]}”, which is on the list to avoid. Say it in another way."
    return ""


def _as_said(facets: Facets) -> list[str]:
    """What is made up, in the learner's own writing."""
    return [form.removeprefix(SAID) for form in facets[INVENTED] if form.startswith(SAID)]


def _measures(facets: Facets, key: Key) -> str:
    """About length, and how hard it is to read."""
    for facet, unit in ((WORDS, "words"), (SENTENCES, "sentences")):
        if facets[facet] != (YES,):
            return f"`{key.name}` {_length(facets[facet][0], unit, *key.options[unit])}"
    if facets[GRADE] == (NO,):
        return f"`{key.name}` is hard to read. Use shorter sentences and shorter words."
    return ""


def _length(found: str, unit: str, fewest: int, most: int) -> str:
    limits = f"{fewest} to {most}" if fewest < most else f"{most}"
    state, _, count = found.partition(": ")
    counted = f"{count} {unit.removesuffix('s') if count == '1' else unit}"
    if state == "few":
        return f"is too short: it has {counted}, and we expect {limits}."
    if state == "said twice":
        return f"says the same sentence twice, which counts once. We expect {limits} {unit}."
    return f"is too long: it has {counted}, and we expect {limits}. Leave out what the customer does not need."
