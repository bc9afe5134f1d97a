"""Worked examples have a known answer. No exercise may have that same number for its answer: copying would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nbformat import NotebookNode

from exercises_lib.authoring.subject import Subject
from exercises_lib.cells import check_cells
from exercises_lib.checks.record import Record

KNOWN = re.compile(r"Known answer\b(.*?)(?=\n\s*>?\s*\n|\Z)", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)")
SMALL = 10  # smaller whole numbers are met by chance


def the_page_does_not_answer(subject: Subject) -> Iterator[str]:
    """No exercise's answer on the practice sample is a known answer that its section prints."""
    for name, number in clashes(subject.source, subject.records(None)):
        yield f"exercise {name}: its section prints the known answer {number}, which is this exercise's as well"


def clashes(notebook: NotebookNode, records: dict[str, Record]) -> Iterator[tuple[str, str]]:
    """The exercises of which a number is right that is printed as a known answer of their section: (name, number)."""
    checks = {id(cell): name for cell, name in check_cells(notebook)}
    printed: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if re.search(r"(?m)^## ", cell.source):
                printed = set()
            printed |= {number for text in KNOWN.findall(cell.source) for number in NUMBER.findall(text)}
        elif id(cell) in checks:
            name = checks[id(cell)]
            for number in sorted(printed):
                if any(_is(number, value) for value in _numbers(records[name])):
                    yield name, number


def _numbers(record: Record) -> list[Decimal]:
    """The numbers in an answer: of a number, or of the fields that are numbers."""
    facets = {name: forms for name, forms in record["facets"].items() if name.split(": ")[-1] == "value"}
    return [Decimal(forms[0]) for forms in facets.values()] if record["kind"] in ("number", "fields") else []


def _is(printed: str, value: Decimal) -> bool:
    number = Decimal(printed.replace(",", "").replace("−", "-"))
    if number == number.to_integral_value() and abs(number) < SMALL:
        return False
    return number.quantize(value) == value  # at as many decimals as count
