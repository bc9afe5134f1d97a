"""Nothing that one learner hands in stops, spoils or hides anybody's grading, in `bpo grade` and `nbgrader autograde`.

Many odd submissions are graded at once beside honest ones. Each of them has a mark or one line with its id; everybody
else has the mark that they have without them; both commands agree. They read, restore, run and judge by the same
functions, so `bpo grade` gets all that is drawn, and nbgrader, which takes twice as long, a part of each kind of it.
"""

import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import FULL, MODULE, NOTHING, Handout, put
from course_for_tests.odd import gathered, places

from batch.conftest import bpo_grade, copy_of

ODD = 100  # drawn
BY_BOTH = 30  # of them, and all in places
UNDRAWN = {"ratings_plot": "pass"}  # drawing takes longer than all the rest, and is looked at elsewhere
MOST = FULL | {"ratings_plot": 0}
SHAPES = Path(__file__).parents[1] / "real_shapes"
HONEST = {"a_first": FULL, "m_blank": NOTHING, "odd_[50]": MOST, "o'brien, jr": MOST, "zz_last": FULL}
# a shape with a notebook answers one exercise; the others stand beside a notebook with most answers
SHAPED = {
    f"shape_{shape.name}": NOTHING | {"csat": 3} if (shape / f"{MODULE}.ipynb").exists() else MOST
    for shape in SHAPES.iterdir()
    if shape.is_dir()
} | {"shape_pipe": MOST}


@pytest.fixture(scope="module")
def odd(handed_in) -> dict[str, dict]:
    """The odd submissions by learner, for each command."""
    most = json.loads(nbformat.writes(Handout(handed_in.root).solved_but(**UNDRAWN)))
    found = [*places(most, MODULE), *gathered(most, MODULE, ODD)]
    named = {f"odd_{number:03}": one for number, one in enumerate(found)}
    return {"bpo": named, "nbgrader": dict(list(named.items())[: BY_BOTH - ODD])}


@pytest.fixture(scope="module")
def both(handed_in, odd, tmp_path_factory) -> dict[str, tuple[Course, str]]:
    """The course graded by each command, and what the command said."""
    courses = {}
    for name in ("bpo", "nbgrader"):
        courses[name] = copy_of(handed_in, tmp_path_factory.mktemp(name))
        hand_in(courses[name], odd[name])
    with ThreadPoolExecutor(2) as beside:
        by_nbgrader = beside.submit(courses["nbgrader"].nbgrader, "autograde", MODULE)
        by_bpo = beside.submit(bpo_grade, courses["bpo"], "--workers", "1")
        said = {"bpo": by_bpo.result().stderr, "nbgrader": by_nbgrader.result().stderr}
    for name, course in courses.items():
        (course.root / "said.log").write_text(said[name])
    return {name: (course, said[name]) for name, course in courses.items()}


def hand_in(course: Course, odd: dict) -> None:
    """Put the honest, the odd and the really seen submissions into a course folder, and no others."""
    submitted, handout = course.root / "submitted", Handout(course.root)
    shutil.rmtree(submitted)
    most = handout.solved_but(**UNDRAWN)
    for learner, marks in HONEST.items():
        notebook = handout.solved() if marks == FULL else most if marks == MOST else handout.blank()
        put(submitted / learner / MODULE, MODULE, notebook)
    for learner in SHAPED:
        shape, place = SHAPES / learner.removeprefix("shape_"), submitted / learner / MODULE
        if not (shape / f"{MODULE}.ipynb").exists():
            put(place, MODULE, most)
        if learner == "shape_pipe":
            os.mkfifo(place / "notes.txt")
        else:
            shutil.copytree(shape, place, dirs_exist_ok=True)
    for learner, one in odd.items():
        one.put(submitted / learner / MODULE, MODULE)


def was_graded(course: Course, learner: str) -> bool:
    return (course.root / "autograded" / learner / MODULE / f"{MODULE}.ipynb").exists()


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_everybody_else_has_the_mark_that_they_have_without_them(both, command):
    course, said = both[command]
    marks = course.marks()
    assert {learner: marks.get(learner) for learner in HONEST} == HONEST, said[-3000:]


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_shapes_of_real_submissions_have_the_marks_of_their_answers(both, command):
    course, said = both[command]
    marks = course.marks()
    assert {learner: marks.get(learner) for learner in SHAPED} == SHAPED, said[-3000:]


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_a_time_that_cannot_be_read_is_told_once(both, command):
    _, said = both[command]
    for learner, times in {"words": 1, "latin_1": 1, "byte_order_mark": 0, "utf_16": 0}.items():
        assert said.count(f"shape_timestamp_{learner}: Its `timestamp.txt` holds no date") == times


def test_cells_have_the_same_ids_each_time(both):
    for learner in SHAPED:
        path = Path("autograded", learner, MODULE, f"{MODULE}.ipynb")
        ids = [[cell.id for cell in nbformat.read(course.root / path, 4).cells] for course, _ in both.values()]
        assert ids[0] == ids[1], learner


@pytest.mark.parametrize("command, line", [("bpo", "not graded: {}: "), ("nbgrader", "NOT GRADED: {}, ")])
def test_each_odd_one_has_a_mark_or_one_line_with_its_id(both, odd, command, line):
    course, said = both[command]
    plain = re.sub(r"\s+", " ", said)
    wrong = {
        learner: one
        for learner, one in odd[command].items()
        if plain.count(line.format(learner)) != (not was_graded(course, learner))
    }
    assert not wrong


def test_nothing_came_that_nobody_thought_of(both):
    for _, said in both.values():
        assert not re.findall(r"could not be handled \([^)]*", re.sub(r"\s+", " ", said))


def test_nothing_in_what_they_say_is_an_order_to_the_terminal(both):
    for _, said in both.values():
        assert not re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


def test_both_commands_agree(both, odd):
    (by_bpo, _), (by_nbgrader, _) = both["bpo"], both["nbgrader"]
    bpo, nbgrader = by_bpo.marks(), by_nbgrader.marks()
    differ = {
        learner: (bpo.get(learner), nbgrader.get(learner), one)
        for learner, one in odd["nbgrader"].items()
        if was_graded(by_bpo, learner) != was_graded(by_nbgrader, learner) or bpo.get(learner) != nbgrader.get(learner)
    }
    assert not differ
