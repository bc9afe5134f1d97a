"""Three monthly bills for each customer. Money is in whole cents everywhere.

The things that customers call about are in here: a charge made twice, a refund paid in parts, a
plan changed in the middle of the month, instalments, discounts, tax, and late fees that are right
or wrong.
"""

import numpy as np
import pandas as pd

from .company import PLANS, Customers
from .dates import DAYS, FIRST_DAY, day_text
from .draws import pick, whole
from .ledger import Ledger, bill_ids, share

BILLS_A_CUSTOMER = 3
TAX_PERCENT = 12
LATE_FEE = 500
DAYS_TO_PAY = 14
PRICES = np.array([[1999, 2999, 4499], [499, 999, 1999], [299, 799, 1299]])  # queue x plan

# For each queue: (text, price of one, share of bills that have it, most pieces)
_USAGE = (
    (("Minutes outside the plan", 15, 0.35, 90), ("Extra data (GB)", 350, 0.22, 5)),
    (("Transfer abroad", 250, 0.22, 4), ("Cash from another bank", 150, 0.30, 6)),
    (("Express delivery", 499, 0.32, 4), ("Return collected", 350, 0.20, 3)),
)
_ADD_ON_TEXT = np.array(["Roaming day pass", "Card replacement", "Gift wrapping"])
_ADD_ON_PRICE = np.array([700, 900, 400])
_ADD_ON_BILLS = 0.12
_SECOND_DAY = 4  # one in so many add-ons is bought on a second day as well, which is no mistake
_HEAVY_USERS = 10  # one in so many customers has all usage items on the last two bills
_IN_TWO_PARTS = 3  # charges made twice that have had two parts of a refund, and not yet all, in every sample
_INSTALMENT_TEXT = ("Handset", "Safe deposit box", "Sofa")
_INSTALMENT_UNITS = np.array([1500, 2500, 4000])
_INSTALMENT_NUMBERS = np.array([6, 10, 12])

_DISCOUNTS = (0.75, 0.15, 0.10)  # customers with 0, 10, 20 percent off
_INSTALMENT_CUSTOMERS = 0.15
_CHANGING_CUSTOMERS = 0.12
_TWICE_CUSTOMERS = 0.035
_CREDIT_BILLS = 0.025
_WRONG_LATE_FEES = 0.008  # of bills that come after one paid in time

_ON_TIME, _LATE, _PART, _NOT = range(4)
_PAYERS = (0.86, 0.08, 0.035, 0.025)
_REFUND_FULL, _REFUND_PARTS, _REFUND_NONE = range(3)
_REFUNDS = (0.40, 0.40, 0.20)

_MONTHS = np.array(
    [(np.datetime64(day) - FIRST_DAY).astype(int) for day in ("2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01")]
)


class _Periods:
    """One entry for each bill: whose it is, which of the three, and its days from FIRST_DAY on."""

    def __init__(self, rng: np.random.Generator, customers: Customers):
        size = len(customers.queue)
        billing_day = whole(rng, 1, 28, size)  # every month has one
        self.customer = np.repeat(np.arange(size), BILLS_A_CUSTOMER)
        self.nth = np.tile(np.arange(BILLS_A_CUSTOMER), size)
        self.queue = customers.queue[self.customer]
        self.start = _MONTHS[self.nth] + billing_day[self.customer] - 1
        self.issued = _MONTHS[self.nth + 1] + billing_day[self.customer] - 1
        self.end = self.issued - 1
        self.days = self.issued - self.start
        self.due = self.issued + DAYS_TO_PAY

    def __len__(self) -> int:
        return len(self.customer)


def bill(rng: np.random.Generator, customers: Customers) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """The tables bills and bill_lines, and each customer's plan at the end (position in PLANS)."""
    periods = _Periods(rng, customers)
    ledger = Ledger(len(periods))
    last_plan = _charge_plans(rng, customers, periods, ledger)
    _charge_usage(rng, periods, ledger)
    twice = _charge_twice(rng, periods, ledger)
    _charge_tax(periods, ledger)  # on all lines so far, and on none of those that follow
    payer = pick(rng, _PAYERS, len(periods))
    _charge_late_fees(rng, periods, payer, ledger)
    _charge_instalments(rng, customers, periods, ledger)
    gross = ledger.totals()
    _give_credit(rng, periods, gross, ledger)
    _pay_back(rng, periods, gross, twice, ledger)
    return _bill_table(rng, periods, payer, ledger.totals()), ledger.table(), last_plan


def _charge_plans(rng: np.random.Generator, customers: Customers, periods: _Periods, ledger: Ledger) -> np.ndarray:
    """Plan, discount, and two proration lines where the plan changes inside a period."""
    size = len(customers.plan)
    change_at = np.where(rng.random(size) < _CHANGING_CUSTOMERS, whole(rng, 0, 2, size), 99)
    new_plan = (customers.plan + whole(rng, 1, len(PLANS) - 1, size)) % len(PLANS)
    last_plan = np.where(change_at == 99, customers.plan, new_plan)

    changed_before = change_at[periods.customer] < periods.nth
    plan = np.where(changed_before, new_plan[periods.customer], customers.plan[periods.customer])
    price = PRICES[periods.queue, plan]
    everyone = np.arange(len(periods))
    ledger.charge("plan", everyone, _plan_text(plan), periods.start, 1, price)

    percent = 10 * pick(rng, _DISCOUNTS, size)[periods.customer]
    cut = np.flatnonzero(percent)
    text = np.array([f"Discount {one} % off the plan" for one in percent[cut]])
    ledger.add("discount", cut, text, periods.issued[cut], -share(price[cut], percent[cut], 100))

    bills = np.flatnonzero(change_at[periods.customer] == periods.nth)
    day = periods.start[bills] + whole(rng, 3, periods.days[bills] - 4, len(bills))
    left = periods.issued[bills] - day
    for sign, its_plan, what in (
        (-1, plan[bills], "unused days"),
        (1, new_plan[periods.customer[bills]], "remaining days"),
    ):
        amount = share(PRICES[periods.queue[bills], its_plan], left, periods.days[bills])
        text = np.char.add(_plan_text(its_plan), f", {what}")
        ledger.add("proration", bills, text, day, sign * amount, quantity=left)
    return last_plan


def _plan_text(plan: np.ndarray) -> np.ndarray:
    return np.char.add(np.array(PLANS)[plan], " plan")


def _charge_usage(rng: np.random.Generator, periods: _Periods, ledger: Ledger) -> None:
    heavy = (periods.customer % _HEAVY_USERS == 0) & (periods.nth > 0)
    for queue, items in enumerate(_USAGE):
        for text, unit, chance, most in items:
            used = (rng.random(len(periods)) < chance) | heavy
            bills = np.flatnonzero((periods.queue == queue) & used)
            few = 1 + (rng.random(len(bills)) ** 1.7 * most).astype(np.int64)
            ledger.charge("usage", bills, text, periods.issued[bills], few, unit)


def _charge_twice(
    rng: np.random.Generator, periods: _Periods, ledger: Ledger
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add-ons, and by mistake some plans and add-ons a second time.

    Returns for each mistake: the bill, the position of the line, and what is owed for it with tax,
    in cents.
    """
    bought = np.flatnonzero(rng.random(len(periods)) < _ADD_ON_BILLS)
    day = periods.start[bought] + whole(rng, 0, periods.days[bought] - 1, len(bought))
    item = periods.queue[bought]
    ledger.charge("add_on", bought, _ADD_ON_TEXT[item], day, 1, _ADD_ON_PRICE[item])
    start = periods.start[bought]
    second_day = start + (day - start + periods.days[bought] // 2) % periods.days[bought]
    too = slice(None, None, _SECOND_DAY)
    ledger.charge("add_on", bought[too], _ADD_ON_TEXT[item[too]], second_day[too], 1, _ADD_ON_PRICE[item[too]])
    bought_on = np.full(len(periods), -99_999)
    bought_on[bought] = day

    size = len(periods) // BILLS_A_CUSTOMER
    customer = np.flatnonzero(rng.random(size) < _TWICE_CUSTOMERS)
    bills = customer * BILLS_A_CUSTOMER + pick(rng, (0.42, 0.36, 0.22), len(customer))
    plan_line = np.flatnonzero(ledger.column("kind") == 0)  # one for each bill, in order
    amount = ledger.column("amount")[plan_line[bills]].astype(np.int64)
    text = ledger.column("text")[plan_line[bills]]
    on_plan = bought_on[bills] == -99_999
    first = ledger.charge("plan", bills[on_plan], text[on_plan], periods.start[bills[on_plan]], 1, amount[on_plan])
    extra = bills[~on_plan]
    item = periods.queue[extra]
    second = ledger.charge("add_on", extra, _ADD_ON_TEXT[item], bought_on[extra], 1, _ADD_ON_PRICE[item])
    charged = np.concatenate([amount[on_plan], _ADD_ON_PRICE[item]])
    owed = charged + share(charged, TAX_PERCENT, 100)
    return np.concatenate([bills[on_plan], extra]), np.concatenate([first, second]), owed


def _charge_tax(periods: _Periods, ledger: Ledger) -> None:
    tax = share(ledger.totals(), TAX_PERCENT, 100)
    everyone = np.arange(len(periods))
    ledger.add("tax", everyone, f"Tax {TAX_PERCENT} %", periods.issued, tax)


def _charge_late_fees(rng: np.random.Generator, periods: _Periods, payer: np.ndarray, ledger: Ledger) -> None:
    """For a bill that was not paid in full and in time, on the bill after it; a few by mistake."""
    after = np.flatnonzero(periods.nth > 0)
    in_time = payer[after - 1] == _ON_TIME
    mistake = rng.random(len(after)) < _WRONG_LATE_FEES
    bills = after[~in_time | mistake]
    ledger.charge("late_fee", bills, "Late fee, bill before", periods.issued[bills], 1, LATE_FEE)


def _charge_instalments(rng: np.random.Generator, customers: Customers, periods: _Periods, ledger: Ledger) -> None:
    size = len(customers.queue)
    number = _INSTALMENT_NUMBERS[whole(rng, 0, 2, size)]
    unit = _INSTALMENT_UNITS[whole(rng, 0, 2, size)]
    first = whole(rng, 1, number, size)
    buyer = rng.random(size) < _INSTALMENT_CUSTOMERS
    nth = first[periods.customer] + periods.nth
    bills = np.flatnonzero(buyer[periods.customer] & (nth <= number[periods.customer]))
    text = np.array(
        [
            f"{_INSTALMENT_TEXT[queue]}, instalment {one} of {of}"
            for queue, one, of in zip(periods.queue[bills], nth[bills], number[periods.customer[bills]], strict=True)
        ]
    )
    price = unit[periods.customer[bills]]
    ledger.charge("instalment", bills, text, periods.issued[bills], 1, price)


def _give_credit(rng: np.random.Generator, periods: _Periods, gross: np.ndarray, ledger: Ledger) -> None:
    """A present for a customer who had trouble; never more than a third of the bill."""
    wish = 50 * whole(rng, 4, 20, len(periods))
    credit = np.minimum(wish, gross // 3 // 50 * 50)
    bills = np.flatnonzero((rng.random(len(periods)) < _CREDIT_BILLS) & (credit > 0))
    ledger.add("credit", bills, "Credit, with our apology", periods.issued[bills], -credit[bills])


def _pay_back(
    rng: np.random.Generator,
    periods: _Periods,
    gross: np.ndarray,
    twice: tuple[np.ndarray, np.ndarray, np.ndarray],
    ledger: Ledger,
) -> None:
    """Refunds for charges made twice, on the bills after it: in full, in parts, or not yet.

    A bill stays above 0: a refund takes at most half of it, which makes some of the full ones
    partial too.
    """
    bills, lines, owed = twice
    how = pick(rng, _REFUNDS, len(bills))
    rest = owed.copy()
    second_part = rng.random(len(bills)) < 0.5
    sure = np.flatnonzero(periods.nth[bills] == 0)[:_IN_TWO_PARTS]
    how[sure], second_part[sure] = _REFUND_PARTS, True
    for step in (1, 2):
        exists = periods.nth[bills] + step < BILLS_A_CUSTOMER
        if step == 1:
            wish = np.select([how == _REFUND_FULL, how == _REFUND_PARTS], [owed, owed // 2], 0)
        else:
            wish = np.where((how == _REFUND_PARTS) & second_part, rest, 0)
            wish[sure] //= 3
        target = np.where(exists, bills + step, 0)
        amount = np.minimum(wish, gross[target] // 2)
        paid = exists & (amount > 0)
        text = np.where(amount == owed, "Refund, charged twice", "Refund in part, charged twice")
        ledger.add("refund", target[paid], text[paid], periods.issued[target[paid]], -amount[paid], refers=lines[paid])
        rest = rest - np.where(paid, amount, 0)


def _bill_table(rng: np.random.Generator, periods: _Periods, payer: np.ndarray, total: np.ndarray) -> pd.DataFrame:
    """One row for each bill, and how far it is paid on the last day of the records."""
    size = len(periods)
    part = np.maximum(1, (total * (0.2 + 0.6 * rng.random(size))).astype(np.int64))
    paid_on = np.where(
        payer == _LATE, periods.due + whole(rng, 1, 13, size), periods.issued + whole(rng, 1, DAYS_TO_PAY, size)
    )
    happened = (payer != _NOT) & (paid_on < DAYS)
    paid = np.where(happened, np.where(payer == _PART, part, total), 0)
    return pd.DataFrame(
        {
            "bill_id": bill_ids(size),
            "customer_id": np.array([f"CU{number:05d}" for number in periods.customer + 1]),
            "period_start": day_text(periods.start),
            "period_end": day_text(periods.end),
            "issued_on": day_text(periods.issued),
            "due_on": day_text(periods.due),
            "total_cents": total,
            "paid_cents": paid,
            "paid_on": pd.Series(day_text(paid_on)).where(happened),
            "status": np.select([paid == total, paid > 0], ["paid", "part paid"], "unpaid"),
        }
    )
