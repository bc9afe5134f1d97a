"""In class: a check puts back what the module's own cells made, and says which files are not as they came."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from batch.conftest import handed_in  # noqa: F401  (a fixture)
from course_for_tests.handing_in import MODULE, cell_of

from exercises_lib.grading.process.shell import make_shell
from exercises_lib.learner import data_files, lesson

OUTPUTS: list[dict] = []


class Class:
    """A released module, opened by a learner."""

    def __init__(self, folder):
        self.folder = folder
        self.notebook = nbformat.read(folder / f"{MODULE}.ipynb", 4)
        self.shell = make_shell(OUTPUTS.append)
        lesson._lessons[id(self.shell)] = lesson.Lesson(self.shell)

    def run(self, source: str) -> str:
        """Run a cell as JupyterLab does; the text that it shows."""
        OUTPUTS.clear()
        self.shell.take_over()
        self.shell.run(source)
        return "\n".join(o.get("text") or o.get("evalue") or o["data"]["text/plain"] for o in OUTPUTS)

    def given(self):
        for cell in self.notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("locked") and "check(" not in cell.source:
                self.run(cell.source)

    def check(self, name: str) -> str:
        return self.run(cell_of(self.notebook, name).source)


@pytest.fixture
def in_class(handed_in, tmp_path, monkeypatch) -> Class:  # noqa: F811
    shutil.copytree(handed_in.root / "release" / MODULE, tmp_path / MODULE)
    monkeypatch.chdir(tmp_path / MODULE)
    learner = Class(tmp_path / MODULE)
    learner.given()
    yield learner
    lesson._lessons.clear()


CSAT = "csat = (survey['csat'].dropna() >= 4).mean()\n"


@pytest.mark.parametrize(
    ("slip", "named"),
    [
        ("pd = pd.DataFrame()", "`pd`"),
        ("del survey", "`survey`"),
        ("survey = survey.head()", "`survey`"),
        ("survey['csat'] = 0", "`survey`"),
        ("plt.title = 'Scores'", "`plt`"),
        ("check = None", "`check`"),
        ("%cd -q /", "the working folder"),
        ("import os; os.chdir('data')", "the working folder"),
    ],
)
def test_what_given_cells_made_is_put_back_and_the_learner_reads_so(in_class, slip, named):
    in_class.run(CSAT + slip)
    said = in_class.check("csat")
    assert "Right · csat" in said and f"It was put back: {named}." in said
    assert "put back" not in in_class.check("csat")
    in_class.run("nps = pd.read_csv('data/surveys.csv').drop_duplicates().equals(survey)")
    assert in_class.shell.user_ns["nps"]


def test_what_is_the_learners_own_stays(in_class):
    in_class.run(CSAT + "survey['happy'] = survey['csat'] >= 4\nmine = survey.dropna()")
    assert "put back" not in in_class.check("csat")
    assert in_class.run("survey['happy'].sum() > 0, len(mine) < len(survey)") == "(True, True)"


def test_a_given_cell_that_runs_again_finds_what_it_needs(in_class):
    in_class.run("pd = 5")
    assert in_class.run(next(c.source for c in in_class.notebook.cells if "scores =" in c.source)) == ""
    in_class.run(CSAT)
    assert "It was put back: `pd`." in in_class.check("csat")


SPREADSHEETS = {
    "line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "semicolons": lambda raw: raw.replace(b",", b";"),
    "rows deleted": lambda raw: b"\n".join(raw.split(b"\n")[:50]),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
}


@pytest.mark.parametrize("kind", SPREADSHEETS)
def test_check_names_a_data_file_that_a_spreadsheet_saved(in_class, kind):
    path = in_class.folder / "data" / "surveys.csv"
    in_class.run("csat = 0.123")
    assert "Look at your files" not in in_class.check("csat")
    path.write_bytes(SPREADSHEETS[kind](path.read_bytes()))
    said = in_class.check("csat")
    assert "`data/surveys.csv` changed or went missing" in said and "bpo lab" in said
    in_class.run(CSAT)
    assert "Look at your files" not in in_class.check("csat")


def test_a_file_that_is_gone_is_named(in_class):
    (in_class.folder / "data" / "agents.csv").unlink()
    in_class.run("csat = 0.123")
    assert "`data/agents.csv`" in in_class.check("csat")


def test_files_are_read_once(in_class, monkeypatch):
    in_class.run("csat = 0.123")
    in_class.check("csat")
    monkeypatch.setattr(data_files, "digest", lambda content: pytest.fail("read again"))
    assert "Look at your files" not in in_class.check("csat")


def test_a_card_of_an_older_release_has_neither(in_class):
    path = in_class.folder / "answer_card.json"
    card = json.loads(path.read_text())
    path.write_text(json.dumps({part: card[part] for part in card if part not in ("given", "files")}))
    in_class.run("csat = 0.123")
    assert "Not yet" in in_class.check("csat")
