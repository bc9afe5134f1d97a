"""What is found out about a gradebook once in a process, and not each time that it is opened.

nbgrader opens it eleven times for a submission: each time it would look for every table, ask for the course and
compile its SQL, which is a third of what it does for that submission.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbgrader.api
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import scoped_session, sessionmaker
from sqlalchemy.pool import NullPool

from exercises_lib.grading.gradebook_lock import Patient


def install() -> None:
    """For this process."""
    nbgrader.api.create_engine = _engine
    Gradebook.__init__ = _open


_nbgraders_open = Gradebook.__init__
_engines: dict[tuple[int, str], Engine] = {}
_complete: set[tuple[str, str, int, int]] = set()  # gradebooks that have all tables, and the course


def _engine(url: str, **options: Any) -> Engine:
    """One for each gradebook in a process: it remembers the SQL that it has compiled."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        options["connect_args"] = {"factory": Patient, "timeout": 1}
        if place.database in (None, "", ":memory:"):  # one for each that asks
            return create_engine(url, **options)
        options["poolclass"] = NullPool  # no connection outlives its use: the file may be replaced meanwhile
    asked = os.getpid(), url  # connections of another process are not ours
    if asked not in _engines:
        _engines[asked] = create_engine(url, **options)
    return _engines[asked]


def _open(
    gradebook: Gradebook, db_url: str, course_id: str = "default_course", authenticator: Authenticator | None = None
) -> None:
    """As nbgrader does; but a file in which it has looked already is only opened."""
    if (file := _file(db_url)) and (db_url, course_id, *file) in _complete:
        gradebook.engine = nbgrader.api.create_engine(db_url, future=True)
        gradebook.db = scoped_session(sessionmaker(autoflush=True, bind=gradebook.engine, future=True))
        gradebook.course_id = course_id
        gradebook.authenticator = authenticator
        return
    _nbgraders_open(gradebook, db_url, course_id, authenticator)
    if file := _file(db_url):
        _complete.add((db_url, course_id, *file))


def _file(url: str) -> tuple[int, int] | None:
    """Which file it is, now: another one may lie there next time. None for a server, and for what is not there."""
    place = make_url(url)
    try:
        found = Path(place.database or "").stat() if place.get_backend_name() == "sqlite" else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found and found.st_size else None
