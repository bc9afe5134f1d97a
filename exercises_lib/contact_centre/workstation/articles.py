"""The knowledge base, ten short articles, and what a caller asks.

Exactly one article answers: it is for the caller's client, it is current, and it has both words. Around it lie its
retired forerunner, the same topic for the two other clients (one of them retired), and articles with one of the words.
"""

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

from ..draws import shuffled, stream
from ..stories import QUEUES
from .parts import one, some
from .rules import NEARBY, OTHERS, RULES

COUNT = 10
_NEAR = 7  # of the articles that are drawn: the right one, and those that fit in part
IDS = tuple(f"KB-{number:02d}" for number in range(1, COUNT + 1))
_NEW, _OLD = "2026-02-16", "2025-03-03"  # when the rule of today came, and the one before it


class _Article(NamedTuple):
    title: str
    client: str
    status: str
    updated: str
    text: str


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
    words, another, *_ = some(rng, sorted(RULES), len(RULES))
    client, other, third = some(rng, QUEUES, 3)
    rule, near, far = (RULES[words][name] for name in (client, other, third))
    near_own = RULES[another][client]
    drawn = [
        _Article(rule.title, client, "current", _NEW, rule.now),
        _Article(f"{rule.title} (old rule)", client, "retired", _OLD, rule.before),
        _Article(near.title, other, "current", "2026-01-19", near.now),
        *(_Article(NEARBY[word][0], client, "current", "2025-11-10", NEARBY[word][1]) for word in words),
        _Article(f"{far.title} (old rule)", third, "retired", "2024-06-03", far.before),
        _Article(near_own.title, client, "current", "2026-03-02", near_own.now),
    ]
    rest = some(rng, OTHERS, COUNT - len(drawn))
    drawn += [_Article(title, one(rng, QUEUES), "current", "2025-09-08", text) for title, text in rest]
    # the right one (0) lies behind all that a search with one condition too few finds first, and what fits in nothing
    # but its client (the last of these) before them
    order = list(shuffled(rng, COUNT))
    middle = [article for article in order if 0 < article < _NEAR - 1]
    inside = iter([_NEAR - 1, *middle, 0])
    order = [next(inside) if article < _NEAR else article for article in order]
    texts = [_markdown(id_, drawn[place]) for id_, place in zip(IDS, order, strict=True)]
    return texts, {"client": client, "said": rule.said, "words": list(words)}


def _markdown(id_: str, article: _Article) -> str:
    title, client, status, updated, text = article
    return f"# {title}\n\nid: {id_}\nclient: {client}\nstatus: {status}\nupdated: {updated}\n\n{text}\n"
