"""The desk for questions about bills: 300 customers, and what those who are called first have on their bills."""

import pandas as pd
import pytest

SAME_CHARGE = ["bill_id", "kind", "description", "charged_on", "amount_cents"]


@pytest.fixture
def company(one_of_few):
    return one_of_few


@pytest.fixture
def lines(company) -> pd.DataFrame:
    """Each line with its customer, and which of the three bills it is on."""
    bills = company["case_bills"][["bill_id", "customer_id"]].copy()
    bills["nth"] = bills.groupby("customer_id").cumcount()
    return company["case_lines"].merge(bills, validate="many_to_one")


def first(company, question: str) -> str:
    desk = company["case_customers"]
    return desk[desk["question"] == question]["customer_id"].iloc[0]


def test_an_extract_with_all_that_belongs_to_it(company):
    desk, bills, lines = (company[f"case_{name}"] for name in ("customers", "bills", "lines"))
    assert len(desk) == desk["customer_id"].nunique() == 300
    assert set(bills["customer_id"]) == set(desk["customer_id"]) and len(bills) == 900
    assert lines.groupby("bill_id")["amount_cents"].sum().eq(bills.set_index("bill_id")["total_cents"]).all()
    assert lines.merge(company["bill_lines"]).equals(lines)
    assert lines["refers_to"].dropna().isin(lines["line_id"]).all()


def test_some_are_right_and_some_are_not(company, lines):
    desk = company["case_customers"].set_index("question")["customer_id"]
    twice = set(lines[lines.duplicated(SAME_CHARGE)]["customer_id"])
    assert desk["charged twice"].isin(twice).sum() == 30 < len(desk["charged twice"]) == 46
    assert desk["refund"].isin(set(lines[lines["kind"] == "refund"]["customer_id"])).all()
    assert desk["late fee"].isin(set(lines[lines["kind"] == "late_fee"]["customer_id"])).all()


def test_the_first_refund_is_paid_in_part(company, lines):
    its = lines[lines["customer_id"] == first(company, "refund")]
    twice = its[its.duplicated(SAME_CHARGE)]["amount_cents"].iloc[0]
    owed, back = twice + (twice * 12 + 50) // 100, -its[its["kind"] == "refund"]["amount_cents"].sum()
    assert 0 < back < owed
    assert abs(owed - 2 * back) >= 100


def test_the_first_late_fee_is_right_and_too_late_to_waive(company, lines):
    its = company["case_bills"][company["case_bills"]["customer_id"] == first(company, "late fee")]
    before, last = its.iloc[1], its.iloc[2]
    assert before["paid_cents"] == before["total_cents"]
    assert 11 <= (pd.Timestamp(before["paid_on"]) - pd.Timestamp(before["due_on"])).days <= 13
    assert "late_fee" in set(lines[lines["bill_id"] == last["bill_id"]]["kind"])


def test_the_first_higher_bill_has_new_and_gone_kinds(company, lines):
    its = lines[lines["customer_id"] == first(company, "higher bill")]
    kinds = its.pivot_table(index="kind", columns="nth", values="amount_cents", aggfunc="sum")
    assert kinds[2].sum() - kinds[1].sum() >= 100
    assert (kinds[2].isna() & kinds[1].notna()).any() and (kinds[1].isna() & kinds[2].notna()).any()


def test_the_first_plan_change_has_use_and_proration_on_the_last_bill(company, lines):
    its = lines[(lines["customer_id"] == first(company, "plan change")) & (lines["nth"] == 2)]
    assert (its["kind"] == "proration").sum() == 2
    assert (its[its["kind"] == "usage"]["quantity"] > 1).any()


def test_six_customers_have_a_bill_to_read_by_hand(company, lines):
    """Module 02 deals out six of plan, use, tax and an instalment that is not the last, each of another customer."""
    part = lines["description"].str.extract(r"instalment (\d+) of (\d+)")
    more_to_come = set(lines["bill_id"][(part[0] != part[1]) & part[0].notna()])
    kinds = lines.groupby(["customer_id", "bill_id"])["kind"].agg(" ".join).reset_index()
    fitting = kinds[(kinds["kind"] == "plan usage tax instalment") & kinds["bill_id"].isin(more_to_come)]
    totals = company["case_bills"].set_index("bill_id")["total_cents"]
    assert fitting[totals[fitting["bill_id"]].to_numpy() % 10 > 0]["customer_id"].nunique() >= 6


def test_six_customers_have_a_clear_reason_for_a_higher_bill(company, lines):
    """Module 02 deals out six for whom one kind of line rose by 1.00 more than any other, by amounts of their own."""
    desk = company["case_customers"].set_index("question")["customer_id"]
    two = lines[lines["customer_id"].isin(desk["higher bill"]) & (lines["nth"] > 0)]
    signed = two["amount_cents"].where(two["nth"] == 2, -two["amount_cents"])
    rise = signed.groupby([two["customer_id"], two["kind"]]).sum().unstack(fill_value=0)
    ranked = rise.apply(sorted, axis=1, result_type="expand")
    clear = (ranked.iloc[:, -1] - ranked.iloc[:, -2] >= 100) & rise.idxmax(axis=1).isin(["usage", "add_on", "late_fee"])
    plain = rise.reindex(columns=["proration", "credit", "refund"], fill_value=0).eq(0).all(axis=1)
    more = rise[clear & plain].sum(axis=1)
    assert more[more % 10 > 0].nunique() >= 6
