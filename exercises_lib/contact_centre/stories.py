"""Which story hides where.

Every sample tells the same six stories. The seed decides who plays which part, so an answer that
was copied from another sample is wrong.

1. *The unfair ranking.* One team has the lowest CSAT of all, by 2 points or more, and still it is
   not the worst team on any call type: it takes far more technical calls than the others
   (Simpson's paradox).
2. *The refund rule.* The refund calls of one queue make more than half of all NPS detractors. CSAT
   on these calls is only a little lower: the customers blame the rule, not the person on the phone.
3. *The perfect ten.* One agent has a perfect CSAT record, on just 10 surveys. It is a new person
   with three weeks of calls.
4. *What decides.* A solved problem predicts CSAT, handle time does not.
5. *The outage.* In one week a system was down. CSAT falls for everybody in that week.
6. *Two ways to measure FCR.* By survey and by repeat calls within 7 days: near 70 % both, and
   never equal.

Draws alone make these true most of the time. ``nudges.py`` moves a few borderline answers where
luck was against it.
"""

from dataclasses import dataclass

import numpy as np

from .draws import pick, shuffled, whole

TEAMS = ("Amber", "Cobalt", "Coral", "Indigo", "Jade", "Olive")
AGENTS_A_TEAM = 10
QUEUES = ("telecom", "bank", "shop")
CALL_TYPES = ("regular", "new_customer", "product_advice", "technical")
REASONS = ("bill question", "refund", "delivery", "plan change", "fault", "new account", "card", "other")

# Not week 1, 2 or 12, so that there is a before and an after; not weeks 6 to 8, so that nobody
# takes the outage for an effect of the CES question that turns round in week 7.
OUTAGE_WEEKS = (3, 4, 5, 9, 10, 11)
ME = 16  # position of agent A17, whose numbers a learner reads as their own; never the rookie
ROOKIE_FIRST_WEEK = 10
ROOKIE_SURVEYS = 10


@dataclass(frozen=True)
class Stories:
    """Who plays which part.

    Teams, queues and call types are positions in the tuples above; weeks count from 1.
    """

    team: int  # takes the technical calls
    floor_team: tuple[int, ...]  # for each call type the team that does worst on it; never ``team``
    refund_queue: int
    outage_week: int
    rookie: int  # agent with the perfect ten, 0 to 59; in another team than ``team``
    detractor_share: float  # of the refund calls of that queue among all detractors
    fcr_gap: float  # FCR by survey minus FCR by repeat calls


def choose_stories(rng: np.random.Generator) -> Stories:
    """Draw the parts for one sample."""
    team, *others = shuffled(rng, len(TEAMS)).tolist()
    floor_team = tuple(others[place] for place in shuffled(rng, len(others))[: len(CALL_TYPES)])
    rookie_team = others[whole(rng, 0, len(others) - 1, 1)[0]]
    sign = 1 if rng.random() < 0.5 else -1
    return Stories(
        team=team,
        floor_team=floor_team,
        refund_queue=int(whole(rng, 0, len(QUEUES) - 1, 1)[0]),
        outage_week=OUTAGE_WEEKS[pick(rng, np.ones(len(OUTAGE_WEEKS)), 1)[0]],
        rookie=_not_me(int(rookie_team * AGENTS_A_TEAM + whole(rng, 0, AGENTS_A_TEAM - 1, 1)[0])),
        detractor_share=0.54 + 0.06 * rng.random(),
        fcr_gap=sign * (0.010 + 0.018 * rng.random()),
    )


def _not_me(agent: int) -> int:
    return agent + (agent == ME)
