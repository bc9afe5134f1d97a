"""A gradebook that another program holds: we wait for it, say so, and give up with one line.

SQLite lets one program write at a time, and nbgrader gives up after five seconds. All connections of this process to
an SQLite gradebook are `Patient` ones (see gradebook_open.py). PostgreSQL waits by itself.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any, Self, TypeVar

from traitlets.config import Application

from exercises_lib.faults import CourseFault

SAY_AFTER = 3.0  # seconds of waiting
GIVE_UP_AFTER = 120.0
T = TypeVar("T")
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class GradebookLocked(CourseFault):
    """Another program has held the gradebook for too long; the text says what to do."""

    def __init__(self) -> None:
        super().__init__(
            f"another program has held the gradebook for {GIVE_UP_AFTER:g} seconds, so nothing more is written. End "
            "that program, such as a copy, a backup or a database browser. Then run the same command again."
        )


class _Cursor(sqlite3.Cursor):
    def execute(self, *arguments: Any) -> Self:
        return _patiently(super().execute, *arguments)

    def executemany(self, *arguments: Any) -> Self:
        return _patiently(super().executemany, *arguments)


class Patient(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def commit(self) -> None:
        _patiently(super().commit)


def _patiently(do: Callable[..., T], *arguments: Any) -> T:
    """Do it, again and again while the gradebook is locked. Raises GradebookLocked."""
    began, said = time.monotonic(), False
    while True:
        try:
            return do(*arguments)
        except sqlite3.OperationalError as fault:
            if getattr(fault, "sqlite_errorcode", 0) & 0xFF not in LOCKED:
                raise
        waited = time.monotonic() - began
        if waited > GIVE_UP_AFTER:
            raise GradebookLocked
        if waited > SAY_AFTER and not said:
            _say(f"Another program holds the gradebook. We wait for it, up to {GIVE_UP_AFTER:g} seconds.")
            said = True
        time.sleep(0.05)


def _say(line: str) -> None:
    if Application.initialized():
        Application.instance().log.warning(line)
    else:
        print(line, file=sys.stderr)
