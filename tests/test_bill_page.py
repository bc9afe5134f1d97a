"""A bill as its customer sees it: the page says what the tables say, and a page that would be wrong is not made."""

from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from exercises_lib.learner.bill_page import bill_page, day, money

DATA = Path(__file__).parents[1] / "source" / "02_billing_queries" / "data"


@pytest.fixture(scope="module")
def tables():
    """What a learner has: customers by number, bills, and the lines of each bill."""
    desk, bills = pd.read_csv(DATA / "case_customers.csv"), pd.read_csv(DATA / "case_bills.csv")
    lines = pd.read_csv(DATA / "case_lines.csv", dtype={"quantity": "Int64", "unit_cents": "Int64"})
    return desk.set_index("customer_id", drop=False), bills, dict(tuple(lines.groupby("bill_id")))


class Cells(HTMLParser):
    """The rows of all tables on a page: for each cell its tag, its scope and its text."""

    def __init__(self, page: str):
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attrs).get("scope", ""), ""])

    def handle_data(self, text):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][2] += text


def test_every_bill_of_the_desk_reads_as_its_rows_say(tables):
    desk, bills, lines = tables
    for _, bill in bills.iterrows():
        its = lines[bill["bill_id"]]
        page = bill_page(desk.loc[bill["customer_id"]], bill, its)
        amounts = [row[-1] for row in page.charges]
        assert amounts[-1] == money(bill["total_cents"])
        shown = sorted((row[0], row[-1]) for row in page.charges if row[1])
        told = zip(its["description"], map(money, its["amount_cents"]), strict=True)
        assert shown == sorted(told)
        tax = [row[-1] for row in page.charges if row[0].startswith("Tax")]
        before_tax = next(row[-1] for row in page.charges if row[0] == "Sum before tax")
        cents = round(float(before_tax.replace(",", "")) * 100)
        assert tax == [money((cents * 12 + 50) // 100)]


def test_each_cell_stands_under_a_heading_and_beside_the_name_of_its_row(tables):
    desk, bills, lines = tables
    bill = bills.iloc[0]
    page = bill_page(desk.loc[bill["customer_id"]], bill, lines[bill["bill_id"]])
    rows = Cells(page.html()).rows
    heads = next(row for row in rows if len(row) == 3)
    assert {(tag, scope) for tag, scope, _ in heads} == {("th", "col")}
    for row in rows:
        if row is not heads:
            assert row[0][:2] == ["th", "row"] and row[0][2]
            assert all(tag == "td" for tag, _, _ in row[1:])
    assert str(page).count("\n") == len(rows) - 2


def test_a_name_is_text(tables):
    desk, bills, lines = tables
    bill = bills.iloc[0]
    customer = desk.loc[bill["customer_id"]].to_dict() | {"customer_name": "<b>Ana</b>"}
    assert "<b>" not in bill_page(customer, bill, lines[bill["bill_id"]]).html()


def test_lines_of_another_bill_or_another_total_make_no_page(tables):
    desk, bills, lines = tables
    one, other = bills.iloc[0], bills.iloc[1]
    customer = desk.loc[one["customer_id"]]
    with pytest.raises(ValueError, match=f"not all of bill {one['bill_id']}: some are of {other['bill_id']}"):
        bill_page(customer, one, pd.concat([lines[one["bill_id"]], lines[other["bill_id"]]]))
    with pytest.raises(ValueError, match="the lines come to"):
        bill_page(customer, one, lines[one["bill_id"]].iloc[1:])


def test_money_and_days_as_people_write_them():
    assert [money(cents) for cents in (0, 5, 2999, -300, 123456)] == ["0.00", "0.05", "29.99", "-3.00", "1,234.56"]
    assert day("2026-02-09") == "9 February 2026"
