"""Two forms to search with: customers, of whom only the one that is asked for is shown; and articles.

They need no package: JupyterLab runs the script of a cell that was just run. Elsewhere a sentence says what to do.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from exercises_lib import environment
from exercises_lib.learner import script

ELSEWHERE = "This form works in JupyterLab. Run the cell there; or search with code, as the text below shows."
_CUSTOMER = ("customer_no", "customer_name", "plan", "status")  # what a call needs, and no more


def customer_screen(db: sqlite3.Connection) -> Form:
    """The search form of a customer system, on a database with the table `customers`.

    It asks for three letters of a name or more and a postcode, and shows a customer only where one alone fits. Dates
    of birth, addresses, mails and cards never reach the page.
    """
    found = db.execute(f"SELECT {', '.join(_CUSTOMER)}, postcode FROM customers").fetchall()
    return Form(
        title="Customer search",
        fields=[
            {"name": "customer_name", "label": "Part of the name", "least": 3},
            {"name": "postcode", "label": "Postcode, as the caller says it", "whole": True},
        ],
        columns=list(_CUSTOMER),
        rows=[dict(zip((*_CUSTOMER, "postcode"), row, strict=True)) for row in found],
        most=1,
        too_many="customers fit. Nobody is shown: ask the caller for the postcode.",
    )


def knowledge_screen(articles: Sequence[Mapping[str, str]]) -> Form:
    """The search form of a knowledge base; each article as `read_articles` gives it."""
    clients = sorted({article["client"] for article in articles})
    return Form(
        title="Knowledge base",
        fields=[
            {"name": "text", "label": "Words"},
            {"name": "client", "label": "Client", "options": clients},
            {"name": "status", "label": "Status", "options": ["current", "retired"]},
        ],
        columns=["id", "title", "client", "status", "updated", "body"],
        rows=[dict(article) for article in articles],
        most=len(articles),
        too_many="",
    )


class Form:
    """A form for a notebook: what may be asked, and what is shown of the rows that fit.

    fields: name of a column and label; "least" letters; "whole" where all of it must be given; "options" to choose of.
    most: how many rows are shown at most; where more fit, only their number and `too_many`.
    """

    def __init__(self, **spec: Any):
        self.spec = spec

    def __repr__(self) -> str:
        return f"{self.spec['title']}. {ELSEWHERE}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        if os.environ.get(environment.GRADING):
            return {"text/plain": ""}
        return script.bundle(__package__, "search.js", self.spec, repr(self))
