"""What a learner does with the files: read, clean by the data dictionary, measure.

Nothing here uses the generator's own code, only the tables and what the dictionary says about them.
"""

import pandas as pd

FIRST_DAY = pd.Timestamp("2026-01-05")
NEW_CES_DAY = pd.Timestamp("2026-02-16")
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y")


def clean_calls(calls: pd.DataFrame) -> pd.DataFrame:
    """Without test calls; with start as a time, week 1 to 12, and handle seconds."""
    calls = calls[calls["customer_id"].notna()].copy()
    calls["start"] = pd.to_datetime(calls["started_at"], format="%Y-%m-%dT%H:%M:%S")
    calls["week"] = (calls["start"] - FIRST_DAY).dt.days // 7 + 1
    calls["handle"] = calls["talk_seconds"] + calls["hold_seconds"] + calls["wrap_seconds"]
    return calls


def clean_surveys(surveys: pd.DataFrame) -> pd.DataFrame:
    """Without copies; one date format, one spelling, one CES direction."""
    surveys = surveys.drop_duplicates().reset_index(drop=True)
    surveys["answered_at"] = parse_days(surveys["answered_at"])
    surveys["week"] = (surveys["answered_at"] - FIRST_DAY).dt.days // 7 + 1
    surveys["agent_name"] = surveys["agent_name"].map(first_name_first)
    old = surveys["answered_at"] < NEW_CES_DAY
    surveys["ces"] = surveys["ces"].mask(old, 8 - surveys["ces"])
    return surveys


def joined(tables: dict[str, pd.DataFrame], calls: pd.DataFrame) -> pd.DataFrame:
    """Clean surveys with their clean call, and team, agent_id and CSAT as 1 or 0 (``happy``; blank stays
    blank).
    """
    surveys = clean_surveys(tables["surveys"])
    rows = surveys.merge(calls, on="call_id", suffixes=("", "_of_call"), validate="one_to_one")
    assert len(rows) == len(surveys)
    agents = tables["agents"].drop(columns="agent_name")
    rows = rows.merge(agents, on="agent_id", validate="many_to_one")
    rows["happy"] = (rows["csat"] >= 4).astype(float).where(rows["csat"].notna())
    return rows


def parse_days(texts: pd.Series) -> pd.Series:
    days = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[ns]")
    for form in _FORMATS:
        days = days.fillna(pd.to_datetime(texts, format=form, errors="coerce"))
    return days


def first_name_first(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def fcr_by_repeat(calls: pd.DataFrame) -> float:
    """Share of issues whose first answered call has no other answered call within 7 days."""
    answered = calls[calls["outcome"] == "answered"].sort_values("start", kind="stable")
    following = answered.groupby("issue_id")["start"].shift(-1)
    first = ~answered.duplicated("issue_id")
    repeated = (following - answered["start"]) <= pd.Timedelta(days=7)
    return 1 - repeated[first].mean()


def review_scores(reviews: pd.DataFrame) -> pd.Series:
    """QA score of each review: earned / possible over the items that apply; a critical fail makes
    it 0.
    """
    applies = reviews[reviews["earned"].notna()]
    sums = applies.groupby("review_id")[["earned", "possible"]].sum()
    failed = applies[(applies["critical"] == "yes") & (applies["earned"] == 0)]["review_id"]
    return (sums["earned"] / sums["possible"]).mask(sums.index.isin(failed), 0.0)
