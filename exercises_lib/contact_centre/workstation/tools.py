"""What learners use on the workstation: read its files as tables, lay out the desk, say what is on it."""

from __future__ import annotations

import calendar
import os
import re
import shutil
import statistics
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from .calculator import FormulaFault, OwnCell, is_formula, value_of

Place = str | os.PathLike[str]


def read_log(path: Place) -> pd.DataFrame:
    """A log as a table with the columns time, level, part and text."""
    rows = [line.split(maxsplit=4)[1:] for line in Path(path).read_text().splitlines()]
    return pd.DataFrame(rows, columns=["time", "level", "part", "text"])


def read_settings(path: Place) -> pd.DataFrame:
    """The settings that a log says, in order of time: time, name and value."""
    log = read_log(path)
    found = log[log["part"] == "setting"].reset_index(drop=True)
    said = found["text"].str.split("=", expand=True)
    return pd.DataFrame({"time": found["time"], "name": said[0], "value": said[1]})


def read_ping(path: Place) -> pd.Series:
    """The milliseconds of each ping, numbered from 1; blank where it was lost."""
    lines = [line for line in Path(path).read_text().splitlines() if line.startswith(("Reply", "Request"))]
    times = [float(found[1]) if (found := re.search(r"time=(\d+)ms", line)) else float("nan") for line in lines]
    return pd.Series(times, index=pd.RangeIndex(1, len(times) + 1, name="ping"), name="ms")


def read_tracert(path: Place) -> pd.DataFrame:
    """The hops: hop, host and ms, the middle one of three tries. Blank ms: no answer."""
    rows = []
    for line in Path(path).read_text().splitlines():
        if found := re.match(r"\s*(\d+)\s+(.*\S)", line):
            tries = [float(ms) for ms in re.findall(r"(\d+) ms", found[2])]
            host = found[2].split()[-1] if tries else "(no answer)"
            rows.append((int(found[1]), host, statistics.median(tries) if tries else float("nan")))
    return pd.DataFrame(rows, columns=["hop", "host", "ms"])


def read_articles(folder: Place) -> pd.DataFrame:
    """The knowledge base: id, title, client, status, updated, body, and text (title and body in small letters)."""
    rows = []
    for path in sorted(Path(folder).glob("*.md")):
        title, _, *head, body = path.read_text().strip().removeprefix("# ").split("\n", 7)
        facts = dict(line.split(": ", 1) for line in head if ": " in line)
        text = f"{title} {body.strip()}".lower()
        rows.append([facts["id"], title, facts["client"], facts["status"], facts["updated"], body.strip(), text])
    return pd.DataFrame(rows, columns=["id", "title", "client", "status", "updated", "body", "text"])


def lay_out(zip_file: Place, folder: Place) -> Path:
    """Make ``folder`` anew from a zip file, each file with its own time of change. Returns the folder."""
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(zip_file) as archive:
        for entry in archive.infolist():
            (folder / entry.filename).write_bytes(archive.read(entry))
            moment = calendar.timegm((*entry.date_time, 0, 0, 0))
            os.utime(folder / entry.filename, (moment, moment))
    return folder


def listing(folder: Place, pattern: str = "*") -> str:
    """The files of a folder, or those in a zip file, with their sizes: "a.csv 120, b.csv 96"."""
    folder = Path(folder)
    if folder.suffix == ".zip" and zipfile.is_zipfile(folder):
        with zipfile.ZipFile(folder) as archive:
            found = {entry.filename: entry.file_size for entry in archive.infolist() if not entry.is_dir()}
    elif folder.is_dir():
        seen = (path for path in folder.glob(pattern) if path.is_file() and not path.name.startswith("."))
        found = {path.name: path.stat().st_size for path in seen}
    else:
        return f"there is no {folder.name}"
    return ", ".join(f"{name} {size}" for name, size in sorted(found.items())) or "nothing"


def letters_left(path: Place) -> list[str]:
    """The letters of the lines that are left in a note, such as ["a", "c"]; a line begins with letter and bracket."""
    if not Path(path).is_file():
        raise FileNotFoundError(f"there is no file {path} beside this notebook. Run the cell that lays it out again.")
    lines = Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return [found[1].lower() for line in lines if (found := re.match(r"\s*([A-Za-z])\)", line))]


def type_into(path: Place, place: str, content: str | float) -> None:
    """Write into one cell of the handover sheet, as if it was typed there, and save: ``type_into(path, "C4", 12)``."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["Callbacks"][place] = content
    book.save(path)


def sheet_report(path: Place) -> dict[str, Any]:
    """What the handover sheet shows when its formulas are worked out.

    ``total`` and ``mean`` as a spreadsheet would show them (None where it could not), and what the total is: "yes", a
    formula; "no", a number that was typed in; "text"; "own cell", a formula that uses itself; or "unreadable".
    """
    if not Path(path).is_file():
        raise FileNotFoundError(f"there is no file {path} yet. Save the sheet under this name first.")
    return dict(_report(str(path), Path(path).read_bytes()))


@lru_cache(maxsize=32)  # a notebook looks at the same sheet again and again: the same while its bytes are
def _report(path: str, _saved: bytes) -> dict[str, Any]:
    import openpyxl

    sheet = openpyxl.load_workbook(path)["Callbacks"]
    row = {str(sheet.cell(at, 1).value): at for at in range(1, sheet.max_row + 1)}
    total, mean = f"C{row['Total minutes']}", f"C{row['Mean minutes']}"
    return {"total": _shown(sheet, total), "mean": _shown(sheet, mean), "formula": _what_it_is(sheet, total)}


def _shown(sheet: Any, place: str) -> Any:
    try:
        value = value_of(sheet, place)
    except FormulaFault:
        return None
    return None if isinstance(value, str) else value


def _what_it_is(sheet: Any, place: str) -> str:
    content = sheet[place].value
    try:
        value_of(sheet, place)
    except FormulaFault as fault:
        return "own cell" if isinstance(fault, OwnCell) else "unreadable"
    if isinstance(content, str) and not content.startswith("="):
        return "text"
    return "yes" if is_formula(content) else "no"
