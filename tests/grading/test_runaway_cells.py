"""Cells that do not end, end everything, or take too much: they lose their own exercise only.

`loops` and `hangs_in_c` keep the processor busy until they are stopped; the others sleep between their rounds, which
is stopped no differently.
"""

from __future__ import annotations

import re

import pytest
from course_for_tests.handing_in import FULL, hands_in
from nbformat.v4 import new_code_cell


@hands_in
def loops(handout):
    return handout.solved_but(nps="while True:\n    pass")


@hands_in
def loops_and_swallows(handout):
    return handout.solved_but(
        nps="""
import time
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
"""
    )


@hands_in
def hangs_in_c(handout):
    return handout.solved_but(nps="import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')")


@hands_in
def function_loops(handout):
    notebook = handout.solved_but(
        share_of="""
import time
calls = 0
def share_of(scores, least):
    global calls
    calls += 1
    while True:
        time.sleep(0.01)
"""
    )
    notebook.cells.append(new_code_cell("print('it was called', calls)", id="calls"))
    return notebook


@hands_in
def function_hangs(handout):
    return handout.solved_but(
        share_of="""
import time
def share_of(scores, least):
    while True:
        try:
            while True:
                time.sleep(0.01)
        except BaseException:
            pass
"""
    )


@hands_in
def crashes(handout):
    return handout.solved_but(nps="import ctypes\nctypes.string_at(0)")


@hands_in
def crashes_before_everything(handout):
    return handout.solved_but(csat="import os\nos.kill(os.getpid(), 9)")


@hands_in
def crashes_when_run_again(handout):
    """Goes well once. Run again, after the crash in the next exercise, it ends the process."""
    return handout.solved_but(
        csat="""
csat = (survey["csat"].dropna() >= 4).mean()
from pathlib import Path
if Path("data/been_here.txt").exists():
    import os
    os._exit(1)
Path("data/been_here.txt").write_text("yes")
""",
        nps="import os\nos._exit(1)",
    )


@hands_in
def recursion(handout):
    # fewer levels than usual: IPython takes a second to show a thousand
    return handout.solved_but(
        nps="import sys\nsys.setrecursionlimit(300)\ndef deeper(): return deeper()\nnps = deeper()"
    )


@hands_in
def memory(handout):
    # stops by itself at 2 GB, should there be no limit
    return handout.solved_but(
        nps="""
hoard = []
try:
    for _ in range(40):
        hoard.append(bytearray(50_000_000))
except MemoryError:
    hoard.clear()  # or the plot further down may find too little
    raise
nps = 1
"""
    )


@hands_in
def too_much_at_once(handout):
    return handout.solved_but(nps="nps = [0] * 10**12")


@hands_in
def disk(handout):
    # stops by itself at 600 MB
    return handout.solved_but(
        nps="""
for number in range(30):
    with open(f"waste_{number}.bin", "wb") as file:
        file.write(b"x" * 20_000_000)
nps = 1
"""
    )


@hands_in
def one_large_file(handout):
    return handout.solved_but(nps='with open("waste.bin", "wb") as file:\n    file.truncate(150_000_000)')


@hands_in
def processes(handout):
    # stops by itself at 100
    return handout.solved_but(
        nps="""
import os, time
for _ in range(100):
    if not os.fork():
        time.sleep(60)
        os._exit(0)
nps = 1
"""
    )


@hands_in
def fork_bomb(handout):
    # stops by itself when nothing holds it for a minute
    return handout.solved_but(
        nps="""
import os, time
end = time.monotonic() + 60
while time.monotonic() < end:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)
nps = 1
"""
    )


@hands_in
def eight_gigabytes(handout):
    return handout.solved_but(nps="import numpy\nnps = numpy.ones(1_000_000_000).sum()")


@hands_in
def ten_gigabyte_file(handout):
    return handout.solved_but(nps='with open("waste.bin", "wb") as file:\n    file.seek(10**10)\n    file.write(b"x")')


@hands_in
def prints_for_ever(handout):
    # what it has printed within a second is more than is kept
    return handout.solved_but(
        nps="""
import time
end = time.monotonic() + 1
while True:
    print('and on and on')
    if time.monotonic() > end:
        time.sleep(0.01)
"""
    )


@hands_in
def takes_no_signals(handout):
    return handout.solved_but(
        nps="""
import signal, time
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
while True:
    time.sleep(0.01)
"""
    )


@hands_in
def prints_50_mb(handout):
    return handout.solved_with("for _ in range(500):\n    print('x' * 100_000)")


@hands_in
def shows_50_mb(handout):
    return handout.solved_with("from IPython.display import HTML\nHTML('x' * 50_000_000)")


@hands_in
def answers_50_mb(handout):
    return handout.solved_but(first_step="first_step = 'x' * 50_000_000")


@hands_in
def leaves_with_sys_exit(handout):
    return handout.solved_but(nps="import sys\nsys.exit()")


@hands_in
def leaves_with_exit(handout):
    return handout.solved_but(nps="exit()", first_step="quit()")


@hands_in
def fails_while_it_fails(handout):
    return handout.solved_but(
        nps="""
class Wrong(Exception):
    def __str__(self):
        raise SystemExit
raise Wrong
"""
    )


@hands_in
def asks(handout):
    return handout.solved_but(nps='nps = float(input("Which NPS? "))')


TIME = "did not finish in time|did not stop when its time was over"
ENDED = "stopped everything"


@pytest.mark.parametrize(
    "learner, reason",
    [
        ("loops", TIME),
        ("loops_and_swallows", TIME),
        ("hangs_in_c", TIME),
        ("prints_for_ever", TIME),
        ("takes_no_signals", TIME),
        ("fork_bomb", f"{TIME}|{ENDED}"),
        ("crashes", ENDED),
        ("recursion", "RecursionError"),
        ("memory", "more than 0.3 GB of memory"),
        ("too_much_at_once", "more than 0.3 GB of memory"),
        ("eight_gigabytes", "more than 0.3 GB of memory"),
        ("ten_gigabyte_file", "a file of more than 100 MB"),
        ("disk", "more than 500 MB of files"),
        ("one_large_file", "a file of more than 100 MB"),
        ("processes", "more than 20 processes"),
        ("fails_while_it_fails", "The cell above stopped with"),
        ("asks", "Nobody is at the keyboard"),
        ("leaves_with_sys_exit", "You have not created nps yet."),
    ],
)
def test_the_exercise_is_lost_with_a_reason_and_no_other(graded, learner, reason):
    assert graded.marks(learner) == FULL | {"nps": 0}
    assert re.search(reason, graded.message(learner, "nps"))


def test_a_crash_in_the_first_exercise_leaves_the_others(graded):
    assert graded.marks("crashes_before_everything") == FULL | {"csat": 0}


def test_a_cell_that_crashes_only_when_run_again_keeps_what_it_earned(graded):
    assert graded.marks("crashes_when_run_again") == FULL | {"nps": 0}


def test_exit_ends_nothing_but_its_cell(graded):
    assert graded.marks("leaves_with_exit") == FULL | {"nps": 0, "first_step": 0}


@pytest.mark.parametrize("learner", ["function_loops", "function_hangs"])
def test_a_function_that_never_returns_is_lost_alone(graded, learner):
    assert graded.marks(learner) == FULL | {"share_of": 0}
    assert re.search(TIME, graded.message(learner, "share_of"))


def test_a_function_that_never_returns_is_called_once(graded):
    """Or its calls use up the notebook's time, and the exercises after it are lost as well."""
    assert "it was called 1" in graded.printed("function_loops")


def test_a_huge_answer_is_too_big_and_nothing_else(graded):
    assert graded.marks("answers_50_mb") == FULL | {"first_step": 0}
    assert "too big" in graded.message("answers_50_mb", "first_step")


@pytest.mark.parametrize("learner", ["prints_50_mb", "shows_50_mb"])
def test_much_output_costs_nothing_and_is_cut(graded, learner):
    assert graded.marks(learner) == FULL
    assert graded.notebook_path(learner).stat().st_size < 2_000_000
    assert len(graded.page(learner)) < 3_000_000


def test_nobody_else_was_disturbed(graded):
    assert graded.marks("honest_all") == graded.marks("zz_honest_last") == FULL
