"""Where a learner stands over the course: read from saved notebooks, whatever state they are in."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient
from typer.testing import CliRunner

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG, Outcome
from exercises_lib.cli import app
from exercises_lib.learner import answer_card
from exercises_lib.learner.course_progress import DAMAGED, NOTEBOOK_GONE, CourseProgress, standing
from exercises_lib.learner.feedback import Feedback
from tests.checks import every_kind

EXERCISES = {"csat": 2, "nps": 3, "plan": 5}
STATES = {RIGHT: 1, PARTLY: 0.5, WRONG: 0, NOT_ATTEMPTED: 0}
PASS = {"bpo_pass": {"points": 10, "needed": 7, "read": 0, "read_needed": 0}}


def module(folder: Path, name: str, results: dict[str, str], rule: dict | None = PASS) -> Path:
    """Write a module as a learner's folder has it, with the results of these checks under them."""
    path = folder / name
    path.mkdir(parents=True)
    card = {"version": answer_card.VERSION, "exercises": [{"name": n, "points": p} for n, p in EXERCISES.items()]}
    (path / answer_card.FILE_NAME).write_text(json.dumps(card | (rule or {})))
    notebook = nbformat.v4.new_notebook()
    for exercise, points in EXERCISES.items():
        cell = nbformat.v4.new_code_cell(f'check("{exercise}")')
        if state := results.get(exercise):
            shown = Feedback(exercise, Outcome(state, STATES[state], "A message."), points)
            cell.outputs = [nbformat.v4.new_output("display_data", shown._repr_mimebundle_())]
        notebook.cells.append(cell)
    nbformat.write(notebook, path / f"{name}.ipynb")
    return path


@given(st.dictionaries(st.sampled_from(list(EXERCISES)), st.sampled_from(list(STATES))))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_stands_under_the_checks_is_what_is_told(tmp_path, results):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    found = standing(module(folder, "01_one", results))
    assert found.right == {name for name, state in results.items() if state == RIGHT}
    assert found.points == sum(EXERCISES[name] * STATES[state] for name, state in results.items())
    assert found.has_enough == (found.points >= 7)
    assert found.next_exercise == next(
        (f"exercise {n}, `{name}`" for n, name in enumerate(EXERCISES, 1) if results.get(name) != RIGHT), ""
    )


def test_the_next_step_is_in_the_first_module_without_enough(tmp_path):
    module(tmp_path, "00_first", {"nps": RIGHT, "plan": RIGHT})
    module(tmp_path, "01_second", {"csat": RIGHT, "nps": PARTLY})
    module(tmp_path, "02_third", {})
    shown = CourseProgress.of(tmp_path)
    assert [one.state for one in shown.modules] == ["enough to pass", "begun", "not begun"]
    assert shown.summary == (
        "1 of 3 modules with enough points to pass, 3 of 9 exercises right. Next: 01_second, exercise 2, `nps`."
    )


def test_a_module_that_a_trainer_reads_is_not_called_enough(tmp_path):
    read = {"bpo_pass": {"points": 20, "needed": 14, "read": 10, "read_needed": 5}}
    module(tmp_path, "04_read", dict.fromkeys(EXERCISES, RIGHT), read)
    shown = CourseProgress.of(tmp_path)
    assert shown.modules[0].state == "all checks right; your trainer reads the rest"
    assert shown.modules[0].counted == ("3 of 3 right", "10 of 20 points")
    assert shown.next == "Next: hand in what your trainer has not graded yet."


def test_missing_and_damaged_modules_are_told_and_the_others_counted(tmp_path):
    module(tmp_path, "00_fine", {"csat": RIGHT})
    (module(tmp_path, "01_no_notebook", {}) / "01_no_notebook.ipynb").unlink()
    (module(tmp_path, "02_cut", {}) / "02_cut.ipynb").write_text('{"cells": [{"cell_t')
    (module(tmp_path, "03_no_card", {}) / answer_card.FILE_NAME).unlink()
    (module(tmp_path, "04_bad_card", {}) / answer_card.FILE_NAME).write_text("[1]")
    (tmp_path / ".bpo").mkdir()
    (tmp_path / ".bpo" / "brought.json").write_text(json.dumps({"05_gone": "digest"}))
    (tmp_path / "notes").mkdir()  # a folder of the learner's own
    shown = CourseProgress.of(tmp_path)
    told = {one.module: one.trouble for one in shown.modules}
    assert told == {
        "00_fine": "", "01_no_notebook": NOTEBOOK_GONE, "02_cut": DAMAGED, "03_no_card": answer_card.NO_CARD,
        "04_bad_card": answer_card.BROKEN_CARD, "05_gone": answer_card.NO_CARD,
    }  # fmt: skip
    assert shown.next == "Next: 00_fine, exercise 2, `nps`."
    assert all(f"{name}: {trouble}" in str(shown) for name, trouble in told.items() if trouble)


KEYS = st.sampled_from(["cells", "cell_type", "source", "outputs", "data", "text/plain", "exercises", "bpo_pass"])
ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)
)


@given(ANYTHING)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_of_a_file_stops_it(tmp_path, content):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    path = module(folder, "01_one", {})
    (path / "01_one.ipynb").write_text(json.dumps(content), encoding="utf-8")
    assert str(CourseProgress.of(folder))
    (path / answer_card.FILE_NAME).write_text(json.dumps(content), encoding="utf-8")
    assert CourseProgress.of(folder).modules[0].trouble


def test_the_command_finds_the_folder_and_says_so_where_there_is_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, ["progress"])
    assert said.exit_code == 0 and "There are no modules in" in said.output
    module(tmp_path / "my_course", "00_first", {"csat": RIGHT})
    said = CliRunner().invoke(app, ["progress"])
    assert "00_first  1 of 3 right  2 of 10 points  begun" in said.output


def test_a_result_from_a_real_kernel_is_found_after_saving(tmp_path):
    """As a learner does it: answer, check, save; then ask for all modules in the same notebook."""
    path = module(tmp_path, "00_first", {}, None)
    key = every_kind.record("number")
    (path / answer_card.FILE_NAME).write_text(json.dumps(answer_card.make("00_first", [key])))
    cells = ["from exercises_lib import check", f"{key['name']} = {every_kind.EXAMPLES['number'][0]}",
             f'check("{key["name"]}")']  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook = run(notebook, path)
    nbformat.write(notebook, path / "00_first.ipynb")
    assert standing(path).right == {key["name"]}
    asked = run(
        nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("from exercises_lib import course_progress\ncourse_progress()")]
        ),
        path,
    )
    assert "1 of 1 module with enough points to pass" in str(asked.cells[0].outputs)


def run(notebook, folder: Path):
    return NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
