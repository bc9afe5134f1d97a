"""The course folders that are graded: the same submissions for each way of grading."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat

from exercises_lib import course_folder
from exercises_lib.authoring import course, variants
from exercises_lib.authoring.nbgrader_command import nbgrader
from exercises_lib.cells import check_cells
from exercises_lib.contact_centre import PRACTICE_SEED, write

REPOSITORY = Path(__file__).parents[1]
SMALL = "small"


def ours(root: Path, module: str, learners: int) -> Path:
    """A course folder with our settings, the module released, and so many solved submissions."""
    root.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    _source(root, module)
    nbgrader(root, "generate_assignment", module)
    release = nbformat.read(root / "release" / module / f"{module}.ipynb", 4)
    source = nbformat.read(course_folder.source_path(root, module), 4)
    hand_in(root, module, nbformat.writes(variants.solved(release, source)), learners)
    return root


def stock(root: Path, module: str, learners: int) -> Path:
    """The same with nbgrader's own settings: no settings file of ours, plain asserts in place of our checks."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n')
    _source(root, module)
    path = course_folder.source_path(root, module)
    source = nbformat.read(path, 4)
    for cell, name in check_cells(source):
        cell.source = f"assert {name} is not None"
    for cell in source.cells:
        cell.source = re.sub(r"(?m)^(from exercises_lib import .*|progress\(\))$", "", cell.source)
    nbformat.write(source, path)
    nbgrader(root, "generate_assignment", module)
    release = nbformat.read(root / "release" / module / f"{module}.ipynb", 4)
    hand_in(root, module, nbformat.writes(variants.solved(release, source)), learners)
    return root


def _source(root: Path, module: str) -> None:
    if module != SMALL:
        shutil.copytree(course_folder.source_path(REPOSITORY, module).parent, root / "source" / module)
        return
    shutil.copytree(Path(__file__).parent / "course" / "course", root / "course")
    course.build(root, module)
    data = course_folder.source_path(root, module).parent / "data"
    write(PRACTICE_SEED, data, course_folder.syllabus(root)[0].tables)


def hand_in(root: Path, module: str, content: str, learners: int) -> None:
    for number in range(learners):
        path = root / "submitted" / f"learner_{number:05}" / module / f"{module}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(content)


def forget_marks(root: Path) -> None:
    """Make a course folder ready to be graded again from the beginning."""
    for path in (root / "autograded").glob("*"):
        shutil.rmtree(path)
