"""The files and folders of a course that no submission may read, wherever the settings put them."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange

FOLDERS = ("source", "release", "submitted", "autograded", "feedback", "solution")


def of_course(course: CourseDirectory) -> tuple[str, ...]:
    """The course folder, its parts that lie elsewhere, the gradebook's file, and the exchange with its cache."""
    exchange = Exchange(coursedir=course, config=course.config)
    named = [getattr(course, f"{folder}_directory") for folder in FOLDERS]
    if course.db_url.startswith("sqlite:///"):
        named.append(course.db_url.removeprefix("sqlite:///").partition("?")[0])
    paths = [course.root, *(Path(course.root, name) for name in named), exchange.root, exchange.cache]
    return tuple(str(path) for path in paths if str(path))
