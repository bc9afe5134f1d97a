"""The customer database of the telecom client, in SQLite, and somebody who calls with half a name.

The customer numbers are the client's own.
"""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache

from ..draws import shuffled, stream
from ..names import CUSTOMER_FIRST, CUSTOMER_LAST
from .parts import number, one, some

ROWS = 600
# last names with a sign that has a meaning in SQL
_APOSTROPHE = ("O'Neill", "O'Sullivan", "D'Souza", "D'Angelo", "N'Diaye", "N'Dour")
_STREETS = ("Acacia Road", "Harbour Street", "Hill Lane", "Mango Avenue", "Mill Road", "Palm Street", "Station Road")
_COLUMNS = """
    customer_no TEXT PRIMARY KEY, customer_name TEXT, plan TEXT, status TEXT, postcode TEXT,
    date_of_birth TEXT, address TEXT, email TEXT, card_last4 TEXT
"""


def customers(seed: int | str) -> bytes:
    """One table, ``customers``. Every last name with an apostrophe is there at least twice."""
    return _database(_rows(seed))


def half_a_name(seed: int | str) -> bytes:
    """What was heard of a caller's name, and the postcode that the caller says.

    Three customers or more have this part in their names; one of them has this postcode.
    """
    rng = stream(seed, "workstation half a name")
    rows = [row for row in _rows(seed) if "'" not in row[1]]
    for _, name, _, _, postcode, *_ in some(rng, rows, len(rows)):
        part = name.split()[-1][1:5].lower()
        fits = [row for row in _rows(seed) if part in row[1].lower()]
        if len(part) == 4 and len(fits) >= 3 and [row[4] for row in fits].count(postcode) == 1:
            return (json.dumps({"heard": part, "postcode": postcode}) + "\n").encode("ascii")
    raise AssertionError(f"seed {seed!r}: no name is there three times")  # 600 customers share about 60 last names


@cache
def _rows(seed: int | str) -> list[tuple[str, ...]]:
    rng = stream(seed, "workstation customers")
    lasts = [*_APOSTROPHE, *_APOSTROPHE, *(one(rng, CUSTOMER_LAST) for _ in range(ROWS - 2 * len(_APOSTROPHE)))]
    rows: list[tuple[str, ...]] = []
    for at, place in enumerate(shuffled(rng, ROWS)):
        first, last = one(rng, CUSTOMER_FIRST), lasts[place]
        mail = f"{first}.{last.replace(chr(39), '')}{number(rng, 10, 99)}@mail.example".lower()
        birth = f"{number(rng, 1942, 2006)}-{number(rng, 1, 12):02d}-{number(rng, 1, 28):02d}"
        rows.append(
            (
                f"T-{20_000 + 7 * at + number(rng, 0, 6)}",
                f"{first} {last}",
                one(rng, ("Basic", "Plus", "Max")),
                one(rng, ("active", "active", "active", "closed")),
                f"{number(rng, 1000, 9899)}",
                birth,
                f"{number(rng, 1, 180)} {one(rng, _STREETS)}",
                mail,
                f"{number(rng, 0, 9999):04d}",
            )
        )
    return rows


def _database(rows: Sequence[tuple[str, ...]]) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"CREATE TABLE customers ({_COLUMNS})")
        connection.executemany(f"INSERT INTO customers VALUES ({', '.join('?' * 9)})", rows)
        connection.commit()
        raw = bytearray(connection.serialize())
    finally:
        connection.close()
    # the header says which version of SQLite wrote the file (format 3, offset 96); nobody reads it, and without it the
    # bytes are the same everywhere
    raw[96:100] = (3_040_000).to_bytes(4, "big")
    return bytes(raw)
