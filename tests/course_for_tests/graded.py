"""A course folder of its own for the tests, graded with the stock nbgrader commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

import nbformat
from bs4 import BeautifulSoup
from course_for_tests import terminal
from course_for_tests.handing_in import MODULE, Handout, put
from course_for_tests.terminal import SECRET_SEED
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

from exercises_lib import course_folder
from exercises_lib.authoring import course
from exercises_lib.contact_centre import PRACTICE_SEED
from exercises_lib.contact_centre import write as write_data
from exercises_lib.grading import keys

HERE = Path(__file__).parent
SETTINGS = Path(__file__).parents[2] / "nbgrader_config.py"
RELEASED = "gradebook-released.db"  # the gradebook as it was before anybody handed in
QUICK_CARD = """
import sys

from exercises_lib.learner import answer_card

if "generate_assignment" in sys.argv:
    answer_card.MOST_WORK = answer_card.LEAST_WORK  # nobody guesses with this card: its digests may be quick
"""
SMALL_LIMITS = f"""{QUICK_CARD}
c.GradeSubmission.cell_seconds = 5
c.GradeSubmission.grace_seconds = 1
c.GradeSubmission.notebook_seconds = 60
c.GradeSubmission.memory_bytes = 300_000_000
c.GradeSubmission.processes = 20
"""


@dataclass
class Course:
    """A course folder; `state` stands in for the trainer's own data folder."""

    root: Path
    state: Path

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a stock nbgrader command in the course folder, in a process that is loaded already."""
        return terminal.run("nbgrader", [*arguments], self.root, self.environment())

    def cold(self, *arguments: str) -> subprocess.CompletedProcess:
        """The same in a Python of its own, whose command line and variables the system shows as a trainer's."""
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def must(self, *arguments: str) -> None:
        """Run a stock nbgrader command that has to go well."""
        done = self.nbgrader(*arguments)
        assert done.returncode == 0, f"nbgrader {' '.join(arguments)}:\n{done.stderr[-3000:]}"

    def environment(self) -> dict[str, str]:
        """Of a trainer's terminal."""
        commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        ours = {"BPO_SECRET_SEED": SECRET_SEED, "XDG_DATA_HOME": str(self.state), "PATH": commands}
        return os.environ | ours

    def source(self, module: str = MODULE) -> Path:
        return course_folder.source_path(self.root, module)

    def handout(self, module: str = MODULE) -> Handout:
        return Handout(self.root, module, self.state)

    def keys(self, module: str = MODULE) -> keys.BothSamples:
        """What a module's marks follow from, as grading keeps it in `state`: this course's and no other's."""
        with patch.dict(os.environ, self.environment()):
            return keys.both_samples(self.root, self.source(module))[0]

    def hand_in(self, submissions: dict[str, Callable], handout: Handout) -> None:
        for learner, make in submissions.items():
            put(self.root / "submitted" / learner / handout.module, handout.module, make(handout))

    def marks(self, module: str = MODULE) -> dict[str, dict[str, float | None]]:
        """For each learner in the gradebook the points of each exercise."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            return {
                submission.student.id: {
                    grade.name: grade.auto_score for book in submission.notebooks for grade in book.grades
                }
                for submission in gradebook.assignment_submissions(module)
            }


def new_course(root: Path, state: Path) -> Course:
    """A course folder with the small module, ready for `nbgrader generate_assignment`."""
    shutil.copytree(HERE / "course", root / "course")
    (root / "nbgrader_config.py").write_text(SETTINGS.read_text() + SMALL_LIMITS)
    course.build(root, MODULE)
    tables = course_folder.syllabus(root)[0].tables
    write_data(PRACTICE_SEED, course_folder.source_path(root, MODULE).parent / "data", tables)
    return Course(root, state)


@dataclass
class Graded:
    """What came out of grading."""

    course: Course
    module: str
    exit_code: int
    said: str  # what `nbgrader autograde` printed
    all_marks: dict[str, dict[str, float | None]]
    again: dict[str, dict[str, float | None]] = field(default_factory=dict)  # after a second grading

    def marks(self, learner: str) -> dict[str, float | None]:
        """The points of each exercise. Fails for a submission that was not graded."""
        assert self.notebook_path(learner).exists(), self.about(learner)
        return self.all_marks[learner]

    def about(self, learner: str) -> str:
        """What was printed about a learner."""
        return "\n".join(line for line in self.said.splitlines() if learner in line)

    def refusal(self, learner: str) -> str:
        """The one line that says why a submission was not graded, without its beginning."""
        assert not self.notebook_path(learner).exists(), f"{learner} was graded"
        start = f"NOT GRADED: {learner}, {self.module}.ipynb: "
        found = [line for line in self.said.splitlines() if start in line]
        assert len(found) == 1, f"{len(found)} lines about {learner}:\n{self.about(learner)}"
        return found[0].split(start)[1]

    def notebook_path(self, learner: str) -> Path:
        return self.course.root / "autograded" / learner / self.module / f"{self.module}.ipynb"

    def notebook(self, learner: str):
        return nbformat.read(self.notebook_path(learner), 4)

    def printed(self, learner: str) -> str:
        """All text that a learner's own cells showed."""
        return "\n".join(
            output.get("text") or "\n".join(output.get("traceback", [])) or output["data"].get("text/plain", "")
            for cell in self.notebook(learner).cells
            if cell.cell_type == "code"
            for output in cell.outputs
        )

    @cache  # noqa: B019  (one object for the whole test run)
    def page(self, learner: str) -> str:
        """The feedback page that a learner gets."""
        folder = self.course.root / "feedback" / learner / self.module
        return (folder / f"{self.module}.html").read_text()

    @cache  # noqa: B019
    def trainers_page(self, learner: str) -> str:
        """A submission as the formgrader shows it, made as nbgrader's formgrader makes it."""
        config = PyFileConfigLoader("nbgrader_config.py", path=str(self.course.root)).load_config()
        config.HTMLExporter.template_name = "formgrade"
        config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        names = ("assignment_id", "notebook_id", "student", "last_name", "first_name", "notebook_path")
        about = dict.fromkeys(names, "x") | {"submission_id": "1", "index": 0, "total": 1, "base_url": "/"}
        return HTMLExporter(config=config).from_filename(str(self.notebook_path(learner)), resources=about)[0]

    def message(self, learner: str, exercise: str) -> str:
        """What a learner reads about an exercise on the feedback page, without the heading."""
        for heading, message in self._boxes(learner):
            if f"· {exercise} ·" in heading:
                return message
        raise AssertionError(f"{learner}'s page says nothing about {exercise}")

    @cache  # noqa: B019
    def _boxes(self, learner: str) -> list[tuple[str, str]]:
        """The heading and the paragraphs of each box on a learner's feedback page."""
        found = BeautifulSoup(self.page(learner), "html.parser").find_all("strong")
        return [(box.text, " ".join(p.text for p in box.parent.find_all("p"))) for box in found]

    __hash__ = object.__hash__


def grade(
    the_course: Course,
    submissions: dict[str, Callable],
    module: str = MODULE,
    feedback: bool = True,
    cold: bool = False,
) -> Graded:
    """Release a module, hand in, autograde, and write feedback.

    `cold`: in a command of its own, for what is handed in may look for the key in there.
    """
    the_course.must("generate_assignment", module)
    shutil.copy(the_course.root / "gradebook.db", the_course.root / RELEASED)
    the_course.hand_in(submissions, the_course.handout(module))
    done = (the_course.cold if cold else the_course.nbgrader)("autograde", module)
    (the_course.root / "autograde.log").write_text(done.stderr)
    graded = Graded(the_course, module, done.returncode, done.stderr, the_course.marks(module))
    if feedback:
        the_course.must("generate_feedback", module)
    return graded
