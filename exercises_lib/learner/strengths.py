"""A picture of strengths: a bar for each skill group of a module, and a sentence of advice for each.

Shown by `progress()` and on the page of feedback where the module's pass rule has skills. It says what this module's
answers showed, and nothing of the person.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from exercises_lib.learner.colours import GOOD, INK, NOT_YET, PAPER
from exercises_lib.learner.feedback import inline, number
from exercises_lib.learner.pass_rule import PassRule

HEADING = "Your strengths, from this module alone"


@dataclass(frozen=True)
class Strengths:
    """What somebody has of each skill. `by_exercise`: the points by exercise."""

    rule: PassRule
    by_exercise: Mapping[str, float]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(skill and points, advice) for each group, in the order of the syllabus."""
        found = []
        for skill in self.rule.skills:
            earned = skill.earned(self.by_exercise)
            found.append((f"{skill.title}: {number(earned)} of {number(skill.points)} points", skill.advice(earned)))
        return found

    def __str__(self) -> str:
        return "\n".join([f"{HEADING}:", *(f"- {points}. {advice}" for points, advice in self.lines)])

    @property
    def alt(self) -> str:
        """The picture in words."""
        bars = "; ".join(f"{points}, {_level(self, place)}" for place, (points, _) in enumerate(self.lines))
        return f"A bar for each of {len(self.lines)} skills, with a mark at what is needed. {bars}."

    def html(self) -> str:
        picture = base64.b64encode(self.png()).decode()
        advice = "".join(f"<li><strong>{inline(points)}.</strong> {inline(said)}</li>" for points, said in self.lines)
        return (
            f'<figure style="margin:.6em 0"><figcaption style="font-weight:600">{HEADING}</figcaption>'
            f'<img style="max-width:100%;background:{PAPER}" alt="{escape(self.alt, quote=True)}"'
            f' src="data:image/png;base64,{picture}"></figure><ul>{advice}</ul>'
        )

    def png(self) -> bytes:
        """The picture. A figure of its own: nothing that a learner draws or sets is touched."""
        from matplotlib import rc_context, rcParamsDefault
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        settings = {name: value for name, value in rcParamsDefault.items() if not name.startswith("backend")}
        with rc_context(settings):
            skills = self.rule.skills
            figure = Figure(figsize=(7, 0.45 * len(skills) + 0.9), layout="constrained")
            FigureCanvasAgg(figure)
            axes = figure.add_subplot()
            shares = [100 * skill.earned(self.by_exercise) / skill.points for skill in skills]
            colours = [NOT_YET if _level(self, place) == "below" else GOOD for place in range(len(skills))]
            axes.barh([skill.title for skill in skills], shares, color=colours, height=0.55)
            for place, (skill, width) in enumerate(zip(skills, shares, strict=True)):
                needed = 100 * skill.needed / skill.points
                axes.plot([needed, needed], [place - 0.4, place + 0.4], color=INK, linewidth=1.5)
                earned = skill.earned(self.by_exercise)
                told = f"{number(earned)} of {number(skill.points)}, {_level(self, place)}"
                axes.text(width + 1.5, place, told, va="center", color=INK)
            axes.set(xlim=(0, 135), xlabel="Percent of the skill's points; the upright line is what is needed")
            axes.set_xticks(range(0, 101, 25))
            axes.invert_yaxis()
            axes.spines[["top", "right"]].set_visible(False)
            made = io.BytesIO()
            figure.savefig(made, format="png", dpi=100, metadata={"Software": None})
        return made.getvalue()


def _level(strengths: Strengths, place: int) -> str:
    skill = strengths.rule.skills[place]
    earned = skill.earned(strengths.by_exercise)
    return "below" if earned < skill.needed else "all" if earned >= skill.points else "enough"
