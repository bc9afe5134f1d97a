"""What a kind of answer is: the one class that each of them completes (see CONTRIBUTING.md, Add a kind of answer)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from exercises_lib.checks import typed
from exercises_lib.checks.key import Facets, Key, Known, Options, Outcome
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain


class Kind(ABC):
    """A kind of answer. What is not abstract holds for most kinds."""

    name: str  # the word after `key.`
    takes_functions = False  # whether an answer may be a function
    is_played = False  # whether callers are drawn for it: its options get the seed, and the points it is worth
    facets_depend_on_key = False  # whether they say how an answer compares with the key at hand
    looked_up = 1  # about how many forms an answer is looked up by, where these are more than the right answer has
    tested = ""  # what a check of this kind looks at, where a person must judge the rest
    right = "That is right."  # read of an answer that is
    is_guessable = False  # whether each part has so few answers that one guess in a few is right

    @abstractmethod
    def options(self, *args: Any, **given: Any) -> Options:
        """What an author may say (keyword arguments), checked and completed. Raises ValueError."""

    def fits(self, answer: Plain) -> bool:
        """Whether a solution's plain value is of this kind where its author names none."""
        return False

    @abstractmethod
    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        """The answer as named texts. Changes nothing. Raises WrongForm with the learner's message."""

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """The options as learners may read them, completed from the solution's answer; and the right answer's facets.

        Raises WrongForm where the solution cannot be a key.
        """
        return options, self.facets(answer, self.draft(name, options), call)

    def draft(self, name: str, options: Options) -> Key:
        """A key that knows no right answer yet."""
        return Key(name, self.name, options, Known({}))

    @abstractmethod
    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        """The outcome of an answer that is neither right nor a known mistake."""

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        """The outcome of an answer that was typed in (see typed.py), None for any other."""
        return typed.typed_in(facets, on_practice, key, practice)

    def note(self, answer: Plain, facets: Facets, key: Key) -> str:
        """What may help whoever reads the answer; empty where there is nothing to say."""
        return ""

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Mistakes that happen with every such answer (see slips.py): by message the facets that tell them."""
        return {}

    def worth(self, facets: Facets, key: Key, declared: float) -> float:
        """The credit of a known mistake for which its author declared so much."""
        return declared

    def parts(self, key: Key) -> dict[str, list[str]]:
        """The facets of each part of the answer that a learner can type in by itself."""
        return {}

    def names_in(self, facets: Facets, key: Key) -> list[str]:
        """What a message calls that which these facets are of."""
        return [key.name]

    def differing(self, facets: Facets, key: Key) -> Facets:
        """The facets by which a small wrong solution is known again."""
        return facets

    def told_together(self, key: Key) -> list[list[str]]:
        """The right answer's facets, grouped: which one of a group changes with the data would tell what is right."""
        facets = list(key.answer.facets)
        return [facets] if self.is_guessable else [[facet] for facet in facets]
