"""The wrong answers of mutants as known mistakes of a key, each with its sentence.

They are told where nothing else names the slip: a mistake that the author declared goes before, and no mutant moves a
point.
"""

from __future__ import annotations

from exercises_lib import checks
from exercises_lib.authoring.mutant_answers import SECONDS
from exercises_lib.authoring.mutants import Mutant
from exercises_lib.checks.function import RAISED
from exercises_lib.checks.key import Facets, Key, Known, same
from exercises_lib.checks.record import KnownMistake, Record, known_key
from exercises_lib.grading.process.shell import CellTimeout, work_limit
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller

MOST_FORMS = 4  # of a facet; a text has many more, one for each slip of spelling
MOST_CLAUSES = 3  # in one sentence, where several mutants give the same answer


def known_mutants(record: Record, answers: list[tuple[Mutant, object]]) -> list[KnownMistake]:
    """Those of these answers (see `mutant_answers.answers`) that the key of this record does not know yet."""
    key = known_key(record)
    known = [key.answer, *(mistake.answer for mistake in key.mistakes)]
    found: list[tuple[Facets, list[str]]] = []
    for mutant, value in answers:
        facets = _facets(key, value) if mutant.when else None
        if not facets or any(same(facets, one) for one in known):
            continue
        clauses = next((clauses for one, clauses in found if same(facets, Known(one))), None)
        if clauses is None:
            found.append((facets, [mutant.when]))
        elif len(clauses) < MOST_CLAUSES and mutant.when not in clauses:
            clauses.append(mutant.when)
    return [{"message": _sentence(facets, clauses, key), "credit": 0, "facets": facets} for facets, clauses in found]


def _facets(key: Key, value: object) -> Facets | None:
    """What tells a mutant's answer; None where it is an error, or where its form says enough."""
    if isinstance(value, BaseException):
        return None
    try:
        with work_limit(SECONDS):
            facets = checks.KINDS[key.kind].facets(values.to_plain(value), key, caller(value))
    except (Exception, CellTimeout):
        return None
    if any(form.startswith(RAISED) for forms in facets.values() for form in forms):
        return None
    differing = checks.KINDS[key.kind].differing(facets, key)
    return {name: forms[:MOST_FORMS] for name, forms in differing.items()}


def _sentence(facets: Facets, clauses: list[str], key: Key) -> str:
    names = checks.KINDS[key.kind].names_in(facets, key)
    comes = "comes" if len(names) == 1 else "come"
    return f"{' and '.join(f'`{name}`' for name in names)} {comes} out like this when {', or when '.join(clauses)}."
