"""Numbers in a notebook look as a person would write them."""

import subprocess
import sys

CELLS = """
from exercises_lib.grading.process.shell import make_shell
shown = []
shell = make_shell(shown.append)
shell.take_over()
for cell in ("import numpy as np", "[np.int64(1), {'share': np.float64(0.5)}]", "print([np.int64(2)])"):
    assert shell.run(cell) == "ok"
import sys
print("".join(one.get("text", "") or one["data"]["text/plain"] + "\\n" for one in shown), file=sys.__stdout__)
"""


def test_no_numpy_in_what_is_shown():
    done = subprocess.run([sys.executable, "-c", CELLS], capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["[1, {'share': 0.5}]", "[2]"], done.stdout + done.stderr
