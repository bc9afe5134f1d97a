"""Who is who: learners of the gradebook, and the list of the same people that a learning platform gives out.

The list is nbgrader's own (`id,first_name,last_name,email,lms_user_id`), or what the platform exports: Canvas'
gradebook (`Student,ID,SIS User ID,SIS Login ID,Section`), Moodle's grades or participants (`First name,Last name,ID
number,Email address`). Learners' ids may stand in any column that tells people apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from exercises_lib.desk.gradebook import Learner
from exercises_lib.faults import CourseFault
from exercises_lib.grading.student_list import folded, table
from exercises_lib.printable import printable

TELL_APART = ("id", "sis_login_id", "username", "id_number", "sis_user_id", "email", "email_address", "lms_user_id")
FULL_NAME = "full name"
MOST_NAMED = 20  # in one line for a trainer


@dataclass
class People:
    """The learners to export, each with what the list says of them (by folded name of the column).

    `headers`: the list's columns as written; `told`: who is in one list and not in the other, a sentence for each.
    """

    rows: dict[str, dict[str, str]]
    known: dict[str, Learner]
    headers: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def of(self, learner: str, *columns: str) -> str:
        """What the first of these columns says that says anything; empty if none does."""
        row = self.rows.get(learner, {})
        return next((row[column] for column in columns if row.get(column)), "")

    def first_name(self, learner: str) -> str:
        return self.of(learner, "first_name", "firstname") or self.known[learner].first

    def last_name(self, learner: str) -> str:
        return self.of(learner, "last_name", "lastname", "surname") or self.known[learner].last

    def name(self, learner: str) -> str:
        """First and last name; the learner's id where no name is known."""
        full = f"{self.first_name(learner)} {self.last_name(learner)}".strip()
        return full or self.of(learner, "student") or learner

    def email(self, learner: str) -> str:
        return self.of(learner, "email", "email_address") or self.known[learner].email


def without_list(known: dict[str, Learner]) -> People:
    """All learners of the gradebook, with what it knows of them."""
    return People({learner: {} for learner in known}, known)


def matched(known: dict[str, Learner], path: Path) -> People:
    """The learners of the gradebook that a list names. Raises CourseFault for a file that is no such list.

    One column tells all of them apart: the one that knows most ids. (If each were looked for in any column, one
    person's marks could go to another, who has the same number in another column.)
    """
    headers, rows = _read(path)
    columns = {column: _places(rows, column) for column in (*TELL_APART, FULL_NAME)}
    column = max(columns, key=lambda name: len({learner.casefold() for learner in known} & columns[name].keys()))
    found, taken = {}, set()
    unknown: list[str] = []
    twice: list[str] = []
    for learner in known:
        numbers = columns[column].get(learner.casefold(), [])
        if len(numbers) == 1 and numbers[0] not in taken:
            found[learner] = rows[numbers[0]]
            taken.add(numbers[0])
        else:
            (twice if numbers else unknown).append(learner)
    only_listed = [
        next((row[name] for name in (column, FULL_NAME, *TELL_APART) if row.get(name)), f"row {number + 2}")
        for number, row in enumerate(rows) if number not in taken
    ]  # fmt: skip
    about = f"{path.name}, looked for under `{column.replace('_', ' ')}`"
    told = {
        f"Left out, not in {about}": unknown,
        f"Left out, more than one row of {about}": twice,
        f"In {path.name} and not in the gradebook": only_listed,
    }
    return People(found, known, headers, [f"{what}: {named(who)}" for what, who in told.items() if who])


def named(who: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = f" and {len(who) - MOST_NAMED:,} more" if len(who) > MOST_NAMED else ""
    return ", ".join(who[:MOST_NAMED]) + more


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    rows = table(path.read_bytes())
    headers = rows[0] if rows else []
    names = [folded(name) for name in headers]
    if not {*TELL_APART, "student"} & set(names):
        columns = ", ".join(f"`{printable(name)}`" for name in headers[:8]) or "none"
        raise CourseFault(
            f"{path} does not say who is who. Its columns are: {columns}. One of them must be `id`, `SIS Login ID`, "
            "`ID number`, `Username` or `Email address`. Use the list that your platform exports, saved as CSV."
        )
    body = [dict(zip(names, row, strict=True)) for row in rows[1:] if "points possible" not in row[0].casefold()]
    for row in body:
        first, last = (row.get(f"{part}_name") or row.get(f"{part}name", "") for part in ("first", "last"))
        row[FULL_NAME] = f"{first} {last}".strip() or row.get("student", "")
    return headers, body


def _places(rows: list[dict[str, str]], column: str) -> dict[str, list[int]]:
    """By the text that stands in a column, the rows that have it there."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if text := row.get(column):
            places.setdefault(text.casefold(), []).append(number)
    return places


def all_differ(texts: Iterable[str]) -> bool:
    """Whether each is there and no two are the same, whatever their capitals."""
    found = [text.casefold() for text in texts]
    return all(found) and len(set(found)) == len(found)
