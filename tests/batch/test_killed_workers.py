"""A worker that is killed, or never replies, costs the submission that it has in hand, and no other."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from types import SimpleNamespace

import pytest
from course_for_tests.handing_in import MODULE, Handout, put

from batch.conftest import LEARNERS, begin
from batch.test_interrupted import workers
from exercises_lib.grading.cohort import worker
from exercises_lib.grading.submission import SubmissionFault

VICTIM = "learner_00_victim"  # the second in the order of names
IN_HAND = "sleep 4.321"


def test_the_submission_in_hand_is_not_graded_and_all_others_are(course, clean_marks, running):
    slow = Handout(course.root).solved_with("import subprocess\nsubprocess.run(['sleep', '4.321'])")
    put(course.root / "submitted" / VICTIM / MODULE, MODULE, slow)
    process = begin(course)
    killed = 0
    while process.poll() is None:
        if running(IN_HAND):
            for number in workers(process.pid):
                os.kill(number, signal.SIGKILL)
                killed += 1
            while running(IN_HAND):
                time.sleep(0.1)
        time.sleep(0.5)  # to look takes processor time, too
    said = " ".join(process.finish().split())
    assert killed == 3
    assert f"not graded: {VICTIM}: the process that graded it was killed 3 times" in said
    marks = course.marks()
    assert {learner: marks[learner] for learner in LEARNERS} == clean_marks
    assert not [mark for mark in marks.get(VICTIM, {}).values() if mark is not None]


def test_a_worker_that_never_replies_is_stopped(monkeypatch):
    monkeypatch.setattr(worker, "MARGIN", 0)
    line, its = Pipe()
    with its:
        sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
        process = subprocess.Popen(sleeps, pass_fds=[its.fileno()])
    stuck = worker.Worker(line, process)
    stuck.prepare(SimpleNamespace(limits=SimpleNamespace(notebook_seconds=0.1)))
    with pytest.raises(SubmissionFault, match="took more than 0.1 seconds"):
        stuck.grade("a submission")
    assert process.poll() is not None
    with pytest.raises(worker.WorkerEnded):
        stuck.grade("another")
