"""The debrief of a call that has ended: what each move cost or won, the rules, and a picture of patience and tension.

Text first; the picture repeats it, with a text alternative of its own.
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from itertools import pairwise

from exercises_lib.learner import colours
from exercises_lib.learner.feedback import inline
from exercises_lib.simulator import expert, marks
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.transcript import clock

REASONS = {  # what an event is called in the table
    "silence": "more than 10 s without a word",
    "overrun": "the hold took longer than you said",
    "no time": "you did not say how long",
    "hold too long": "longer than the limit here",
    "asked twice": "asked twice",
    "early action": "something was still missing",
    "wrong action": "not what this caller needed",
    "right action": "what this caller needed",
}
GO_BACK = "To go back to a move, delete it and all lines below it, and run the cell again."


def told(call: Call) -> str:
    """The debrief as plain text."""
    verdict = marks.judge(call)
    lines = ["", f"The call has ended after {clock(call.clock)}: {verdict.ending}.", summary(call)]
    if not verdict.right_ending:
        lines.append(f"This caller needed the ending “{verdict.needed}”.")
    lines += [f"{'done' if judged.kept else 'not done'}: {rule_text(judged)}" for judged in verdict.rules]
    lines += [*verdict.mistakes, experienced(call, verdict)]
    lines += ["Move by move (tension 0 to 12; patience in seconds):"]
    lines += [
        f"{row[0]:>6}  {row[1]}: tension {row[2]}, patience {row[3]}{', ' + row[4] if row[4] else ''}"
        for row in rows(call)
    ]
    return "\n".join([*lines, GO_BACK])


def rule_text(judged: marks.Judged) -> str:
    """A rule with its points and, where it was missed, the reason that the sheet gives for it."""
    why = f" {judged.rule.message}" if judged.rule.message and not judged.kept else ""
    return f"{judged.rule.pattern.text} ({judged.rule.points}).{why}"


def rows(call: Call) -> list[tuple[str, str, str, str, str]]:
    """For each move: the clock, the move, tension and patience after it with their change, and the reason."""
    found = []
    for before, step in pairwise([call.start, *call.steps]):
        why = "; ".join(REASONS[event] for event in step.events if event in REASONS)
        learned = f"you learned: {', '.join(step.learned)}" if step.learned else ""
        tension, patience = _changed(before.heat, step.heat), _changed(before.patience, step.patience)
        found.append((clock(step.clock), str(step.move), tension, patience, "; ".join(filter(None, [why, learned]))))
    return found


def _changed(before: float, after: float) -> str:
    change = round(after - before)
    return f"{max(after, 0):.0f}" + (f" ({change:+d})" if change else "")


def summary(call: Call) -> str:
    """The picture in one or two sentences."""
    end = call.steps[-1] if call.steps else call.start
    turned = marks.turning_point(call)
    text = (
        f"Tension began at {call.start.heat:.0f} of 12 and ended at {end.heat:.0f}. "
        f"Patience began at {call.start.patience:.0f} seconds and ended at {max(end.patience, 0):.0f}."
    )
    return text + (f" Tension rose most at {clock(turned[0].clock)}, with `{turned[0].move}`." if turned else "")


def experienced(call: Call, verdict: marks.Verdict) -> str:
    """How an experienced agent took this caller, and what that agent did where this call went wrong."""
    best = _best(call)
    text = (
        f"An experienced agent needed {len(best.steps)} moves and {clock(best.clock)} for this caller, "
        f"and the call ended: {best.ending}."
    )
    at = _where_it_went_wrong(call, verdict)
    if at is None or not (moves := expert.next_moves(best, [step.move for step in call.steps[:at]])):
        return text
    step = call.steps[at]
    did = ", then ".join(f"`{move}`" for move in moves)
    return f"{text} At {clock(step.clock - step.seconds)}, where you did `{step.move}`, that agent did {did}."


@lru_cache(maxsize=1)
def _best(call: Call) -> Call:
    """An experienced agent's call with the same caller: the text and the page both tell of it."""
    return expert.take(call.sheet, call.caller)


def _where_it_went_wrong(call: Call, verdict: marks.Verdict) -> int | None:
    """The move after which tension rose most; else that which decided the first rule that was missed; else the last."""
    if turned := marks.turning_point(call):
        return next(at for at, step in enumerate(call.steps) if step is turned[0])
    if verdict.handled or not call.steps:
        return None
    return next((j.moment for j in verdict.missed if j.moment is not None), len(call.steps) - 1)


def html(call: Call, heading: str) -> str:
    """The debrief for a browser: the last words, the rules, a table of the moves, the picture."""
    verdict = marks.judge(call)
    last = call.steps[-1].says if call.steps else call.opening
    outcome = f"The call has ended after {clock(call.clock)}: {verdict.ending}."
    if not verdict.right_ending:
        outcome += f" This caller needed the ending “{verdict.needed}”."
    rules = "".join(
        f"<li>{'✓ done' if judged.kept else '→ not done'}: {inline(rule_text(judged))}</li>" for judged in verdict.rules
    )
    mistakes = "".join(f"<p>{inline(message)}</p>" for message in verdict.mistakes)
    heads = "".join(
        f'<th scope="col" style="text-align:left">{head}</th>'
        for head in ("Clock", "Move", "Tension", "Patience (s)", "Why")
    )
    cells = [[f'<td style="text-align:left">{inline(cell)}</td>' for cell in row] for row in rows(call)]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return (
        '<div class="bpo-debrief"><div role="status" style="line-height:1.5;max-width:60em">'
        f"<p><strong>{heading}</strong></p>"
        f"<p>Caller: {inline(last)}</p><p><strong>{inline(outcome)}</strong></p>{mistakes}<ul>{rules}</ul></div>"
        f"{picture(call)}<p>{inline(summary(call))}</p><p>{inline(experienced(call, verdict))}</p>"
        f"<table><caption>Move by move. Tension goes from 0 to 12.</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table><p>{inline(GO_BACK)}</p></div>"
    )


def picture(call: Call) -> str:
    """Patience and tension over the call's time, as an image with a text alternative."""
    from matplotlib.figure import Figure

    steps = [call.start, *call.steps]
    minutes = [step.clock / 60 for step in steps]
    figure = Figure(figsize=(7, 3.4), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True)
    upper.plot(minutes, [max(step.patience, 0) for step in steps], color="#1a4d8f", marker="o", markersize=3)
    upper.set_ylabel("patience (s)")
    upper.set_ylim(0, 1.1 * call.start.patience)  # room for the first point, which is the highest or nearly so
    lower.plot(minutes, [step.heat for step in steps], color=colours.NOT_YET, marker="s", markersize=3, linestyle="--")
    lower.set_ylabel("tension")
    lower.set_ylim(0, 12.5)
    lower.set_xlabel("minutes")
    if turned := marks.turning_point(call):
        minute = turned[0].clock / 60
        for axes in (upper, lower):
            axes.axvline(minute, color=colours.QUIET, linewidth=1, linestyle=":")
        lower.annotate(str(turned[0].move), (minute, 11.2), fontsize=8, xytext=(3, 0), textcoords="offset points")
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=110)
    data = base64.b64encode(held.getvalue()).decode()
    alternative = f"Two line charts over the time of the call. {summary(call)}".replace("`", "").replace('"', "”")
    return f'<img src="data:image/png;base64,{data}" alt="{alternative}" style="max-width:100%">'
