"""The modules of the real course, each a subject of proofs."""

from functools import cache
from pathlib import Path

from exercises_lib import course_folder
from exercises_lib.authoring import proofs

ROOT = Path(__file__).parents[2]
MODULES = [module.id for module in course_folder.syllabus(ROOT)]


@cache
def subject(module: str) -> proofs.Subject:
    """With few seeds for small wrong solutions, which take long: `bpo check` tries 50."""
    return proofs.Subject(ROOT, module, proofs.MUTANT_SEEDS[:3])
