"""Tables as files that a spreadsheet or a learning platform opens: CSV and Excel.

A spreadsheet runs a cell that begins with =, +, - or @ as a formula, and names and comments are written by others; so
such a text gets an apostrophe before it (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from exercises_lib.learner.feedback import number
from exercises_lib.printable import HIDDEN, JOINERS

Cell = str | float | None  # None: there is nothing to say
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NO_GRADE = "-"  # Moodle's own sign for it; the one text that may begin like a formula


def safe(text: str) -> str:
    """A text on one line, of which no spreadsheet makes a formula."""
    line = " ".join("".join(" " if _is_hidden(sign) else sign for sign in text).split())
    return f"'{line}" if line.startswith(STARTS) and line != NO_GRADE else line


def guarded(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """The texts in a table that got an apostrophe, as they stand there now; each once."""
    texts = (safe(cell) for row in rows for cell in row if isinstance(cell, str))
    return list(dict.fromkeys(text for text in texts if text.startswith(tuple(f"'{start}" for start in STARTS))))


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in HIDDEN and sign not in JOINERS


def as_csv(rows: Iterable[Sequence[Cell]], with_mark: bool = False) -> bytes:
    """`with_mark`: with a byte order mark, by which Excel knows UTF-8; a platform may stumble over it."""
    text = io.StringIO()
    csv.writer(text).writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return safe(cell) if isinstance(cell, str) else number(cell)


def as_excel(rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet: the first row stays in sight, columns have a filter, and numbers are numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Marks"
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(place, column, safe(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text, whatever it begins with
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place == 1:
                cell.font = Font(bold=True)
    for column, texts in enumerate(zip(*([_text(cell) for cell in row] for row in rows), strict=True), 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(map(len, texts)) + 2)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
