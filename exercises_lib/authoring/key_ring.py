"""What an author writes in a check cell, and what the grader makes of it.

    key.number("csat", decimals=3, mistakes={"That is the mean rating ...": survey["csat"].mean()})
    check("csat")

`key` exists only where the solution notebook runs: in the grader's own process and in an author's notebook.
The solution's value is the right answer; nobody types one. A line with `key` is needed only for options and mistakes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

from exercises_lib import checks
from exercises_lib.checks.key import Facets, Key, Known, Options, WrongForm, same
from exercises_lib.checks.record import After, KeyMaker, KnownMistake, Record, tuples
from exercises_lib.faults import KeyFault
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller
from exercises_lib.plain.shapes import Plain


@dataclass(frozen=True)
class Partly:
    """A wrong answer that is worth part of the points."""

    value: object
    credit: float


@dataclass
class Written:
    """One `key.` line: the kind of answer, its options, the mistakes' values by message, and what every kind takes."""

    kind: str
    options: Options
    mistakes: dict[str, object] = field(default_factory=dict)
    by_eye: bool = False
    drawn: str = ""
    after: After = field(default_factory=lambda: After(meaning="", why="", models={}))


class KeyRing(KeyMaker):
    """The `key` of a solution notebook.

    `namespace` is where the notebook's variables live; `seed` feeds `key.rng`, a numpy Generator for the fresh
    arguments of function exercises, and the draw of fresh callers. `points`: of each exercise, where they are known.
    `examples`: what worked examples write on their plots (example_words.py).
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        seed: int = 0,
        points: dict[str, float] | None = None,
        examples: dict[str, dict[str, list[str]]] | None = None,
    ):
        self._examples = examples or {}
        self._namespace = namespace
        self._seed = seed
        self._points = points or {}
        self._written: dict[str, Written] = {}
        self.keys: dict[str, Record] = {}

    def anew(self) -> KeyRing:
        """One for another run of the same notebook."""
        return KeyRing(self._namespace, self._seed, self._points, self._examples)

    @cached_property
    def rng(self) -> np.random.Generator:
        """numpy's Generator, seeded by the sample: draws the fresh arguments of a function exercise."""
        import numpy

        return numpy.random.default_rng(self._seed)

    def __getattr__(self, kind: str) -> Callable[..., None]:
        if kind not in checks.KINDS:
            raise AttributeError(f"there is no key.{kind}; the kinds are {', '.join(checks.KINDS)}")

        def write(
            name: str,
            mistakes: dict[str, Any] | None = None,
            *,
            meaning: str = "",
            why: str = "",
            by_eye: bool = False,
            drawn: str = "",
            models: dict[str, str] | None = None,
            **options: Any,
        ) -> None:
            """Note the kind of an exercise's answer and its options.

            `mistakes`: a wrong value by the message it gets. `by_eye`: the answer is read off the page, so it is
            graded on the sample that the learner saw. `drawn`: the pool of six of which each learner has one
            (checks/drawn.py). After Right the learner reads `meaning` (one line on what
            the answer means on the floor) and can open the solution with `why` it is written so, or, where a text
            is asked for, `models`: what is good in each model text, by the text.
            """
            try:
                options = checks.KINDS[kind].options(**options)
            except (TypeError, ValueError) as fault:
                raise KeyFault(f"exercise {name}: key.{kind}: {fault}") from None
            after: After = {"meaning": str(meaning), "why": str(why), "models": dict(models or {})}
            self._written[name] = Written(kind, options, dict(mistakes or {}), bool(by_eye), str(drawn), after)

        return write

    def partly(self, value: object, credit: float = 0.5) -> Partly:
        """A mistake's value that earns `credit` (0 < credit < 1) of the points."""
        if not 0 < credit < 1:
            raise KeyFault(f"credit must lie between 0 and 1, not {credit}")
        return Partly(value, credit)

    def check(self, name: str) -> None:
        """Stands in for `check` in a solution notebook: makes the exercise's key from the solution's own value."""
        if name not in self._namespace:
            raise KeyFault(f"exercise {name}: the solution does not create `{name}`")
        if name in self.keys:
            raise KeyFault(f"exercise {name}: checked twice")
        answer = values.to_plain(self._namespace[name])
        written = self._written.get(name) or self._default(name, answer)
        kind = checks.KINDS[written.kind]
        if kind.is_played:
            written.options |= {"seed": str(self._seed), "points": self._points.get(name, 0)}
        if kind.name == "plot" and name in self._examples:
            written.options["left_over"] = self._examples[name]
        try:
            options, right = kind.make_key(name, answer, written.options, caller(self._namespace[name]))
        except WrongForm as form:
            raise KeyFault(f"exercise {name}: {form}") from None
        key = Key(name, kind.name, options, Known(right))
        self.keys[name] = {
            "name": name,
            "kind": key.kind,
            "options": key.options,
            "facets": right,
            "mistakes": self._slips(key, answer, self._mistakes(key, written)),
            "mutants": [],  # key_run.py adds them
            "by_eye": written.by_eye,
            "drawn": written.drawn,
            "after": written.after,
        }

    def _default(self, name: str, answer: Plain) -> Written:
        try:
            kind = checks.kind_for(answer)
        except ValueError as fault:
            raise KeyFault(f"exercise {name}: {fault}") from None
        return Written(kind, checks.KINDS[kind].options())

    def _facets(self, key: Key, answer: Plain, value: object) -> Facets:
        try:
            return checks.KINDS[key.kind].facets(answer, key, caller(value))
        except WrongForm as form:
            raise KeyFault(f"exercise {key.name}: {form}") from None

    def _mistakes(self, key: Key, written: Written) -> list[KnownMistake]:
        found: list[KnownMistake] = []
        for message, wrong in written.mistakes.items():
            value, credit = (wrong.value, wrong.credit) if isinstance(wrong, Partly) else (wrong, 0)
            facets = self._facets(key, values.to_plain(value), value)
            credit = checks.KINDS[key.kind].worth(facets, key, credit)
            found.append({"message": message, "credit": credit, "facets": facets, "declared": True})
        return found

    def _slips(self, key: Key, answer: Plain, declared: list[KnownMistake]) -> list[KnownMistake]:
        """The declared mistakes, then the kind's own slips where they say something that is not yet said."""
        mistakes = list(declared)
        for message, facets in checks.KINDS[key.kind].slips(answer, key, caller(self._namespace[key.name])).items():
            is_right = all(key.answer.has(name, forms) for name, forms in facets.items())
            if not is_right and not any(same(facets, Known(tuples(known["facets"]))) for known in mistakes):
                mistakes.append({"message": message, "credit": 0, "facets": facets, "declared": False})
        return mistakes
