"""What it takes to pass a module: a share of all points and, where the syllabus says so, some of those that a person
gives, and some of each skill group.

The syllabus says it (`pass_mark`, `pass_needs`, `pass_skills`), `bpo build` writes it into the notebook's metadata, and
from there it reaches the answer card, the feedback page and the trainer's tables.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exercises_lib.learner.feedback import number

if TYPE_CHECKING:
    from nbformat import NotebookNode

PLACE = "bpo_pass"  # in a notebook's metadata
ANSWER = "_answer"  # ends the id of an answer cell; points there are a person's
NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Skill:
    """A skill group in a module: its exercises, their points, how many are needed, and what to say of the result.

    `below`, `enough` and `full`: a sentence for who has less than needed, who has enough, and who has all.
    """

    title: str
    exercises: tuple[str, ...]
    points: float
    needed: float
    below: str
    enough: str
    full: str

    def earned(self, by_exercise: Mapping[str, float]) -> float:
        """The points of the group, from the points by exercise."""
        return sum(by_exercise.get(name, 0) for name in self.exercises)

    def advice(self, earned: float) -> str:
        if earned < self.needed:
            return self.below
        return self.full if earned >= self.points else self.enough


@dataclass(frozen=True)
class PassRule:
    """Points of a module: in all, those that a person gives, and how many of either are needed to pass.

    `skills`: the groups of which each must have enough points; none in most modules.
    """

    points: float
    needed: float
    read: float = 0
    read_needed: float = 0
    skills: tuple[Skill, ...] = ()

    def passed(self, earned: float, read: float, by_exercise: Mapping[str, float] = NONE) -> bool:
        """Whether `earned` points in all, `read` of them given by a person, are enough, and enough of each skill."""
        return earned >= self.needed and read >= self.read_needed and not self.behind(by_exercise)

    def behind(self, by_exercise: Mapping[str, float]) -> dict[Skill, float]:
        """The skill groups without enough points, and how many are missing in each."""
        missing = {skill: skill.needed - skill.earned(by_exercise) for skill in self.skills}
        return {skill: points for skill, points in missing.items() if points > 0}

    @property
    def text(self) -> str:
        """'28 of 40 points', what of them a person must have given, and what of each skill is needed."""
        some = f", {number(self.read_needed)} or more of them from a trainer's reading" if self.read_needed else ""
        each = f", with enough in each of the {len(self.skills)} skills" if self.skills else ""
        return f"{number(self.needed)} of {number(self.points)} points{some}{each}"

    def missing(self, earned: float, read: float, by_exercise: Mapping[str, float] = NONE) -> str:
        """What is still missing, in one sentence or two."""
        if self.passed(earned, read, by_exercise):
            return "You have them."
        more, more_read = max(0, self.needed - earned), max(0, self.read_needed - read)
        said = []
        if more_read:
            in_all = f"{number(more)} in all, and " if more > more_read else ""
            said.append(f"Still missing: {in_all}{number(more_read)} of those that your trainer gives.")
        elif more:
            said.append(f"Still missing: {number(more)}.")
        if behind := self.behind(by_exercise):
            each = ", ".join(f"{number(points)} in {skill.title.lower()}" for skill, points in behind.items())
            said.append(f"Missing by skill: {each}.")
        return " ".join(said)


def of_module(pass_mark: float, pass_needs: float, notebook: NotebookNode, skills: tuple[Skill, ...] = ()) -> PassRule:
    """The rule of a module: `pass_mark` in percent of its points, `pass_needs` in points that a person gives."""
    marked = [cell.metadata["nbgrader"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    points = sum(meta["points"] for meta in marked if meta["grade"])
    read = sum(meta["points"] for meta in marked if meta["grade"] and meta["solution"])
    return PassRule(points, share(points, pass_mark), read, pass_needs, skills)


def share(points: float, percent: float) -> float:
    """So many percent of the points, rounded up to whole or half points."""
    return math.ceil(2 * points * percent / 100 - 1e-9) / 2


def by_exercise(points: Mapping[str, float]) -> dict[str, float]:
    """The points of cells, by their ids, as points of exercises: an answer that a person reads adds to its check."""
    found: dict[str, float] = {}
    for cell, earned in points.items():
        name = cell.removesuffix(ANSWER)
        found[name] = found.get(name, 0) + (earned or 0)
    return found


def kept(rule: PassRule) -> dict[str, Any]:
    """The rule as a notebook's metadata and an answer card keep it."""
    return {name: value for name, value in asdict(rule).items() if name != "skills" or value}


def found(metadata: Mapping[str, Any]) -> PassRule | None:
    """The rule in a notebook's metadata or on an answer card; None where there is none."""
    if PLACE not in metadata:
        return None
    rule = dict(metadata[PLACE])
    skills = tuple(Skill(**{**skill, "exercises": tuple(skill["exercises"])}) for skill in rule.pop("skills", ()))
    return PassRule(**rule, skills=skills)
