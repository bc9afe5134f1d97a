"""Who answers: the team by call type, then somebody of the team who is at work and free."""

from itertools import product

import numpy as np

from .company import SHIFTS, Staff
from .dates import SECONDS_A_DAY
from .draws import deal, rank_within
from .stories import AGENTS_A_TEAM, ROOKIE_FIRST_WEEK, TEAMS, Stories

LATE_SHIFT_FROM = 14 * 3600 + 1800

# Of each call type; the other five teams share the rest. This makes the unfair ranking.
_STORY_TEAM_SHARES = (0.13, 0.13, 0.15, 0.60)


def assign(rng: np.random.Generator, plan: Stories, staff: Staff, contacts: dict[str, np.ndarray]) -> np.ndarray:
    """Who answers: the team by call type, then somebody of the team who is on shift."""
    team = np.full(len(contacts["start"]), -1)
    others = np.array([name for name in range(len(TEAMS)) if name != plan.team])
    for kind, share in enumerate(_STORY_TEAM_SHARES):
        weights = np.full(len(TEAMS), (1 - share) / len(others))
        weights[plan.team] = share
        calls = contacts["answered"] & (contacts["call_type"] == kind)
        team[calls] = deal(rng, weights, calls.sum())
    answered = np.flatnonzero(contacts["answered"])
    begin = (contacts["start"] + contacts["wait"])[answered]
    end = begin + sum(contacts[name][answered] for name in ("talk", "hold", "wrap"))
    agent = np.full(len(team), -1)
    agent[answered] = _who_is_free(rng, _rosters(plan, staff), _roster_number(begin), team[answered], begin, end)
    return agent


def _who_is_free(
    rng: np.random.Generator,
    rosters: list[list[list[tuple[int, float]]]],
    roster: np.ndarray,
    team: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
) -> np.ndarray:
    """Give each call to somebody of its team who is free; if nobody is, another team helps."""
    agent = np.empty(len(begin), dtype=np.int64)
    free_from = [0] * (len(TEAMS) * AGENTS_A_TEAM)
    order = np.argsort(begin, kind="stable")
    columns = (order, roster[order], team[order], begin[order], end[order], rng.random(len(order)))
    for call, now, its_team, starts, ends, luck in zip(*(c.tolist() for c in columns), strict=True):
        free = [pair for pair in rosters[now][its_team] if free_from[pair[0]] <= starts]
        if not free:
            floor = [pair for team in rosters[now] for pair in team]
            free = [pair for pair in floor if free_from[pair[0]] <= starts]
        agent[call] = who = _draw(free, luck)
        free_from[who] = ends
    return agent


def _draw(shares: list[tuple[int, float]], luck: float) -> int:
    """One of the agents, by share of the work; ``luck`` is from 0 to 1."""
    luck *= sum(share for _, share in shares)
    for who, share in shares:
        luck -= share
        if luck < 0:
            return who
    return shares[-1][0]


def _rosters(plan: Stories, staff: Staff) -> list[list[list[tuple[int, float]]]]:
    """For each roster and team: who is at work, as (agent, share of the work).

    There is a roster for each weekday and shift, before and after the new agent starts. Everybody
    works on five days.
    """
    desk = np.repeat(np.arange(len(TEAMS)), AGENTS_A_TEAM) * len(SHIFTS) + staff.shift
    colleague = rank_within(desk, np.arange(len(desk)))  # 0 to 4 on each shift of a team
    share = staff.share.copy()
    share[plan.rookie] = 1.1  # enough calls for ten surveys in three weeks
    rosters = []
    for trained, weekday, shift in product((False, True), range(7), range(len(SHIFTS))):
        at_work = (staff.shift == shift) & ((weekday - 2 * colleague) % 7 >= 2)
        at_work[plan.rookie] &= trained
        rosters.append(
            [
                [(int(one), float(share[one])) for one in np.flatnonzero(at_work) if one // AGENTS_A_TEAM == team]
                for team in range(len(TEAMS))
            ]
        )
    return rosters


def _roster_number(begin: np.ndarray) -> np.ndarray:
    """Which of the rosters is at work, for each second counted from the start of FIRST_DAY."""
    day, second = np.divmod(begin, SECONDS_A_DAY)
    trained = day // 7 + 1 >= ROOKIE_FIRST_WEEK
    return (trained * 7 + day % 7) * len(SHIFTS) + (second >= LATE_SHIFT_FROM)
