"""A sheet as a spreadsheet program shows it: letters above, numbers beside, and each formula with what it gives."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

from exercises_lib.contact_centre.workstation.calculator import FormulaFault, value_of
from exercises_lib.learner.colours import BAR, RULE
from exercises_lib.learner.screens.screen import Screen

NO_FILE = "There is no file {name} beside this notebook yet. Save your sheet under this name, and put it there."
_CELL = f"border:1px solid {RULE};padding:.1em .5em;text-align:left;color:inherit"


def sheet_screen(path: str | os.PathLike[str]) -> Screen:
    """Show the first sheet of a workbook (.xlsx), to be looked at. A file that is not there is said so."""
    import openpyxl

    if not Path(path).is_file():
        said = NO_FILE.format(name=path)
        return Screen("Sheet", f'<p style="margin:.4em .6em">{escape(said)}</p>', said)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    letters = [cell.column_letter for cell in sheet[1]]
    head = "".join(f'<th scope="col" style="{_CELL};background:{BAR}">{letter}</th>' for letter in ("", *letters))
    rows, text = "", [f"Sheet {path}"]
    for number, row in enumerate(sheet.iter_rows(), 1):
        shown = [_shown(sheet, cell) for cell in row]
        cells = "".join(f'<td style="{_CELL}">{escape(value)}{_code(formula)}</td>' for value, formula in shown)
        rows += f'<tr><th scope="row" style="{_CELL};background:{BAR}">{number}</th>{cells}</tr>'
        text.append(f"{number}: " + " | ".join(f"{value} {formula}".strip() for value, formula in shown if value))
    look = "border-collapse:collapse;margin:.4em .6em;color:inherit"
    table = f'<table style="{look}"><tr>{head}</tr>{rows}</table>'
    return Screen(f"Sheet {Path(path).name}", table, "\n".join(text))


def _code(formula: str) -> str:
    return f' <code style="margin-left:.7em;color:#0b3d91;background:none">{escape(formula)}</code>' if formula else ""


def _shown(sheet: Any, cell: Any) -> tuple[str, str]:
    """What a cell shows, and the formula behind it, if any."""
    content = cell.value
    if content is None:
        return "", ""
    if not (isinstance(content, str) and content.startswith("=")):
        return str(content), ""
    try:
        value = value_of(sheet, cell.coordinate)
    except FormulaFault:
        value = "#ERROR"
    return str(round(value, 2) if isinstance(value, float) else value), content
