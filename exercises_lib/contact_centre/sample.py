"""Put the whole company together, and write it as CSV files."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from . import (
    billing,
    calls,
    cases,
    company,
    dirt,
    first_replies,
    long_calls,
    next_calls,
    quality,
    spellings,
    spoken,
    surveys,
    tickets,
    turns,
)  # fmt: skip
from .draws import stream
from .stories import choose_stories

TABLES = (
    "calls", "surveys", "surveys_clean", "agents", "quality_reviews", "customers", "bills", "bill_lines", "tickets",
    "first_replies", "case_customers", "case_bills", "case_lines", "turns",
    "long_calls", "silences", "next_calls", "spoken_turns", "spelled_codes",
)
PRACTICE_SEED = 2026


def sample(seed: int | str) -> dict[str, pd.DataFrame]:
    """All tables as a learner gets them, dirt included.

    ``seed`` is a whole number from 0 up, or a text. The number 7 and the text "7" are different
    seeds. Each table is exactly what ``pandas.read_csv`` gives for the file that ``write_csv``
    writes: blanks are NaN, and a column of whole numbers with blanks is float64. Units and ranges:
    ``course/data_dictionary.md``.
    """
    tables, spare = _clean(seed)
    tables["calls"] = dirt.add_test_calls(tables["calls"], spare, stream(seed, "dirt calls"))
    tables["surveys"] = dirt.soil_surveys(tables["surveys"], stream(seed, "dirt surveys"))
    return tables


def clean_sample(seed: int | str) -> dict[str, pd.DataFrame]:
    """All tables before dirt is added.

    No test calls, no copies, one spelling, one date format, one CES direction. Blank scores and
    N/A items are still there: nobody can know what the customer would have answered.
    """
    return _clean(seed)[0]


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
    company_tables = sample(seed)
    for name in wanted:
        text = _for_csv(company_tables[name]).to_csv(index=False, lineterminator="\n")
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))


def _clean(seed: int | str) -> tuple[dict[str, pd.DataFrame], dirt.SpareCalls]:
    """The clean tables, and the call numbers kept free for test calls."""
    plan = choose_stories(stream(seed, "stories"))
    staff = company.hire(stream(seed, "agents"), plan)
    clients = company.sign_up(stream(seed, "customers"))
    log = calls.take_calls(stream(seed, "calls"), plan, staff, clients)
    bills, bill_lines, last_plan = billing.bill(stream(seed, "bills"), clients)
    tables = {
        "calls": calls.table(log),
        "surveys": surveys.survey(stream(seed, "surveys"), plan, log, staff),
        "agents": company.agent_table(staff),
        "quality_reviews": quality.review(stream(seed, "quality"), log, staff),
        "customers": company.customer_table(clients, last_plan),
        "bills": bills,
        "bill_lines": bill_lines,
        "tickets": tickets.open_tickets(stream(seed, "tickets"), log),
    }
    tables["first_replies"] = first_replies.hear(
        stream(seed, "first replies"), tables["surveys"], tables["calls"]
    )
    tables["surveys_clean"] = tables["surveys"]
    tables["turns"] = turns.record(stream(seed, "turns"), staff)
    tables["long_calls"] = long_calls.collect(stream(seed, "long calls"))
    tables["silences"] = long_calls.listen(stream(seed, "silences"))
    tables["next_calls"] = next_calls.follow(stream(seed, "next calls"))
    tables["spoken_turns"] = spoken.record(stream(seed, "spoken turns"), staff)
    tables["spelled_codes"] = spellings.note_down(stream(seed, "spelled codes"))
    tables |= cases.extract(stream(seed, "cases"), tables["customers"], bills, bill_lines)
    return tables, dirt.SpareCalls(log.spare_number, log.spare_start)


def _for_csv(table: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers without ``.0``, and N/A where a quality item did not apply."""
    whole = {column: "Int64" for column in table.columns if table[column].dtype == "float64"}
    table = table.astype(whole)
    if "earned" in table:
        table["earned"] = table["earned"].astype(object).where(table["earned"].notna(), "N/A")
    return table
