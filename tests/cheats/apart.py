"""Learner processes for tests that look at what one can see, keep or leave behind. No course, no marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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

in_all_ways = pytest.mark.parametrize("way", [pytest.param(way, marks=pytest.mark.sandbox) for way in WAYS])


class Room:
    """Runs one submission after the other, as a grader does."""

    def __init__(self, start):
        self.start = start

    def run(self, *cells: str) -> str:
        """Run a submission's cells; returns all that they show."""
        with self.open() as process:
            return "".join(self.shown(process, cell) for cell in cells)

    @contextmanager
    def open(self):
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
        with (Cold if way == "cold" else Warm)(SMALL, Places(hidden)) as start:
            yield Room(start)
    finally:
        monkeypatch.undo()
