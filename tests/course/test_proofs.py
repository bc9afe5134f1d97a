"""Each proof finds the fault that it is there for, and `bpo check` fails when one does."""

import json
import os
import re

import pandas as pd
import pytest
from course_for_tests import terminal
from course_for_tests.graded import new_course
from course_for_tests.handing_in import FULL, MODULE

from exercises_lib import course_folder
from exercises_lib.authoring import course, proofs


@pytest.fixture
def small(tmp_path, state, monkeypatch):
    """The small module in a course folder of its own, for a test to break."""
    monkeypatch.setenv("XDG_DATA_HOME", str(state))
    return new_course(tmp_path / "course", state).root


def rewrite(root, old: str, new: str) -> None:
    """Change the module's text, and build its notebook."""
    twin = course_folder.twin_path(root, MODULE)
    text = twin.read_text(encoding="utf-8")
    assert old in text
    twin.write_text(text.replace(old, new, 1), encoding="utf-8")
    course.build(root, MODULE)


def found(root, proof: proofs.Proof) -> str:
    return "\n".join(proofs.prove(proofs.Subject(root, MODULE, proofs.MUTANT_SEEDS[:3]), proof))


def test_a_notebook_that_is_older_than_its_text(small):
    assert found(small, proofs.text_and_notebook_agree) == ""
    twin = course_folder.twin_path(small, MODULE)
    twin.write_text(twin.read_text().replace("How many are satisfied", "How many are happy"))
    assert f"run `bpo build {MODULE}`" in found(small, proofs.text_and_notebook_agree)


def test_stored_outputs(small):
    path = course_folder.source_path(small, MODULE)
    notebook = json.loads(path.read_text())
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["0.81\n"]}]
    path.write_text(json.dumps(notebook))
    assert "has stored outputs" in found(small, proofs.outputs_are_stripped)


def test_data_that_somebody_edited(small):
    assert found(small, proofs.data_are_the_generators) == ""
    table = course_folder.source_path(small, MODULE).parent / "data" / "surveys.csv"
    table.write_text(table.read_text().replace("\n", "\n\n", 1))
    assert found(small, proofs.data_are_the_generators) == (
        "data/surveys.csv is not what the generator makes; run `bpo data`"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("About 1 hour", "About 2 hours", "should say: About 1 hour · 6 exercises · 20 points · pass mark 70 %."),
        ("6 exercises", "5 exercises", "should say: About 1 hour"),
        ("1. measure satisfaction", "1. count satisfaction", "should say: 1. measure satisfaction"),
        ("# Module 90", "# Module 91", "should say: # Module 90 · "),
    ],
)
def test_a_copy_of_a_fact_that_says_something_else(small, old, new, problem):
    assert found(small, proofs.facts_agree) == ""
    rewrite(small, old, new)
    assert f"course/{MODULE}/{MODULE}.md {problem}" in found(small, proofs.facts_agree)


def test_the_design_page_has_the_title_too(small):
    page = small / "course" / MODULE / "design.md"
    page.write_text("# Module 90 · Another title\n")
    assert f"course/{MODULE}/design.md should say: # Module 90 · A small module for the tests" in found(
        small, proofs.facts_agree
    )


def test_the_readme_repeats_the_facts_as_they_are(small):
    row = f"| [{MODULE}](course/{MODULE}/design.md) | A small module for the tests (with a note) | 1 | 6 | 20 |"
    (small / "README.md").write_text(row)
    assert found(small, proofs.facts_agree) == ""
    (small / "README.md").write_text(row.replace("| 6 |", "| 7 |"))
    assert "README.md should say" in found(small, proofs.facts_agree)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (":objective: 1", ":objective: 9", "exercise csat: `:objective:` must be 1 to 2, it is 9"),
        ("<details><summary>Hint 2</summary>", "Hint 2", "exercise csat: 1 hints, at least 2 are needed"),
        ('    "Another survey does not end the wait.": "a",\n', "", "exercise first_step: 1 declared mistakes"),
    ],
)
def test_an_exercise_that_lacks_something(small, old, new, problem):
    assert found(small, proofs.exercises_are_complete) == ""
    rewrite(small, old, new)
    assert problem in found(small, proofs.exercises_are_complete)


def test_a_release_that_tells_the_key(small):
    rewrite(small, "What does the customer still wait for?", "See key.choice.")
    assert "the notebook contains “key.”" in found(small, proofs.release_gives_nothing_away)


def test_an_answer_left_outside_the_solution(small):
    rewrite(small, '### BEGIN SOLUTION\nfirst_step = "b"\n', 'first_step = "b"\n### BEGIN SOLUTION\n')
    assert "exercise first_step: right, 2 points" in found(small, proofs.untouched_scores_nothing)


def test_a_solution_that_is_another_each_time(small):
    rewrite(small, 'csat = (survey["csat"].dropna() >= 4).mean()', "import random\ncsat = random.random()")
    said = found(small, proofs.solution_scores_full)
    assert said.count("exercise csat") == 1 + len(proofs.SEEDS)
    assert said.count("exercise") == said.count("exercise csat")


def test_mistakes_that_cannot_be_told_apart(small):
    rewrite(small, "key.partly(100 * (recommend >= 9).mean(), 0.25)", 'key.partly(survey["nps"].mean(), 0.25)')
    said = found(small, proofs.mistakes_get_their_own).splitlines()
    assert len(said) == 2  # on the practice sample and on a fresh one
    for line in said:
        assert "exercise nps" in line
        assert "the mistake “That is the share of promoters alone." in line
        assert "reads “That is the mean of the scores." in line


def test_a_small_slip_that_is_right_on_the_practice_sample_alone(small):
    """The first score decides here which way is taken, and a learner may leave the other one out."""
    first = 'csat = (survey["csat"].dropna() >= 4).mean() if survey["csat"].iloc[0] == {} else 0'
    data = pd.read_csv(course_folder.source_path(small, MODULE).parent / "data" / "surveys.csv").drop_duplicates()
    rewrite(small, 'csat = (survey["csat"].dropna() >= 4).mean()', first.format(data["csat"].iloc[0]))
    said = found(small, proofs.small_slips_are_seen_in_class)
    assert "exercise csat: right on the practice sample, wrong on" in said
    assert "+csat = (survey['csat'].dropna() >= 4).mean()" in said


def test_a_tick_with_nothing_behind_it(small):
    assert found(small, proofs.right_is_followed_by_a_reason) == ""
    rewrite(small, 'meaning="This is what the floor calls csat.", ', "")
    rewrite(small, 'why="It is short. It follows the data.",\n    decimals=1', "decimals=1")
    assert found(small, proofs.right_is_followed_by_a_reason).splitlines() == [
        "exercise csat: the key has no `meaning`, which learners read after Right",
        "exercise nps: the key has no `why`, which learners read after Right",
    ]


def test_small_slips_are_counted_and_the_silent_ones_listed(small):
    subject = proofs.Subject(small, MODULE, (11,))
    head, *silent = subject.mutants.lines()
    assert re.match(r"\d+% of \d+ wrong answers that small slips give read a sentence", head)
    assert len(silent) == len(subject.mutants.silent)
    assert subject.mutants.share > 0.9


def test_bpo_check_names_what_is_missing_and_fails(small):
    done = terminal.run("exercises_lib.cli", ["check", MODULE], small, os.environ)
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if "✗" in line]
    assert len(failed) == 1  # it is small: the other proofs hold
    assert "8 to 14 exercises" in failed[0]
    assert f"{len(FULL)} exercises" in done.stdout


def test_one_exercise_is_checked_alone(small):
    """A fault of another exercise is not its own; one of its own fails it; a name that is none is said to be none."""

    def check(exercise: str):
        return terminal.run("exercises_lib.cli", ["check", MODULE, "--exercise", exercise], small, os.environ)

    rewrite(small, ":objective: 1", ":objective: 98")
    rewrite(
        small, ":objective: 1\n### BEGIN HIDDEN TESTS\nkey.choice", ":objective: 99\n### BEGIN HIDDEN TESTS\nkey.choice"
    )
    both = found(small, proofs.exercises_are_complete)
    assert "exercise csat: `:objective:`" in both and "exercise first_step: `:objective:`" in both
    done = check("first_step")
    assert done.returncode == 1 and "exercise first_step: `:objective:`" in done.stdout
    assert "exercise csat" not in done.stdout
    unknown = check("nobody")
    assert unknown.returncode == 1 and "has no exercise nobody; it has csat" in unknown.stderr
