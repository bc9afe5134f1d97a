"""The desk for questions about bills: 300 customers who wait for a call back, with all their bills.

An extract of customers, bills and bill_lines, small enough to look at. Customers with something unusual on their bills
are picked more often than others, as they call more often. Not everybody who asks is right: some who ask about a charge
made twice have none, and most late fees are correct.

In every sample the first to be called in some groups has a bill on which there is much to see (see ``_Facts``).
"""

import numpy as np
import pandas as pd

from .billing import BILLS_A_CUSTOMER, TAX_PERCENT
from .draws import shuffled
from .ledger import share

_LEADERS = {"refund": 1, "late fee": 1, "higher bill": 1, "plan change": 1}  # the first of a group that are chosen
SAME_CHARGE = ["bill_id", "kind", "description", "charged_on", "amount_cents"]
_CLEARLY = 100  # cents: less is no difference that a customer calls about
_WAIVABLE = 10  # days late, at most


def extract(
    rng: np.random.Generator, customers: pd.DataFrame, bills: pd.DataFrame, lines: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables case_customers, case_bills and case_lines."""
    facts = _Facts(bills, lines)
    order = shuffled(rng, len(customers))
    free = np.ones(len(customers), dtype=bool)
    groups: dict[str, list[int]] = {}
    for question, count, fits in (  # of the first entries of a group, those that are called first
        ("refund", 1, facts.part_refunded), ("refund", 23, facts.refunded),
        ("charged twice", 30, facts.twice), ("charged twice", 4, ~facts.twice & facts.two_days),
        ("charged twice", 12, ~facts.twice),
        ("late fee", 1, facts.clear_fee), ("late fee", 15, facts.wrong_fee), ("late fee", 34, facts.fee),
        ("higher bill", 1, facts.much_to_compare), ("higher bill", 95, facts.higher),
        ("plan change", 1, facts.much_to_read), ("plan change", 49, facts.changed),
        ("instalments", 34, facts.instalments),
    ):  # fmt: skip
        taken = order[(fits & free)[order]][:count]
        free[taken] = False
        groups.setdefault(question, []).extend(taken)
    return _tables(rng, groups, customers, bills, lines)


class _Facts:
    """What is true of each customer, in order of customer_id: one array of True and False for each attribute."""

    def __init__(self, bills: pd.DataFrame, lines: pd.DataFrame):
        customer = np.arange(len(bills)) // BILLS_A_CUSTOMER
        self._size = len(bills) // BILLS_A_CUSTOMER
        bill = pd.Series(np.arange(len(bills)), index=bills["bill_id"])[lines["bill_id"]].to_numpy()
        self._of_line, nth = customer[bill], bill % BILLS_A_CUSTOMER
        kind, last = lines["kind"].to_numpy(), nth == BILLS_A_CUSTOMER - 1
        number, _ = pd.factorize(kind)  # of a kind: numbers are compared much faster than texts
        self._charge_facts(lines)

        due, paid_on = bills["due_on"].to_numpy(), bills["paid_on"].fillna("9999").to_numpy()
        in_full = (bills["paid_cents"] == bills["total_cents"]).to_numpy()
        in_time = in_full & (paid_on <= due)
        days_late = (pd.to_datetime(bills["paid_on"]) - pd.to_datetime(bills["due_on"])).dt.days.to_numpy()
        is_fee = kind == "late_fee"
        self.fee = self._any(is_fee)
        self.wrong_fee = self._any(is_fee & in_time[bill - 1])  # the first bill of a customer has no late fee

        self.clear_fee = self._any(is_fee & last & (in_full & (days_late > _WAIVABLE))[bill - 1])

        self.changed, self.instalments = self._any(kind == "proration"), self._any((kind == "instalment") & last)
        self.much_to_read = self._any((kind == "proration") & last) & self._any(
            (kind == "usage") & last & (lines["quantity"] > 1).to_numpy()
        )

        totals = bills["total_cents"].to_numpy().reshape(-1, BILLS_A_CUSTOMER)
        self.higher = totals[:, -1] - totals[:, -2] >= _CLEARLY
        now, before = self._by_kind(lines, number, last), self._by_kind(lines, number, nth == BILLS_A_CUSTOMER - 2)
        is_new, is_gone = (now != 0) & (before == 0), (now == 0) & (before != 0)
        the_same = (now == before) & (now != 0)
        several = self._has_several(number, last) & self._has_several(number, nth == BILLS_A_CUSTOMER - 2)
        self.much_to_compare = (
            self.higher
            & is_new.any(axis=1)
            & is_gone.any(axis=1)
            & ((now != before).sum(axis=1) >= 4)
            & the_same.any(axis=1)
            & several
        )

    def _charge_facts(self, lines: pd.DataFrame) -> None:
        """Charges made twice, and what is paid back of them."""
        amount, is_twice = lines["amount_cents"].to_numpy(), lines.duplicated(SAME_CHARGE).to_numpy()
        owed = np.where(is_twice, amount + share(np.abs(amount), TAX_PERCENT, 100), 0)
        is_refund = (lines["kind"] == "refund").to_numpy()
        owed, back = self._sum(owed), self._sum(np.where(is_refund, -amount, 0))
        left = owed - back
        self.twice, self.refunded = owed > 0, back > 0
        # two refunds, and what they make is far from what is left, so that none is taken for another
        self.part_refunded = (
            (self._sum(is_refund) > 1)
            & (left >= _CLEARLY)
            & (np.abs(left - back) >= _CLEARLY)
            & ~self._any(self._nearly_twice(lines) & ~is_twice)
        )
        all_but_the_day = [column for column in SAME_CHARGE if column != "charged_on"]
        self.two_days = self._any(lines.duplicated(all_but_the_day).to_numpy() & ~is_twice)

    def _nearly_twice(self, lines: pd.DataFrame) -> np.ndarray:
        """Lines as one of the same customer before them in all that makes a charge the same, but for one column."""
        lines = lines.assign(customer=self._of_line)
        others = ([one for one in SAME_CHARGE if one != out] for out in SAME_CHARGE)
        return np.any([lines.duplicated(["customer", *those]) for those in others], axis=0)

    def _any(self, of_lines: np.ndarray) -> np.ndarray:
        return self._sum(of_lines) > 0

    def _sum(self, of_lines: np.ndarray) -> np.ndarray:
        return np.bincount(self._of_line, of_lines, self._size).astype(np.int64)

    def _has_several(self, kind: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Whether a customer has more than one of the chosen lines of some kind."""
        return np.any([self._sum(chosen & (kind == one)) > 1 for one in np.unique(kind)], axis=0)

    def _by_kind(self, lines: pd.DataFrame, kind: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """The sum of the chosen lines, one row for each customer and one column for each kind."""
        amount = lines["amount_cents"].to_numpy()
        return np.stack([self._sum(np.where(chosen & (kind == one), amount, 0)) for one in np.unique(kind)], axis=1)


def _tables(
    rng: np.random.Generator, groups: dict[str, list[int]],
    customers: pd.DataFrame, bills: pd.DataFrame, lines: pd.DataFrame,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """The groups mixed, each in its own order: the first of a group stays its first."""
    questions = np.repeat(list(groups), [len(group) for group in groups.values()])
    questions = questions[shuffled(rng, len(questions))]
    rows = np.empty(len(questions), dtype=np.int64)
    for question, group in groups.items():
        rows[questions == question] = _first_kept(rng, group, question)
    desk = customers.iloc[rows][["customer_id", "customer_name", "queue", "plan"]].reset_index(drop=True)
    desk["question"] = questions
    their_bills = bills[bills["customer_id"].isin(desk["customer_id"])]
    return {
        "case_customers": desk,
        "case_bills": their_bills.reset_index(drop=True),
        "case_lines": lines[lines["bill_id"].isin(their_bills["bill_id"])].reset_index(drop=True),
    }


def _first_kept(rng: np.random.Generator, group: list[int], question: str) -> list[int]:
    """The group in another order, so that who asks rightly does not come first; its leaders stay where they are."""
    leaders = _LEADERS.get(question, 0)
    rest = np.array(group[leaders:])
    return [*group[:leaders], *rest[shuffled(rng, len(rest))]]
