"""Enough points while an answer waits: report, export and record say the same, and none of them calls it final."""

from __future__ import annotations

from datetime import date

from nbgrader.api import Gradebook

from desk.gradebooks import FULL, TITLES, TWO, course
from exercises_lib import course_folder
from exercises_lib.desk import marks, people, standing
from exercises_lib.desk.export import platforms, xapi
from exercises_lib.desk.record import content
from exercises_lib.desk.report import command as report


def test_who_has_enough_while_an_answer_waits_has_passed_so_far(tmp_path):
    root = course(tmp_path / "course", {"ama": FULL})
    with Gradebook(f"sqlite:///{root}/gradebook.db", "bpo") as gradebook:  # handed in again, after somebody read it
        gradebook.find_grade("reply_answer", TWO, TWO, "ama").needs_manual_grade = True
        gradebook.db.commit()
    found = marks.read(root)
    who = people.without_list(found.people)
    assert found.modules[1].state("ama") == standing.PASSED_SO_FAR
    assert platforms.without_a_mark(found.modules, who) == [
        f"{TWO}: passed so far, so no mark (read them first: `bpo read {TWO}`): ama"
    ]
    assert TWO not in xapi.statements(found, who, "https://learn.example.org").decode()
    told = str(content.missing(found, "ama", course_folder.syllabus(root)))
    assert told == f"ama: no record yet. {TWO}: passed so far, and an answer waits for a reader."
    report.write(report.Order(root, tmp_path / "report"))
    (page,) = (tmp_path / "report" / "learners").glob("*ama.html")
    assert "Points that wait for a reader: 4." in page.read_text()
    assert f",{TWO},passed so far,10," in (tmp_path / "report" / "csv" / "learners.csv").read_text("utf-8-sig")
    with Gradebook(f"sqlite:///{root}/gradebook.db", "bpo") as gradebook:
        gradebook.find_grade("reply_answer", TWO, TWO, "ama").needs_manual_grade = False
        gradebook.db.commit()
    found = marks.read(root)
    assert found.modules[1].state("ama") == standing.PASSED
    wanted = course_folder.syllabus(root)
    assert content.missing(found, "ama", wanted) is None
    assert [one["title"] for one in content.make(found, "ama", "Ama", wanted, "", date(2026, 11, 28))["modules"]] == [
        *TITLES.values()
    ]
