"""A slip in a learner's cell costs its own exercise at most, in `bpo grade` and `nbgrader autograde` alike."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import FULL, MODULE, Handout, cell_of, put
from course_for_tests.odd import draw
from course_for_tests.slips import slips

from batch.conftest import bpo_grade, copy_of

DRAWN = 30
BY_BOTH = 6  # nbgrader takes much longer


def own_names(handout):
    """Names, columns and files of the learner's own, used in later exercises."""
    notebook = handout.solved()
    cell_of(notebook, "csat_answer").source = """
survey["answered"] = survey["csat"].notna()
mine = survey[survey["answered"]]
mine.to_csv("data/mine.csv")
csat = (mine["csat"] >= 4).mean()"""
    cell_of(notebook, "ratings_answer").source = """
mine = pd.read_csv("data/mine.csv")
ratings = mine["csat"].value_counts().rename_axis("csat").reset_index(name="surveys")
assert survey["answered"].sum() == len(mine)"""
    return notebook


def told(handout):
    """One slip of each kind, for what the learner reads."""
    notebook = handout.solved()
    for name, code in {
        "csat": "pd = pd.DataFrame()",
        "nps": "survey.dropna(inplace=True)\nopen('data/agents.csv', 'w').close()",
        "first_step": "%cd data",
        "ratings": "plt.rcParams['font.size'] = 30",
        "ratings_plot": "plt.title = 'Scores'",
    }.items():
        cell_of(notebook, f"{name}_answer").source += f"\n{code}"
    return notebook


MINE = {"own_names": own_names, "told": told}


@pytest.fixture(scope="module")
def drawn() -> dict:
    return {f"slip_{number:02}": one for number, one in enumerate(draw(slips, DRAWN))}


@pytest.fixture(scope="module")
def both(handed_in, drawn, tmp_path_factory) -> dict[str, Course]:
    """The course graded by each command."""
    courses = {name: copy_of(handed_in, tmp_path_factory.mktemp(name)) for name in ("bpo", "nbgrader")}
    for course in courses.values():
        handout = Handout(course.root)
        shutil.rmtree(course.root / "submitted")
        made = {learner: make(handout) for learner, make in MINE.items()}
        few = BY_BOTH if course is courses["nbgrader"] else DRAWN
        made |= {learner: drawn[learner].notebook(handout) for learner in list(drawn)[:few]}
        for learner, notebook in made.items():
            put(course.root / "submitted" / learner / MODULE, MODULE, notebook)
    with ThreadPoolExecutor(2) as beside:
        beside.submit(courses["nbgrader"].must, "autograde", MODULE)
        by_bpo = beside.submit(bpo_grade, courses["bpo"], "--workers", "1")
    assert by_bpo.result().returncode == 0, by_bpo.result().stderr
    return courses


def test_a_slip_costs_no_other_exercise(both, drawn):
    marks = both["bpo"].marks()
    wrong = {
        learner: (lost, one)
        for learner, one in drawn.items()
        if (lost := [name for name in FULL if marks[learner][name] != FULL[name]])
        and not set(lost) <= {one.before, *one.behind}
    }
    assert not wrong


def test_both_commands_agree(both):
    by_bpo, by_nbgrader = (both[name].marks() for name in ("bpo", "nbgrader"))
    assert len(by_nbgrader) == BY_BOTH + len(MINE)
    assert {learner: by_bpo[learner] for learner in by_nbgrader} == by_nbgrader


def test_what_is_the_learners_own_stays(both):
    assert both["bpo"].marks()["own_names"] == FULL


def test_the_learner_reads_what_was_put_back(both):
    assert both["bpo"].marks()["told"] == FULL
    path = both["bpo"].root / "autograded" / "told" / MODULE / f"{MODULE}.ipynb"
    shown = {
        name: cell_of(nbformat.read(path, 4), name).outputs[0]["data"]["text/plain"].partition("It was put back: ")[2]
        for name in FULL
    }
    advice = ". Use names and files of your own."
    assert shown == {
        "csat": "`pd`" + advice,
        "nps": "the file `data/agents.csv`, `survey`" + advice,
        "first_step": "the working folder" + advice,
        "ratings": "the settings of matplotlib" + advice,
        "ratings_plot": "`plt`" + advice,
        "share_of": "",
    }


@pytest.mark.parametrize("learner", list(MINE))
def test_nothing_is_put_back_without_need(both, learner):
    path = both["bpo"].root / "autograded" / learner / MODULE / f"{MODULE}.ipynb"
    assert ("put back" in path.read_text()) == (learner == "told")
