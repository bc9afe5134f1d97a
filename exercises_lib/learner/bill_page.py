"""`bill_page(customer, bill, lines)`: a bill as its customer sees it, made from the rows of the tables.

The lines stand in the order in which one reads a bill aloud: what is taxed, its sum, the tax, what comes after it, the
total. A screen reader meets two tables with a caption, and each cell under its heading. Ink and paper are its own, so
that it reads the same in light and dark themes. Three columns are few enough for a narrow window or large letters.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exercises_lib.learner.colours import INK, PAPER, RULE

COMPANIES = {"telecom": "Telecom company", "bank": "Bank", "shop": "Online shop"}  # by queue
TAXED = ("plan", "proration", "usage", "add_on", "discount")  # kinds of lines
BLANK = ("<NA>", "nan", "None")
HEADS = ("What and when", "How many", "Amount")
Charge = tuple[str, str, str, str]


def bill_page(customer: Mapping[str, Any], bill: Mapping[str, Any], lines: Any) -> BillPage:
    """A page for a notebook to display.

    `customer` and `bill` are one row each of `case_customers` and `case_bills`, `lines` the rows of `case_lines` on
    that bill. Amounts are whole cents, days are texts such as "2026-02-09". Raises ValueError where the lines are those
    of another bill, or do not add up to its total: such a page must not be read to anybody.
    """
    rows = list(lines.to_dict("records"))
    others = sorted({str(row["bill_id"]) for row in rows} - {str(bill["bill_id"])})
    if others:
        raise ValueError(f"these lines are not all of bill {bill['bill_id']}: some are of {', '.join(others[:3])}")
    found = sum(int(row["amount_cents"]) for row in rows)
    if found != int(bill["total_cents"]):
        says = money(bill["total_cents"])
        raise ValueError(f"the lines come to {money(found)}, and bill {bill['bill_id']} says {says}")
    return BillPage(_facts(customer, bill), _charges(rows, int(bill["total_cents"])))


@dataclass(frozen=True)
class BillPage:
    """What stands on the page: `facts` are (name, value), `charges` (what, day, how many, amount); sums have no day."""

    facts: tuple[tuple[str, str], ...]
    charges: tuple[Charge, ...]

    def __str__(self) -> str:
        facts = [f"{name}: {value}" for name, value in self.facts]
        return "\n".join([*facts, *(" · ".join(filter(None, row)) for row in self.charges)])

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        facts = "".join(_row(_cell("th", name, scope="row"), _cell("td", value)) for name, value in self.facts)
        heads = _row(*(_cell("th", name, scope="col", right=at > 0, bold=True) for at, name in enumerate(HEADS)))
        charges = "".join(_charge(*charge) for charge in self.charges)
        return (
            f'<article aria-label="Bill {html.escape(dict(self.facts)["Bill number"])}" lang="en" '
            f'style="color:{INK};background:{PAPER};border:1px solid {RULE};border-radius:3px;'
            'padding:.8em;margin:.4em 0;max-width:36em;line-height:1.4">'
            f"{_table('Your bill', '', facts)}{_table('What it is made of', heads, charges)}</article>"
        )


def money(cents: int) -> str:
    """-123456 -> "-1,234.56"."""
    return f"{Decimal(int(cents)) / 100:,.2f}"


def day(text: object) -> str:
    """ "2026-02-09" -> "9 February 2026"."""
    its = date.fromisoformat(str(text))
    return f"{its.day} {its:%B} {its.year}"


def _facts(customer: Mapping[str, Any], bill: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    paid = int(bill["paid_cents"])
    payment = f"{money(paid)} on {day(bill['paid_on'])}" if paid else "nothing yet"
    return (
        ("From", COMPANIES[customer["queue"]]),
        ("For", str(customer["customer_name"])),
        ("Customer number", str(customer["customer_id"])),
        ("Bill number", str(bill["bill_id"])),
        ("Bill date", day(bill["issued_on"])),
        ("It covers", f"{day(bill['period_start'])} to {day(bill['period_end'])}"),
        ("To pay by", day(bill["due_on"])),
        ("Paid so far", payment),
    )


def _charges(rows: list[dict[str, Any]], total: int) -> tuple[Charge, ...]:
    taxed = [row for row in rows if row["kind"] in TAXED]
    tax = [row for row in rows if row["kind"] == "tax"]
    after = [row for row in rows if row["kind"] not in (*TAXED, "tax")]
    before_tax = sum(int(row["amount_cents"]) for row in taxed)
    return (
        *map(_line, taxed), ("Sum before tax", "", "", money(before_tax)), *map(_line, [*tax, *after]),
        ("Total", "", "", money(total)),
    )  # fmt: skip


def _line(row: dict[str, Any]) -> Charge:
    many, one = (None if str(row[name]) in BLANK else int(row[name]) for name in ("quantity", "unit_cents"))
    return str(row["description"]), day(row["charged_on"]), _how_many(many, one), money(row["amount_cents"])


def _how_many(many: int | None, one: int | None) -> str:
    """Pieces times the price of one; where there is no such price, a line for a part of the time, in days."""
    if many is None:
        return ""
    if one is None:
        return "1 day" if many == 1 else f"{many} days"
    return f"{many} × {money(one)}"


def _table(caption: str, heads: str, rows: str) -> str:
    look = "display:table;width:100%;table-layout:auto;border-collapse:collapse;font-size:1em;margin:0 0 1em"
    head = f"<thead>{heads}</thead>" if heads else ""
    title = f'<caption style="text-align:left;font-weight:700;font-size:1.2em;color:{INK}">{caption}</caption>'
    return f'<table style="{look}">{title}{head}<tbody>{rows}</tbody></table>'


def _charge(what: str, when: str, how_many: str, amount: str) -> str:
    """The first cell names the line. Amounts stand on the right, so that their points are below each other."""
    is_sum = not when
    figures = (_cell("td", text, right=True, bold=is_sum) for text in (how_many, amount))
    return _row(_cell("th", what, scope="row", bold=is_sum, below=when), *figures)


def _row(*cells: str) -> str:
    return f'<tr style="background:{PAPER}">{"".join(cells)}</tr>'


def _cell(tag: str, text: str, scope: str = "", right: bool = False, bold: bool = False, below: str = "") -> str:
    look = f"text-align:{'right' if right else 'left'};font-weight:{700 if bold else 400};color:{INK};padding:.2em .5em"
    look += f";border-bottom:1px solid {RULE};white-space:normal;vertical-align:top;max-width:none"
    scoped = f' scope="{scope}"' if scope else ""
    second = f'<br><small style="font-size:.9em">{html.escape(below)}</small>' if below else ""
    return f'<{tag}{scoped} style="{look}">{html.escape(text)}{second}</{tag}>'
