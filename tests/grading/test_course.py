"""Text twins become notebooks."""

from __future__ import annotations

import pytest
from course_for_tests.graded import HERE
from course_for_tests.handing_in import FULL, MODULE

from exercises_lib.authoring import course

HEAD = "---\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n"
ANSWER = "```{code-cell}\n:tags: [answer]\ncsat = 1\n```\n"
CHECK = '```{code-cell}\n:points: 3\n:objective: 1\ncheck("csat")\n```\n'


def _expand(tmp_path, *parts: str):
    twin = tmp_path / "module.md"
    twin.write_text(HEAD + "\n".join(parts), encoding="utf-8")
    return course.expand(course.read_twin(twin))


def test_an_answer_and_its_check_get_their_ids(tmp_path):
    answer, check = _expand(tmp_path, ANSWER, CHECK).cells
    assert answer.id == answer.metadata.nbgrader.grade_id == "csat_answer"
    assert answer.metadata.nbgrader.solution and not answer.metadata.nbgrader.grade
    assert check.id == check.metadata.nbgrader.grade_id == "csat"
    assert check.metadata.nbgrader.grade and check.metadata.nbgrader.locked
    assert check.metadata.nbgrader.points == 3.0
    assert check.metadata.objective == 1


def test_an_answer_without_a_check_is_named(tmp_path):
    with pytest.raises(ValueError, match="cell 2: an answer cell needs a check cell after it"):
        _expand(tmp_path, "# Title\n", ANSWER)


def test_two_answers_before_one_check_are_named(tmp_path):
    with pytest.raises(ValueError, match="cell 1: an answer cell needs a check cell after it"):
        _expand(tmp_path, ANSWER, ANSWER, CHECK)


@pytest.mark.parametrize(
    "lines, count", [('check("csat")\ncheck("nps")', 2), ("pass", 0), ('print(check("csat"))', 0)]
)
def test_a_check_cell_has_exactly_one_check(tmp_path, lines, count):
    check = CHECK.replace('check("csat")', lines)
    with pytest.raises(
        ValueError, match=f"cell 2: a check cell has exactly one line .* has {count}"
    ):
        _expand(tmp_path, ANSWER, check)


def test_given_cells_are_locked_and_others_are_not(tmp_path):
    given = "```{code-cell}\n:tags: [given]\nimport pandas\n```\n"
    free = "```{code-cell}\n1 + 1\n```\n"
    cells = _expand(tmp_path, given, free).cells
    assert cells[0].metadata.nbgrader.locked and cells[0].metadata.nbgrader.grade_id == "given_1"
    assert "nbgrader" not in cells[1].metadata


def test_the_same_text_each_time():
    twin = HERE / "course" / MODULE / f"{MODULE}.md"
    assert course.notebook_text(twin) == course.notebook_text(twin)


def test_an_edit_far_away_changes_no_id(tmp_path):
    before = _expand(tmp_path, ANSWER, CHECK, "The end\n").cells
    after = _expand(tmp_path, ANSWER, CHECK, "The very end\n").cells
    assert [cell.id for cell in before] == [cell.id for cell in after]


def test_the_checks_of_a_notebook_are_found_in_order():
    notebook = course.expand(course.read_twin(HERE / "course" / MODULE / f"{MODULE}.md"))
    assert [
        (cell.metadata.nbgrader.points, name) for cell, name in course.check_cells(notebook)
    ] == [(points, name) for name, points in FULL.items()]


def test_the_syllabus_lists_the_modules():
    [module] = course.syllabus(HERE)
    assert (module.id, module.hours, module.tables, module.pass_mark) == (
        MODULE,
        1,
        ["surveys", "agents"],
        70,
    )


def test_a_misspelled_entry_of_the_syllabus_is_an_error(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "syllabus.toml").write_text('[[module]]\nid = "x"\ntitel = "x"\n')
    with pytest.raises(TypeError, match="titel"):
        course.syllabus(tmp_path)
