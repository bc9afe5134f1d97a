"""Satisfaction surveys: who answers, and what they say.

Behind the scores stands one hidden number for each answered call, the *mood*, in standard
deviations: above 0 the CSAT is 4 or
5. A solved problem lifts it by 1.5; handle time does not move it.
"""

import numpy as np
import pandas as pd

from .calls import TECHNICAL, CallLog
from .comments import write_comments
from .company import Staff
from .contacts import REFUND
from .dates import DAYS, SECONDS_A_DAY, day_text
from .draws import pick, rank_within
from .nudges import Answers, keep_stories
from .stories import AGENTS_A_TEAM, CALL_TYPES, ROOKIE_SURVEYS, Stories

ANSWER_RATE = 0.184  # surveys per answered call

_SOLVED_LIFT = 1.5
_TYPE_MOOD = (-0.15, -0.10, -0.18, -0.75)  # by call type, when the problem was not solved
_STORY_TEAM_MOOD = 0.08  # on each call type the story's team is a little better than most
_FLOOR_TEAM_MOOD = (-0.12, -0.25, -0.30, -0.30)  # by call type, of the team that is worst on it
_OUTAGE_MOOD = -0.55
_REFUND_MOOD = -0.20  # of refund calls in the story's queue
_CSAT_STEPS = (-1.15, -0.55, 0.0, 0.75)  # mood at which the score becomes 2, 3, 4, 5

_MISHEARD = 0.03  # "was it solved?" answered the other way round
_BLANK = 0.03
_LEAST_FOR_CELL = 34  # surveys for each team and call type, blank ones included
_LEAST_FOR_AGENT = 28
_ANSWER_LAG = (0.78, 0.16, 0.06)  # same day, next day, the day after

_REFUND_DETRACTORS = (0.74, 0.84)  # of the refund calls in the story's queue
_DETRACTOR_SCORES = (0.09, 0.06, 0.09, 0.12, 0.13, 0.24, 0.27)  # 0 to 6
_PASSIVES = (0.42, 0.75)  # of those who are no detractors: other calls, the story's refund calls
_CES_STEPS = (-1.75, -1.3, -0.85, -0.4, 0.25, 0.95)


def survey(rng: np.random.Generator, plan: Stories, log: CallLog, staff: Staff) -> pd.DataFrame:
    """The clean survey table, in order of answer. About 3,400 rows."""
    mood = _moods(rng, plan, log, staff)
    says_solved = log.solved ^ (rng.random(len(mood)) < _MISHEARD)
    chosen = _who_answers(rng, plan, log, mood, says_solved)
    answers = _answers(rng, plan, log, mood, says_solved, chosen)
    keep_stories(answers, plan)
    csat = 1 + np.searchsorted(_CSAT_STEPS, answers.mood, side="right")
    refund = (log.queue[chosen] == plan.refund_queue) & (log.reason[chosen] == REFUND)
    outage = log.week[chosen] == plan.outage_week
    order = np.argsort(answers.day, kind="stable")
    table = (
        pd.DataFrame(
            {
                "call_id": log.call_id[chosen],
                "answered_at": day_text(answers.day),
                "agent_name": staff.name[answers.agent],
                "csat": np.where(answers.scored, csat, np.nan),
                "nps": _nps(rng, plan, answers.mood, refund),
                "ces": _ces(rng, answers.mood),
                "resolved": np.where(answers.solved, "yes", "no"),
                "comment": write_comments(rng, csat, answers.solved, refund, outage),
            }
        )
        .iloc[order]
        .reset_index(drop=True)
    )
    table.insert(0, "survey_id", [f"S{number:05d}" for number in range(1, len(table) + 1)])
    return table


def _moods(rng: np.random.Generator, plan: Stories, log: CallLog, staff: Staff) -> np.ndarray:
    """The mood after each call."""
    team = log.agent // AGENTS_A_TEAM
    floor = np.array(plan.floor_team)[log.call_type]
    refund = (log.queue == plan.refund_queue) & (log.reason == REFUND)
    mood = (
        np.array(_TYPE_MOOD)[log.call_type]
        + _SOLVED_LIFT * log.solved
        + _STORY_TEAM_MOOD * (team == plan.team)
        + np.array(_FLOOR_TEAM_MOOD)[log.call_type] * (team == floor)
        + _OUTAGE_MOOD * (log.week == plan.outage_week)
        + _REFUND_MOOD * refund
        + staff.charm[log.agent]
        - 0.05 * (np.log1p(log.wait) - 1.5)
        + rng.standard_normal(len(log.wait))
    )
    return _level_handle_time(mood, log)


def _level_handle_time(mood: np.ndarray, log: CallLog) -> np.ndarray:
    """Take out the link between handle time and mood.

    Technical calls are long and please less, which would make handle time look guilty. Within a
    call type, people like a call that is not rushed; how much is solved for, so that over all
    calls nothing is left.
    """
    real = log.answered
    handle = log.handle[real].astype(float)
    unrushed = np.zeros(len(handle))
    kind = log.call_type[real]
    for one in range(len(CALL_TYPES)):
        length = np.log(handle[kind == one])
        unrushed[kind == one] = (length - length.mean()) / length.std()
    centred = handle - handle.mean()
    weight = -(mood[real] * centred).sum() / (unrushed * centred).sum()
    levelled = mood.copy()
    levelled[real] += weight * unrushed
    return levelled


def _who_answers(
    rng: np.random.Generator, plan: Stories, log: CallLog, mood: np.ndarray, says_solved: np.ndarray
) -> np.ndarray:
    """Positions of the calls with a survey, in order of time.

    The very pleased and the very displeased answer more. Every team has some answers for every
    call type, every agent has some, and the new agent has ten. Among the rest, the share of
    "solved" decides how far FCR by survey is from FCR by repeats.
    """
    eager = 1 + 0.9 * (mood > 1.3) + 1.4 * (mood < -0.9) + 0.9 * (log.call_type == TECHNICAL)
    turn = -np.log1p(-rng.random(len(mood))) / eager  # the smaller, the sooner
    rookie = log.agent == plan.rookie
    open_calls = np.flatnonzero(log.answered & ~rookie)
    pleased = np.flatnonzero(rookie & (mood > 0.02))
    ten = pleased[np.argsort(turn[pleased], kind="stable")[:ROOKIE_SURVEYS]]

    soon = turn[open_calls]
    cell = (log.agent // AGENTS_A_TEAM * len(CALL_TYPES) + log.call_type)[open_calls]
    sure = rank_within(cell, soon) < _LEAST_FOR_CELL
    sure |= rank_within(log.agent[open_calls], soon) < _LEAST_FOR_AGENT
    soon = np.where(sure, -1.0, soon)

    total = round(ANSWER_RATE * log.answered.sum())
    solved_total = round(total * (fcr_by_repeat(log) + plan.fcr_gap))
    solved_total -= says_solved[ten].sum()
    unsolved_total = total - len(ten) - solved_total
    solved = says_solved[open_calls]
    place = rank_within(solved.astype(np.int64), soon)
    taken = np.where(solved, place < solved_total, place < unsolved_total)
    return np.sort(np.concatenate([open_calls[taken], ten]))


def fcr_by_repeat(log: CallLog) -> float:
    """Share of issues whose first answered call has no other answered call within 7 days."""
    calls = np.flatnonzero(log.answered)
    calls = calls[np.argsort(log.issue[calls], kind="stable")]
    issue, start = log.issue[calls], log.start[calls]
    first = np.r_[True, issue[1:] != issue[:-1]]
    again = np.r_[(issue[1:] == issue[:-1]) & (start[1:] - start[:-1] <= 7 * SECONDS_A_DAY), False]
    return 1 - again[first].mean()


def _answers(
    rng: np.random.Generator, plan: Stories, log: CallLog, mood: np.ndarray, says_solved: np.ndarray, chosen: np.ndarray
) -> Answers:
    day = np.minimum(log.day[chosen] + pick(rng, _ANSWER_LAG, len(chosen)), DAYS - 1)
    agent = log.agent[chosen]
    scored = (rng.random(len(chosen)) >= _BLANK) | (agent == plan.rookie)
    return Answers(
        call=chosen,
        mood=mood[chosen],
        scored=scored,
        solved=says_solved[chosen],
        team=agent // AGENTS_A_TEAM,
        agent=agent,
        call_type=log.call_type[chosen],
        week=day // 7 + 1,
        day=day,
    )


def _nps(rng: np.random.Generator, plan: Stories, mood: np.ndarray, refund: np.ndarray) -> np.ndarray:
    """0 to 10, some blank.

    How many detractors the two groups have is set; who they are follows from the mood.
    """
    size = len(mood)
    scored = rng.random(size) >= _BLANK
    feeling = 0.6 * mood + rng.standard_normal(size)
    low, high = _REFUND_DETRACTORS
    refund_detractors = round((low + (high - low) * rng.random()) * (refund & scored).sum())
    other_detractors = round(refund_detractors * (1 / plan.detractor_share - 1))
    nps = np.full(size, np.nan)
    for group, detractors, passives in (
        (~refund & scored, other_detractors, _PASSIVES[0]),
        (refund & scored, refund_detractors, _PASSIVES[1]),
    ):
        happy = int(group.sum()) - detractors
        scores = np.concatenate(
            [
                np.sort(pick(rng, _DETRACTOR_SCORES, detractors)),
                np.sort(7 + pick(rng, (0.4, 0.6), round(happy * passives))),
                np.sort(9 + pick(rng, (0.45, 0.55), happy - round(happy * passives))),
            ]
        )
        members = np.flatnonzero(group)
        nps[members[np.argsort(feeling[members], kind="stable")]] = scores
    return nps


def _ces(rng: np.random.Generator, mood: np.ndarray) -> np.ndarray:
    """1 to 7, 7 = very easy, some blank."""
    ease = 0.55 * mood + 0.85 * rng.standard_normal(len(mood))
    ces = 1.0 + np.searchsorted(_CES_STEPS, ease, side="right")
    return np.where(rng.random(len(mood)) >= _BLANK, ces, np.nan)
