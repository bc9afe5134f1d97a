"""Fields: a dictionary whose entries are judged each by its own kind, with a share of the points.

    key.fields("call_note", fields={"caller": {"kind": "text", "slips": 1}}, mistakes={
        "That is the date of the call, not of the call-back.": {"call_back": "2026-02-03"},
    })

A field without a kind gets the one that fits the solution's value. Entries that nobody asked for do not count.

A mistake names the fields it is about: it is found when these have just those values, whatever the others hold, and
the other fields keep their points; its credit is a share of its own fields' points. A mistake that names all fields is
found only as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from exercises_lib.checks import typed
from exercises_lib.checks.answers import GIVES_NOTHING, describe, finished
from exercises_lib.checks.base import Kind
from exercises_lib.checks.choice import Choice
from exercises_lib.checks.date import Date
from exercises_lib.checks.forms import folded_name
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Model, Options, Outcome, WrongForm, first_in
from exercises_lib.checks.near import near, told
from exercises_lib.checks.number import Number
from exercises_lib.checks.text import Text
from exercises_lib.plain import values
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Number(), Text(), Date(), Choice())}  # of a field
FieldOptions = dict[str, Any]  # a field's kind, and that kind's options
NOT_GIVEN: tuple[Plain, Plain] = (values.MISSING, values.MISSING)
LONGEST_NAME = 60  # signs of an entry's name that are looked at
MISFORMED = "\x00"  # opens the one form of a field that is not of its kind; the rest says why
ABSENT = MISFORMED * 2  # of a field that is not there: under another name, or None
WITHOUT_QUOTES = (
    "There is no field `{field}`. Its label stands in quotes, or what the name holds becomes the label: "
    'write `"{field}": ...`, with the value in the place of the dots.'
)


class Fields(Kind):
    name = "fields"

    def options(self, *, fields: dict[str, dict[str, Any]] | None = None) -> Options:
        """`fields`: for each field, `{"kind": ...}` and that kind's own options; kinds may be left out."""
        return {"fields": {str(field): _options(dict(given)) for field, given in (fields or {}).items()}}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "dict"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        given = _given(answer, key.name)
        asked = {field: folded_name(field) for field in key.options["fields"]}
        known = set(asked.values())
        unasked = [entry for folded, entry in given.items() if folded not in known]
        facets: Facets = {}
        found = 0
        for field, folded in asked.items():
            _, value = given.get(folded, NOT_GIVEN)
            if value["type"] not in ("missing", "nothing"):
                found += 1
                facets |= _field_facets(key, field, value)
            elif value["type"] == "nothing" and value.get("none"):
                facets |= _absent(key, field, f"`{_part_name(key.name, field)}` is {GIVES_NOTHING}")
            elif any(name == value for name, value in unasked):  # as in `{csat: csat}`
                facets |= _absent(key, field, WITHOUT_QUOTES.format(field=field))
            elif other := near(field, [str(name.get("value"))[:LONGEST_NAME] for name, _ in unasked]):
                facets |= _absent(key, field, told(field, other, "field "))
        if not found and not facets:
            raise WrongForm(f"`{key.name}` has none of the fields we expect: {', '.join(key.options['fields'])}.")
        return facets

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """Each field's key is made by its own kind, the one that fits where the author named none."""
        given, fields = _given(answer, name), _with_kinds(options["fields"], answer)
        facets: Facets = {}
        for number, (field, of) in enumerate(fields.items(), 1):
            _, value = given.get(folded_name(field), NOT_GIVEN)
            if value["type"] in ("missing", "nothing"):
                raise WrongForm(f"the solution has no field “{field}”")
            part = _part_name(name, field)
            of["options"], own = KINDS[of["kind"]].make_key(part, finished(value, part), of["options"], call)
            facets |= {_prefix(number, field) + facet: forms for facet, forms in own.items()}
        if not fields:
            raise WrongForm("a dictionary needs a field")
        return {"fields": fields}, facets

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Those of each field."""
        given = _given(answer, key.name)
        found: dict[str, Facets] = {}
        for field in key.options["fields"]:
            part, prefix = _part(key, field), _prefix_of(key, field)
            for message, facets in KINDS[part.kind].slips(given[folded_name(field)][1], part, call).items():
                found[message] = {prefix + name: forms for name, forms in facets.items()}
        return found

    def parts(self, key: Key) -> dict[str, list[str]]:
        """The facets of each field."""
        return {field: _of_field(key.answer.facets, key, field) for field in key.options["fields"]}

    def told_together(self, key: Key) -> list[list[str]]:
        return list(self.parts(key).values())

    def differing(self, facets: Facets, key: Key) -> Facets:
        """What is wrong and is of its field's kind; what is right in the others counts as ever."""
        return {
            name: forms for name, forms in facets.items()
            if not key.answer.has(name, forms) and not forms[0].startswith(MISFORMED)
        }  # fmt: skip

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        changing = [field for field in key.options["fields"] if _changes(field, key, practice)]
        mistake = first_in(facets, key.mistakes)  # goes before: one of three options is soon the practice sample's
        typed_ones = [
            field
            for field in changing
            if _fits(facets, practice, field) and not (mistake and _of_field(mistake.answer.facets, key, field))
        ]
        missing = [field for field in changing if _is_missing(facets, key, field)]
        if typed_ones:
            message = typed.TYPED_IN.format(what=f"The field `{typed_ones[0]}`")
        elif missing:
            message = typed.LEFT_OUT.format(name=key.name, missing=", ".join(f"`{field}`" for field in missing))
        else:
            return None
        if len(typed_ones) + len(missing) == len(changing):
            return Outcome(WRONG, 0, message, names_slip=True)
        return _outcome(facets, key, message if typed_ones else None)

    def names_in(self, facets: Facets, key: Key) -> list[str]:
        return [field for field in key.options["fields"] if _of_field(facets, key, field)]

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        return _outcome(facets, key)


def _outcome(facets: Facets, key: Key, typed_in: str | None = None) -> Outcome:
    """The share of the fields that fit, and what to look at next; `typed_in` says it where a field was typed in."""
    fields = list(key.options["fields"])
    wrong = [field for field in fields if not _fits(facets, key, field)]
    credit, mistake = 1 - len(wrong) / len(fields), first_in(facets, key.mistakes)
    message, names_slip = (typed_in, True) if typed_in else _next(facets, key, wrong[0])
    mutant = None if mistake or names_slip else first_in(facets, key.mutants)
    if mutant:
        message, names_slip = mutant.message(facets), True
    if mistake:
        about = sum(bool(_of_field(mistake.answer.facets, key, field)) for field in fields)
        credit += mistake.credit * about / len(fields)
        message, names_slip = mistake.message(facets), True
    credit = round(credit, 2)
    fit = len(fields) - len(wrong)
    if fit or not credit:  # "0 fit" would not go with part of the points, which a mistake can have
        message = f"{fit} of {len(fields)} fields fit. {message}"
    state = PARTLY if credit else WRONG
    return Outcome(state, credit, message, names_slip=names_slip, is_named=bool(mistake))


def _changes(field: str, key: Key, practice: Key) -> bool:
    """Whether the right value of a field is another on the fresh sample than on the practice sample."""
    return any(name in typed.changing(key, practice) for name in _of_field(key.answer.facets, key, field))


def _given(answer: Plain, name: str) -> dict[str, tuple[Plain, Plain]]:
    """The entries of a plain dictionary by folded name: (name, value), both plain. Raises WrongForm."""
    if answer["type"] != "dict":
        raise WrongForm(f"`{name}` is {describe(answer)}. We expect a dictionary: `{{field: value, ...}}`.")
    return {folded_name(str(name.get("value"))): (name, value) for name, value in answer["items"]}


def _is_missing(facets: Facets, key: Key, field: str) -> bool:
    """Whether a field is not there, or only under another name."""
    names = _of_field(facets, key, field)
    return not names or facets[names[0]][0].startswith(ABSENT)


def _absent(key: Key, field: str, why: str) -> Facets:
    return {f"{_prefix_of(key, field)}form": (ABSENT + why,)}


def _part(key: Key, field: str) -> Key:
    """The key of one field alone."""
    kind = key.options["fields"][field]
    return replace(key, name=_part_name(key.name, field), kind=kind["kind"], options=kind["options"])


def _part_name(name: str, field: str) -> str:
    return f'{name}["{field}"]'


def _options(given: dict[str, Any]) -> FieldOptions:
    kind = given.pop("kind", None)
    if kind is None:
        if given:
            raise ValueError(f"a field with the options {', '.join(given)} needs a kind")
        return {}
    if kind not in KINDS:
        raise ValueError(f"a field is one of {', '.join(KINDS)}, not {kind}")
    return {"kind": kind, "options": KINDS[kind].options(**given)}


def _with_kinds(fields: dict[str, FieldOptions], answer: Plain) -> dict[str, FieldOptions]:
    """The fields named and those of the solution, with a kind for each where the author named none."""
    fields = {field: dict(of) for field, of in fields.items()}
    named = {folded_name(field): field for field in fields}
    for name, value in answer["items"] if answer["type"] == "dict" else []:
        text = str(name.get("value"))
        field = named.get(folded_name(text), text)
        if fields.get(field):
            continue
        kind = next((kind for kind in KINDS.values() if kind.fits(value)), None)
        if kind is None:
            raise WrongForm(f"the field “{text}” is {describe(value)}; a field is one of {', '.join(KINDS)}")
        fields[field] = {"kind": kind.name, "options": kind.options()}
    return fields


def _prefix(number: int, field: str) -> str:
    # the number keeps the facets of a field "a" apart from those of a field "a: b"
    return f"{number} {field}: "


def _prefix_of(key: Key, field: str) -> str:
    return _prefix(list(key.options["fields"]).index(field) + 1, field)


def _field_facets(key: Key, field: str, value: Plain) -> Facets:
    part, prefix = _part(key, field), _prefix_of(key, field)
    try:
        facets = KINDS[part.kind].facets(finished(value, part.name), part, None)
    except WrongForm as form:
        return {f"{prefix}form": (MISFORMED + str(form),)}
    return {prefix + name: forms for name, forms in facets.items()}


def _of_field(facets: Iterable[str], key: Key, field: str) -> list[str]:
    prefix = _prefix_of(key, field)
    return [name for name in facets if name.startswith(prefix)]


def _fits(facets: Facets, key: Key, field: str) -> bool:
    mine, right = _of_field(facets, key, field), _of_field(key.answer.facets, key, field)
    return set(mine) == set(right) and all(key.answer.has(name, facets[name]) for name in mine)


def _next(facets: Facets, key: Key, field: str) -> tuple[str, bool]:
    """What to look at first, and whether that says which slip it was."""
    names = _of_field(facets, key, field)
    if not names:
        return f"The field `{field}` is still missing or empty.", True
    form = facets[names[0]][0]
    if form.startswith(MISFORMED):
        return form.lstrip(MISFORMED), True
    part, prefix = _part(key, field), _prefix_of(key, field)
    own = {name.removeprefix(prefix): facets[name] for name in names}
    outcome = KINDS[part.kind].diagnose(own, replace(part, answer=_Part(key.answer, prefix)))
    return (outcome.message, True) if outcome.names_slip else (f"Look at `{field}` again first.", False)


@dataclass(frozen=True)
class _Part:
    """A model of one field: the facets of the whole that begin with its prefix."""

    whole: Model
    prefix: str

    @property
    def facets(self) -> Facets:
        return {
            name.removeprefix(self.prefix): tuple(forms)
            for name, forms in self.whole.facets.items() if name.startswith(self.prefix)
        }  # fmt: skip

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        return self.whole.has(self.prefix + facet, forms)
