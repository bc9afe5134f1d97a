"""`bpo doctor`: what this machine offers for grading, what is missing, and how to get it. Tries; assumes nothing."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises_lib import environment

GOOD, LESS, BAD = "good", "less", "bad"  # fine; works with less speed or protection; grading does not work

PACKAGES = ("nbgrader", "jupyterlab", "pandas", "matplotlib", "bpo-course")


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    what: str
    state: str
    found: str
    advice: str = ""


def examine(course_root: Path) -> Iterator[Finding]:
    """Look at this machine and, if there is one, at the course folder. Yields as it goes: some parts take a second."""
    yield _python()
    yield _machine()
    yield _disk(course_root)
    yield from (packages := list(_packages()))
    if any(package.state == BAD for package in packages):
        return  # what follows is about grading, which needs all of them
    yield from _storage()
    yield from _protection()
    yield _secret_seed()
    yield _learner_process()
    yield from _each_protection(course_root)
    yield _gradebook(course_root)


def _python() -> Finding:
    return Finding("Python", GOOD, f"{'.'.join(map(str, sys.version_info[:3]))} on {sys.platform}")


def _packages() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, GOOD, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, BAD, "not installed", "run `make setup`, or `scripts/setup.sh trainer`")


def _machine() -> Finding:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = _memory()
    found = f"{cores} cores" + (f", {memory / 1e9:.1f} GB memory free" if memory else "")
    if memory and memory < 2e9 * cores:
        advice = f"with 2 GB for each submission, use `bpo grade --workers {max(1, int(memory // 2e9))}`"
        return Finding("cores and memory", LESS, found, advice)
    return Finding("cores and memory", GOOD, found)


def _memory() -> int:
    """Free bytes; 0 where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))


def _disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    if free < 1e9:
        advice = "each graded submission takes a few MB: free some space"
        return Finding("disk", LESS, f"{free / 1e6:.0f} MB free", advice)
    return Finding("disk", GOOD, f"{free / 1e9:.0f} GB free in {root}")


def _storage() -> Iterator[Finding]:
    from exercises_lib.faults import CourseFault
    from exercises_lib.grading import seed, storage

    for what, look in (("secret seed and keys", seed.private_folder), ("temporary files", storage.temporary)):
        try:
            yield Finding(what, GOOD, f"in {look()}")
        except CourseFault as fault:
            yield Finding(what, BAD, str(fault), "grading does not work until this does")


def _protection() -> Iterator[Finding]:
    from exercises_lib.grading.process import confinement, sandbox

    why = sandbox.why_missing()
    yield Finding("sandbox (bubblewrap)", LESS if why else GOOD, why or "works")
    why = confinement.why_no_landlock()
    yield Finding("Landlock", LESS if why else GOOD, why or f"version {confinement.landlock_version()}")


def _secret_seed() -> Finding:
    from exercises_lib.grading import seed

    if why := seed.warning():
        return Finding("secret seed", LESS, "BPO_SECRET_SEED can be guessed", why)
    kept = environment.SECRET_SEED in os.environ
    return Finding("secret seed", GOOD, "from BPO_SECRET_SEED" if kept else "a random one, kept for each course folder")


def _learner_process() -> Finding:
    """Start a learner process and let it work: the one test that counts."""
    from exercises_lib.grading.process.channel import StartFault
    from exercises_lib.grading.process.limits import Limits
    from exercises_lib.grading.process.sandbox import SandboxMissing
    from exercises_lib.grading.process.starter import starter

    try:
        start = starter(Limits())
        process = start.start(start.folder())
        ran = process.run("import pandas\nanswer = pandas.Series([40, 2]).sum()", 20)
        answer = process.value("answer", 5)
        process.kill()
    except (StartFault, SandboxMissing) as fault:
        return Finding("a submission's process", BAD, str(fault), "grading does not work until this does")
    if ran.state != "ok" or answer.get("value") != "42":
        return Finding("a submission's process", BAD, f"gave {answer}", "grading does not work until this does")
    return Finding("a submission's process", GOOD, f"starts and answers ({type(start).__name__.lower()} start)")


def _each_protection(root: Path) -> Iterator[Finding]:
    """A learner process attempts what it must not be able to do."""
    from exercises_lib.grading import hidden
    from exercises_lib.grading.cohort.command import settings
    from exercises_lib.grading.process.channel import StartFault
    from exercises_lib.grading.process.limits import Limits
    from exercises_lib.grading.process.sandbox import SandboxMissing
    from exercises_lib.grading.process.starter import starter
    from exercises_lib.grading.process.trial import trials

    limits, secret = Limits(), tuple[str, ...]()
    if (root / "nbgrader_config.py").exists():
        course, limits = settings(root)
        secret = hidden.of_course(course)
    try:
        for trial in trials(starter(limits, secret), limits, secret):
            what, advice = f"protected: {trial.protects}", "grade only submissions of people you trust on this machine"
            if trial.got:
                yield Finding(what, LESS, f"a submission gets at {trial.got}", advice)
            else:
                yield Finding(what, GOOD, "tried and refused")
    except (StartFault, SandboxMissing):
        return  # said above


def _gradebook(root: Path) -> Finding:
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    from exercises_lib.grading.cohort.command import settings

    if not (root / "nbgrader_config.py").exists():
        return Finding("gradebook", LESS, f"{root} is no course folder", "use --course FOLDER to examine one")
    try:
        course, _ = settings(root)
        url = course.db_url
        if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
            return Finding("gradebook", GOOD, "none yet; nbgrader makes it with the first release")
        with Gradebook(url, course.course_id) as gradebook:
            return Finding("gradebook", GOOD, f"{gradebook.db.bind.dialect.name}, {len(gradebook.students)} learners")
    except (SQLAlchemyError, ImportError) as fault:
        advice = "check c.CourseDirectory.db_url in nbgrader_config.py"
        return Finding("gradebook", BAD, str(fault).splitlines()[0], advice)
