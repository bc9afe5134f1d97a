"""Short comments that customers leave with a survey. All sentences are our own.

What they tell of a call fits its score in one order: solved or not comes first, the tone second. A solved call with a
cold voice gets a 3 or a 4, and a kind agent who could not solve it mostly a 1 or a 2.
"""

import numpy as np
import pandas as pd

from .draws import pick_by_row

_GOOD = (
    "Quick and clear.",
    "Solved in one call, thank you.",
    "The agent listened to me.",
    "Very kind and patient.",
    "I understood every step.",
    "Friendly voice, good answer.",
    "The mistake was found at once.",
    "The agent stayed with me until it worked.",
    "No complaints.",
    "Easier than I thought.",
    "Better than last time.",
    "All good now.",
)
_GOOD_BUT_COLD = (*_GOOD, "It works now, but the tone was cold.", "I got my answer. I did not feel welcome.")
_GOOD_NOT_SOLVED = (
    "Not fixed yet, but the agent was honest about it.",
    "I must call again, still a kind person.",
    "Waiting for a call back. The agent did what was possible.",
    "Nice, but it is still open.",
)
_MIXED = (
    "It was fine.",
    "Good answer, long way to get there.",
    "The agent was nice, the system was slow.",
    "I had to say everything twice.",
    "Too many questions before the answer.",
    "Acceptable.",
    "I am not sure I understood it all.",
    "Too long on hold.",
)
_MIXED_SOLVED = (*_MIXED, "It works now, but the tone was cold.", "I got my answer. I did not feel welcome.")
_BAD_SOLVED = (
    "It works now. It took four calls.",
    "Solved, after far too much waiting.",
    "My line is back. I lost a day's pay over it.",
    "Why did I have to explain it three times?",
)
_BAD = (
    "Nothing was solved.",
    "I was passed from one person to the next.",
    "Nobody called me back.",
    "I still do not know what happens next.",
    "The agent spoke over me.",
    "This is my third call about the same thing.",
    "I was told something else last week.",
    "Please read your own notes before you ask me again.",
    "I gave up.",
    "Not helpful.",
    # Handled well, and scored low all the same: a kind voice is not a solution.
    "Not fixed yet, but the agent was honest about it.",
    "The agent was kind, and it still does not work.",
    "Very polite. Nothing was solved.",
    "The agent listened and tried everything. My problem is still there.",
    "Friendly and honest, but I still have no answer.",
)
_REFUND = (
    "Where is my refund?",
    "Six weeks for a refund is not acceptable.",
    "The agent was kind. The refund rule is not.",
    "I want my money back, not another form.",
    "You take money in a second and give it back in a month.",
    "Refund promised, refund not here.",
    "I will tell my friends how you handle refunds.",
)
_OUTAGE = (
    "Your system was down all day.",
    "Nothing worked this week.",
    "The agent could not see my account.",
    "I was asked to call back when the system is up.",
    "Three days without service.",
    "Nobody could tell me when it will work again.",
)
_POOLS = (_GOOD, _GOOD_BUT_COLD, _GOOD_NOT_SOLVED, _MIXED, _MIXED_SOLVED, _BAD_SOLVED, _BAD, _REFUND, _OUTAGE)
_SENTENCES = np.array([sentence for pool in _POOLS for sentence in pool])
_START = np.cumsum([0, *(len(pool) for pool in _POOLS[:-1])])
_SIZE = np.array([len(pool) for pool in _POOLS])
_VERY_GOOD, _GOOD_POOL, _OPEN, _MIXED_OPEN, _MIXED_POOL, _LATE, _BAD_POOL, _REFUND_POOL, _OUTAGE_POOL = range(9)

# Who writes, by CSAT 1 to 5: the extremes have more to say.
_WRITES = (0.75, 0.6, 0.4, 0.38, 0.52)


def write_comments(
    rng: np.random.Generator, csat: np.ndarray, solved: np.ndarray, refund: np.ndarray, outage: np.ndarray
) -> pd.Series:
    """One comment or a blank for each survey.

    ``csat`` is what the customer felt, 1 to 5, even if the score stayed blank.
    """
    size = len(csat)
    pool = np.select(
        [(csat == 5) & solved, (csat == 4) & solved, csat > 3, (csat == 3) & solved, csat == 3, solved],
        [_VERY_GOOD, _GOOD_POOL, _OPEN, _MIXED_POOL, _MIXED_OPEN, _LATE],
        _BAD_POOL,
    )
    luck = rng.random(size)
    pool = np.where(outage & (csat < 4) & (luck < 0.6), _OUTAGE_POOL, pool)
    pool = np.where(refund & (csat < 5) & (luck > 0.35), _REFUND_POOL, pool)
    writes = pick_by_row(rng, [(1 - chance, chance) for chance in _WRITES], csat - 1) == 1
    sentence = _START[pool] + (rng.random(size) * _SIZE[pool]).astype(np.int64)
    return pd.Series(_SENTENCES[sentence]).where(writes)
