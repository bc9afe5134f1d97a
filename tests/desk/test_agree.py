"""Two readers: a published kappa, one by hand, and what is too little to say anything."""

import csv

import numpy as np
import pytest
from course_for_tests.handing_in import MODULE
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from exercises_lib.desk.agree import agree, lines, read
from exercises_lib.faults import CourseFault


def marks(pairs):
    """Two readers' marks of as many answers, each of another learner."""
    return tuple(
        {(f"learner{number}", "reply"): pair[reader] for number, pair in enumerate(pairs)} for reader in (0, 1)
    )


# Two people sort 100 patients into three classes: Fleiss (1981), Statistical Methods for Rates and Proportions, 13.1.
# Squared weights, as if the classes were in order, worked out by hand from its table and margins:
# seen (sum of w n) and expected (sum of w r c / 100), w = 0, 1, 4 by how far apart the classes are.
TABLE = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
SEEN = 1 + 4 * 4 + 5 + 1
ROWS, COLUMNS = (80, 10, 10), (80, 5, 15)
EXPECTED = sum((row - column) ** 2 * ROWS[row] * COLUMNS[column] / 100 for row in range(3) for column in range(3))


def test_weighted_kappa_by_hand():
    pairs = [(row / 2, column / 2) for row in range(3) for column in range(3) for _ in range(TABLE[row][column])]
    found = agree(*marks(pairs))
    assert found.kappa.value == pytest.approx(1 - SEEN / EXPECTED)
    assert (found.same.count, found.same.of) == (89, 100)
    assert found.kappa.low < found.kappa.value < found.kappa.high
    assert [(one.first, one.second) for one in found.largest[:4]] == [(0, 1)] * 4


def test_marks_that_nobody_gave_count_as_steps():
    """0 and 4 are eight half points apart though no 2 was given: far apart weighs more than near."""
    far = [(0, 0)] * 10 + [(4, 4)] * 10 + [(0, 4)] * 2 + [(3.5, 4)] * 5
    near = [(0, 0)] * 10 + [(4, 4)] * 10 + [(3.5, 4)] * 2 + [(3.5, 4)] * 5
    assert agree(*marks(far)).kappa.value < 0.9 < agree(*marks(near)).kappa.value


def test_plain_words():
    alike = agree(*marks([(number % 4, number % 4) for number in range(30)]))
    assert list(lines(alike)) == [
        "Answers with the same mark: 30 of 30, 100 % (89 to 100 %).",
        "Weighted kappa: 1.00 (1.00 to 1.00). 1 is always, 0 is no more than by chance.",
        "You read alike. Share the work.",
    ]
    stricter = "\n".join(lines(agree(*marks([(number % 4 + 1, number % 4) for number in range(30)]))))
    assert "The second reader gave 1.0 points fewer on average." in stricter
    assert "  1, 0   learner0   reply" in stricter
    assert "Both gave the same mark to all answers" in "\n".join(lines(agree(*marks([(2, 2)] * 30))))


def test_too_few_are_refused():
    with pytest.raises(CourseFault, match="both readers marked 19 answers of 19 learners. It takes 20 answers"):
        agree(*marks([(1, 1)] * 19))
    one_learner = {("ama", f"exercise{number}"): 1.0 for number in range(40)}
    with pytest.raises(CourseFault, match="40 answers of 1 learners"):
        agree(one_learner, one_learner)


@settings(max_examples=20)
@given(st.lists(st.tuples(*[st.integers(0, 8).map(lambda half: half / 2)] * 2), min_size=20, max_size=40))
def test_any_marks(pairs):
    found, turned = agree(*marks(pairs)), agree(*reversed(marks(pairs)))
    if np.isnan(found.kappa.value):
        assert len(set(map(tuple, pairs))) == 1
        return
    assert found.kappa.value == pytest.approx(turned.kappa.value)
    assert -1.0001 <= found.kappa.value <= 1.0001
    assert found.shift == -turned.shift


@pytest.mark.parametrize(("content", "told"), [
    ("learner,points\nama,2\n", "has the columns learner, points. It needs `learner`, `exercise` and `points`"),
    ("learner,exercise,points\nama,reply,many\n", "row 2: `many` is no number of points"),
    ("learner,exercise,points\nama,reply,1.3\n", "row 2: `1.3` is no number of points. Points are whole or half"),
    ("learner,exercise,points\nama,reply,1\nama,reply,2\n", "row 3: ama has two marks for reply"),
    ("SQLite format 3\0" + "x" * 200, "is no gradebook that can be read"),
])  # fmt: skip
def test_what_is_wrong_with_a_list_is_said(tmp_path, content, told):
    path = tmp_path / "marks.csv"
    path.write_text(content)
    with pytest.raises(CourseFault) as fault:
        read(path)
    assert told in str(fault.value)


def test_lists_as_spreadsheets_save_them(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("Learner;Exercise;Points;Comment\nama;reply;2,5;good\nchen;reply;;not yet\n", encoding="utf-16")
    assert read(path) == {("ama", "reply"): 2.5}


def test_two_gradebooks(own_classroom, tmp_path):
    """What a person gave in a gradebook, against a list."""
    with Gradebook(f"sqlite:///{own_classroom}/gradebook.db") as gradebook:
        gradebook.find_grade("csat", MODULE, MODULE, "ama").manual_score = 2.5
        gradebook.db.commit()
    assert read(own_classroom / "gradebook.db") == {("ama", f"{MODULE}, csat"): 2.5}
    with open(tmp_path / "list.csv", "w", newline="") as file:
        csv.writer(file).writerows([["learner", "exercise", "points"], ["ama", f"{MODULE}, csat", 2.5]])
    assert read(tmp_path / "list.csv") == read(own_classroom / "gradebook.db")


def test_a_quote_that_is_never_closed_is_told(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text('learner,exercise,points\nama,"' + "x\n" * 100_000)
    with pytest.raises(CourseFault, match="a quote .* that is not closed"):
        read(path)
