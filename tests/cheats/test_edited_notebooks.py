"""Submissions whose file was edited: the module's own notebook counts, not what a file says."""

from __future__ import annotations

import copy
import json

import pytest
from course_for_tests.handing_in import FULL, NOTHING, cell_of, hands_in
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from exercises_lib.demo.cohort import answer_cell


@hands_in
def edited_card(handout):
    card = json.loads((handout.root / "release" / handout.module / "answer_card.json").read_text())
    for exercise in card["exercises"]:
        exercise["points"], exercise["facets"] = 1000, {}
    wrong = {name: f"{name} = 1" for name in FULL}
    return {f"{handout.module}.ipynb": handout.blank_but(**wrong), "answer_card.json": json.dumps(card)}


@hands_in
def edited_points(handout):
    return _with_metadata(handout.solved_but(nps="nps = 0"), points=1000)


@hands_in
def edited_flags(handout):
    return _with_metadata(handout.blank(), grade=False, solution=True, locked=False)


@hands_in
def edited_flags_of_a_solution(handout):
    return _with_metadata(handout.solved(), grade=False, solution=True, locked=False, task=True)


@hands_in
def edited_checksum(handout):
    return _with_metadata(handout.blank(), checksum="0" * 32, schema_version=99)


@hands_in
def negative_points(handout):
    return _with_metadata(handout.solved(), points=-5)


@hands_in
def twin_with_other_flags(handout):
    notebook = handout.blank()
    for name in FULL:
        twin = copy.deepcopy(cell_of(notebook, name))
        twin.id, twin.source = f"{name}-twin", "1000.0"
        twin.metadata.nbgrader.update(solution=True, points=1000)
        notebook.cells.append(twin)
    return notebook


@hands_in
def twin_of_another_type(handout):
    notebook = handout.solved()
    twin = copy.deepcopy(cell_of(notebook, "csat"))
    notebook.cells.append(new_markdown_cell("right", id="csat-twin", metadata=twin.metadata))
    return notebook


@hands_in
def fake_cell(handout):
    notebook = handout.blank()
    meta = copy.deepcopy(cell_of(notebook, "csat").metadata)
    fake = new_code_cell("csat = 1\n1000.0", id="fake", metadata=meta)
    fake.outputs = [new_output("execute_result", {"text/plain": "1000.0"})]
    notebook.cells.append(fake)
    return notebook


@hands_in
def extra_exercise(handout):
    notebook = handout.blank()
    extra = new_code_cell("1000.0", id="extra", metadata=copy.deepcopy(cell_of(notebook, "csat").metadata))
    extra.metadata.nbgrader.update(grade_id="extra", points=1000)
    notebook.cells.append(extra)
    return notebook


@hands_in
def stored_marks(handout):
    notebook = handout.blank()
    for name in FULL:
        cell_of(notebook, name).outputs = [new_output("execute_result", {"text/plain": "3.0"})]
    return notebook


@hands_in
def edited_check_cells(handout):
    notebook = handout.blank()
    for name in FULL:
        cell_of(notebook, name).source = f"check = lambda name: 1000\ncheck({name!r})"
    return notebook


@hands_in
def edited_given_cell(handout):
    notebook = handout.solved()
    given = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("locked") and "read_csv" in c.source)
    given.source = "raise SystemExit"
    return notebook


@hands_in
def packages_beside(handout):
    """Files named like the packages that a grader imports."""
    trap = "raise SystemExit('a trap')\n"
    names = ("exercises_lib", "pandas", "json", "sitecustomize", "nbgrader", "IPython", "socket", "random")
    files = {f"{name}.py": trap for name in names}
    files |= {
        "nbgrader_config.py": trap,
        "exercises_lib/__init__.py": trap,
        ".ipython/profile_default/startup/00.py": trap,
    }
    return {f"{handout.module}.ipynb": handout.solved(), **files}


@hands_in
def own_data(handout):
    """Data that make every share come out at 1, beside honest code."""
    head = "survey_id,call_id,answered_at,agent_name,csat,nps,ces,resolved,comment"
    rows = f"{head}\nS1,C1,2026-01-05,A,5,10,1,yes,\n"
    return {f"{handout.module}.ipynb": handout.solved(), "data/surveys.csv": rows}


def _with_metadata(notebook, **changes):
    for name in FULL:
        cell_of(notebook, name).metadata.nbgrader.update(changes)
        answer_cell(notebook, name).metadata.nbgrader.update(changes)
    return notebook


@pytest.mark.parametrize(
    "learner",
    [
        "edited_card",
        "edited_flags",
        "edited_checksum",
        "twin_with_other_flags",
        "fake_cell",
        "extra_exercise",
        "stored_marks",
        "edited_check_cells",
    ],
)
def test_it_earns_nothing(graded, learner):
    assert graded.marks(learner) == NOTHING


@pytest.mark.parametrize(
    "learner",
    [
        "edited_flags_of_a_solution",
        "negative_points",
        "twin_of_another_type",
        "edited_given_cell",
        "packages_beside",
        "own_data",
    ],
)
def test_it_costs_nothing(graded, learner):
    assert graded.marks(learner) == FULL


def test_edited_points_stay_the_modules(graded):
    assert graded.marks("edited_points") == FULL | {"nps": 0}


def test_the_gradebook_knows_only_the_modules_exercises(graded):
    assert all(set(marks) == set(FULL) for marks in graded.all_marks.values())
