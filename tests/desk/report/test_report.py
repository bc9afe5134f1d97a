"""`bpo report` on a class that was really graded: what it says, what it never says, and what it does without."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from course_for_tests import terminal
from course_for_tests.handing_in import FULL, MODULE
from nbgrader.api import Gradebook

from desk.conftest import CLASS, HOSTILE
from desk.gradebooks import FULL as MARKS
from desk.gradebooks import course
from exercises_lib.desk.report import command as report
from exercises_lib.desk.report import reading
from exercises_lib.faults import CourseFault


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with open(folder / "csv" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def text(path: Path) -> str:
    return " ".join(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").main.get_text(" ").split())


def everything(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8-sig") for path in files}


def again(root: Path, **changed) -> tuple[Path, str]:
    """A new report of a course folder, and the text of its first pages."""
    written = report.write(report.Order(root, root / "report", **changed))
    pages = [written.start, *sorted((root / "report" / "modules").glob("*.html"))]
    return root / "report", " ".join(map(text, pages))


def test_the_points_are_those_of_the_gradebook(classroom, reported):
    marks = classroom.marks()
    found = {row["learner"]: row for row in rows(reported, "learners")}
    assert set(found) == set(CLASS)
    for learner in set(CLASS) - {"farid"}:
        assert float(found[learner]["points"]) == sum(marks[learner].values())
    assert [found[one]["standing"] for one in ("ama", "bashir", "farid")] == ["passed", "not yet", "not graded"]
    assert found["farid"]["points"] == found["farid"]["right"] == ""  # and not 0
    assert (found["bashir"]["tried"], found["ama"]["right"]) == ("0", str(len(FULL)))


def test_what_to_teach_tomorrow(reported):
    (csat,) = (row for row in rows(reported, "exercises") if row["exercise"] == "csat")
    assert [csat[state] for state in ("right", "partly", "wrong", "not attempted")] == ["2", "0", "3", "1"]
    mistakes = {(row["exercise"], row["message"]): row["learners"] for row in rows(reported, "mistakes")}
    assert mistakes["csat", "That is the mean rating. CSAT is the share of 4s and 5s."] == "1"
    (answer,) = (row for row in rows(reported, "unexplained_answers") if row["exercise"] == "csat")
    assert (answer["answer"], answer["learners"]) == ("0.123", "2")
    said = text(reported / "modules" / f"{MODULE}.html")
    assert "2 · 0.123" in said
    assert "It takes 10 learners or more" in said
    assert "farid: the file is damaged" in said


def test_by_team(reported):
    groups = {row["group"]: row for row in rows(reported, "modules")}
    assert groups["North"]["passed"] == "1" and groups["North"]["share passed"] == ""  # two people: no percent
    assert "South & East" in text(reported / "index.html")
    assert "not in the class, so left out: 1 learner" in text(reported / "index.html")


def test_a_name_is_never_an_order_to_the_browser(reported):
    for name, page in everything(reported).items():
        assert "<img" not in page or name.endswith(".csv")
    assert HOSTILE in text(reported / "index.html")


def test_one_learners_page_names_nobody_else(own_classroom):
    written = report.write(report.Order(own_classroom, own_classroom / "report", learners=["chen"]))
    said = text(written.start)
    assert "That is the mean rating." in said and "17 of 20" in said
    assert not any(other in said for other in set(CLASS) - {"chen"})
    assert not (own_classroom / "report" / "index.html").exists()


def test_without_names_there_are_none(own_classroom):
    folder, _ = again(own_classroom, names=False)
    names = {word.casefold() for word in [*CLASS, "Gitanjali", "Iyer", HOSTILE]}
    for path, content in everything(folder).items():
        words = set(re.findall(r"[^\W_]+|<img.*?>", (path + content).casefold()))
        assert not words & names, path
    assert "“[name]”" in (folder / "csv" / "mistakes.csv").read_text(encoding="utf-8-sig")
    assert sorted(row["learner"] for row in rows(folder, "learners"))[0] == "Learner 1"


def test_no_key_and_no_hidden_test_is_in_it(classroom, reported):
    kept = [json.loads(path.read_text()) for path in classroom.state.rglob("keys.json")]
    right = {form for records in kept for record in records.values() for form in _forms(record) if len(form) > 3}
    assert right
    for name, page in everything(reported).items():
        assert not re.search(r"\bkey\.\w|HIDDEN", page), name
        assert not [form for form in right if f">{form}<" in page or f",{form}," in page], name


def _forms(record) -> list[str]:
    return [form for forms in record["facets"].values() for form in forms] if record["kind"] == "number" else []


def test_points_of_a_person_count_and_what_waits_is_said(own_classroom):
    with Gradebook(f"sqlite:///{own_classroom}/gradebook.db") as gradebook:
        for learner, points in (("bashir", 3), ("chen", None)):
            grade = gradebook.find_grade("csat", MODULE, MODULE, learner)
            grade.manual_score, grade.needs_manual_grade = points, points is None
        gradebook.find_comment("csat_answer", MODULE, MODULE, "bashir").manual_comment = "Read aloud, and right."
        gradebook.db.commit()
    folder, _ = again(own_classroom)
    found = {row["learner"]: row for row in rows(folder, "learners")}
    assert found["bashir"]["points"] == "3"
    (csat,) = (row for row in rows(folder, "exercises") if row["exercise"] == "csat")
    assert (csat["right"], csat["waiting for a reader"], csat["not attempted"]) == ("3", "1", "0")
    (page,) = (folder / "learners").glob("*bashir.html")
    assert "Read aloud, and right." in text(page)


def test_a_message_never_stands_beside_a_mark_of_another_grading(own_classroom):
    with sqlite3.connect(own_classroom / "gradebook.db") as database:
        database.execute("UPDATE grade SET auto_score = 1")
    folder, said = again(own_classroom)
    assert rows(folder, "mistakes") == []
    assert "no outcomes that belong to them" in said


@pytest.mark.parametrize(("break_it", "told"), {
    "no results": (lambda root: [path.unlink() for path in root.glob("results/*.jsonl")],
                   "For 6 of 7 learners there are points, and in results/ no outcomes"),
    "damaged results": (lambda root: [path.write_bytes(path.read_bytes()[:-60] + b"\n{\"learner\": 3}\n[\n\xff\n")
                                      for path in root.glob("results/*.jsonl")], "cannot be read and"),
    "no gradebook": (lambda root: (root / "gradebook.db").unlink(), "There is no gradebook yet"),
    "damaged gradebook": (lambda root: (root / "gradebook.db").write_bytes(b"SQLite format 3\0" + b"\7" * 5000),
                          "The gradebook cannot be read"),
    "half a gradebook": (lambda root: _drop(root, "grade"), "is left out: The gradebook cannot be read"),
    "no source": (lambda root: (root / "source" / MODULE / f"{MODULE}.ipynb").unlink(), "titles and the pass mark are"),
    "damaged source": (lambda root: (root / "source" / MODULE / f"{MODULE}.ipynb").write_text("{"), "cannot be read ("),
}.values())  # fmt: skip
def test_what_is_missing_is_said_and_nothing_stops(own_classroom, break_it, told):
    break_it(own_classroom)
    _, said = again(own_classroom)
    assert told in said


def _drop(root: Path, table: str) -> None:
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute(f"DROP TABLE {table}")


def test_a_large_class_is_read_on_all_cores_with_the_same_figures(classroom, reported, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGE", 0)
    report.write(report.Order(classroom.root, tmp_path / "report"))
    for name in ("exercises", "mistakes", "unexplained_answers"):
        assert rows(tmp_path / "report", name) == rows(reported, name)


def test_only_a_report_is_replaced(own_classroom):
    again(own_classroom)
    again(own_classroom)
    (own_classroom / "letters").mkdir()
    (own_classroom / "letters" / "mine.txt").write_text("mine")
    with pytest.raises(CourseFault, match="holds something that is no report"):
        report.write(report.Order(own_classroom, own_classroom / "letters"))
    assert (own_classroom / "letters" / "mine.txt").read_text() == "mine"


def test_a_locked_gradebook_takes_no_report_away(tmp_path):
    root = course(tmp_path / "course", {"ama": MARKS})
    order = report.Order(root, tmp_path / "report")
    before = report.write(order).start.read_text()
    holder = sqlite3.connect(root / "gradebook.db")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CourseFault, match="another program is writing into the gradebook"):
        report.write(order)
    holder.rollback()
    assert report.write(order).start.read_text() == before


def test_the_command_says_what_is_wrong(own_classroom):
    def bpo(*options: str) -> str:
        done = terminal.run("exercises_lib", ["report", *options], own_classroom, os.environ)
        return done.stdout + done.stderr

    assert "there is no learner zoltan" in bpo("--learner", "zoltan")
    assert f"there is no release of 99_none; there are {MODULE}" in bpo("--module", "99_none")
    (own_classroom / "teams.csv").write_text("name,group\n")
    assert "It needs `learner` (the id) and `team`" in bpo("--team", "teams.csv")
    assert f"The report is {own_classroom}/report/index.html" in bpo()
