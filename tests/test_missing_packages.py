"""A package that is missing or broken never takes `check` away: it needs IPython, in which it runs, alone."""

import json
import subprocess
import sys

from exercises_lib.learner import answer_card
from tests.checks.every_kind import KIND_NAMES, record

SESSION = """
import sys
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
shell.run_cell("1")
there = {name.split(".")[0] for name in sys.modules} | {*sys.stdlib_module_names, "exercises_lib"}

assert not there & {"pandas", "numpy", "matplotlib", "openpyxl", "typer", "rich"}

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in there:
            raise ImportError(f"{name} is missing")

sys.meta_path.insert(0, Missing())
shell.run_cell('''
import sys
from exercises_lib import check, listen, progress
number, text, date, choice, ordering = 1234.5678, "Maria Santos", "2026-02-03", "a", ["greet", "close", "listen"]
fields, table, plot = {"caller": "Maria Santos", "amount": 1}, [[1, 2]], object()
def function(x): return x * 1234.5
ranking, reply = ["curt", "kind", "polite"], "The amount is 84.50. We send it on 5 March."
conversation, playbook = ["caller 7f3a91", "greet"], [["always", "greet"]]
for name in sys.argv[1:]: check(name)
progress()
''').raise_error()
"""


def test_check_works_where_every_other_package_is_missing(tmp_path):
    card = answer_card.make("module", [{**record(kind), "name": kind} for kind in KIND_NAMES])
    (tmp_path / answer_card.FILE_NAME).write_text(json.dumps(card))
    done = subprocess.run([sys.executable, "-c", SESSION, *KIND_NAMES], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"5 of {len(KIND_NAMES)} exercises right" in done.stdout
