"""The handover sheet: call-backs of a colleague, with a total whose formula is broken.

Written as the few parts of XML that an .xlsx file needs, so that the bytes hang on no library's version.
"""

from xml.sax.saxutils import escape

import numpy as np

from ..draws import stream
from .parts import SAME, number, one, packed, variants

FIRST_ROW = 4  # of the cases
Value = str | int | tuple[str, float]  # of a cell; a formula with what it last showed
_MOMENT = (2026, 3, 31, 7, 40, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _handover(variant: int, seed: int | str) -> bytes:
    """A sheet "Callbacks": cases from row 4, a blank row, then total, number of cases and mean."""
    rng = stream(SAME, f"workstation sheet {variant}")
    minutes = [number(rng, 3, 18) for _ in range(number(rng, 11, 18))]
    minutes[-1] = 19  # unlike all others, so that each case that is left out leaves another total
    size, last = len(minutes), FIRST_ROW + len(minutes) - 1
    total, count = last + 2, last + 3
    first_summed, last_summed = _broken(rng, last)
    shown = sum(minutes[first_summed - FIRST_ROW : last_summed - FIRST_ROW + 1])
    rows: dict[int, list[Value]] = {1: ["Call-backs to hand over"], 3: ["Case", "Customer", "Minutes", "Done"]}
    for row, spent in enumerate(minutes, FIRST_ROW):
        case, customer = f"T{number(rng, 3000, 9899):05d}", f"CU{number(rng, 1, 4000):05d}"
        rows[row] = [case, customer, spent, one(rng, ("yes", "no"))]
    rows[total] = ["Total minutes", "", (f"SUM(C{first_summed}:C{last_summed})", shown)]
    rows[count] = ["Cases", "", (f"COUNT(C{FIRST_ROW}:C{last})", size)]
    rows[count + 1] = ["Mean minutes", "", (f"C{total}/C{count}", shown / size)]
    return packed({name: (text.encode("ascii"), _MOMENT) for name, text in _parts(_sheet(rows)).items()})


HANDOVERS = variants("handover_{}.xlsx", _handover)


def _broken(rng: np.random.Generator, last: int) -> tuple[int, int]:
    """The rows that the broken total adds up: cases were added at its end, or put in at its top.

    At the top seven or more are missing, so that no single case is worth as much as they are.
    """
    if one(rng, (True, False)):
        return FIRST_ROW, last - number(rng, 2, 4)
    return FIRST_ROW + 7, last


def _sheet(rows: dict[int, list[Value]]) -> str:
    lines = ""
    for row, values in rows.items():
        cells = (_cell(f"{column}{row}", value) for column, value in zip("ABCD", values, strict=False))
        lines += f'<row r="{row}">{"".join(cells)}</row>'
    columns = '<cols><col min="1" max="4" width="15" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, value: Value) -> str:
    """A number, a text, or a formula with the value that was last shown."""
    if isinstance(value, tuple):
        return f'<c r="{place}"><f>{value[0]}</f><v>{value[1]!r}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""


def _parts(sheet: str) -> dict[str, str]:
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"))
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Callbacks" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": _XML + sheet,
    }


def _relation(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
