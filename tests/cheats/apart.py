"""Learner processes for tests that look at what one can see, keep or leave behind. No course, no marks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.warm import Warm

SMALL = Limits(
    cell_seconds=10,
    notebook_seconds=60,
    grace_seconds=1,
    memory_bytes=300_000_000,
    disk_bytes=30_000_000,
    file_bytes=20_000_000,
    processes=20,
)
WAYS = {"sandbox": {}, "no sandbox": {"BPO_SANDBOX": "off"}, "cold": {"BPO_WARM": "off"}}

IN_ALL_WAYS = [pytest.param(way, marks=pytest.mark.sandbox) for way in WAYS]
in_all_ways = pytest.mark.parametrize("way", IN_ALL_WAYS)


class Room:
    """Runs one submission after the other, as a grader does. `way`: one of WAYS that holds while it is used."""

    def __init__(self, start, way: str = "sandbox"):
        self.start, self.way = start, way

    def run(self, *cells: str) -> str:
        """Run a submission's cells; returns all that they show."""
        with self.open() as process:
            return "".join(self.shown(process, cell) for cell in cells)

    @contextmanager
    def open(self):
        with patch.dict(os.environ, WAYS[self.way]):
            process = self.start.start(self.start.folder())
            try:
                yield process
            finally:
                process.kill()

    @staticmethod
    def shown(process, cell: str) -> str:
        ran = process.run(cell, SMALL.cell_seconds)
        return "".join(out.get("text") or out.get("evalue") or "" for out in ran.outputs) + f"[{ran.state}]"


@contextmanager
def room(way: str, monkeypatch, hidden: tuple[str, ...] = ()) -> Iterator[Room]:
    """Learner processes made in one of WAYS."""
    for name, value in WAYS[way].items():
        monkeypatch.setenv(name, value)
    try:
        assert bool(sandbox.why_missing()) == (way != "sandbox")
        with _starter(way, hidden) as start:
            yield Room(start)
    finally:
        monkeypatch.undo()


@pytest.fixture(name="here", scope="module", params=IN_ALL_WAYS)
def shared_room(request) -> Iterator[Room]:
    """One room for all tests of a file that say nothing of how it begins: each of their submissions is a fresh one.

    The variables of its way hold only while a submission runs in it, so what else is tested meanwhile has its own.
    """
    way = request.param
    with patch.dict(os.environ, WAYS[way]):
        assert bool(sandbox.why_missing()) == (way != "sandbox")
    with _starter(way) as start:
        yield Room(start, way)


def _starter(way: str, hidden: tuple[str, ...] = ()) -> Warm | Cold:
    return (Cold if way == "cold" else Warm)(SMALL, Places(hidden))
