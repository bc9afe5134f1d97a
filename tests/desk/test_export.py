"""Marks on their way to a learning platform: what each platform would read from the file is what the gradebook says."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

from exercises_lib.cli import app
from exercises_lib.desk import marks, standing
from exercises_lib.desk.export import platforms, sheets
from tests.desk.gradebooks import FULL, NOT_GRADED, ONE, TITLES, TWO, Given, course

SAMPLES = Path(__file__).parent / "samples"
SOME = Given({"csat": 4, "nps": 1.5}, comment="Look at the blanks.")
UNREAD = Given({"kinds": 4, "reply": 2})
CLASS = {"ada.okafor": FULL, "bituin.reyes": {ONE: SOME, TWO: UNREAD}, "chidi": {ONE: NOT_GRADED}}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A course with one learner who has all, one who has some, and one who could not be graded."""
    return course(tmp_path_factory.mktemp("desk") / "course", CLASS)


def export(root: Path, *options: str) -> tuple[str, Path]:
    """What `bpo export` says, and the file that it wrote."""
    done = CliRunner().invoke(app, ["export", "--course", str(root), *options])
    assert done.exit_code == 0, done.output
    return done.output, Path(done.output.rpartition("Wrote ")[2].partition(": ")[0])


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_marks_are_the_gradebooks_and_nothing_is_zero_that_is_not_graded(root):
    one, two = marks.read(root).modules
    assert [one.state(learner) for learner in CLASS] == [standing.PASSED, standing.NOT_YET, standing.NOT_GRADED]
    assert [two.state(learner) for learner in CLASS] == [standing.PASSED, standing.WAITING, standing.NOT_GRADED]
    assert (one.of, one.marks["bituin.reyes"].points) == (10, 5.5)
    assert two.marks["ada.okafor"].by_exercise == {"kinds": 4, "reply": 6} and two.marks["ada.okafor"].read == 4


def test_a_penalty_for_late_work_is_taken_off(tmp_path):
    late = course(tmp_path / "course", {"ada": {ONE: Given({"csat": 4, "nps": 6}, penalty=3.5)}})
    found = marks.read(late).modules[0]
    assert found.marks["ada"].points == 6.5 and found.state("ada") == marks.NOT_YET


def test_what_canvas_would_read(root):
    """As Canvas reads it: header, the row of points, people by ID, assignments by title and number or by title."""
    said, path = export(root, "--to", "canvas", "--students", str(SAMPLES / "canvas.csv"))
    header, points, *people = list(csv.reader(path.open(newline="", encoding="utf-8")))
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert header[5:] == ["Numbers, on one page (4711)", TITLES[TWO]]
    assert "Points Possible" in points[0] and points[5:] == ["10", "10"]
    assert people == [
        ["Okafor, Ada", "901", "S-17", "ada.okafor", "Morning", "10", "10"],
        ["Reyes, Bituin", "902", "S-18", "bituin.reyes", "Evening", "5.5", ""],
    ]
    assert "Left out, not in canvas.csv, looked for under `sis login id`: chidi" in said
    assert "In canvas.csv and not in the gradebook: yet.nobody" in said
    assert f"{TWO}: waiting for a reader, so no mark" in said and "bituin.reyes" in said


def test_what_moodle_would_read(tmp_path):
    """As Moodle reads it: one column says who; "-" is no grade, in a new grade item too; feedback beside its grade."""
    people = {"S-17": {}, "S-18": {}, "S-20": {}}
    rooted = course(tmp_path / "course", dict(zip(people, CLASS.values(), strict=True)))
    said, path = export(rooted, "--to", "moodle", "--students", str(SAMPLES / "moodle.csv"))
    rows = table(path)
    assert "Map from: Email address" in said and "looked for under `id number`: S-20" in said
    assert [row["Email address"] for row in rows] == ["ada@example.org", "bituin@example.org"]
    assert [row[f"{TITLES[ONE]} (grade)"] for row in rows] == ["10", "5.5"]
    assert [row[f"{TITLES[TWO]} (grade)"] for row in rows] == ["10", "-"]
    assert rows[1][f"{TITLES[ONE]} (feedback)"] == (
        "5.5 of 10 points. To pass: 7 of 10 points. Still missing: 1.5. Look again at: nps (1.5 of 6)."
    )
    assert rows[1][f"{TITLES[TWO]} (feedback)"] == ""


def test_a_comment_of_the_trainer_is_in_the_feedback(tmp_path):
    given = Given({"kinds": 4, "reply": 2, "reply_answer": 1}, comment="Name\nthe feeling first.")
    _, path = export(course(tmp_path / "course", {"ada": {TWO: given}}), "--to", "moodle")
    assert table(path)[0][f"{TITLES[TWO]} (feedback)"].endswith("Your trainer: Name the feeling first.")


def test_percent_and_one_module(root):
    _, path = export(root, "--to", "canvas", "--percent", "--module", ONE)
    header, points, *people = list(csv.reader(path.open(newline="")))
    assert points[5:] == ["100"] and header[5:] == [TITLES[ONE]] and [row[5:] for row in people] == [["100"], ["55"]]


def test_a_spreadsheet_has_everybody_with_a_state(root):
    _, as_csv = export(root, "--to", "csv")
    _, as_excel = export(root, "--to", "excel")
    rows = table(as_csv)
    assert [row[f"{TITLES[TWO]}, state"] for row in rows] == ["passed", "waiting for a reader", "not graded"]
    assert [row[TITLES[ONE]] for row in rows] == ["10", "5.5", ""]
    sheet = load_workbook(as_excel).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == list(rows[0]) and [row[4] for row in found[1:]] == [10, 5.5, None]


FORMULAS = ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", " =1", "\r\n=cmd", "＝1"]


@given(st.one_of(st.sampled_from(FORMULAS), st.text(min_size=1)))
def test_no_text_becomes_a_formula(text):
    for kept in (
        next(csv.reader(io.StringIO(sheets.as_csv([["x", text]]).decode(), newline="")))[1],
        load_workbook(io.BytesIO(sheets.as_excel([["x", text]]))).active["B1"].value or "",
    ):
        assert not kept.startswith(("=", "+", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        assert kept == "-" or not kept.startswith("-")


def test_a_formula_in_a_name_or_a_comment_is_told_and_disarmed(tmp_path):
    given = {ONE: FULL[ONE], TWO: Given({"kinds": 4, "reply": 2, "reply_answer": 1}, comment="=1+1")}
    rooted = course(tmp_path / "course", {"+6391": given}, {"+6391": {"first_name": "=HYPERLINK(1)"}})
    said, path = export(rooted, "--to", "csv")
    assert "begin like a formula" in said and "'+6391" in said
    assert table(path)[0]["First name"] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+")) for row in csv.reader(path.open(newline="")) for cell in row)


def test_xapi_statements(root):
    _, path = export(root, "--to", "xapi", "--home", "https://learn.example.org/")
    said = [json.loads(line) for line in path.read_text().splitlines()]
    verbs = [(one["actor"]["account"]["name"], one["verb"]["id"].rpartition("/")[2]) for one in said]
    assert verbs == [
        ("ada.okafor", "passed"), ("ada.okafor", "passed"), ("ada.okafor", "completed"), ("bituin.reyes", "failed")
    ]  # fmt: skip
    failed = said[-1]
    assert failed["verb"]["id"] == "http://adlnet.gov/expapi/verbs/failed"
    assert failed["object"]["id"] == f"https://learn.example.org/modules/{ONE}"
    assert failed["result"] == {
        "completion": True, "success": False, "score": {"scaled": 0.55, "raw": 5.5, "min": 0, "max": 10}
    }  # fmt: skip
    assert failed["timestamp"] == "2026-11-20T08:30:00+00:00"
    assert len({uuid.UUID(one["id"]) for one in said}) == len(said)
    before = path.read_bytes()
    assert export(root, "--to", "xapi", "--home", "https://learn.example.org")[1].read_bytes() == before


def test_xapi_takes_an_address_where_there_is_one_and_needs_to_know_the_platform(tmp_path):
    rooted = course(tmp_path / "course", {"ada": FULL}, {"ada": {"email": "ada@example.org"}})
    _, path = export(rooted, "--to", "xapi", "--home", "https://learn.example.org")
    assert json.loads(path.read_text().splitlines()[0])["actor"]["mbox"] == "mailto:ada@example.org"
    refused = CliRunner().invoke(app, ["export", "--course", str(rooted), "--to", "xapi"])
    assert refused.exit_code == 1 and "--home https://" in refused.output


def test_one_number_in_two_columns_is_not_taken_for_the_other_person(tmp_path):
    """Ada's login is Bituin's Canvas number: the column that knows most ids decides for all."""
    path = tmp_path / "list.csv"
    path.write_text("Student,ID,SIS Login ID\nAda,1,2\nBituin,2,3\nChidi,3,4\n")
    _, written = export(course(tmp_path / "course", {"2": FULL, "3": FULL, "4": FULL}), "--to", "canvas",
                        "--students", str(path))  # fmt: skip
    assert [row["Student"] for row in table(written)[1:]] == ["Ada", "Bituin", "Chidi"]


def test_what_cannot_be_read_is_told_and_the_rest_is_written(tmp_path):
    rooted = course(tmp_path / "course", {"ada": FULL})
    (rooted / "source" / ONE / f"{ONE}.ipynb").write_text("{")
    (rooted / "course" / "syllabus.toml").write_text("[[module")
    said, path = export(rooted, "--to", "csv")
    assert f"{ONE}: what it takes to pass is not known" in said and "syllabus.toml" in said
    assert table(path)[0][ONE] == "10" and table(path)[0][f"{ONE}, state"] == "graded"


@pytest.mark.parametrize("damage", ["gone", "no database", "cut", "another program's"])
def test_a_gradebook_that_cannot_be_read_is_told_in_one_line(tmp_path, damage):
    rooted = course(tmp_path / "course", {"ada": FULL})
    path = rooted / "gradebook.db"
    if damage == "gone":
        path.unlink()
    elif damage == "no database":
        path.write_text("no database at all")
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        path.unlink()
        sqlite3.connect(path).execute("create table notes (x)").connection.commit()
    done = CliRunner().invoke(app, ["export", "--course", str(rooted), "--to", "csv"])
    assert done.exit_code == 1 and "gradebook" in done.output and "Traceback" not in done.output
    assert done.output.count("\n") == 1 and not (rooted / "export").exists()


HALVES = st.integers(0, 8).map(lambda halves: halves / 2)


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), st.tuples(HALVES, HALVES) | st.none(), min_size=1))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_points_come_back_as_they_were(tmp_path, points):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    given = {who: {ONE: earned and Given({"csat": earned[0], "nps": earned[1]})} for who, earned in points.items()}
    _, path = export(course(folder, given), "--to", "csv", "--module", ONE)
    back = {row["Learner"]: row[TITLES[ONE]] for row in table(path)}
    assert back == {who: "" if earned is None else f"{sum(earned):g}" for who, earned in points.items()}


def test_a_list_without_anybody_s_id_is_refused(tmp_path, root):
    path = tmp_path / "list.csv"
    path.write_text("Colour,Size\nred,4\n")
    done = CliRunner().invoke(app, ["export", "--course", str(root), "--to", "csv", "--students", str(path)])
    assert done.exit_code == 1 and "does not say who is who" in done.output and "`Colour`" in done.output


def test_the_feedback_names_nothing_where_all_is_right(root):
    assert platforms.feedback(marks.read(root).modules[0], "ada.okafor") == (
        "10 of 10 points. To pass: 7 of 10 points. You have them."
    )
