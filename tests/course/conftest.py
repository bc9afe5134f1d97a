"""What several tests of the modules need."""

from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def screen() -> dict[str, str]:
    """What the learner sees: the first customer who asks about a late fee."""
    data = Path(__file__).parents[2] / "source" / "02_billing_queries" / "data"
    desk, bills = pd.read_csv(data / "case_customers.csv"), pd.read_csv(data / "case_bills.csv")
    customer = desk[desk["question"] == "late fee"].iloc[0]
    bill = bills[bills["customer_id"] == customer["customer_id"]].iloc[1]
    days = {name: pd.Timestamp(bill[f"{name}_on"]) for name in ("issued", "due", "paid")}
    return {
        "name": customer["customer_name"],
        **{name: f"{day.day} {day.month_name()} {day.year}" for name, day in days.items()},
        **{f"{name}_iso": str(day.date()) for name, day in days.items()},
        **{f"{name}_us": f"{day.month_name()} {day.day}" for name, day in days.items()},
        "late": str((days["paid"] - days["due"]).days),
        "total": f"{bill['total_cents'] / 100:.2f}",
        "fee": "5.00",
    }


@pytest.fixture(scope="session")
def shift() -> dict[str, str]:
    """What the learner can work out of the day of module 10."""
    data = Path(__file__).parents[2] / "source" / "10_capstone" / "data"
    visits, notes, today = (pd.read_csv(data / f"shift_{name}.csv") for name in ("visits", "notes", "today"))
    low = today.loc[(today["in_time"] / today["calls"]).idxmin()]
    still_open = notes[notes["promised_by"].notna() & notes["done_at"].isna()]
    return {
        "new_time": visits[visits["customer"] == "Goran Lukovic"].sort_values("sent_at").iloc[-1]["new_time"],
        "level": str(round(100 * today["in_time"].sum() / today["calls"].sum())),
        "low": low["start"],
        "missing": str(low["needed"] - low["agents"]),
        "count": str(len(still_open)),
        "first": still_open["promised_by"].min(),
    }
