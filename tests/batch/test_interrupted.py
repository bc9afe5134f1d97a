"""A run that is killed is carried on by running it again, and nobody's marks suffer."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE

from batch.conftest import LEARNERS, begin, bpo_grade, kill_when

STAGES = {  # each is reached when there is one more of these, with something in it
    "before anything is graded": ".grading.lock",
    "while a graded notebook is written": f"autograded/*/.{MODULE}.part",
    "after the first line of results": "results/*.jsonl",
    "after the first submissions are finished": f"autograded/*/{MODULE}",
}


def there(course: Course, pattern: str) -> set[Path]:
    found = set()
    for path in course.root.glob(pattern):
        with contextlib.suppress(FileNotFoundError):  # moved meanwhile
            found |= {path} if path.stat().st_size else set()
    return found


def one_more(course: Course, pattern: str) -> Callable[[], bool]:
    """Whether there is one more than now."""
    before = there(course, pattern)
    return lambda: bool(there(course, pattern) - before)


BPO_GRADE = [sys.executable, "-m", "exercises_lib.cli", "grade", MODULE, "--workers", "1"]
FULL_DISK = 'mount -t tmpfs -o size=100k tmpfs autograded && exec "$@"'


def on_a_full_disk(course: Course) -> subprocess.CompletedProcess:
    """`bpo grade` where graded notebooks fill the disk: one that nothing but this run sees."""
    (course.root / "autograded").mkdir()
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", FULL_DISK, "sh", *BPO_GRADE]
    return subprocess.run(
        command, cwd=course.root, env=course.environment(), capture_output=True, text=True, timeout=300
    )


def test_stopped_and_run_again(course, clean_marks):
    """By a full disk, with Ctrl-C, and killed in each stage, one run after the other: the last finds what all left."""
    full = on_a_full_disk(course)
    assert full.returncode == 1
    assert "No space left on device" in full.stderr
    assert "run the same command again to go on" in full.stderr

    reached = one_more(course, "results/*.jsonl")
    process = begin(course)
    while not reached() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert "run the same command again to go on" in process.finish()

    (course.root / ".grading.lock").unlink()  # the next run's is to be seen
    for pattern in STAGES.values():
        kill_when(course, one_more(course, pattern))
    assert len(list(course.root.glob(f"autograded/*/{MODULE}"))) < len(LEARNERS)
    again = bpo_grade(course)
    assert again.returncode == 0, again.stderr
    assert course.marks() == clean_marks
    assert sorted(path.parent.name for path in course.root.glob(f"autograded/*/{MODULE}")) == LEARNERS
    assert not list(course.root.glob("autograded/*/.*.part"))


def test_a_killed_worker_costs_nobody_a_mark(course, clean_marks):
    process = begin(course)
    while not there(course, "results/*.jsonl") and process.poll() is None:
        time.sleep(0.01)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    said = process.finish()
    assert process.returncode == 0, said
    assert course.marks() == clean_marks


def workers(process: int) -> list[int]:
    """The coordinator's workers: forks of it, and those that took the place of one that was killed."""
    mine = command_line(process)
    lines = {child: command_line(child) for child in children(process)}
    return [child for child, line in lines.items() if line == mine or "spawn_main" in line]


def command_line(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def children(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(stat.parent.name))
    return found
