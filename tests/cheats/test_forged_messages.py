"""Submissions that speak to the grader themselves. All they can do is give an answer."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in

from exercises_lib import values
from exercises_lib.author import known_key
from exercises_lib.checks import WRONG, judge

LINES = '''
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
                os.write(channel, (json.dumps(message) + "\\n").encode() if type(message) is dict else message)
            except OSError:
                pass
            finally:
                os.set_blocking(channel, True)
print("channels", len(list(channels())))
'''


@hands_in
def forges_values(handout):
    return handout.blank_with(LINES + """
for number in range(400):
    send({"id": number, "value": {"type": "number", "value": "1"}})
""")


@hands_in
def forges_marks(handout):
    return handout.blank_with(LINES + """
for number in range(400):
    send({"id": number, "ran": "ok", "points": 3, "credit": 1, "outcome": "right", "state": "right"})
""")


@hands_in
def forges_outputs(handout):
    return handout.blank_with(LINES + """
for number in range(400):
    send({"id": number, "output": {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {}}})
    send({"id": number, "output": {"output_type": ["error"], "traceback": 5}})
    send({"id": number, "output": 7})
""")


@hands_in
def sends_rubbish(handout):
    return handout.blank_with(LINES + """
send(b"\\xff\\xfe not json\\n", b"[" * 100_000 + b"\\n", b"7\\n", b'{"id": {}}\\n', b"half a line")
""")


@hands_in
def floods(handout):
    return handout.blank_with(LINES + """
while True:
    for channel in channels():
        os.write(channel, b"x" * 1_000_000)
""")


@hands_in
def closes_the_line(handout):
    return handout.solved_but(nps=LINES + "for channel in list(channels()):\n    os.close(channel)")


@hands_in
def kills_its_neighbours(handout):
    return handout.solved_but(nps="""
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
""")


@hands_in
def leaves_a_child_behind(handout):
    return handout.solved_with("""
import os, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)  # left behind"], start_new_session=True)
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


def test_nothing_a_submission_started_outlives_it(graded, running):
    assert graded.marks("leaves_a_child_behind") == FULL
    assert not running("left behind")


def test_nobody_else_was_disturbed(graded):
    assert graded.marks("honest_all") == graded.marks("zz_honest_last") == FULL


FORGED = [
    {"type": "number", "value": "1e999999999"}, {"type": "number", "value": "sNaN"}, {"type": "number", "value": "0x1"},
    {"type": "number", "value": 1}, {"type": "number"}, {"type": ["number"], "value": "1"}, {"type": "text", "value": "\ud800"},
    {"type": "text", "value": "b" * 3_000_000}, {"type": "bool", "value": 1}, {"type": "date", "value": "never"},
    {"type": "list", "items": 5}, {"type": "list", "items": [{"type": "missing"}] * 100_000}, {"type": "list", "items": {"a": 1}},
    {"type": "dict", "items": [[1, 2]]}, {"type": "dict", "items": [[{"type": "nothing"}]]},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "date", "values": ["never"]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": ["many"]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": [{}]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": "x"}], "index": []},
    {"type": "table", "rows": -1, "columns": [], "index": []}, {"type": "table", "rows": True, "columns": 7, "index": 7},
    {"type": "table", "rows": 10**30, "columns": [], "index": [], "series": "yes"},
    {"type": "plot", "axes": 5}, {"type": "plot", "axes": [{"series": [{"mark": "bar", "x": [1], "y": []}]}]},
    {"type": "plot", "axes": [{"title": 1, "xlabel": [], "ylabel": None, "legend": "a", "series": []}]},
    {"type": "plot", "axes": [{"title": "", "xlabel": "", "ylabel": "", "legend": [],
                               "series": [{"mark": "hist", "label": "", "x": ["a", None], "y": ["b"]}]}]},
    {"type": "function", "name": "share_of", "parameters": "ab"}, {"type": "function", "name": 1, "parameters": []},
    {"type": "function", "name": "share_of", "parameters": []}, {"type": "other", "class": []}, {"type": "too big"},
    {"type": "raised", "error": 7}, {"type": "unheard of"}, {}, [], None, 7, "number",
]


@pytest.mark.parametrize("exercise", FULL)
def test_no_forged_value_is_right_or_breaks_the_judge(practice, exercise):
    key = known_key(practice[exercise])
    for plain in FORGED:
        for result in FORGED:
            outcome = judge(values.readable(plain), key, lambda arguments, result=result: values.readable(result))
            assert outcome.credit == 0, (plain, result)
            assert outcome.state in (WRONG, "not attempted") and outcome.message
            if exercise != "share_of":
                break
