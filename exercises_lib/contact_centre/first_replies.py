"""What the agent said first, after the customer had told the problem: heard by two readers of the quality team.

The story, true in every sample: customers are more often satisfied where the first reply acknowledged the problem. Part
of that has another cause. Agents acknowledge more often when they can solve the problem, and a solved problem
pleases by itself: within solved and within not solved calls the difference is smaller. And the two readers do not agree
on every reply, because people never do.

All sentences are our own.
"""

import numpy as np
import pandas as pd

from .draws import shuffled
from .stories import REASONS

ROWS = 1_500

# Share of replies that the first reader marked "yes": (not satisfied, satisfied), for not solved and for solved calls.
_ACKNOWLEDGED = ((0.25, 0.40), (0.50, 0.66))
_UNCLEAR = 0.24  # replies on which readers differ as if they tossed a coin
_SLIP = 0.09  # of the second reader, on a clear reply

_NAMED = {
    "bill question": (
        "A bill that is higher than you expected is a shock. Let us go through it line by line.",
        "You planned for one amount and were asked for another. I will find out why.",
        "I can hear that this bill worries you. I have it open in front of me.",
        "You paid on time and still see a charge. That is annoying. I will check it now.",
    ),
    "refund": (
        "You sent it back weeks ago and still wait for your money. I will look where it is.",
        "That is your money, and you need it this month. I understand why you are upset.",
        "You were promised this refund and it did not come. I am sorry that we let you down.",
        "Waiting for money without a date is hard. Let me find the date for you.",
    ),
    "delivery": (
        "You stayed at home all day and nobody came. I am sorry that we wasted your day.",
        "The parcel was a gift and it is late. I see why you are disappointed.",
        "It says delivered and you do not have it. That is worrying. I will trace it now.",
        "You need it before the weekend and nobody told you anything. Let me change that.",
    ),
    "plan change": (
        "You asked for one plan and were given another. I see why that makes you angry.",
        "You want to be sure that you will not pay twice. That is a fair worry.",
        "It is confusing when three plans sound the same. I will show you the difference.",
        "You have waited a week for this change. That is too long, and I am sorry.",
    ),
    "fault": (
        "Three days without a connection, and you work from home. That is a real problem.",
        "You have already done the restart twice. I will not ask you to do it again.",
        "It stops in the middle of your calls. That must be tiring. I will stay until it works.",
        "You are worried that it fails again tonight. I understand. We will test it together.",
    ),
    "new account": (
        "You sent the papers twice and heard nothing. I see why you lose trust in us.",
        "You want to start on Monday and the account is not ready. I will look what is missing.",
        "A first account brings many questions. Ask me all of them, there is time.",
        "You filled in the form and it was lost. I am sorry, that should not happen.",
    ),
    "card": (
        "Your card was refused in front of other people. That is a horrible moment.",
        "There is a payment that you do not know. I can hear that you are afraid for your money.",
        "You are abroad and your card does not work. I see how urgent this is.",
        "Waiting ten days for a card is hard when it is your only one. I will look what we can do.",
    ),
    "other": (
        "You have told this story to three of us. I am sorry. I have your notes, so you need not start again.",
        "This is your second call about it, and I see why you are tired of it.",
        "That is a lot to deal with in one week. Let us take it step by step.",
        "You want a clear yes or no, and nobody gave you one. I will.",
    ),
}
_NOT_NAMED = (
    "What is your account number?",
    "Can you confirm your date of birth?",
    "Please hold while I look.",
    "We are sorry for any inconvenience.",
    "Your call is important to us.",
    "Sorry about that. Account number, please.",
    "That is the policy.",
    "You should have called earlier.",
    "That is not our department.",
    "As I said, it takes five to ten working days.",
    "Have you read the terms?",
    "I need the number on the top right of the letter.",
    "You have to calm down first.",
    "It should be fine by now.",
    "Sorry, the system is slow today. Which product is it?",
    "Did you restart it?",
    "We regret the situation and value your feedback.",
    "Okay. And what do you want me to do?",
)
_HALF_NAMED = (
    "I am sorry to hear that. Your account number, please?", "I understand. One moment.", "Oh no. Let me have a look.",
    "I see. That happens.", "Sorry, that is not good. What is your name?", "Right, I hear you. Let us see.",
    "I know, many customers ask about this today.", "Thank you for telling us. I will check.",
)  # fmt: skip


def hear(rng: np.random.Generator, surveys: pd.DataFrame, calls: pd.DataFrame) -> pd.DataFrame:
    """One row for each of ROWS surveys that have a score and a comment, in order of survey.

    ``surveys``: the clean table. The marks follow from score and solved by fixed shares, so luck cannot undo the story.
    """
    told = surveys[surveys["csat"].notna() & surveys["comment"].notna()]
    told = told.iloc[np.sort(shuffled(rng, len(told))[:ROWS])]
    told = told.merge(calls[["call_id", "queue", "reason"]], on="call_id")
    acknowledged = _marks(rng, told)
    unclear = rng.random(len(told)) < _UNCLEAR
    differs = rng.random(len(told)) < np.where(unclear, 0.5, _SLIP)
    return pd.DataFrame(
        {
            "survey_id": told["survey_id"],
            "queue": told["queue"],
            "reason": told["reason"],
            "first_reply": _replies(rng, told["reason"], acknowledged, unclear),
            "acknowledged": np.where(acknowledged, "yes", "no"),
            "second_reader": np.where(acknowledged ^ differs, "yes", "no"),
            "resolved": told["resolved"],
            "csat": told["csat"].astype(np.int64),
            "comment": told["comment"],
        }
    )


def _marks(rng: np.random.Generator, told: pd.DataFrame) -> np.ndarray:
    """What the first reader marked: in each group exactly the share that the story says."""
    solved, satisfied = (told["resolved"] == "yes").to_numpy(), (told["csat"] >= 4).to_numpy()
    marks = np.zeros(len(told), dtype=bool)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        group = np.flatnonzero((solved == row) & (satisfied == column))
        yes = round(_ACKNOWLEDGED[row][column] * len(group))
        marks[group[shuffled(rng, len(group))[:yes]]] = True
    return marks


def _replies(rng: np.random.Generator, reason: pd.Series, acknowledged: np.ndarray, unclear: np.ndarray) -> np.ndarray:
    luck = rng.random(len(reason))
    replies = np.empty(len(reason), dtype=object)
    pools = {(why, True): _NAMED[why] for why in REASONS} | {(why, False): _NOT_NAMED for why in REASONS}
    for at, why in enumerate(reason):
        pool = _HALF_NAMED if unclear[at] else pools[why, bool(acknowledged[at])]
        replies[at] = pool[int(luck[at] * len(pool))]
    return replies
