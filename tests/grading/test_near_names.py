"""An answer under nearly the right name: check says which name to use; graded it reads the same, and earns nothing."""

import shutil

import nbformat
import pytest
from course_for_tests.handing_in import MODULE, hands_in
from nbclient import NotebookClient

ANSWERS = {  # by exercise: an answer under nearly its name, and that name
    "csat": ('Csat = (survey["csat"].dropna() >= 4).mean()', "Csat"),
    "nps": ('nps_score = 100 * (survey["nps"] >= 9).mean()', "nps_score"),
    "first_step": ('step_first = "b"', "step_first"),
    "ratings": ('rating = survey["csat"].value_counts().rename("surveys").reset_index()', "rating"),
    "share_of": ("def shares_of(scores, least):\n    return 1", "shares_of"),
}  # fmt: skip


@hands_in
def hana_near_names(handout):
    return handout.blank_but(**{name: code for name, (code, _) in ANSWERS.items()})


def sentence(name: str) -> str:
    return f"There is no `{name}`, but there is `{ANSWERS[name][1]}`. Use exactly this name: `{name}`."


@pytest.mark.parametrize("name", ANSWERS)
def test_grading_names_the_name_and_gives_no_points(graded, name):
    assert graded.marks("hana_near_names")[name] == 0
    assert graded.message("hana_near_names", name) == sentence(name).replace("`", "")


def test_check_says_the_same_in_a_kernel(graded, tmp_path):
    room = tmp_path / MODULE
    shutil.copytree(graded.course.root / "release" / MODULE, room)
    notebook = nbformat.read(room / f"{MODULE}.ipynb", 4)
    given = next(cell.source for cell in notebook.cells if cell.source.startswith("import pandas"))
    cells = [given, *(source for name, (code, _) in ANSWERS.items() for source in (code, f'check("{name}")'))]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(room)}}).execute()
    shown = [out for cell in notebook.cells for out in cell.outputs if out.output_type == "display_data"]
    said = [out.data["text/plain"] for out in shown]
    assert [text.split("\n")[1] for text in said] == [sentence(name) for name in ANSWERS]
