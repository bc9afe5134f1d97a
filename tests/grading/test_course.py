"""Text twins become notebooks."""

from __future__ import annotations

import pytest
from course_for_tests.graded import HERE
from course_for_tests.handing_in import FULL, MODULE
from typer.testing import CliRunner

from exercises_lib import course_folder
from exercises_lib.authoring import course
from exercises_lib.cells import check_cells
from exercises_lib.cli import app
from exercises_lib.faults import CourseFault

HEAD = "---\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n"
ANSWER = "```{code-cell}\n:tags: [answer]\ncsat = 1\n```\n"
CHECK = '```{code-cell}\n:points: 3\n:objective: 1\ncheck("csat")\n```\n'


def _expand(tmp_path, *parts: str):
    twin = tmp_path / "module.md"
    twin.write_text(HEAD + "\n".join(parts), encoding="utf-8")
    return course.read_twin(twin)


def test_an_answer_and_its_check_get_their_ids(tmp_path):
    answer, check = _expand(tmp_path, ANSWER, CHECK).cells
    assert answer.id == answer.metadata.nbgrader.grade_id == "csat_answer"
    assert answer.metadata.nbgrader.solution and not answer.metadata.nbgrader.grade
    assert check.id == check.metadata.nbgrader.grade_id == "csat"
    assert check.metadata.nbgrader.grade and check.metadata.nbgrader.locked
    assert check.metadata.nbgrader.points == 3.0
    assert check.metadata.objective == 1


def test_an_answer_without_a_check_is_named(tmp_path):
    with pytest.raises(CourseFault, match=r"module\.md, line 10: an answer cell needs a check cell after it"):
        _expand(tmp_path, "# Title\n", ANSWER)


def test_two_answers_before_one_check_are_named(tmp_path):
    with pytest.raises(CourseFault, match=r"module\.md, line 8: an answer cell needs a check cell after it"):
        _expand(tmp_path, ANSWER, ANSWER, CHECK)


@pytest.mark.parametrize(
    "lines, found",
    [('check("csat")\ncheck("nps")', "2: csat, nps"), ("pass", "none"), ('print(check("csat"))', "none")],
)
def test_a_check_cell_has_exactly_one_check(tmp_path, lines, found):
    check = CHECK.replace('check("csat")', lines)
    with pytest.raises(CourseFault, match=f"line 13: a check cell has exactly one line .* has {found}"):
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
    notebook = course.read_twin(HERE / "course" / MODULE / f"{MODULE}.md")
    assert [(cell.metadata.nbgrader.points, name) for cell, name in check_cells(notebook)] == [
        (points, name) for name, points in FULL.items()
    ]


def test_the_syllabus_lists_the_modules():
    [module] = course_folder.syllabus(HERE)
    assert (module.id, module.hours, module.tables, module.pass_mark) == (MODULE, 1, ["surveys", "agents"], 70)


def test_a_misspelled_entry_of_the_syllabus_is_an_error(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "syllabus.toml").write_text('[[module]]\nid = "x"\ntitel = "x"\n')
    with pytest.raises(CourseFault, match=r"syllabus\.toml, module x: there is no setting `titel`. Is it `title`?"):
        course_folder.syllabus(tmp_path)


@pytest.mark.parametrize(
    "text, said",
    [
        ('[[module]]\nid = "x"\ntitle = "x"\n', "module x: the setting `hours` is missing"),
        ("[[module]]\nid = \n", "at line 2, column 6"),
        (None, "No such file"),
    ],
)
def test_a_syllabus_that_cannot_be_read_is_told_in_one_line(tmp_path, text, said):
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "course").mkdir()
    if text is not None:
        (tmp_path / "course" / "syllabus.toml").write_text(text)
    done = CliRunner().invoke(app, ["build", "--course", str(tmp_path)])
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Stopped: ") and said in done.stderr and "syllabus.toml" in done.stderr


def test_a_fault_of_ours_keeps_its_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr(course_folder, "syllabus", lambda root: {}["learner_17"])
    (tmp_path / "nbgrader_config.py").touch()
    assert isinstance(CliRunner().invoke(app, ["build", "--course", str(tmp_path)]).exception, KeyError)


def test_a_closed_folder_is_named(tmp_path):
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "course" / "syllabus.toml").mkdir(parents=True)
    done = CliRunner().invoke(app, ["build", "--course", str(tmp_path)])
    assert done.stderr == f"Stopped: Is a directory: {tmp_path / 'course' / 'syllabus.toml'}\n"
