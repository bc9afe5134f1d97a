"""Submissions that speak to the grader themselves. All they can do is give an answer."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in

LINES = """
import json, os, socket, stat
def channels():
    for name in range(3, 256):
        try:
            mode = os.fstat(name).st_mode
        except OSError:
            continue
        if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode):
            yield name
def send(*messages):
    for channel in channels():
        for message in messages:
            try:
                os.set_blocking(channel, False)
                if type(message) is dict:
                    message = (json.dumps(message) + "\\n").encode()
                os.write(channel, message)
            except OSError:
                pass
            finally:
                os.set_blocking(channel, True)
print("channels", len(list(channels())))
"""


@hands_in
def forges_values(handout):
    return handout.blank_with(
        LINES
        + """
for number in range(400):
    send({"id": number, "value": {"type": "number", "value": "1"}})
"""
    )


@hands_in
def forges_marks(handout):
    return handout.blank_with(
        LINES
        + """
for number in range(400):
    send({"id": number, "ran": "ok", "points": 3, "credit": 1, "outcome": "right"})
"""
    )


@hands_in
def forges_outputs(handout):
    return handout.blank_with(
        LINES
        + """
for number in range(400):
    mark = {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {}}
    send({"id": number, "output": mark})
    send({"id": number, "output": {"output_type": ["error"], "traceback": 5}})
    send({"id": number, "output": 7})
"""
    )


@hands_in
def sends_rubbish(handout):
    return handout.blank_with(
        LINES
        + """
send(b"\\xff\\xfe not json\\n", b"[" * 100_000 + b"\\n", b"7\\n", b'{"id": {}}\\n', b"half a line")
"""
    )


@hands_in
def floods(handout):
    return handout.blank_with(
        LINES
        + """
while True:
    for channel in channels():
        os.write(channel, b"x" * 1_000_000)
"""
    )


@hands_in
def closes_the_line(handout):
    return handout.solved_but(nps=LINES + "for channel in list(channels()):\n    os.close(channel)")


@hands_in
def kills_its_neighbours(handout):
    return handout.solved_but(
        nps="""
import os, signal
def try_to(do, *arguments):
    try:
        do(*arguments)
        print("DONE", arguments)
    except OSError as refused:
        print("REFUSED", arguments, refused.strerror)
parent = os.getppid()
for number in {1, 2, 3, parent}:
    if number != os.getpid():
        try_to(open, f"/proc/{number}/mem", "r+b")
        try_to(os.kill, number, signal.SIGSTOP)
        try_to(os.kill, number, signal.SIGKILL)
"""
    )


@hands_in
def leaves_a_child_behind(handout):
    return handout.solved_with("""
import os, subprocess, sys
code = "import time; time.sleep(600)  # left behind"
subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
""")


@hands_in
def leaves_a_daemon_behind(handout):
    """A process that has cut itself loose, takes no signals, and wants to meddle with whoever comes next."""
    return handout.solved_with("""
import os, signal, sys
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    os.closerange(0, 256)
    code = "import time; time.sleep(600)  # a daemon stayed"
    os.execv(sys.executable, [sys.executable, "-c", code])
""")


@pytest.mark.parametrize("learner", ["forges_values", "forges_marks", "forges_outputs", "sends_rubbish", "floods"])
def test_a_forged_message_earns_nothing(graded, learner):
    assert graded.marks(learner) == NOTHING


@pytest.mark.parametrize("learner", ["forges_values", "forges_marks"])
def test_there_was_a_line_to_forge_on(graded, learner):
    assert "channels 0" not in graded.printed(learner)


@pytest.mark.parametrize("learner", ["closes_the_line", "kills_its_neighbours"])
def test_breaking_the_line_loses_that_exercise_only(graded, learner):
    assert graded.marks(learner) == FULL | {"nps": 0}


@pytest.mark.sandbox
def test_no_other_process_can_be_touched(graded):
    assert "DONE" not in graded.printed("kills_its_neighbours")


@pytest.mark.parametrize(
    "learner, trace", [("leaves_a_child_behind", "left behind"), ("leaves_a_daemon_behind", "a daemon stayed")]
)
def test_nothing_a_submission_started_outlives_it(graded, running, learner, trace):
    assert graded.marks(learner) == FULL
    assert not running(trace)


def test_nobody_else_was_disturbed(graded):
    assert graded.marks("honest_all") == graded.marks("zz_honest_last") == FULL
