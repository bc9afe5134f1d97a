"""How often a module was handed in: counted in an exchange, said to be unknown without one."""

from __future__ import annotations

from nbgrader.coursedir import CourseDirectory

from desk.gradebooks import FULL, ONE, TWO, course
from desk.report.test_report import rows, text
from exercises_lib.desk.report import command as report
from exercises_lib.grading import exchange
from exercises_lib.grading.cohort.command import settings

AT = "2026-11-2{day} 08:30:00.000000 UTC"
OTHERS = 12345  # a user that lays work down in another's name


def with_exchange(root, laid_down: dict[str, int | None]) -> CourseDirectory:
    """`laid_down`: names of folders, and who owns each: another user, or whoever runs this."""
    inbound = root / "exchange" / "bpo" / "inbound"
    for name, owner in laid_down.items():
        (inbound / name).mkdir(parents=True)
        if owner:
            exchange.os.chown(inbound / name, owner, -1)
    place = root / "exchange"
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.Exchange.root = {str(place)!r}\n")
    return settings(root)[0]


def test_every_hand_in_of_a_learners_own_counts(tmp_path):
    root = course(tmp_path / "course", {"ama": FULL, "ana+bo": FULL, "chen": FULL})
    found = with_exchange(
        root,
        {
            **{f"ama+{ONE}+{AT.format(day=day)}+{day}abc": None for day in range(3)},
            f"ama+{TWO}+{AT.format(day=1)}+x": None,
            f"ana+bo+{ONE}+{AT.format(day=1)}+x": None,
            f"chen+{ONE}+{AT.format(day=1)}+x": OTHERS,
            "no submission": None,
        },
    )
    assert exchange.hand_ins(found) == {("ama", ONE): 3, ("ama", TWO): 1, ("ana+bo", ONE): 1}
    report.write(report.Order(root, tmp_path / "report"))
    table = {(row["learner"], row["module"]): row["times handed in"] for row in rows(tmp_path / "report", "learners")}
    assert (table["ama", ONE], table["ana+bo", ONE], table["chen", ONE]) == ("3", "1", "")
    (page,) = (tmp_path / "report" / "learners").glob("*ama.html")
    assert "Handed in 3 times. What is graded came on 2026-11-20, 08:30 UTC." in text(page)
    assert "Handed in once." in text(page)
    said = text(tmp_path / "report" / "index.html")
    assert "times handed in: median" in said and "counted in nbgrader's exchange" in said


def test_without_an_exchange_it_is_not_known(tmp_path):
    root = course(tmp_path / "course", {"ama": FULL})
    report.write(report.Order(root, tmp_path / "report", names=False))
    said = text(tmp_path / "report" / "index.html")
    assert "is not known: only nbgrader's exchange keeps it" in said and "times handed in" not in said
    (page,) = (tmp_path / "report" / "learners").glob("*.html")
    assert "UTC" not in text(page)  # when somebody handed in could tell who it is
