"""The modules of the real course, each a subject of proofs."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from exercises_lib import course_folder
from exercises_lib.authoring import proofs
from exercises_lib.authoring.key_run import in_forks_on
from exercises_lib.checks.record import Record
from exercises_lib.grading import keys

ROOT = Path(__file__).parents[2]
MODULES = [module.id for module in course_folder.syllabus(ROOT)]


@cache
def subject(module: str) -> proofs.Subject:
    """With few seeds for small wrong solutions, which take long: `bpo check` tries 50."""
    return proofs.Subject(ROOT, module, proofs.MUTANT_SEEDS[:3])


@cache
def practice_records(module: str) -> dict[str, Record]:
    """The key records on the practice sample; without small wrong solutions, which take longest, if none are kept."""
    path = subject(module).path
    if (keys.cache_folder(path) / keys.KEPT).exists():
        return keys.cached(path)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "run"
        keys.draw_beside(path, folder, None)
        return keys.run(path, [(folder, 0)], False, in_forks_on)[0]


def lend_keys(module: str, state: Path) -> None:
    """Give a trainer's data folder the keys on the practice sample, which the proofs need as well and make once."""
    subject(module).records(None)
    made = keys.cache_folder(subject(module).path)
    shutil.copytree(made, state / "bpo-course" / "keys" / module / made.name)
