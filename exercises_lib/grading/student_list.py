"""A list of learners as a spreadsheet saves it: with a byte order mark, semicolons, UTF-16 or Latin-1.

`nbgrader db student import` reads commas and UTF-8 only; `install` has it read what `plain` makes of the list.
"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from nbgrader.apps.dbapp import DbStudentImportApp

from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable

KNOWN = ("id", "first_name", "last_name", "email", "lms_user_id")


class ListFault(CourseFault):
    """The file is no list of learners; the text says what is missing."""


def install() -> None:
    """For this process."""
    DbStudentImportApp.start = _start  # type: ignore[method-assign, assignment] # nbgrader has no setting for it


_nbgraders_start = DbStudentImportApp.start


def _start(app: DbStudentImportApp) -> None:
    path = Path(app.extra_args[0]) if len(app.extra_args) == 1 else None
    if path is None or not path.is_file():
        _nbgraders_start(app)  # says what is missing
        return
    with tempfile.TemporaryDirectory(prefix="bpo-list-") as folder:
        readable = Path(folder, "learners.csv")
        try:
            readable.write_text(plain(path.read_bytes()), encoding="utf-8")
        except (ListFault, OSError) as fault:
            app.fail("%s: %s", printable(str(path)), fault)
        app.extra_args = [str(readable)]
        _nbgraders_start(app)


def plain(raw: bytes) -> str:
    """The list with commas, and the columns' names as nbgrader has them. Raises ListFault."""
    rows = table(raw)
    names = [folded(name) for name in rows[0]] if rows else []
    if "id" not in names:
        columns = ", ".join(f"`{printable(name)}`" for name in names[:8]) or "none"
        raise ListFault(
            f"the list has no column `id`. Its columns are: {columns}. The first row must name them: "
            f"{','.join(KNOWN[:4])}. Save the list as CSV and try again."
        )
    at = names.index("id")
    without = [number for number, row in enumerate(rows[1:], 2) if not row[at]]
    if without:
        raise ListFault(f"row {without[0]} has no id. Each learner needs one: the name of the folder in `submitted`.")
    written = io.StringIO()
    csv.writer(written).writerows([names, *rows[1:]])
    return written.getvalue()


def records(raw: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The folded names of a list's columns, and its rows by them. Raises ListFault."""
    names, *rows = table(raw) or [[]]
    names = [folded(name) for name in names]
    return names, [dict(zip(names, row, strict=True)) for row in rows]


def table(raw: bytes) -> list[list[str]]:
    """The rows of a list, the first one the columns' names; each as long as that one. Empty rows are left out.

    Raises ListFault.
    """
    text = decoded(raw)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):  # a spreadsheet's own note to itself
        text = rest
    header = text.partition("\n")[0]
    separator = max(",;\t|", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [row for line in lines if any(row := [field.strip() for field in line])]
    except csv.Error as fault:
        raise ListFault(
            f'the list cannot be read near line {lines.line_num} ({fault}). Look for a quote `"` that is not closed.'
        ) from None
    return [(row + [""] * len(rows[0]))[: len(rows[0])] for row in rows]


def folded(name: str) -> str:
    """A column's name in small letters, `SIS Login ID` as `sis_login_id`."""
    return name.casefold().replace(" ", "_")


def decoded(raw: bytes) -> str:
    """The text of a file that some program saved."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    if raw[1:2] == b"\x00":  # UTF-16 without its mark
        return raw.decode("utf-16-le", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # as older programs on Windows write
