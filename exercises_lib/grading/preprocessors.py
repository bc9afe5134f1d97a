"""Where nbgrader meets us: what nbgrader_config.py names, and nothing else.

SubmissionExporter   reads what was handed in (nbgrader's own reader refuses sound notebooks of other programs)
RestoreCells         gives it the module's shape, before nbgrader looks at it
GradeSubmission      in place of nbgrader's Execute: runs it apart from us and decides its marks
MakeAnswerCard       when a release is generated: the card that lets `check` work offline
"""

from __future__ import annotations

import json
import shutil
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_locked
from traitlets import Float, Int
from traitlets.config import Application

from exercises_lib.course_folder import read_solution
from exercises_lib.faults import KeyFault
from exercises_lib.grading import folder, hidden, keys, result_file
from exercises_lib.grading.bounds import Bounds
from exercises_lib.grading.grade import Result, flags, grade_notebook
from exercises_lib.grading.lock import only_grader
from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.starter import starter
from exercises_lib.grading.restore import as_released, released_cells, restore
from exercises_lib.grading.submission import parse, read
from exercises_lib.learner import answer_card, data_files, lesson, pass_rule

MAX_BYTES = 2_000_000_000  # of the files of a module


class SubmissionExporter(NotebookExporter):
    """nbgrader's notebook reader and writer, with clear words for what cannot be read."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        assert resources, "nbgrader says whose notebook it is"
        path, course = Path(filename), CourseDirectory(parent=self)
        found = resources["nbgrader"]
        if path.parent != Path(course.format_path(course.submitted_directory, found["student"], found["assignment"])):
            return super().from_filename(filename, resources=resources, **options)  # our own, from the first step
        notebook = parse(read(path))
        # what nbconvert's own reader adds, for the preprocessors to find
        metadata = {"name": path.stem, "path": str(path.parent)}
        made: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(
            notebook, resources={**resources, "metadata": metadata}, **options
        )
        return made


class _WithSource(NbGraderPreprocessor):
    """A preprocessor that knows the module's solution notebook."""

    def source(self, resources: ResourcesDict) -> tuple[Path, Path]:
        """The course's root and the solution notebook's path."""
        course = CourseDirectory(parent=self)
        folder = course.format_path(course.source_directory, ".", resources["nbgrader"]["assignment"])
        return Path(course.root), Path(folder) / f"{resources['nbgrader']['notebook']}.ipynb"

    def submitted(self, resources: ResourcesDict) -> Path:
        """The folder that was handed in. Not nbgrader's copy of it in autograded/, where links have become files."""
        course, found = CourseDirectory(parent=self), resources["nbgrader"]
        return Path(course.format_path(course.submitted_directory, found["student"], found["assignment"]))


class RestoreCells(_WithSource):
    """Put back what is missing in a submission, and take nothing in its metadata on trust."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        _, path = self.source(resources)
        found = resources["nbgrader"]
        source = read_solution(path)
        with Bounds():
            notes = restore(nb, source)
        for note in notes:
            self.log.warning("%s: %s", found["student"], note)
        with Gradebook(found["db_url"]) as gradebook:
            as_released(nb, released_cells(gradebook.find_notebook(found["notebook"], found["assignment"])))
        return nb, resources


class GradeSubmission(_WithSource):
    """Runs a submission in a learner process and writes each check cell's outputs: feedback and points."""

    cell_seconds = Float(Limits.cell_seconds, help="Seconds for one cell.").tag(config=True)
    notebook_seconds = Float(Limits.notebook_seconds, help="Seconds for all cells of a notebook.").tag(config=True)
    grace_seconds = Float(Limits.grace_seconds, help="Seconds it has to stop by itself.").tag(config=True)
    memory_bytes = Int(Limits.memory_bytes, help="Bytes of memory, besides Python.").tag(config=True)
    file_bytes = Int(Limits.file_bytes, help="Bytes of one file, or of all handed in.").tag(config=True)
    disk_bytes = Int(Limits.disk_bytes, help="Bytes of all files it writes.").tag(config=True)
    processes = Int(Limits.processes, help="Processes at a time.").tag(config=True)
    open_files = Int(Limits.open_files, help="Open files at a time.").tag(config=True)
    output_bytes = Int(Limits.output_bytes, help="Bytes of output kept of a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        root, path = self.source(resources)
        if why := sandbox.why_missing():
            self.log.warning("Less protection than usual: %s", why)
        try:
            module_keys = _keys(root, path)
        except KeyFault as fault:
            self.log.error("NOT GRADED: this module's key does not work, so nobody's marks were changed. %s", fault)
            raise
        start = starter(self.limits, hidden.of_course(CourseDirectory(parent=self)))
        files = start.folder()
        try:
            with grading_lock(root):
                beside = folder.look(self.submitted(resources), module_keys.file_names, self.limits.file_bytes)
                folder.copy(beside.for_running, files)
                shutil.copytree(module_keys.files, files, dirs_exist_ok=True, copy_function=shutil.copyfile)
                with NotebookRun(lambda: start.start(files), self.limits, module_keys.file_names) as notebook_run:
                    results = grade_notebook(nb, module_keys, notebook_run)
                self._keep(root, resources["nbgrader"], results)
        finally:
            shutil.rmtree(files, ignore_errors=True)
        for flag in flags(results):
            self.log.warning("%s: %s", resources["nbgrader"]["student"], flag)
        return nb, resources

    def _keep(self, root: Path, found: dict[str, Any], results: list[Result]) -> None:
        try:
            result_file.append(_result_file(root, found["assignment"]), found["student"], results)
        except OSError as fault:
            self.log.warning("%s: no lines in results/, so `bpo report` knows points only: %s", found["student"], fault)

    @property
    def limits(self) -> Limits:
        return Limits(**{name: getattr(self, name) for name in Limits.__dataclass_fields__})


_held = ExitStack()  # what a command keeps until it ends


def hold_grading_lock(root: Path) -> None:
    """Hold the course folder's grading lock until this process ends, for it and for its forks. Raises AnotherGrader."""
    if root not in _locked:
        _held.enter_context(only_grader(root))
        _locked.add(root)


def grading_lock(root: Path) -> AbstractContextManager[None]:
    """The course folder's grading lock: for a whole `nbgrader autograde`, but in a server for one submission only.

    Raises AnotherGrader.
    """
    if isinstance(Application._instance, NbGrader):
        hold_grading_lock(root)
    return nullcontext() if root in _locked else only_grader(root)


_result_file = cache(result_file.new)  # one for all that this process grades
_locked: set[Path] = set()
_loaded: dict[tuple[Path, Path], tuple[int, keys.Keys | KeyFault]] = {}


def _keys(root: Path, path: Path) -> keys.Keys:
    """The module's keys, loaded once per run: a command that grades a thousand submissions reads them once."""
    stamp = path.stat().st_mtime_ns
    if (root, path) not in _loaded or _loaded[root, path][0] != stamp:
        try:
            _loaded[root, path] = stamp, keys.load(root, path)
        except KeyFault as fault:
            _loaded[root, path] = stamp, fault
    found = _loaded[root, path][1]
    if isinstance(found, KeyFault):
        raise found
    return found


class MakeAnswerCard(_WithSource):
    """Make the answer card and put it into the release, beside the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        root, path = self.source(resources)
        records = keys.of_assignment(root, path.parent)  # one card for all its notebooks
        if records:
            cells = [cell for other in sorted(path.parent.glob("*.ipynb")) for cell in read_solution(other).cells]
            given = [keys.Keys.released_source(cell) for cell in cells if cell.cell_type == "code" and is_locked(cell)]
            files = data_files.digests(folder.look(path.parent, (), MAX_BYTES).files)
            rule = nb.metadata.get(pass_rule.PLACE)
            card = answer_card.make(path.parent.name, records, map(lesson.digest, given), files, rule)
            resources.setdefault("outputs", {})[answer_card.FILE_NAME] = json.dumps(card, indent=1).encode()
        self.log.info("Answer card: %s exercises", len(records))
        return nb, resources
