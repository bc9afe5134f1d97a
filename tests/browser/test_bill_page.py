"""The page of a bill: found by its tables and headings, whole at twice the size, and with nothing in the way."""

import pandas as pd
import pytest

from exercises_lib.learner.bill_page import HEADS, bill_page

from .accessibility import barriers

CUSTOMER = {"customer_id": "CU70100", "customer_name": "Rosa Lindqvist", "queue": "telecom"}
BILL = {
    "bill_id": "B900001", "period_start": "2026-01-23", "period_end": "2026-02-22", "issued_on": "2026-02-23",
    "due_on": "2026-03-09", "total_cents": 4523, "paid_cents": 4523, "paid_on": "2026-03-01",
}  # fmt: skip
LINES = pd.DataFrame(
    [("plan", "Basic plan", 1, 1999, 1999), ("usage", "Minutes outside the plan", 2, 350, 700),
     ("tax", "Tax 12 %", None, None, 324), ("instalment", "Safe deposit box, instalment 10 of 12", 1, 1500, 1500)],
    columns=["kind", "description", "quantity", "unit_cents", "amount_cents"],
).assign(bill_id="B900001", charged_on="2026-02-23")  # fmt: skip
THEMES = {"light": ("white", "#111"), "dark": ("#111", "#eee")}
LAB = (  # how JupyterLab sets tables in an output: the page must stand it
    "table{table-layout:fixed;font-size:12px} td,th{text-align:right;white-space:nowrap;max-width:none}"
    "tbody tr:nth-child(odd){background:#222} tbody tr:hover{background:#004}"
)


def opened(new_page, theme="light", width=1280):
    paper, ink = THEMES[theme]
    page = new_page(viewport={"width": width, "height": 900})
    bill = bill_page(CUSTOMER, BILL, LINES).html()
    page.set_content(
        f'<html lang="en"><title>A bill</title><style>{LAB}</style>'
        f'<body style="background:{paper};color:{ink};font:14px sans-serif"><main>{bill}</main>'
    )
    return page


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_in_the_way(new_page, theme):
    assert barriers(opened(new_page, theme), "article") == []


def test_a_screen_reader_finds_the_bill_its_tables_and_each_line(new_page):
    bill = opened(new_page).get_by_role("article", name="Bill B900001")
    charges = bill.get_by_role("table", name="What it is made of")
    assert charges.get_by_role("columnheader").all_inner_texts() == list(HEADS)
    line = charges.get_by_role("row").filter(has=bill.page.get_by_role("rowheader", name="Minutes outside the plan"))
    assert line.get_by_role("rowheader").inner_text().splitlines() == ["Minutes outside the plan", "23 February 2026"]
    assert line.get_by_role("cell").all_inner_texts() == ["2 × 3.50", "7.00"]
    facts = bill.get_by_role("table", name="Your bill")
    pay_by = facts.get_by_role("row").filter(has=bill.page.get_by_role("rowheader", name="To pay by"))
    assert pay_by.get_by_role("cell").inner_text() == "9 March 2026"


@pytest.mark.parametrize("width", [640, 320], ids=["twice the size", "JupyterLab's files beside it as well"])
def test_nothing_lies_outside_the_window(new_page, width):
    page = opened(new_page, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for cell in page.locator("td, th").all():
        box = cell.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth + 1")


def test_no_key_is_caught_on_the_page(new_page):
    page = opened(new_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")
