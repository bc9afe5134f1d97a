"""A process that answers on its standard output answers nothing else, whatever a compiled library writes there."""

import subprocess
import sys

SCRIPT = """
import os
from exercises_lib.authoring.own_output import keep_for_the_answer

answer = keep_for_the_answer()
os.write(1, b"Running a solver: Copyright")
print("from a cell", flush=True)
os.system("echo from a program")
answer.write("{}")
answer.close()
os.write(1, b"and at the end")
"""


def test_only_the_answer_is_written():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout == "{}" and done.stderr == ""
