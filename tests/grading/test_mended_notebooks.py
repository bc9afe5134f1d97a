"""Notebooks that lost or doubled cells on the way: what is there is graded."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest
from course_for_tests.handing_in import FULL, cell_of, hands_in

from exercises_lib.demo import cohort


@hands_in
def no_check_cell(handout):
    return cohort.without(handout.solved(), "csat")


@hands_in
def no_answer_cell(handout):
    return cohort.without(handout.solved(), "csat_answer")


@hands_in
def neither_cell(handout):
    return cohort.without(cohort.without(handout.solved(), "csat_answer"), "csat")


@hands_in
def no_given_cell(handout):
    notebook = handout.solved()
    notebook.cells = [cell for cell in notebook.cells if "read_csv" not in cell.source]
    return notebook


@hands_in
def one_answer_left(handout):
    notebook = handout.solved()
    notebook.cells = [cell_of(notebook, "first_step_answer")]
    return notebook


@hands_in
def two_check_cells(handout):
    return cohort.doubled(handout.solved(), "nps")


@hands_in
def two_answer_cells(handout):
    """The first try stands above the second, as after copy and paste: the last counts."""
    notebook = cohort.doubled(handout.solved(), "nps_answer")
    cell_of(notebook, "nps_answer").source = "nps = 0"
    return notebook


@hands_in
def same_cell_ids(handout):
    notebook = handout.solved()
    for cell in notebook.cells:
        cell["id"] = "same"
    return json.dumps(notebook)


@hands_in
def other_order(handout):
    """Exercise 6 before exercise 1, and exercise 5 at the very end."""
    notebook = handout.solved()
    for names, at in ((("share_of", "share_of_answer"), 3), (("ratings_plot_answer", "ratings_plot"), None)):
        for name in names:
            cell = cell_of(notebook, name)
            notebook.cells.remove(cell)
            notebook.cells.insert(len(notebook.cells) if at is None else at, cell)
    return notebook


@hands_in
def check_before_answer(handout):
    notebook = handout.solved()
    check = cell_of(notebook, "nps")
    notebook.cells.remove(check)
    notebook.cells.insert(notebook.cells.index(cell_of(notebook, "nps_answer")), check)
    return notebook


@hands_in
def check_as_markdown(handout):
    return _of_type(handout.solved(), "csat", "markdown")


@hands_in
def answer_as_markdown(handout):
    return _of_type(handout.solved(), "csat_answer", "markdown")


@hands_in
def answer_as_raw(handout):
    return _of_type(handout.solved(), "csat_answer", "raw")


@hands_in
def format_3(handout):
    return nbformat.v3.writes_json(nbformat.convert(handout.solved(), 3))


@hands_in
def with_byte_order_mark(handout):
    return b"\xef\xbb\xbf" + nbformat.writes(handout.solved()).encode()


@hands_in
def stored_50_mb(handout):
    notebook = handout.solved()
    cell_of(notebook, "csat_answer").outputs = [nbformat.v4.new_output("stream", text="x" * 50_000_000)]
    return notebook


@hands_in
def nbgrader_is_a_text(handout):
    return _odd_metadata(handout, "locked")


@hands_in
def nbgrader_is_a_list(handout):
    return _odd_metadata(handout, ["grade", "locked"])


@hands_in
def grade_id_is_a_list(handout):
    return _odd_metadata(handout, {"grade_id": ["csat"], "grade": True})


@hands_in
def grade_id_is_a_number(handout):
    return _odd_metadata(handout, {"grade_id": 5, "grade": "yes", "points": "many"})


@hands_in
def odd_notebook_metadata(handout):
    notebook = handout.solved()
    notebook.metadata = {
        "kernelspec": {"name": 5, "display_name": []},
        "language_info": {"name": ["python"]},
        "widgets": 5,
    }
    return json.dumps(notebook)


@hands_in
def kernel_of_another_language(handout):
    notebook = handout.solved()
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    return notebook


@hands_in
def metadata_is_a_list(handout):
    return _raw(handout, lambda cell: cell.update(metadata=[]))


@hands_in
def no_nbgrader_metadata(handout):
    """As after an editor that keeps no metadata; cell ids are others too."""
    return _raw(handout, lambda cell: cell.update(metadata={}, id=f"x{id(cell)}"))


@hands_in
def keys_of_other_programs(handout):
    """As Colab, Kaggle, Deepnote and CoCalc write them: form 4.4 with cell ids, their own keys, no source."""
    notebook = json.loads(nbformat.writes(handout.solved()))
    notebook |= {"nbformat_minor": 4, "cells": notebook["cells"] + [{"cell_type": "code", "source": None}]}
    for cell in notebook["cells"]:
        cell |= {"execution_count": 3, "deepnote_cell_height": 61, "outputs_reference": "s3:x", "trusted": True}
    return json.dumps(notebook)


@hands_in
def own_cell_for_the_answer(handout):
    """The check cell is gone, and the answer stands in a cell of the learner's own below the answer cell."""
    notebook = cohort.without(handout.solved(), "nps")
    answer = cell_of(notebook, "nps_answer")
    own = nbformat.v4.new_code_cell(answer.source, id="my-own")
    notebook.cells.insert(notebook.cells.index(answer) + 1, own)
    answer.source = ""
    return notebook


@hands_in
def given_cell_moved(handout):
    """The imports and the data at the very end, as after a slip of the mouse."""
    notebook = handout.solved()
    given = next(cell for cell in notebook.cells if "read_csv" in cell.source)
    notebook.cells.remove(given)
    notebook.cells.append(given)
    return notebook


def _raw(handout, change) -> str:
    """The solution with its cells changed as nbformat would not write them."""
    notebook = json.loads(nbformat.writes(handout.solved()))
    for cell in notebook["cells"]:
        change(cell)
    return json.dumps(notebook)


def _of_type(notebook, grade_id: str, cell_type: str):
    cell = cell_of(notebook, grade_id)
    cell.cell_type = cell_type
    cell.pop("outputs", None)
    cell.pop("execution_count", None)
    return notebook


def _odd_metadata(handout, value) -> str:
    """One cell of the learner's own has odd metadata; the exercises are as they were."""
    notebook = handout.solved_with("own = 1")
    own = next(cell for cell in notebook.cells if cell.source == "own = 1")
    twin = copy.deepcopy(own)
    own.metadata["nbgrader"], twin.metadata["nbgrader"] = value, value
    twin["id"] = "odd-twin"
    notebook.cells.append(twin)
    return json.dumps(notebook)


@pytest.mark.parametrize(
    "learner",
    [
        "no_check_cell",
        "no_given_cell",
        "two_check_cells",
        "two_answer_cells",
        "same_cell_ids",
        "other_order",
        "check_as_markdown",
        "answer_as_markdown",
        "answer_as_raw",
        "format_3",
        "with_byte_order_mark",
        "stored_50_mb",
        "nbgrader_is_a_text",
        "nbgrader_is_a_list",
        "grade_id_is_a_list",
        "grade_id_is_a_number",
        "odd_notebook_metadata",
        "kernel_of_another_language",
        "metadata_is_a_list",
        "no_nbgrader_metadata",
        "keys_of_other_programs",
        "own_cell_for_the_answer",
        "given_cell_moved",
    ],
)
def test_it_costs_nothing(graded, learner):
    assert graded.marks(learner) == FULL


@pytest.mark.parametrize("learner", ["no_answer_cell", "neither_cell"])
def test_a_deleted_answer_loses_that_exercise_only(graded, learner):
    assert graded.marks(learner) == FULL | {"csat": 0}
    assert graded.message(learner, "csat") == "You have not created csat yet."


def test_what_is_left_of_a_notebook_is_graded(graded):
    assert graded.marks("one_answer_left") == dict.fromkeys(FULL, 0) | {"first_step": 2}


def test_a_check_above_its_answer_finds_no_answer(graded):
    assert graded.marks("check_before_answer") == FULL | {"nps": 0}
    assert graded.message("check_before_answer", "nps") == "You have not created nps yet."


@pytest.mark.parametrize(
    "learner, cell",
    [
        ("no_check_cell", "csat"),
        ("no_answer_cell", "csat_answer"),
        ("two_check_cells", "nps"),
        ("two_answer_cells", "nps_answer"),
    ],
)
def test_the_trainer_reads_what_was_mended(graded, learner, cell):
    assert f"`{cell}` was" in graded.about(learner)


def test_stored_output_does_not_stay(graded):
    assert graded.notebook_path("stored_50_mb").stat().st_size < 1_000_000
