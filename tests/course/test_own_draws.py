"""Exercises of which each learner has an own variant: in class, when graded, copied from a friend, and under proof."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from course_for_tests import terminal
from course_for_tests.graded import SETTINGS, SMALL_LIMITS, Course, grade
from course_for_tests.once import once
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

from exercises_lib.authoring import course, proofs, same_for_all
from exercises_lib.checks import drawn
from exercises_lib.checks.key import RIGHT, Outcome
from exercises_lib.grading.grade import shown
from exercises_lib.grading.same_draws import Same, same_draws
from exercises_lib.learner.feedback import Feedback
from exercises_lib.plain import values

MODULE = "92_draws"
FULL, NOTHING = {"note": 4, "count": 2}, {"note": 0, "count": 2}
NUMBERS = ("7f3a91", "000001", "abcdef", "123456")
FRIEND = NUMBERS[0]


def number(handout, own, **answers):
    """A solved release with this text in the place of the own number's cell; or with other answers."""
    notebook = handout.solved()
    for cell in notebook.cells:
        if drawn.CELL.search(cell.source):
            cell.source = own
        if (name := cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_answer")) in answers:
            cell.source = answers[name]
    return notebook


def friends_note():
    names = ["Ama", "Bo", "Chi", "Dee", "Eli", "Fay"]
    times = ["nine", "ten", "one", "two", "three", "four"]
    place = drawn.place(FRIEND, "messages")
    return f'note = {{"name": "{names[place]}", "time": "{times[place]}"}}'


def other_number():
    """A number to which another message belongs than to the friend's."""
    return next(
        f"{n:06x}" for n in range(100) if drawn.place(f"{n:06x}", "messages") != drawn.place(FRIEND, "messages")
    )


WAYS = {  # to write the same number, all of which count
    "capitals": f'own = own_draw( "{FRIEND.upper()}" )  # mine',
    "other_quotes": f"own  =own_draw(' {FRIEND} ')",
    "text": f"own = '{FRIEND}'",
    "later": f'own = own_draw("{NUMBERS[1]}")\nown = own_draw("{FRIEND}")',
}
SUBMISSIONS = {
    **{way: lambda h, own=own: number(h, own) for way, own in WAYS.items()},
    **{f"own_{n}": lambda h, n=n: number(h, f'own = own_draw("{n}")') for n in NUMBERS},
    "untouched": lambda h: h.blank(),
    "typed": lambda h: number(h, f'own = own_draw("{FRIEND}")', note=friends_note()),
    "copied_answers": lambda h: number(h, f'own = own_draw("{other_number()}")', note=friends_note()),
    "copied_number": lambda h: number(h, f'own = own_draw("{FRIEND}")'),
    "never_ran": lambda h: number(h, "own = own_draw()"),
    "deleted": lambda h: number(h, "# gone"),
    "for_authors": lambda h: number(h, 'own = own_draw("all 3")'),
    "no_number": lambda h: number(h, "own = 5"),
    "endless": lambda h: number(h, "own = list(range(10**6))"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    def make(folder: Path):
        root = folder / "course"
        shutil.copytree(Path(__file__).parent / "of_draws", root / "course")
        (root / "nbgrader_config.py").write_text(SETTINGS.read_text() + SMALL_LIMITS)
        course.build(root, MODULE)
        return grade(Course(root, folder / "state"), SUBMISSIONS, MODULE)

    return once(tmp_path_factory, "draws", make)


@pytest.mark.parametrize("learner", [*(f"own_{n}" for n in NUMBERS), "typed", "copied_number", *WAYS])
def test_own_answers_to_the_own_variant_count(graded, learner):
    assert graded.marks(learner) == FULL


@pytest.mark.parametrize("learner", ["copied_answers", "never_ran", "deleted", "for_authors", "no_number", "endless"])
def test_answers_to_anything_else_do_not(graded, learner):
    assert graded.marks(learner) == NOTHING


def test_who_has_no_number_reads_what_to_do(graded):
    for learner in ("never_ran", "for_authors", "no_number", "endless"):
        assert "write it anew: own = own_draw()" in graded.message(learner, "note")
    assert "not created" in graded.message("untouched", "note") or "empty" in graded.message("untouched", "note")


def test_equal_numbers_are_told_to_the_trainer(graded):
    wide = graded.course.environment() | {"COLUMNS": "250"}
    done = terminal.run("exercises_lib.cli", ["grade", MODULE], graded.course.root, wide)
    told = [line for line in done.stderr.splitlines() if "same own number" in line]
    assert len(told) == 1 and FRIEND in told[0], done.stderr
    assert all(name in told[0] for name in ("copied_number", f"own_{FRIEND}", "typed", *WAYS))


def test_several_numbers_in_one_notebook_are_told_to_the_trainer(tmp_path):
    """A number for each exercise, until a friend's answer fits."""
    paths = []
    for learner, numbers in {"one": (FRIEND, FRIEND), "several": NUMBERS[1:3]}.items():
        cells = []
        for place, own in enumerate(numbers):
            outcome = drawn.noted(Outcome(RIGHT, 1, "That is right."), "pool", values.to_plain(own), values.to_plain(5))
            check = nbformat.v4.new_code_cell(f'check("note_{place}")', outputs=shown(Feedback("note", outcome, 2)))
            check.metadata["nbgrader"] = {"grade": True, "solution": False}
            cells.append(check)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / learner)
        paths.append((learner, tmp_path / learner))
    assert same_draws(paths) == [Same("several own numbers", ", ".join(NUMBERS[1:3]), ("several",))]


def test_the_release_has_no_number_and_the_card_no_solution_of_all_six(graded):
    folder = graded.course.root / "release" / MODULE
    assert "own = own_draw()" in (folder / f"{MODULE}.ipynb").read_text()
    (note,) = (
        one for one in json.loads((folder / "answer_card.json").read_text())["exercises"] if one["name"] == "note"
    )
    assert note["drawn"] == "messages" and len(note["draws"]) == drawn.VARIANTS


def test_in_class_the_first_run_draws_a_number_and_the_own_answer_is_right(graded, tmp_path):
    release = shutil.copytree(graded.course.root / "release" / MODULE, tmp_path / MODULE)
    notebook = nbformat.read(release / f"{MODULE}.ipynb", 4)
    solved = number_cells = 0
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "note_answer":
            cell.source = 'words = message.replace(",", "").replace(".", "").split()\n'
            cell.source += 'note = {"name": words[2], "time": words[-1]}'
            solved += 1
        number_cells += bool(drawn.CELL.search(cell.source))
    assert (solved, number_cells) == (1, 1)
    client = NotebookClient(notebook, resources={"metadata": {"path": str(release)}})
    client.execute()
    said = [output["data"]["text/plain"] for cell in notebook.cells for output in cell.get("outputs", [])]
    assert re.match(r"Your own number is [0-9a-f]{6}\.", said[0])
    assert said[2].startswith("Right · note"), said


def test_in_class_a_number_counts_as_when_graded(graded, tmp_path):
    """Each way to write it; none after an error in its cell; written anew or twice, it is the number drawn first."""
    release = shutil.copytree(graded.course.root / "release" / MODULE, tmp_path / MODULE)
    begun = nbformat.v4.new_code_cell("from exercises_lib import check, own_draw, progress")
    known = f'own = own_draw("{FRIEND}")'
    broken = "own = own_draw(7f3a91)"  # without quotes
    anew = "own = own_draw()"
    twice = "# own_draw() draws it\nown = own_draw()\nagain = own_draw()"
    ran = [*WAYS.values(), broken, known, "own = 5", anew, twice]
    cells = [nbformat.v4.new_code_cell(friends_note()), begun]
    cells += [nbformat.v4.new_code_cell(source) for one in ran for source in (one, 'check("note")')]
    cells.append(nbformat.v4.new_code_cell("assert own == again\nprogress()"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, resources={"metadata": {"path": str(release)}}, allow_errors=True)
    client.execute()
    said = {one: cell.outputs[0]["data"]["text/plain"] for one, cell in zip(ran, cells[3::2], strict=False)}
    for one in (*WAYS.values(), known):
        assert said[one].startswith("Right · note"), (one, said[one])
        assert said[one].endswith(f"Judged for your own number, {FRIEND}.")
    for one in (broken, "own = 5"):
        assert said[one].startswith("Not yet · note") and "has no number for it" in said[one], (one, said[one])
    drawn_first, drawn_twice = (
        re.search("number is ([0-9a-f]{6})", cell.outputs[0]["data"]["text/plain"])[1]
        for cell in cells if cell.source in (anew, twice)
    )  # fmt: skip
    assert drawn_first == drawn_twice
    assert cells[-1].outputs[0]["output_type"] == "display_data", cells[-1].outputs  # the progress, and no error


def test_the_proofs_hold_and_name_what_would_be_wrong(graded, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded.course.root / "course", root / "course")
    shutil.copy(graded.course.root / "nbgrader_config.py", root)
    course.build(root, MODULE)
    subject = proofs.Subject(root, MODULE)
    assert list(proofs.own_draws_are_whole(subject)) == []
    assert same_for_all.exercises(subject) == {"count": 2}
    assert list(same_for_all.passing_takes_own_work(subject)) == []
    twin = root / "course" / MODULE / f"{MODULE}.md"
    text = twin.read_text()
    for wrong, told in (
        (text.replace("This is Fay, call me at four.", "This is Eli, call me at three."), "same answer"),
        (text.replace('drawn="messages", ', ""), "exercise note, `own_draw"),  # depends on a draw and does not say so
        (text.replace('drawn="messages"', 'drawn="mails"'), "nothing is picked"),
        (text.replace('note | {"time": "noon"}', 'note | {"time": "nine"}'), "reads"),
        (text.replace('note | {"time": "noon"}', 'note | {"name": "call me"}'), "reads"),
    ):
        assert wrong != text
        twin.write_text(wrong)
        course.build(root, MODULE)
        subject = proofs.Subject(root, MODULE)
        problems = proofs.prove(subject, proofs.own_draws_are_whole)
        assert any(told in problem for problem in problems), (told, problems)


@given(st.from_regex(drawn.NUMBER, fullmatch=True), st.text(min_size=1, max_size=8))
def test_every_number_has_one_variant_of_each_pool(number, pool):
    assert 0 <= drawn.place(number, pool) < drawn.VARIANTS
    assert drawn.place(number, pool) == drawn.place(number, pool)


def test_pools_go_their_own_ways_and_every_variant_is_dealt():
    numbers = [f"{n * 7919 % 16**6:06x}" for n in range(600)]
    for pool in ("messages", "mails"):
        dealt = [drawn.place(number, pool) for number in numbers]
        assert all(60 < dealt.count(place) < 140 for place in range(drawn.VARIANTS))
    same = sum(drawn.place(number, "messages") == drawn.place(number, "mails") for number in numbers)
    assert 60 < same < 140
