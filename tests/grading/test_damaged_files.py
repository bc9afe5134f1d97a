"""Files that are no notebook of this module: one clear line each, and everybody else is graded."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from course_for_tests.handing_in import FULL, hands_in

from exercises_lib.demo import cohort


@hands_in
def cut_off(handout):
    return nbformat.writes(handout.solved())[:5000]


@hands_in
def empty_file(handout):
    return ""


@hands_in
def only_spaces(handout):
    return " \n\n"


@hands_in
def other_module(handout):
    return cohort.another_module()


@hands_in
def no_cells(handout):
    return nbformat.v4.new_notebook()


@hands_in
def null_bytes(handout):
    return nbformat.writes(handout.solved()).encode().replace(b"csat", b"cs\0at", 1)


@hands_in
def not_utf8(handout):
    return nbformat.writes(handout.solved()).encode().replace(b"satisfied", b"satisf\xef\xef", 1)


@hands_in
def json_list(handout):
    return json.dumps([1, 2, 3])


@hands_in
def json_text(handout):
    return '"a notebook"'


@hands_in
def no_notebook_keys(handout):
    return '{"survey": "ces"}'


@hands_in
def deep_json(handout):
    return "[" * 100_000


@hands_in
def a_web_page(handout):
    return "<!DOCTYPE html><html><body>Please log in</body></html>"


@hands_in
def a_picture(handout):
    return b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 10


@hands_in
def source_is_a_number(handout):
    return _raw(handout, lambda cell: cell.update(source=5))


@hands_in
def cells_are_texts(handout):
    return json.dumps({"cells": ["a", "b"], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@hands_in
def future_format(handout):
    return json.dumps(json.loads(nbformat.writes(handout.solved())) | {"nbformat": 7})


@hands_in
def renamed(handout):
    """As a browser names a second download."""
    return {f"{handout.module} (1).ipynb": handout.solved()}


@hands_in
def no_file(handout):
    return {"notes.txt": "my notebook did not save"}


@hands_in
def too_many_files(handout):
    return {f"{handout.module}.ipynb": handout.solved(), "recording.wav": b"0" * 101_000_000}


@hands_in
def huge_notebook(handout):
    return nbformat.writes(handout.solved()) + " " * 101_000_000


@hands_in
def large_notebook(handout):
    """As after a cell that printed a table of all calls: 60 MB of stored output, which does not count."""
    notebook = handout.solved()
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("stream", text="x" * 60_000_000)]
    return notebook


def _raw(handout, change) -> str:
    """The solution with changed cells, as text: nbformat would not write it."""
    notebook = json.loads(nbformat.writes(handout.solved()))
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            change(cell)
    return json.dumps(notebook)


DAMAGED = "damaged|no notebook|not a notebook"
REASONS = {
    "cut_off": DAMAGED,
    "empty_file": "is empty",
    "only_spaces": "is empty",
    "other_module": "another module",
    "no_cells": "another module",
    "null_bytes": "null bytes",
    "not_utf8": DAMAGED,
    "json_list": DAMAGED,
    "json_text": DAMAGED,
    "no_notebook_keys": DAMAGED,
    "deep_json": DAMAGED,
    "a_web_page": DAMAGED,
    "a_picture": DAMAGED,
    "source_is_a_number": DAMAGED,
    "cells_are_texts": DAMAGED,
    "future_format": DAMAGED,
    "too_many_files": "more than 100 MB",
    "huge_notebook": "Clear Outputs of All Cells",
}


@pytest.mark.parametrize("learner", REASONS)
def test_one_line_says_who_and_why_and_what_to_do(graded, learner):
    reason = graded.refusal(learner)
    assert re.search(REASONS[learner], reason)
    assert "Ask the learner to" in reason
    assert len(reason) < 300
    assert not re.search(r"\w+Error|object has no|position \d", reason), "that is for programmers"


@pytest.mark.parametrize("learner", REASONS)
def test_what_was_not_graded_has_no_mark_and_no_feedback(graded, learner):
    assert not any(graded.all_marks.get(learner, {}).values())
    assert not (graded.course.root / "feedback" / learner).exists()


def test_a_large_notebook_is_graded(graded):
    assert graded.marks("large_notebook") == FULL


def test_the_command_fails_at_the_end(graded):
    assert graded.exit_code != 0


def test_nobody_else_was_disturbed(graded):
    assert graded.marks("honest_all") == graded.marks("zz_honest_last") == FULL


def test_each_line_is_about_somebody_who_was_not_graded(graded):
    named = set(re.findall(r"NOT GRADED: (\w+)", graded.said))
    assert named == {learner for learner in named if not graded.notebook_path(learner).exists()}
