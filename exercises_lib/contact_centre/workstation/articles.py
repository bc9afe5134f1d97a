"""The knowledge base, ten short articles, and what a caller asks.

Exactly one article answers: it is for the caller's client, it is current, and it has both words.
Before it lie its retired forerunner, the same topic for another client, and articles with one of the words.
"""

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ..draws import shuffled, stream
from ..stories import QUEUES
from .parts import one, some

# topic: words to search for, what the caller says, title, what to do
TOPICS = (
    (
        ("late", "fee"),
        "I paid on time, and still there is a late fee on my bill.",
        "Late fee charged",
        "Compare the day of the payment with the day it was due. If it came in time, take the late fee off and say so.",
    ),
    (
        ("card", "lost"),
        "I have lost my card and I am worried that somebody uses it.",
        "Lost card",
        "Block the card first, with the customer on the line. Then order a new card. It never goes to a new address.",
    ),
    (
        ("parcel", "damaged"),
        "My parcel came damaged, the cup inside is in pieces.",
        "Parcel arrived damaged",
        "Ask for one picture of the damaged goods. Send a new parcel on the same day. The customer keeps the old one.",
    ),
    (
        ("refund", "missing"),
        "You promised a refund two weeks ago and I cannot see it.",
        "Refund missing",
        "Look at the day of the refund. For ten working days, give that day. After that, report it as missing.",
    ),
    (
        ("password", "reset"),
        "I cannot sign in and the reset mail does not come.",
        "Password reset",
        "Send the reset mail again to the address on file. Never ask for the password, never set one yourself.",
    ),
    (
        ("address", "change"),
        "I have moved and want to change my address.",
        "Change of address",
        "Verify the customer in full. Change the address, then read it back. The change holds from the next day.",
    ),
    (
        ("plan", "cancel"),
        "I want to cancel my plan at the end of the month.",
        "Cancel a plan",
        "Give the last day of the plan and what is still to pay. "
        "Cancel it only when the customer has said yes to both.",
    ),
)
_OTHERS = (
    ("Greeting on the phone", "Give the name of the client, then your own name. Ask how you can help."),
    ("Holidays", "The lines are open on all days but one. The hours are on the first page."),
    ("Sending a copy of a bill", "Bills of the last two years can be sent by mail. Older ones come by post."),
    ("Calls in another language", "Ask for a colleague in the list of languages. Stay on the line until then."),
    ("Opening hours of the shops", "Give the hours of the shop nearest to the customer."),
    ("Noise on the line", "Ask whether you may call back on the same number. Note the time."),
    ("Praise for a colleague", "Write it down in the customer's own words and send it to the team lead."),
)
_ONE_WORD = "Customers use the word {} in many ways. Ask what they mean."
COUNT = 10
_NEAR = 7  # of the articles that are drawn: the right one, and those that fit in part
IDS = tuple(f"KB-{number:02d}" for number in range(1, COUNT + 1))


def caller(seed: int | str) -> bytes:
    """What the caller said, for which client, and two words to search for."""
    _, question = _knowledge(seed)
    return (json.dumps(question, indent=1) + "\n").encode("ascii")


def _article(id_: str, seed: int | str) -> bytes:
    articles, _ = _knowledge(seed)
    return articles[IDS.index(id_)].encode("ascii")


# file name -> function of the seed
ARTICLES: dict[str, Callable[[int | str], bytes]] = {f"knowledge_base/{id_}.md": partial(_article, id_) for id_ in IDS}


@cache
def _knowledge(seed: int | str) -> tuple[list[str], dict[str, Any]]:
    """The texts of the articles in order of their numbers, and the caller's question."""
    rng = stream(seed, "workstation knowledge")
    topic, *others = some(rng, TOPICS, len(TOPICS))
    client, other, third = some(rng, QUEUES, 3)
    words, said, title, text = topic
    again = f"{text} Write {words[0]} and {words[1]} into the note, {words[0]} first, then {words[1]}."
    drawn = [
        (title, client, "current", "2026-02-16", text),
        (f"{title} (old rule)", client, "retired", "2025-03-03", f"{again} Ask your team lead first."),
        (title, other, "current", "2026-01-19", f"{text} Use the form of the {other}."),
        *((f"About the word {word}", client, "current", "2025-11-10", _ONE_WORD.format(word)) for word in words),
        (title, third, "retired", "2024-06-03", again),
    ]
    free = [(t, x) for _, _, t, x in others if not set(words) & set(f"{t} {x}".lower().replace(".", " ").split())]
    drawn += [(t, client, "current", "2026-03-02", x) for t, x in some(rng, free, 1)]
    drawn += [(t, one(rng, QUEUES), "current", "2025-09-08", x) for t, x in some(rng, _OTHERS, COUNT - len(drawn))]
    order = list(shuffled(rng, COUNT))
    # the right one (0) lies behind all that a search with one condition too few finds first, and what fits in nothing
    # but its client (the last of these) before them
    near = [article for article in order if article < _NEAR]
    middle = [article for article in near if article not in (0, _NEAR - 1)]
    inside = iter([_NEAR - 1, *middle, 0])
    order = [next(inside) if article < _NEAR else article for article in order]
    texts = [_markdown(id_, *drawn[place]) for id_, place in zip(IDS, order, strict=True)]
    return texts, {"client": client, "said": said, "words": list(words)}


def _markdown(id_: str, title: str, client: str, status: str, updated: str, text: str) -> str:
    return f"# {title}\n\nid: {id_}\nclient: {client}\nstatus: {status}\nupdated: {updated}\n\n{text}\n"
