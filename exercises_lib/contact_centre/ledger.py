"""Bill lines while they are being collected, in whole cents."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .dates import day_text

Whole = int | np.ndarray  # whole numbers; one goes for all

KINDS = ("plan", "proration", "usage", "add_on", "discount", "late_fee", "tax", "instalment", "credit", "refund")


class Ledger:
    """Lines of all bills.

    Bills are positions from 0; days count from FIRST_DAY; a blank number is NaN.
    """

    def __init__(self, bills: int):
        self.bills = bills
        self._parts: list[dict[str, np.ndarray]] = []
        self._size = 0

    def add(
        self,
        kind: str,
        bill: np.ndarray,
        text: ArrayLike,
        day: ArrayLike,
        amount: ArrayLike,
        quantity: ArrayLike = np.nan,
        unit: ArrayLike = np.nan,
        refers: ArrayLike = -1,
    ) -> np.ndarray:
        """Add one line for each entry of ``bill``; a single value goes for all.

        Returns the positions of the lines.
        """
        columns: dict[str, ArrayLike] = {
            "kind": KINDS.index(kind),
            "bill": bill,
            "text": text,
            "day": day,
            "amount": amount,
            "quantity": quantity,
            "unit": unit,
            "refers": refers,
        }
        self._parts.append({name: np.broadcast_to(values, len(bill)) for name, values in columns.items()})
        self._size += len(bill)
        return np.arange(self._size - len(bill), self._size)

    def charge(
        self, kind: str, bill: np.ndarray, text: ArrayLike, day: ArrayLike, quantity: Whole, unit: Whole
    ) -> np.ndarray:
        """Add lines with amount = quantity x unit."""
        return self.add(kind, bill, text, day, quantity * unit, quantity, unit)

    def column(self, name: str) -> np.ndarray:
        """One value for each line, in order of adding."""
        return np.concatenate([part[name] for part in self._parts])

    def totals(self) -> np.ndarray:
        """Sum of the lines of each bill, in cents."""
        totals = np.zeros(self.bills, dtype=np.int64)
        np.add.at(totals, self.column("bill"), self.column("amount"))
        return totals

    def table(self) -> pd.DataFrame:
        """All lines in order of bill and kind. Of a charge made twice the mistake comes second."""
        bill, kind, refers = self.column("bill"), self.column("kind"), self.column("refers")
        position = np.arange(self._size)
        order = np.lexsort((position, kind, bill))
        line_id = np.array([f"L{number:06d}" for number in position + 1])
        id_of = np.empty_like(line_id)
        id_of[order] = line_id
        return pd.DataFrame(
            {
                "line_id": line_id,
                "bill_id": bill_ids(self.bills)[bill[order]],
                "kind": np.array(KINDS)[kind[order]],
                "description": self.column("text")[order],
                "charged_on": day_text(self.column("day")[order]),
                "quantity": self.column("quantity")[order],
                "unit_cents": self.column("unit")[order],
                "amount_cents": self.column("amount")[order],
                "refers_to": pd.Series(id_of[refers]).where(refers >= 0)[order].to_numpy(),
            }
        )


def bill_ids(bills: int) -> np.ndarray:
    return np.array([f"B{number:06d}" for number in range(1, bills + 1)])


def share(amount: np.ndarray, part: Whole, whole: Whole) -> np.ndarray:
    """``amount`` x ``part`` / ``whole`` to the nearest cent, half a cent up; nothing below 0."""
    return (2 * amount * part + whole) // (2 * whole)
