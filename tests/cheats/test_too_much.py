"""Submissions that are small in a file or on the line, and large in the grader's memory or time.

What reads, judges and cleans them runs here as it does in a grader, in a process that has 1 GB above what it began
with.
"""

from __future__ import annotations

import json
import os
import resource
import time
import traceback
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exercises_lib.grading import bounds
from exercises_lib.grading.bounds import Bounds, TooMuch
from exercises_lib.grading.outputs import safe_outputs
from exercises_lib.grading.process.channel import Ran
from exercises_lib.grading.process.confinement import address_space
from exercises_lib.grading.process.shown import MAX_OUTPUTS, MAX_STREAM, NOTICE, Shown
from exercises_lib.grading.safe_html import Cleaner
from exercises_lib.grading.submission import SubmissionFault, parse
from exercises_lib.plain import limits, reading, received


def cell(**more) -> dict:
    return {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": None} | more


def handed_in(**more) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell(**more)]}).encode()


def in_1_gb(do: Callable) -> str:
    """Do it in a fork with a gigabyte and a minute of processor time; returns its traceback, empty for none."""
    ours, theirs = os.pipe()
    if not (child := os.fork()):
        try:
            resource.setrlimit(resource.RLIMIT_AS, (address_space() + 1_000_000_000,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 60,) * 2)
            do()
        except BaseException:
            os.write(theirs, traceback.format_exc().encode()[-3000:])
            os._exit(1)
        os._exit(0)
    os.close(theirs)
    with open(ours) as said:
        told = said.read()
    _, status = os.waitpid(child, 0)
    return told or (f"ended with {status}" if status else "")


CASES = {}


def case(make: Callable) -> Callable:
    return CASES.setdefault(make.__name__, make)


@case
def with_33_000_empty_outputs():
    book = parse(handed_in(outputs=[{}] * 33_000))
    assert book.cells[0].outputs == [] and book.cells[0].source == "1"


@case
def with_5_mb_of_metadata():
    book = parse(handed_in(metadata={str(n): {"a": [[]]} for n in range(200_000)}))
    assert book.cells[0].metadata == {}


@case
def with_100_mb_of_empty_lists():
    try:
        parse(b'{"cells": [' + b"[]," * 33_000_000 + b"1]}")
    except SubmissionFault as fault:
        assert "more than 1,000,000 values" in str(fault) and "Clear Outputs" in str(fault)
    else:
        raise AssertionError


@case
def a_million_cells():
    try:
        parse(b'{"cells": [' + b'{"cell_type":"code"},' * 999_000 + b'{"cell_type":"code"}]}')
    except SubmissionFault as fault:
        assert "more than" in str(fault)
    else:
        raise AssertionError


@case
def with_20_cells_with_30_mb_of_output_each():
    room, kept = 20_000_000, []
    for _ in range(20):
        shown = Shown(room)
        for _ in range(10):
            output = {"output_type": "display_data", "data": {"text/html": "<b>" * 1_000_000}}
            raw = json.dumps({"output": output}).encode()
            shown.add(reading.loads(raw)["output"], len(raw))
        ran = Ran("ok", shown.outputs(), size=shown.size)
        room -= ran.size
        kept.append(safe_outputs(ran, Cleaner(), Bounds()))
    assert room >= 0
    assert len(json.dumps(kept)) < 40_000_000


@case
def half_a_million_printed_pieces_of_one_character():
    shown = Shown(20_000_000)
    for _ in range(500_000):
        shown.add({"output_type": "stream", "name": "stdout", "text": "x"}, 40)
    assert len(shown.outputs()) == 1


@case
def with_20_mb_of_tiny_outputs():
    shown = Shown(20_000_000)
    for _ in range(250_000):
        shown.add({"output_type": "display_data", "data": {"text/plain": "x"}}, 80)
    assert len(safe_outputs(Ran("ok", shown.outputs()), Cleaner(), Bounds())) < 1_100


@case
def error_texts_of_15_mb():
    said = [received.readable({"type": "raised", "error": "x" * 15_000_000}) for _ in range(4)]
    assert sum(len(answer["error"]) for answer in said) == 4 * limits.MAX_SAID
    shown = Shown(20_000_000)
    shown.add(
        {"output_type": "error", "ename": "x" * 5_000_000, "evalue": "y" * 5_000_000, "traceback": ["z" * 5_000_000]},
        15_000_000,
    )
    assert len(json.dumps(shown.outputs())) < 20_000


@case
def nested_divs():
    cleaner = Cleaner()
    for _ in range(10):
        cleaner.html("<div>" * 70_000)
        cleaner.markdown("<div>" * 4_000)


@case
def formulas_that_never_end():
    cleaner = Cleaner()
    for _ in range(20):
        cleaner.markdown("[ " + r"\begin{a}" * 8_000)
        cleaner.markdown("[ " + r"\begin{a}" * 2_000)


@pytest.mark.parametrize("what", CASES)
def test_it_is_read_within_a_gigabyte(what):
    assert in_1_gb(CASES[what]) == ""


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_ordinary_json_is_read(data):
    for raw in (json.dumps(data), json.dumps(data, ensure_ascii=False, indent=1)):
        assert reading.loads(raw.encode("utf-8", "surrogatepass") if raw.isascii() else raw.encode()) == data


@pytest.mark.parametrize("text", ['"', "\\", '\\"', '\\\\"', "[" * 2_000_000, ',"' * 700_000, "\\" * 1_000_001])
def test_what_stands_in_a_text_is_no_value(text):
    assert reading.loads(json.dumps([text]).encode()) == [text]


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 200,
        b'{"a":' * 200 + b"1" + b"}" * 200,
        b"[" + b"1," * 1_000_001 + b"1]",
        b"{" + b'"a":1,' * 1_000_001 + b'"a":1}',
        b'"' * 5_000_000,
        b"\xff",
        b"",
        b"1 2",
    ],
)
def test_other_json_is_refused(raw):
    with pytest.raises(ValueError):
        reading.loads(raw)


output = (
    st.fixed_dictionaries(
        {"output_type": st.sampled_from(["stream", "error", "display_data", "execute_result", "x"]) | st.none()},
        optional={
            "name": st.sampled_from(["stdout", "stderr"]) | st.integers(),
            "text": st.text() | st.integers() | st.sampled_from(["x" * 90_000]),
            "ename": st.text() | st.none(),
            "evalue": st.text() | st.lists(st.text()),
            "traceback": st.lists(st.text() | st.integers()) | st.text(),
            "data": st.dictionaries(st.text(), st.text() | st.integers()) | st.lists(st.text()),
        },
    )
    | st.none()
    | st.lists(st.integers())
)


@given(st.lists(output, max_size=8), st.integers(0, 500))
@example([{"output_type": "stream", "name": "stderr"}, {"output_type": "x"}], 100)  # cut right after printed text
def test_whatever_is_shown_is_kept_in_form_and_within_its_room(sent, room):
    shown = Shown(room)
    for each in sent:
        shown.add(each, 100)
    kept = shown.outputs()
    assert shown.size <= room and len(kept) <= MAX_OUTPUTS + 1
    assert sum(len(each["text"]) for each in kept if each["output_type"] == "stream") <= MAX_STREAM + 2 * NOTICE
    for one, two in zip(kept, kept[1:], strict=False):
        assert (
            (one["output_type"], one.get("name")) != (two["output_type"], two.get("name"))
            or "data" in one
            or one["output_type"] == "error"
        )


@pytest.mark.parametrize(
    "plain",
    [
        {"type": "text", "value": "x" * 20_001},
        {"type": "list", "items": [{"type": "nothing"}] * 20_001},
        {"type": "dict", "items": [[{"type": "nothing"}] * 2] * 20_001},
        {"type": "function", "name": "f", "parameters": ["x"] * 20_001},
        {
            "type": "table",
            "rows": 500_001,
            "index": [],
            "columns": [{"name": "a", "kind": "number", "values": [1] * 500_001}],
        },
        {"type": "table", "rows": 1, "index": [], "columns": [{"name": "x" * 201, "kind": "number", "values": [1]}]},
        {"type": "table", "rows": 1, "index": [], "columns": [{"name": "a", "kind": "text", "values": ["x" * 20_001]}]},
    ],
)
def test_what_no_answer_can_hold_is_not_read(plain):
    assert received.readable(plain)["type"] == "other"


def test_judging_ends(monkeypatch):
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    before, mine = resource.getrlimit(resource.RLIMIT_AS), Bounds()
    with pytest.raises(TooMuch), mine:
        while True:
            sum(range(100))
    with pytest.raises(MemoryError), mine:
        bytearray(2 * bounds.MEMORY)
    with mine:  # what waits for the learner process has limits of its own
        assert len(mine.outside(bytearray)(2 * bounds.MEMORY)) > bounds.MEMORY
    assert resource.getrlimit(resource.RLIMIT_AS) == before
