"""Submissions made from a module's own notebooks."""

from __future__ import annotations

import copy

import pytest
from course_for_tests.graded import HERE
from course_for_tests.handing_in import FULL, MODULE, cell_of

from exercises_lib.authoring import course, variants


@pytest.fixture(scope="module")
def source():
    return course.read_twin(HERE / "course" / MODULE / f"{MODULE}.md")


@pytest.fixture(scope="module")
def records(source) -> dict[str, dict]:
    """What the exercises' key records say of declared mistakes: two for each exercise."""
    return {name: {"mistakes": [declared(f"{name} 1"), declared(f"{name} 2")]} for name in FULL}


def declared(message: str) -> dict:
    return {"message": message, "declared": True}


def value_of(code: str, name: str):
    """What a learner's cell with this code leaves in the variable."""
    variables = {}
    exec(code, variables)
    return variables[name]


@pytest.fixture
def release(source):
    """The source as a release has it: answers and hidden tests taken out."""
    notebook = copy.deepcopy(source)
    for name in FULL:
        cell_of(notebook, f"{name}_answer").source = "# Write your answer here."
        cell_of(notebook, name).source = f'check("{name}")'
    return notebook


def test_solved_has_every_answer_and_no_marker(release, source):
    solved = variants.solved(release, source)
    assert cell_of(solved, "csat_answer").source == 'csat = (survey["csat"].dropna() >= 4).mean()'
    assert cell_of(solved, "csat").source == 'check("csat")'
    assert "BEGIN" not in "".join(cell.source for cell in solved.cells)
    assert cell_of(release, "csat_answer").source == "# Write your answer here."  # not changed


def test_other_answers_are_put_right_again_after_their_check(release, source):
    notebook = variants.with_answers(release, source, {"csat": "csat = 0"})
    at = notebook.cells.index(cell_of(notebook, "csat"))
    assert cell_of(notebook, "csat_answer").source == "csat = 0"
    assert notebook.cells[at + 1].source == variants.solution_cells(source)["csat_answer"]
    assert len(notebook.cells) == len(release.cells) + 1


def test_declared_mistakes_have_the_records_messages_and_the_hidden_blocks_values(source, records):
    mistakes = variants.declared_mistakes(source, records)
    assert [message for message, _ in mistakes["first_step"]] == ["first_step 1", "first_step 2"]
    assert [value_of(code, "first_step") for _, code in mistakes["first_step"]] == ["a", "c"]  # c: partly right


KNOWN = 'mistakes={"No.": "a", "Not that.": key.partly("c")}'


@pytest.mark.parametrize(
    "block",
    [
        f'key.choice("first_step", options=["a", "c"], {KNOWN})',
        'other = "c"\nkey.choice("first_step", {"No.": "a", "Not that.": other}, options=["a", "c"])',
        'MORE = {"No.": "a"}\nkey.choice("first_step", mistakes={**MORE, "Not that.": "c"})',
        'MORE = {"No.": "a"}\nkey.choice("first_step", mistakes=MORE | {f"Not {1 + 1}.": "c"})',
        'for letter in "ac":\n    pass\nkey.choice("first_step", mistakes=dict(zip(["No.", "Two."], "ac")))',
        'def known():\n    return {f"No {x}.": x for x in "ac"}\nkey.choice("first_step", **{"mistakes": known()})',
        'made = key\nmade.choice("first_step", mistakes={"No.": "abc"[0], "Two.": ["c"][0]})',
        'draw = key.rng.integers(5)\nkey.choice("first_step", mistakes={f"{draw}": "a", "Two.": "c"})',
    ],
)
def test_mistakes_are_written_in_any_python(source, records, block):
    notebook = copy.deepcopy(source)
    cell_of(
        notebook, "first_step"
    ).source = f'### BEGIN HIDDEN TESTS\n{block}\n### END HIDDEN TESTS\ncheck("first_step")'
    mistakes = variants.declared_mistakes(notebook, records)["first_step"]
    assert [value_of(code, "first_step") for _, code in mistakes] == ["a", "c"]


def test_an_exercise_without_a_key_line_has_no_mistakes(source, records):
    notebook = copy.deepcopy(source)
    cell_of(notebook, "csat").source = 'check("csat")'
    assert variants.declared_mistakes(notebook, records | {"csat": {"mistakes": []}})["csat"] == []


def test_the_rounds_make_every_mistake_once(release, source, records):
    rounds = variants.mistake_rounds(release, source, records)
    made = [(name, message) for messages, _ in rounds for name, message in messages.items()]
    known = [
        (name, message) for name, found in variants.declared_mistakes(source, records).items() for message, _ in found
    ]
    assert sorted(made) == sorted(known)
    assert len(rounds) == 2


def test_every_mistake_is_checked_and_then_the_solution_is_put_back(release, source, records):
    cells = variants.with_every_mistake(release, source, records).cells
    solutions = variants.solution_cells(source)
    for name, mistakes in variants.declared_mistakes(source, records).items():
        checks = [at for at, cell in enumerate(cells) if cell.source == f'check("{name}")']
        # the solution's own cell makes all of them, the others take theirs
        takes = [code.splitlines()[-1] for _, code in mistakes]
        made = cells[checks[0] - 1].source
        assert made.startswith(solutions[f"{name}_answer"]) and made.endswith(f"key.right = {name}")
        assert [cells[at - 1].source for at in checks[1:]] == takes
        assert cells[checks[-1] + 1].source == f"{name} = key.right"


def test_an_answer_that_a_person_grades_stays_as_it_is_until_its_check(source, release):
    source = copy.deepcopy(source)
    for notebook in (source, release):
        cell_of(notebook, "csat_answer").metadata.nbgrader.update(grade=True, points=4.0)
    notebook = variants.with_answers(release, source, {"csat": "csat = 0"})
    at = notebook.cells.index(cell_of(notebook, "csat_answer"))
    assert notebook.cells[at + 1] == cell_of(notebook, "csat")
    assert notebook.cells[at + 2].source == variants.solution_cells(source)["csat_answer"]
    assert len(notebook.cells) == len(release.cells) + 1
