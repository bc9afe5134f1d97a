"""Put the whole company together, and write it as CSV files."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from . import (
    agent_weeks,
    arrivals,
    billing,
    bonuses,
    calls,
    cases,
    company,
    desk_log,
    dirt,
    first_replies,
    gradings,
    growth,
    long_calls,
    next_calls,
    quality,
    shift,
    spellings,
    spoken,
    surveys,
    tickets,
    turns,
)  # fmt: skip
from .draws import stream
from .stories import Stories, choose_stories

TABLES = (
    "calls",
    "surveys",
    "surveys_clean",
    "agents",
    "agent_weeks",
    "quality_reviews",
    "customers",
    "bills",
    "bill_lines",
    "tickets",
    "first_replies",
    "case_customers",
    "case_bills",
    "case_lines",
    "turns",
    "long_calls",
    "silences",
    "next_calls",
    "spoken_turns",
    "spelled_codes",
    "shift_yesterday",
    "shift_log",
    "shift_plan",
    "shift_visits",
    "shift_notes",
    "shift_today",
    "arrivals",
    "hourly_need",
    "desk_log",
    "double_reviews",
    "graded_calls",
    "bonus_days",
    "bonus_quarter",
    "site_options",
    "contact_reasons",
    "growth_plan",
)
PRACTICE_SEED = 2026
Tables = dict[str, pd.DataFrame]  # by name


def sample(seed: int | str) -> dict[str, pd.DataFrame]:
    """All tables as a learner gets them, dirt included.

    ``seed`` is a whole number from 0 up, or a text. The number 7 and the text "7" are different
    seeds. Each table is exactly what ``pandas.read_csv`` gives for the file that ``write_csv``
    writes: blanks are NaN, and a column of whole numbers with blanks is float64. Units and ranges:
    ``course/data_dictionary.md``.
    """
    return Company(seed).tables(TABLES)


def clean_sample(seed: int | str) -> dict[str, pd.DataFrame]:
    """All tables before dirt is added.

    No test calls, no copies, one spelling, one date format, one CES direction. Blank scores and
    N/A items are still there: nobody can know what the customer would have answered.
    """
    return Company(seed).clean_tables(TABLES)


def write_csv(seed: int | str, folder: Path, tables: Iterable[str]) -> None:
    """Write ``<table>.csv`` (UTF-8, ``\\n`` line ends) into ``folder`` for each table asked for.

    The bytes depend on the seed only. ``folder`` is created if it is missing; a file that is there
    is replaced.
    """
    wanted = [tables] if isinstance(tables, str) else list(tables)
    unknown = [name for name in wanted if name not in TABLES]
    if unknown:
        raise ValueError(f"no table {', '.join(unknown)}; the tables are {', '.join(TABLES)}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in Company(seed).tables(wanted).items():
        text = _for_csv(table).to_csv(index=False, lineterminator="\n")
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))


class Company:
    """One sample, of which each part is drawn when a table first needs it: every part has a stream of its own."""

    def __init__(self, seed: int | str):
        self._seed = seed
        self._made: dict[str, pd.DataFrame] = {}

    def tables(self, names: Iterable[str]) -> dict[str, pd.DataFrame]:
        """These tables as a learner gets them, dirt included."""
        found = self.clean_tables(names)
        if "calls" in found:
            spare = dirt.SpareCalls(self._log.spare_number, self._log.spare_start)
            found["calls"] = dirt.add_test_calls(found["calls"], spare, self._stream("dirt calls"))
        if "surveys" in found:
            found["surveys"] = dirt.soil_surveys(found["surveys"], self._stream("dirt surveys"))
        return found

    def clean_tables(self, names: Iterable[str]) -> dict[str, pd.DataFrame]:
        return {name: self._table(name) for name in names}

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made |= _MADE_BY[name](self)
        return self._made[name]

    def _stream(self, name: str) -> np.random.Generator:
        return stream(self._seed, name)

    @cached_property
    def _plan(self) -> Stories:
        return choose_stories(self._stream("stories"))

    @cached_property
    def _staff(self) -> company.Staff:
        return company.hire(self._stream("agents"), self._plan)

    @cached_property
    def _clients(self) -> company.Customers:
        return company.sign_up(self._stream("customers"))

    @cached_property
    def _log(self) -> calls.CallLog:
        return calls.take_calls(self._stream("calls"), self._plan, self._staff, self._clients)

    def _calls(self) -> Tables:
        return {"calls": calls.table(self._log)}

    def _surveys(self) -> Tables:
        table = surveys.survey(self._stream("surveys"), self._plan, self._log, self._staff)
        return {"surveys": table, "surveys_clean": table}

    def _agents(self) -> Tables:
        return {"agents": company.agent_table(self._staff)}

    def _agent_weeks(self) -> Tables:
        return {"agent_weeks": agent_weeks.report(self._stream("agent weeks"), self._plan, self._log, self._staff)}

    def _reviews(self) -> Tables:
        return {"quality_reviews": quality.review(self._stream("quality"), self._log, self._staff)}

    def _bills(self) -> Tables:
        bills, lines, last_plan = billing.bill(self._stream("bills"), self._clients)
        return {"customers": company.customer_table(self._clients, last_plan), "bills": bills, "bill_lines": lines}

    def _cases(self) -> Tables:
        parts = (self._table(name) for name in ("customers", "bills", "bill_lines"))
        return cases.extract(self._stream("cases"), *parts)

    def _tickets(self) -> Tables:
        return {"tickets": tickets.open_tickets(self._stream("tickets"), self._log)}

    def _first_replies(self) -> Tables:
        heard = first_replies.hear(self._stream("first replies"), self._table("surveys"), self._table("calls"))
        return {"first_replies": heard}

    def _turns(self) -> Tables:
        return {"turns": turns.record(self._stream("turns"), self._staff)}

    def _long_calls(self) -> Tables:
        return {"long_calls": long_calls.collect(self._stream("long calls"))}

    def _silences(self) -> Tables:
        return {"silences": long_calls.listen(self._stream("silences"))}

    def _next_calls(self) -> Tables:
        return {"next_calls": next_calls.follow(self._stream("calls that follow"))}

    def _spoken_turns(self) -> Tables:
        return {"spoken_turns": spoken.record(self._stream("spoken turns"), self._staff)}

    def _spelled_codes(self) -> Tables:
        return {"spelled_codes": spellings.note_down(self._stream("spelled codes"))}

    def _shift(self) -> Tables:
        return shift.work(self._stream("one shift"))


def _alone(name: str, maker: Callable[[np.random.Generator], pd.DataFrame]) -> Callable[[Company], Tables]:
    """How a table is made that takes nothing from the others."""
    return lambda company: {name: maker(company._stream(name.replace("_", " ")))}


_ON_THEIR_OWN = {
    "arrivals": arrivals.count, "hourly_need": arrivals.need, "desk_log": desk_log.keep,
    "double_reviews": gradings.twice, "graded_calls": gradings.month,
    "bonus_days": bonuses.days, "bonus_quarter": bonuses.quarter,
    "site_options": growth.options, "contact_reasons": growth.reasons, "growth_plan": growth.plan,
}  # fmt: skip
_MADE_BY = {
    "calls": Company._calls, "agents": Company._agents, "agent_weeks": Company._agent_weeks,
    "quality_reviews": Company._reviews,
    "tickets": Company._tickets, "first_replies": Company._first_replies, "turns": Company._turns,
    "long_calls": Company._long_calls, "silences": Company._silences, "next_calls": Company._next_calls,
    "spoken_turns": Company._spoken_turns, "spelled_codes": Company._spelled_codes,
    **{name: _alone(name, maker) for name, maker in _ON_THEIR_OWN.items()},
    **dict.fromkeys(("surveys", "surveys_clean"), Company._surveys),
    **dict.fromkeys([name for name in TABLES if name.startswith("shift_")], Company._shift),
    **dict.fromkeys(("customers", "bills", "bill_lines"), Company._bills),
    **dict.fromkeys(("case_customers", "case_bills", "case_lines"), Company._cases),
}  # fmt: skip


def _for_csv(table: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers without ``.0``, and N/A where a quality item did not apply."""
    whole = {column: "Int64" for column in table.columns if table[column].dtype == "float64"}
    table = table.astype(whole)
    if "earned" in table:
        table["earned"] = table["earned"].astype(object).where(table["earned"].notna(), "N/A")
    return table
