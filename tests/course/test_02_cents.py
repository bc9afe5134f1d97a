"""Module 02: money is whole cents. A part of a cent is wrong in every exercise that asks for money, and is named."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from course_for_tests.modules import practice_records
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.checks.key import RIGHT
from tests.checks.verdicts import grade

NOTEBOOK = Path(__file__).parents[2] / "source" / "02_billing_queries" / "02_billing_queries.ipynb"
SAME = ["bill_id", "kind", "description", "charged_on", "amount_cents"]
SAYS = "parts of a cent. Money is counted in whole cents here"
DECLARED = "parts of a cent"  # in a sentence of the author's
parts = st.integers(1, 99).map(lambda hundredths: Decimal(hundredths) / 100)


@pytest.fixture(scope="module")
def records() -> dict[str, dict]:
    return practice_records(NOTEBOOK.stem)


def half_up(cents: Decimal) -> int:
    return int((abs(cents) + Decimal("0.5")) // 1) * (1 if cents >= 0 else -1)


def right(record: dict):
    """The right number, or dictionary, as the key has it."""
    numbers = {name: float(forms[0]) for name, forms in record["facets"].items()}
    if record["kind"] == "number":
        return int(numbers["value"])
    return {name.split(" ", 1)[1].removesuffix(": value"): int(number) for name, number in numbers.items()}


@settings(max_examples=20)
@given(part=parts)
def test_a_number(records, part):
    total = right(records["bill_total"])
    assert grade(records["bill_total"], total).state == RIGHT
    outcome = grade(records["bill_total"], total + float(part))
    assert outcome.credit == 0 and SAYS in outcome.message


@pytest.mark.parametrize(("name", "field"), [
    ("fee_report", "give_back"), ("refund_state", "owed"), ("refund_state", "paid_back"), ("refund_state", "left"),
])  # fmt: skip
@settings(max_examples=5)
@given(part=parts)
def test_a_field(records, name, field, part):
    answer = right(records[name])
    assert grade(records[name], answer).state == RIGHT
    outcome = grade(records[name], answer | {field: answer[field] + part})
    assert outcome.credit < 1 and SAYS in outcome.message


@settings(max_examples=5)
@given(part=parts)
def test_a_column(records, part):
    lines = pd.read_csv(NOTEBOOK.parent / "data" / "case_lines.csv")
    wrong = lines[lines.duplicated(subset=SAME)].copy()
    wrong["owed_cents"] = [cents + half_up(Decimal(cents) * 12 / 100) for cents in wrong["amount_cents"].tolist()]
    assert grade(records["charged_twice"], wrong).state == RIGHT
    outcome = grade(records["charged_twice"], wrong.assign(owed_cents=wrong["owed_cents"] + float(part)))
    assert outcome.credit == 0 and SAYS in outcome.message
    exact = wrong.assign(owed_cents=wrong["amount_cents"] * 1.12)  # nobody rounded
    assert SAYS in grade(records["charged_twice"], exact).message


def fee_to_pay(days, waived):
    return 0 if days == 0 or (days <= 10 and not waived) else 500


def plan_change(old, new, left, days):
    return half_up(Decimal(new) * left / days) - half_up(Decimal(old) * left / days)


@pytest.mark.parametrize("solution", [fee_to_pay, plan_change])
@settings(max_examples=5)
@given(part=parts)
def test_a_function(records, solution, part):
    record = records[solution.__name__]
    assert grade(record, solution).state == RIGHT
    outcome = grade(record, lambda *given: solution(*given) + float(part))
    assert outcome.credit == 0 and DECLARED in outcome.message
