"""`nbgrader zip_collect` with the archives of learning platforms, and lists of learners as spreadsheets save them."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE
from nbgrader.api import Gradebook

NOTEBOOK = f"{MODULE}.ipynb"


def zipped(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content.encode()))
    return made.getvalue()


MOODLE = "Ama Mensah_11_assignsubmission_file"
NEAR = {  # learner's folder -> files; the notebook's text names whose it is
    "ama": {NOTEBOOK: "ama"},
    "bo": {f"{NOTEBOOK}.txt": "bo"},
    "chi": {f"{MODULE}.IPYNB": "chi"},
    "dee": {f"{MODULE.upper()}.ipynb": "dee"},
    "eli": {f"{MODULE} (1).ipynb": "old", f"{MODULE} (2).ipynb": "eli"},
    "fay": {f"work/week 1/{NOTEBOOK}": "fay"},
    "gus": {f"{MODULE}/{NOTEBOOK}": "gus", f"{MODULE}/my_notes/monday.txt": "call back", f"{MODULE}/x.ipynb": "x"},
    "hal": {"essay.docx": "hal"},
    "ida": {f"{MODULE}.zip": zipped({f"{MODULE}/{NOTEBOOK}": "ida", f"__MACOSX/._{NOTEBOOK}": "x"})},
    "joe": {f"{MODULE}.zip": b"PK\x03\x04 broken"},
    "kim": {f"{MODULE}.rar": "Rar!"},
    "lee": {NOTEBOOK: "lee", f"{MODULE}-Copy1.ipynb": "a copy", f".ipynb_checkpoints/{MODULE}-checkpoint.ipynb": "old"},
}
ARCHIVES = {
    "moodle": (
        {
            "COURSE-Module 1-4711.zip": zipped(
                {
                    f"{MOODLE}_/{NOTEBOOK}": "11",
                    f"Bo Li_12_assignsubmission_file/{NOTEBOOK}": "12",
                    f"Ama Mensah_13_assignsubmission_file_/{MODULE}.zip": zipped({f"{MODULE}/{NOTEBOOK}": "13"}),
                    "Chi Wu_14_assignsubmission_onlinetext_/onlinetext.html": "see file",
                    f"Chi Wu_14_assignsubmission_file_/{NOTEBOOK}": "14",
                }
            )
        },
        {"11": "11", "12": "12", "13": "13", "14": "14"},
    ),
    "moodle, without folders": (
        {
            "COURSE-Module 1-4711.zip": zipped(
                {
                    f"{MOODLE}_{NOTEBOOK}": "11",
                    f"Bo Li_12_assignsubmission_file_{MODULE} (1).ipynb": "12",
                    f"Deniz Öz_15_assignsubmission_file_{MODULE}.zip": zipped({f"{MODULE}/{NOTEBOOK}": "15"}),
                }
            )
        },
        {"11": "11", "12": "12", "15": "15"},
    ),
    "moodle by name": (
        {
            "all.zip": zipped(
                {
                    f"{MOODLE}_/{NOTEBOOK}": "11",
                    f"Ama Mensah_13_assignsubmission_file_/{NOTEBOOK}": "13",
                    f"Deniz Öz_15_assignsubmission_file_/{NOTEBOOK}": "15",
                }
            )
        },
        {"Ama_Mensah_11": "11", "Ama_Mensah_13": "13", "Deniz_Öz": "15"},
    ),
    "canvas": (
        {
            "submissions.zip": zipped(
                {
                    f"mensahama_21_901_{NOTEBOOK}": "21",
                    f"libo_LATE_22_902_{NOTEBOOK}": "22",
                    f"wuchi_23_903_{MODULE}-2.ipynb": "23",
                    f"ozdeniz_24_904_{NOTEBOOK}": "first",
                    f"ozdeniz_24_905_{MODULE}-1.ipynb": "second",
                    f"ozdeniz_24_906_{MODULE}-10.ipynb": "24",
                    f"ruiz_25_907_{MODULE}-1.zip": zipped({f"{MODULE}/{NOTEBOOK}": "25"}),
                    "kimlee_26_908_essay.pdf": "no notebook",
                }
            )
        },
        {"21": "21", "22": "22", "23": "23", "24": "24", "25": "25"},
    ),
    "zipped": (
        {
            "ama.zip": zipped({f"{MODULE}/{NOTEBOOK}": "ama", f"{MODULE}/data/mine.csv": "a,b"}),
            "bo.zip": zipped({NOTEBOOK: "bo"}),
            "chi.tar.gz": tarred({f"{MODULE}/{NOTEBOOK}": "chi"}),
            "dee.zip": b"broken",
        },
        {"ama": "ama", "bo": "bo", "chi": "chi"},
    ),
    "folders": (
        {"class.zip": zipped({f"{who}/{name}": text for who, files in NEAR.items() for name, text in files.items()})},
        {who: who for who in NEAR if who not in ("hal", "joe", "kim")},
    ),
    "folders, already open": ({f"{who}/{NOTEBOOK}": who for who in ("ama", "bo")}, {"ama": "ama", "bo": "bo"}),
}


def collect(course: Course, platform: str, files: dict[str, str | bytes]) -> str:
    """Put files into the archive folder and collect them, with one line changed in the settings. What was printed."""
    settings, line = course.root / "nbgrader_config.py", 'c.Unpacker.platform = "{}"'
    settings.write_text(settings.read_text().replace(line.format("folders"), line.format(platform)))
    shutil.rmtree(course.root / "submitted")
    for name, content in files.items():
        path = course.root / "downloaded" / MODULE / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = course.nbgrader("zip_collect", MODULE)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def submitted(course: Course) -> dict[str, str]:
    found = course.root.glob(f"submitted/*/{MODULE}/{NOTEBOOK}")
    return {path.parent.parent.name: path.read_text() for path in found}


@pytest.fixture(scope="module")
def near_misses(handed_in, tmp_path_factory) -> tuple[Course, str]:
    course = Course(tmp_path_factory.mktemp("near") / "course", handed_in.state)
    shutil.copytree(handed_in.root, course.root)
    return course, collect(course, "folders", ARCHIVES["folders"][0])


@pytest.mark.parametrize("name", [name for name in ARCHIVES if name != "folders"])
def test_each_platforms_archive_is_collected(course, name):
    files, expected = ARCHIVES[name]
    said = collect(course, name.partition(",")[0], files)
    assert submitted(course) == expected, said[-3000:]
    assert said.count("NOT COLLECTED") == {"canvas": 1, "zipped": 1}.get(name, 0), said


def test_names_that_are_nearly_right_are_taken(near_misses):
    course, said = near_misses
    assert submitted(course) == ARCHIVES["folders"][1], said[-3000:]
    for learner in ("bo", "chi", "dee", "eli"):
        assert f"{learner}: `{list(NEAR[learner])[-1]}` was taken for {NOTEBOOK}." in said
    assert f"eli: `{MODULE} (1).ipynb` was left out" in said and f"lee: `{MODULE}-Copy1.ipynb` was left out" in said


@pytest.mark.parametrize(
    ("learner", "line"),
    [
        ("hal", f"NOT COLLECTED: hal: there is no {NOTEBOOK}, but `essay.docx`. Ask the learner for the notebook."),
        ("joe", f"{MODULE}.zip: the archive is damaged"),
        ("kim", f"{MODULE}.rar: an archive of this kind cannot be opened."),
    ],
)
def test_what_cannot_be_taken_is_one_line_with_its_owner(near_misses, learner, line):
    _, said = near_misses
    found = [one for one in said.splitlines() if "NOT COLLECTED" in one and f"{learner}" in one]
    assert len(found) == 1 and line in found[0]


def test_what_lies_in_a_modules_folder_comes_along(near_misses):
    folder = near_misses[0].root / "submitted" / "gus" / MODULE
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {NOTEBOOK, "my_notes/monday.txt"}


def test_the_wrong_platform_is_told_and_nothing_is_lost(course):
    said = collect(course, "canvas", ARCHIVES["moodle"][0])
    assert "Set c.Unpacker.platform in nbgrader_config.py" in said and submitted(course) == {}
    assert list((course.root / "downloaded" / MODULE / "archive").iterdir())


LIST = "id,first_name,last_name,email\nama,Ama,Mensah,ama@x.example\nbo,Bö,Öz,\n"
SEMICOLONS = LIST.replace(",", ";")
SAVED = {
    "UTF-8": LIST.encode(),
    "with a mark": LIST.encode("utf-8-sig"),
    "semicolons": SEMICOLONS.encode("utf-8-sig"),
    "UTF-16": SEMICOLONS.replace(";", "\t").encode("utf-16"),
    "Latin-1": SEMICOLONS.encode("latin-1"),
    "line ends": LIST.replace("\n", "\r\n").encode("utf-8-sig"),
    "sep": ("sep=;\n" + SEMICOLONS).encode("utf-8-sig"),
    "blank rows": (SEMICOLONS.replace("id;first_name", "ID;First name") + ";;;\n\n").encode("cp1252"),
}


@pytest.mark.parametrize("saved", SAVED)
def test_a_list_of_learners_is_read_as_it_was_saved(saved):
    from exercises_lib.grading.student_list import plain

    assert plain(SAVED[saved]).splitlines() == LIST.splitlines()


def test_the_stock_command_imports_such_a_list(course):
    path = course.root / "learners.csv"
    path.write_bytes(SAVED["semicolons"])
    course.must("db", "student", "import", "learners.csv")
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        assert gradebook.find_student("bo").last_name == "Öz"
    for raw, line in (
        (b"name;email\nAma;x\n", "the list has no column `id`. Its columns are: `name`, `email`."),
        (b"id;email\n;x\n", "row 2 has no id."),
    ):
        path.write_bytes(raw)
        done = course.nbgrader("db", "student", "import", "learners.csv")
        assert done.returncode == 1 and line in done.stderr and "Traceback" not in done.stderr


def test_the_guide_names_every_platform():
    from exercises_lib.grading.collect import PLATFORMS

    guide = (Path(__file__).parents[2] / "course" / "trainer_guide.md").read_text()
    assert all(f'"{name}"' in guide for name in PLATFORMS)
