"""What `check` says in a notebook is what grading would say: typed answers, broken cells, and what follows a tick.

Each test runs cells in a real IPython shell, with a real answer card.
"""

import json
import subprocess
import sys
from unittest import mock

import pandas as pd
import pytest

from exercises_lib.checks import judge
from exercises_lib.checks.record import known_key
from exercises_lib.grading import keys
from exercises_lib.learner import answer_card
from exercises_lib.learner.session import Session
from exercises_lib.plain import values
from tests.checks.verdicts import make

# Loaded once: each list of cells that comes in is run in a fork, in a shell that nothing has run in.
RUN = """
import json, os, sys
import pandas
from IPython.core.interactiveshell import InteractiveShell

def run(cells):
    shell, shown, told = InteractiveShell.instance(), [], []
    shell.InteractiveTB.set_mode("Minimal")  # nobody reads the lines of code that an error came by
    shell.run_cell("import pandas as pd\\nfrom exercises_lib import check, progress\\ndata = pd.read_csv('data.csv')")
    from exercises_lib.learner import kernel  # not earlier: the package listens to the shell that imports it
    kernel.show = lambda thing, raw=False: shown.append(thing)
    for cell in cells:
        shown.clear()
        shell.run_cell(cell, store_history=True)
        told.append([str(one) for one in shown])
    return told

answer = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for line in sys.stdin:
    if not os.fork():
        print(json.dumps(run(json.loads(line))), file=answer, flush=True)
        os._exit(0)
    if os.wait()[1]:
        print("null", file=answer, flush=True)
"""
SEEN, NEW = (pd.DataFrame({"team": ["North", "South"], "csat": csat}) for csat in ([0.75, 0.5], [0.5, 0.2]))
AFTER = {"meaning": "About 6 in 10 are content.", "why": "Blanks go first. Then the mean."}
REPORT = {"mean": {"kind": "number", "decimals": 3}, "teams": {"kind": "number", "decimals": 0},
          "best": {"kind": "number", "decimals": 3}}  # fmt: skip


def records(data: pd.DataFrame) -> dict[str, dict]:
    report = {"mean": data.csat.mean(), "teams": len(data), "best": data.csat.max()}
    found = {
        "csat": make("number", data.csat.mean(), "csat", decimals=3, **AFTER),
        "report": make("fields", report, "report", fields=REPORT, **AFTER),
        "table": make("table", data, "table", **AFTER),
        "eye": make("number", data.csat.max(), "eye", decimals=3, by_eye=True, **AFTER),
    }
    return {name: record | {"points": 3.0, "solution": f"{name} = data"} for name, record in found.items()}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Runs cells, each list in a session of its own; returns what each cell showed."""
    folder = tmp_path_factory.mktemp("module")
    SEEN.to_csv(folder / "data.csv", index=False)
    practice, fresh = records(SEEN), records(NEW)
    for name, record in practice.items():
        record["changing"] = keys.told(record, fresh[name])
    with mock.patch.object(answer_card, "MOST_WORK", answer_card.LEAST_WORK):  # nobody guesses here
        card = answer_card.make("module", list(practice.values()))
    (folder / answer_card.FILE_NAME).write_text(json.dumps(card))

    python = [sys.executable, "-c", RUN]
    with subprocess.Popen(python, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as shells:

        def run(*cells: str) -> list[str]:
            print(json.dumps(cells), file=shells.stdin, flush=True)
            return ["\n".join(shown) for shown in json.loads(shells.stdout.readline())]

        yield run


def graded(name: str, value) -> str:
    """What the grader says of this value, on the new data."""
    fresh, practice = (known_key(records(data)[name]) for data in (NEW, SEEN))
    return judge(values.to_plain(value), fresh, None, practice).message


def test_a_typed_answer_is_told_at_once_and_in_the_words_of_the_grader(told):
    *_, number, field, column, partly = told(
        "csat = 0.625\nreport = {'mean': data['csat'].mean(), 'teams': 2, 'best': 0.75}\n"
        "table = data.copy()\ntable['csat'] = [0.75, 0.5]",
        "check('csat')", "check('report')", "check('table')", "progress()",
    )  # fmt: skip
    assert number.startswith("Not yet · csat · 0 of 3 points") and graded("csat", 0.625) in number
    assert "Partly right · report · 2 of 3 points" in field
    assert graded("report", {"mean": 0.35, "teams": 2, "best": 0.75}) in field
    assert graded("table", SEEN) in column
    assert "2 of 12 points" in partly


def test_an_answer_that_was_worked_out_is_right_and_what_follows_the_tick_is_there(told):
    *_, number, field, column = told(
        "def mean(column):\n    total = 0\n    for value in column:\n        total += value\n    return total / 2",
        "csat = mean(data['csat'])\nreport = {'mean': csat, 'teams': 2, 'best': data['csat'].max()}\ntable = data",
        "check('csat')", "check('report')", "check('table')",
    )  # fmt: skip
    for said, name in ((number, "csat"), (field, "report"), (column, "table")):
        assert said.startswith(f"Right · {name} · 3 of 3 points")
        assert AFTER["meaning"] in said and AFTER["why"] in said and f"{name} = data" in said


def test_what_is_judged_by_eye_may_be_typed_and_counts_as_it_was_seen(told):
    assert told("eye = 0.75", "check('eye')")[-1].startswith("Right · eye")
    for value in (0.75, 0.5):  # as the learner saw it, and as it is on the new data
        assert graded("eye", value) == "That is right."
    assert graded("eye", 0.25) != "That is right."


def test_an_answer_of_an_earlier_run_does_not_stay_right(told):
    _, first, _, again, _, mended = told(
        "csat = data['csat'].mean()", "check('csat')",
        "csat = ...\ncsat = data['cast'].mean()", "check('csat')",
        "csat = data['csat'].mean()", "check('csat')",
    )  # fmt: skip
    assert first.startswith("Right") and mended.startswith("Right")
    assert again.startswith("Not yet · csat · 0 of 3 points\n`csat` is still empty.")
    assert "The cell above stopped with KeyError: 'cast'" in again


@pytest.mark.parametrize("rewritten", ["data['csat'].mean()", "csat == 0.625", "Csat = data['csat'].mean()"])
def test_an_answer_that_its_cell_no_longer_makes_is_told(rewritten):
    """JupyterLab says which cell runs; the one that made the answer was rewritten, and the answer is still there."""
    ran = Session()
    for name in ("csat", "nps"):
        ran.note(f"{name} = 0.5", None, cell=name)
    ran.note(rewritten, None, cell="csat")
    assert ran.unmade == {"csat"}
    ran.note("csat = 0.75", None, cell="elsewhere")
    assert ran.unmade == set()
    ran.note("%%time\n", None, cell="nps")
    ran.note("nps = 2\ncsat = 1", ValueError("no"), began=False, cell="csat")
    ran.note("nps = 2\ncsat = 1", None, cell="csat")
    ran.note("0", None, cell="elsewhere")
    assert ran.unmade.isdisjoint(("csat", "nps"))


def test_a_cell_that_python_cannot_read_is_told_as_that(told):
    _, first, again, _, _, left_over = told(
        "csat = data['csat'.mean()", "check('csat')", "check('csat')", "csat = data['csat'].mean()",
        "csat = data['csat'.mean()", "check('csat')",
    )  # fmt: skip
    for said in (first, again, left_over):
        assert said.startswith("Not yet · csat · 0 of 3 points\nYou have not created `csat` yet. The cell above")
        assert "SyntaxError: " in said and ".py" not in said and "ipython-input" not in said
    assert "An answer from an earlier run is still in memory." in left_over and "earlier run" not in first


def test_an_error_after_the_answer_was_made_costs_nothing(told):
    assert told("csat = data['csat'].mean()\nnobody", "check('csat')")[-1].startswith("Right")


@pytest.mark.parametrize("timing", ["%%time\n\n", "%time ", "%%time\n%time "])
def test_what_is_timed_is_read_as_any_other_cell(told, timing):
    honest, typed = told(
        f"{timing}csat = data['csat'].mean()", "check('csat')", f"{timing}csat = 0.625", "check('csat')"
    )[1::2]
    assert honest.startswith("Right") and typed.startswith("Not yet") and graded("csat", 0.625) in typed
    broken, mended = told(
        "csat = data['csat'].mean()", f"{timing}csat = data['cast'].mean()", "check('csat')",
        f"{timing}csat = data['csat'].mean()", "check('csat')",
    )[2::2]  # fmt: skip
    assert "stopped with KeyError: 'cast'" in broken and mended.startswith("Right")
    after, before = (
        told(cell, "check('csat')")[-1]
        for cell in ("%%time\ncsat = data['csat'].mean()\n1 / 0\nx = 1", "%%time\n1 / 0\ncsat = data['csat'].mean()")
    )
    assert after.startswith("Right") and "stopped with ZeroDivisionError" in before


def test_an_error_elsewhere_is_told_only_where_it_explains_something(told):
    said = told("helper = nobody", "check('csat')", "csat = data['csat'].mean()", "x = nobody", "check('csat')")
    assert "The cell above stopped with NameError: name 'nobody'" in said[1]
    assert said[-1].startswith("Right")


def test_a_check_of_the_answer_itself_says_how_its_name_is_written(told):
    _, table, number, nameless = told(
        "csat = data['csat'].mean()", "check(data)", "check(csat)", "check(data['csat'].max() + 1)",
    )  # fmt: skip
    assert 'The name of an exercise stands in quotes: `check("data")`.' in table
    assert '`check("csat")`' in number and '`check("name")`' in nameless
