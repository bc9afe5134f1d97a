"""A worker of a Dask cluster that is not ours: it joins, and sends forged results."""

import os
import shutil
import sys
from pathlib import Path

from batch.conftest import LEARNERS, bpo_grade
from batch.test_many_machines import free_port, running, wait_for_worker

ROGUE = Path(__file__).with_name("rogue.py")
FORGED = [f"forged_{number:02}" for number in range(10)]  # whose results rogue.py forges


def test_no_forged_result_becomes_a_mark(course, clean_marks, tmp_path):
    for learner in FORGED:
        shutil.copytree(course.root / "submitted" / LEARNERS[0], course.root / "submitted" / learner)
    for learner in LEARNERS[2:]:
        shutil.rmtree(course.root / "submitted" / learner)
    honest = LEARNERS[:2]
    port, was_here = free_port(), tmp_path / "the rogue was here"
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    environment = os.environ | {"ROGUE_WAS_HERE": f"'{was_here}'"}
    with (
        running([*dask, "--no-dashboard"], cwd=tmp_path),
        running([*worker, "--no-nanny", "--preload", str(ROGUE)], cwd=tmp_path, env=environment),
    ):
        wait_for_worker(address)
        done = bpo_grade(course, "--scheduler", address)
    said = " ".join((done.stdout + done.stderr).split())
    for learner in [*FORGED, *honest]:
        assert (f"not graded: {learner}: its worker " in said) != (learner in honest), done.stdout + done.stderr
    assert "its worker sent 891 of" in said and "its worker sent the result of somebody else" in said
    marks = course.marks()
    assert {learner: marks[learner] for learner in honest} == {learner: clean_marks[learner] for learner in honest}
    assert not [mark for learner in FORGED for mark in marks.get(learner, {}).values() if mark is not None]
    assert not was_here.exists()
