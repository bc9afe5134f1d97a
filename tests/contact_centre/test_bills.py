"""Bills, worked out again from the rules in the data dictionary."""

import numpy as np
import pandas as pd
import pytest

PRICES = {
    "telecom": {"Basic": 1999, "Plus": 2999, "Max": 4499},
    "bank": {"Basic": 499, "Plus": 999, "Max": 1999},
    "shop": {"Basic": 299, "Plus": 799, "Max": 1299},
}
TAXED = ["plan", "usage", "add_on", "discount", "proration"]
SAME_CHARGE = ["bill_id", "kind", "description", "charged_on", "amount_cents"]


@pytest.fixture
def company(one_of_few):
    return one_of_few


def nearest_cent(amount):
    """Half a cent up, by size; then the sign."""
    amount = np.asarray(amount, dtype=float)
    return (np.sign(amount) * np.floor(np.abs(amount) + 0.5 + 1e-9)).astype(int)


@pytest.fixture
def bills(company) -> pd.DataFrame:
    return company.bills


@pytest.fixture
def lines(company) -> pd.DataFrame:
    return company.bill_lines


def test_totals_are_the_sum_of_the_lines(company):
    sums = company["bill_lines"].groupby("bill_id")["amount_cents"].sum()
    totals = company["bills"].set_index("bill_id")["total_cents"]
    assert sums.equals(totals.rename("amount_cents"))
    assert totals.min() > 0
    assert company["bill_lines"]["amount_cents"].dtype.kind == "i"


def test_three_bills_in_a_row_for_each_customer(bills):
    assert (bills.groupby("customer_id").size() == 3).all()
    one_day = pd.Timedelta(days=1)
    assert (bills["issued_on"] - bills["period_end"] == one_day).all()
    assert (bills["due_on"] - bills["issued_on"] == 14 * one_day).all()
    before = bills.groupby("customer_id")["period_end"].shift()
    later = before.notna()
    assert (bills["period_start"] - before == one_day)[later].all()


def test_payments(bills):
    assert (bills["paid_cents"].between(0, bills["total_cents"])).all()
    paid, none = bills["paid_cents"] == bills["total_cents"], bills["paid_cents"] == 0
    status = np.select([paid, none], ["paid", "unpaid"], "part paid")
    assert (bills["status"] == status).all()
    assert (bills["paid_on"].isna() == none).all()
    assert (bills["paid_on"].dropna() <= pd.Timestamp("2026-03-29")).all()
    assert set(bills["status"]) == {"paid", "part paid", "unpaid"}


def test_plan_prices(lines):
    plans = lines[lines["kind"] == "plan"].drop_duplicates(SAME_CHARGE)
    assert plans["bill_id"].is_unique
    name = plans["description"].str.removesuffix(" plan")
    price = [PRICES[queue][plan] for queue, plan in zip(plans["queue"], name, strict=True)]
    assert (plans["amount_cents"] == price).all()
    assert (plans["charged_on"] == plans["period_start"]).all()


def test_quantity_times_unit(lines):
    counted = lines["unit_cents"].notna()
    assert set(lines.loc[counted, "kind"]) == {"plan", "usage", "add_on", "late_fee", "instalment"}
    assert set(lines.loc[~counted, "kind"]) == {"discount", "tax", "proration", "credit", "refund"}
    product = lines["quantity"] * lines["unit_cents"]
    assert (product == lines["amount_cents"])[counted].all()


def test_lines_are_charged_inside_the_period_or_on_the_bill(lines):
    inside = lines["charged_on"].between(lines["period_start"], lines["period_end"])
    assert (inside | (lines["charged_on"] == lines["issued_on"])).all()


def test_tax(company, lines):
    taxed = lines[lines["kind"].isin(TAXED)].groupby("bill_id")["amount_cents"].sum()
    tax = lines[lines["kind"] == "tax"].set_index("bill_id")["amount_cents"]
    assert len(tax) == len(company["bills"])
    assert (tax == nearest_cent(taxed * 12 / 100)).all()


def test_discounts(lines):
    cuts = lines[lines["kind"] == "discount"].set_index("bill_id")
    plans = lines[lines["kind"] == "plan"].drop_duplicates("bill_id").set_index("bill_id")
    percent = cuts["description"].str.extract(r"(\d+) %")[0].astype(int)
    assert set(percent) == {10, 20}
    expected = nearest_cent(-plans["amount_cents"][cuts.index] * percent / 100)
    assert (cuts["amount_cents"] == expected).all()


def test_proration(lines):
    changes = lines[lines["kind"] == "proration"]
    pairs = changes.groupby("bill_id")
    assert (pairs.size() == 2).all()
    assert (pairs["quantity"].nunique() == 1).all()
    days_left = (changes["period_end"] - changes["charged_on"]).dt.days + 1
    assert (changes["quantity"] == days_left).all()
    period = (changes["period_end"] - changes["period_start"]).dt.days + 1
    parts = changes["description"].str.extract(r"(\w+) plan, (unused|remaining) days")
    price = [PRICES[queue][plan] for queue, plan in zip(changes["queue"], parts[0], strict=True)]
    sign = np.where(parts[1] == "unused", -1, 1)
    expected = nearest_cent(sign * price * days_left / period)
    assert (changes["amount_cents"] == expected).all()
    assert (pairs["amount_cents"].min() < 0).all()


def test_plan_at_the_end(lines):
    """``customers.plan`` is the plan after all changes."""
    old = lines[lines["kind"] == "plan"].drop_duplicates("customer_id", keep="last")
    new = lines[lines["description"].str.endswith("remaining days")]
    last = {**_plan_by_customer(old), **_plan_by_customer(new)}
    stated = lines.drop_duplicates("customer_id").set_index("customer_id")["plan"]
    assert stated.to_dict() == last
    first = lines[lines["kind"] == "plan"].drop_duplicates("customer_id")
    assert _plan_by_customer(first) != last


def _plan_by_customer(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["customer_id"], rows["description"].str.split().str[0], strict=True))


def test_late_fees_are_right_but_for_a_few(bills, lines):
    before = bills.groupby("customer_id").shift()
    has_before = before["due_on"].notna()
    in_full = before["paid_cents"] == before["total_cents"]
    in_time = in_full & (before["paid_on"] <= before["due_on"])
    fee = bills["bill_id"].isin(lines.loc[lines["kind"] == "late_fee", "bill_id"])
    assert not fee[~has_before].any()
    assert fee[has_before & ~in_time].all()
    wrong = (fee & has_before & in_time).sum()
    assert 20 <= wrong <= 120
    fees = lines[lines["kind"] == "late_fee"]
    assert (fees["amount_cents"] == 500).all()
    assert fees["bill_id"].is_unique


def test_charges_made_twice_and_their_refunds(company):
    lines = company["bill_lines"]
    twice = lines[lines.duplicated(SAME_CHARGE)]
    assert 0.008 < len(twice) / len(company["bills"]) < 0.018
    assert set(twice["kind"]) == {"plan", "add_on"}
    owed = twice.set_index("line_id")["amount_cents"]
    owed = owed + nearest_cent(owed * 12 / 100)
    refunds = lines[lines["kind"] == "refund"]
    assert refunds["refers_to"].isin(twice["line_id"]).all()
    back = -refunds.groupby("refers_to")["amount_cents"].sum().reindex(owed.index).fillna(0)
    assert (back <= owed).all()
    states = np.select([back == 0, back < owed], ["not yet", "in part"], "in full")
    assert min((states == state).sum() for state in ("not yet", "in part", "in full")) >= 10
    assert (refunds.groupby("refers_to").size() == 2).any()


def test_a_refund_is_on_a_later_bill_of_the_same_customer(company, lines):
    refunds = lines[lines["kind"] == "refund"]
    charged = lines.set_index("line_id").loc[refunds["refers_to"]]
    assert (refunds["customer_id"].to_numpy() == charged["customer_id"].to_numpy()).all()
    assert (refunds["issued_on"].to_numpy() > charged["issued_on"].to_numpy()).all()


def test_every_kind_of_line_is_there(lines):
    assert set(lines["kind"]) == {*TAXED, "tax", "late_fee", "instalment", "credit", "refund"}
    give_back = lines["kind"].isin(["discount", "credit", "refund"])
    assert (lines.loc[give_back, "amount_cents"] < 0).all()
    rest = ~give_back & (lines["kind"] != "proration")
    assert (lines.loc[rest, "amount_cents"] > 0).all()
