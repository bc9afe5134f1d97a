"""What a beginner reads under a traceback, in a real IPython shell."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from exercises_lib.learner import beginner_errors

LESSON = [  # the code cells of the notebook that lies in the folder
    "import pandas as pd\nfrom exercises_lib import check, progress\n\nexport = pd.read_csv('data/surveys.csv')",
    "one_each = export.drop_duplicates()",
    "def share(scores, least):\n    good = [s for s in scores if s >= least]\n    return len(good) / len(scores)",
    "answer = ...",
]
FIRST = LESSON[0]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A notebook's shell, in a module's folder as a learner has it."""
    for name in ("BPO_GRADING", "NBGRADER_EXECUTION", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/surveys.csv").write_text("team,csat,agent_id\nred,4,a1\nblue,2,a2\n")
    (tmp_path / "data/calls.csv").write_text("call\n1\n")
    cells = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in LESSON]
    (tmp_path / "lesson.ipynb").write_text(json.dumps({"cells": cells}))
    quiet = Config()
    quiet.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=quiet, colors="nocolor")
    beginner_errors.load_ipython_extension(shell)
    yield shell
    InteractiveShell.clear_instance()


def said(shell, code: str) -> tuple[str, str]:
    """(what was printed, such as a traceback; our sentence or "")"""
    with capture_output() as captured:
        shell.run_cell(code)
    shown = [output.data["text/plain"] for output in captured.outputs if "text/plain" in output.data]
    return captured.stdout, "".join(shown).removeprefix("In plain words: ")


SENTENCES = {  # code: (how the sentence begins, after the lesson's first cell has run)
    # a missing quote
    'team = "red': "A quote is missing in line 1.",
    "x = 1\nreply = 'I'm sorry to hear that'": "A quote is missing in line 2.",
    'text = """\nDear': "A text that begins with three quotes has no end.",
    "name = “Ama”": "Line 1 has a curly quote `“`, as a word processor makes it.",
    # a missing bracket
    "total = sum([1, 2)": "The bracket `[` is closed with `)` in line 1.",
    "mean = export['csat'].mean(": "The bracket `(` in line 1 has no partner. Put a `)` where it ends.",
    "column = export['csat'": "The bracket `[` in line 1 has no partner. Put a `]` where it ends.",
    "x = 3 + 4)": "Line 1 has a `)` without a partner. Take it away, or put the missing `(` before it.",
    # other text that cannot be read
    "if 3 > 2\n    print(1)": "Line 1 needs a colon `:` at its end.",
    "x = 1\n  y = 2": "Line 2 begins with spaces that do not fit",
    "for x in [1, 2]:\nprint(x)": "Line 1 ends with a colon, so the line below it must begin with four spaces.",
    "if csat = 4:\n    pass": "In line 1 there is one `=`, which gives a name to a value",
    "account = 0071": "A number cannot begin with 0. A day, an account number or a phone number is a text",
    "teams = ['red' 4]": "Something is missing in line 1: a comma between two values, or the quotes around a text.",
    "calls = 18 + 14 + 9 calls": "A number stands alone, without a unit. Take away the word `calls` behind it.",
    "calls = ... 18 + 14": "The three dots in line 1 only keep the place for your answer. Take them away.",
    "...18 + 14": "The three dots in line 1",
    "one two": "Python cannot read line 1.",
    # an undefined name
    "exprot.head()": "Python does not know the name `exprot`. Did you mean `export`?",
    "done = true": "Python does not know the name `true`. Did you mean `True`?",
    "export[csat]": '`csat` is a column of `export`. The name of a column needs quotes: `"csat"`. '
    'The whole column is `export["csat"]`.',
    "reply = sorry": "Python does not know the name `sorry`. If it is a name, look at its spelling.",
    # cells run out of order
    "one_each.head()": "`one_each` is made in another cell, and that cell has not run yet, or it ended with an error. "
    "Look for the cell with `one_each = export.drop_duplicates()`, run it, then run this cell again. "
    "If you do not see it, it is folded",
    "share([1, 2], 1)": "`share` is made in another cell",
    "report = ['csat': 4, 'nps': 2]": "A dictionary stands in curly brackets, `{` and `}`",
    "report = {'csat': 4, 'nps' = 2}": "In a dictionary a colon `:` stands between a label and its value",
    "share = 12 \\ 3": "Line 1 has a `\\` outside of a text. To divide, write `/`.",
    "late = pd.DataFrame({'csat': [4]})\nlate[csat]": "`csat` is a column of `late`.",
    "scores = export['csat']\nmean(scores)": "`mean` stands behind what it works on, with a dot: `scores.mean()`.",
    "x = export['csat'] >= 4.mean()": "In line 1, put the comparison in round brackets before the step",
    "marks = ['a'; 'c']": "Between two values stands a comma.",
    "export.plot(kind='Bar')": "There is no such kind of plot.",
    "from pathlib import Path\nPath('data').mkdir()": "`data` is there already. Write `mkdir(exist_ok=True)`",
    # a wrong file name
    "pd.read_csv(data/calls.csv)": 'A path is a text. Put it in quotes, from its beginning to its end: `"data/',
    "pd.read_csv('data\\\\calls.csv')": "In a path the folders are parted by `/`: `data/calls.csv`.",
    "pd.read_csv('data/survey.csv')": "There is no file `data/survey.csv`. Did you mean `data/surveys.csv`?",
    "open('data/x.txt')": "There is no file `data/x.txt`. That folder has: `calls.csv`, `surveys.csv`.",
    "pd.read_csv('dat/surveys.csv')": "There is no folder `dat`. Did you mean `data`?",
    # a wrong column name
    "export['CSAT']": "The table `export` has no column `CSAT`. Did you mean `csat`?",
    "export['score']": "The table `export` has no column `score`. Its columns: `team`, `csat`, `agent_id`.",
    "export[['team', 'scor']]": "The table `export` has no column `scor`. Its columns:",
    "export.groupby('teem')": "The table `export` has no column `teem`. Did you mean `team`?",
    "export.sort_values('teams')": "The table `export` has no column `teams`. Did you mean `team`?",
    "export.cast": 'There is no column `cast`. Did you mean `csat`? Write it with brackets and quotes: `["csat"]`.',
    "{'easy': 1}['eazy']": "There is no entry `eazy` here.",
    # other names
    "pd.read_cvs('x')": "There is no `read_cvs` here. Did you mean `read_csv`?",
    "import panda": "There is no package `panda`. Did you mean `pandas`?",
    "export('csat')": "Round brackets run a function.",
    "half = ... / 2": "The three dots `...` still stand where an answer belongs",
    "empty = None\nempty.mean()": "The value before the dot is empty (None).",
}


@pytest.mark.parametrize(("code", "begins"), SENTENCES.items())
def test_each_error_has_its_sentence_and_keeps_its_traceback(shell, code, begins):
    said(shell, FIRST)
    printed, sentence = said(shell, code)
    assert sentence.startswith(begins), sentence
    assert "Error" in printed


@pytest.mark.parametrize("code", ["one_each.head()", 'check("answer")', "export.head()"])
def test_after_a_restart_it_says_to_run_the_cells_above(shell, code):
    _, sentence = said(shell, code)
    assert sentence.startswith("The cells above have not run since this notebook was opened or its kernel restarted")
    assert "Run > Run All Above Selected Cell" in sentence


@pytest.mark.parametrize("code", ["1 / 0", "raise ValueError('no')", "[1] + 2", "2 + 2", ""])
def test_it_is_silent_where_it_has_nothing_to_add(shell, code):
    said(shell, FIRST)
    _, sentence = said(shell, code)
    assert sentence in ("", "4")


def test_html_says_the_same(shell):
    with capture_output() as captured:
        shell.run_cell("<b>x</b> = 'red")
    page = captured.outputs[0].data["text/html"]
    assert 'role="status"' in page and "A quote is missing in line 1." in page


def test_a_damaged_notebook_costs_only_the_hint(shell, tmp_path):
    (tmp_path / "lesson.ipynb").write_text("{")
    _, sentence = said(shell, "one_each.head()")
    assert sentence.startswith("Python does not know the name `one_each`.")


def test_of_several_notebooks_it_reads_the_one_at_work(shell, tmp_path, monkeypatch):
    (tmp_path / "copy.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": ["copy_only = 1"]}]}))
    monkeypatch.setenv("JPY_SESSION_NAME", "my_course/01/lesson.ipynb")
    assert "one_each" in "".join(beginner_errors.notebook_cells())
    monkeypatch.setenv("JPY_SESSION_NAME", "my_course/01/copy.ipynb")
    assert beginner_errors.notebook_cells() == ["copy_only = 1"]


@pytest.mark.parametrize("variable", ["BPO_GRADING", "NBGRADER_EXECUTION"])
def test_it_keeps_out_of_grading(shell, monkeypatch, variable):
    beginner_errors.unload_ipython_extension(shell)
    monkeypatch.setenv(variable, "1")
    beginner_errors.load_ipython_extension(shell)
    assert said(shell, "exprot")[1] == ""


def test_switching_on_twice_says_it_once(shell):
    beginner_errors.switch_on()
    _, sentence = said(shell, 'team = "red')
    assert sentence.count("A quote is missing") == 1


def test_in_plain_python_it_does_nothing_and_loads_nothing():
    code = "import exercises_lib, sys; print('IPython' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "False False\n", done.stderr


BRACKETS, SEVERAL = "only with round brackets behind its name", "Several columns stand in one list"
CONDITIONS, COMPARED = "Each condition needs round brackets of its own", "You compare a text with a number"
WHOLE_COLUMNS, CALCULATED = "For whole columns write `&`", "You calculate with a text and a number"
ONE_SIGN, ASIDE = "To compare two values, write `==`", "Take the column first, then compare"
A_DAY, TOGETHER = "A day is written in quotes", "To write both, use an `f` text"
FIRST_WEEK = {  # sentence: what gives it
    BRACKETS: [
        'calls["wait"].dropna >= 4', 'len(calls["wait"].dropna)', 'round(calls["wait"].mean, 1)',
        'calls["wait"].mean.round(1)', 'calls["wait"].mean > 3', 'calls["wait"].sum * 100', '100 / calls["wait"].sum',
        'calls.groupby["team"]', 'calls.groupby["team"].mean()', 'calls.groupby["team"]["wait"].mean()',
        'calls["team"].value_counts.head()', 'calls.head[5]', 'calls.drop_duplicates["team"]',
        'f"{calls[\'wait\'].mean:.2f}"', 'for row in calls.groupby: pass',
    ],
    SEVERAL: [
        'calls.groupby("team", "week")', 'calls.groupby("team", "week")["wait"].mean()', 'calls["wait", "week"]',
        'calls.groupby("team")["wait", "week"].mean()',
    ],
    CONDITIONS: [
        'calls[calls["wait"] >= 3 & calls["team"] == "a"]', 'calls[calls["wait"] >= 3 & calls["week"] == 1]',
        'calls[calls["wait"] > 3 & calls["week"] < 2]', 'calls[calls["wait"] > 3 | calls["week"] < 2]',
        'calls[calls["team"] == "a" & calls["week"] == 1]', 'calls[calls["team"] == "a" | "b"]',
    ],
    WHOLE_COLUMNS: [
        'calls[(calls["wait"] >= 3) and (calls["week"] == 1)]', 'calls[calls["wait"] > 3 or calls["week"] == 1]',
        'calls[not calls["wait"] > 3]', 'if calls["wait"] > 3: pass',
    ],
    COMPARED: [
        'calls["team"] >= 4', 'calls["team"] < 2.5', 'calls["wait"] >= "4"', '"4" >= 4', '3 < "5"',
        'calls[calls["text_day"] > 20250101]',
    ],
    CALCULATED: ['sum(calls["team"])', 'calls["team"] / 2', 'calls["team"] * 1.5', 'abs("3")', 'round("3.5", 1)'],
    TOGETHER: ['"Total: " + 5', '"Total: " + calls["wait"].sum()', 'calls["team"] + 1'],
    "needs numbers, and here are texts": ['calls["team"].mean()', 'calls[["team", "wait"]].mean()'],
    "is no number that Python can read": ['float("0,81")', 'int("3.5")', 'pd.to_numeric(calls["team"])'],
    ASIDE: [
        'calls["team" == "a"]', 'calls[calls["team" == "a"]]', 'calls["team" == "a"].shape', 'calls["wait" >= "3"]',
    ],
    "put it in quotes": ['calls[calls["day"] >= 2025-01-01]', 'calls["day"] == 2025-08-09', "account = 0071"],
    A_DAY: ['calls[calls["day"] >= 2025-1-1]', 'calls[calls["text_day"] >= 2025-10-10]'],
    "make a date of it": ['calls["day"] - "2025-01-01"', 'calls["text_day"] - calls["day"]'],
    ONE_SIGN: [
        'calls[calls["wait"] = 4]', 'if calls["week"].sum() = 4: pass', 'calls["wait"].mean() = 5', '5 = copies',
    ],
    "write one `=`": ["copies == 5", 'calls["double"] == calls["wait"] * 2'],
    "a space between two `=`": ["copies = = 5", 'calls[calls["week"] = = 1]'],
    "write `<=`": ['calls[calls["wait"] =< 3]', "3 =<4"],
    "write `>=`": ['calls[calls["wait"] => 3]'],
    "write `!=`": ['calls[calls["wait"] ! = 3]', 'calls[calls["wait"] <> 3]'],
    "curly quote": ["calls[“wait”]", "calls[‘wait’]", "name = ”Ama”"],
    "`print` needs round brackets": ["print calls", 'print "hello"'],
    "Did you mean `wait`?": [
        'calls["Wait"]', 'calls["wiat"]', 'calls["wait "]', "calls.wiat", 'calls.groupby("team")["weit"].mean()',
        'calls.sort_values("waits")', 'calls.drop(columns="weit")',
    ],
    "and this looks among the rows": ['calls.drop("wait")', 'calls.loc["wait"]'],
    "`wait` is a column of `calls`": ["calls[wait]", "calls.groupby(wait)"],
    "has no partner": ['calls[calls["wait"] >= 3', 'calls["wait"].mean(', "total = sum([1, 2]"],
    "Brackets come in pairs": ['calls[(calls["wait"] >= 3]', "sum([1, 2)"],
    "A quote is missing": ['calls["wait]', "'it's'", 'team = "a'],
    "ends with a colon": ["for x in [1]:\nprint(x)", "def f(x):\nreturn x", "if 3 > 2:\nx = 1"],
    "begins with spaces that do not fit": ["x = 1\n  y = 2", "if True:\n    x = 1\n  y = 2"],
    "needs a colon": ["if 3 > 2\n    x = 1", "def f(x)\n    return x", "for x in [1]\n    pass"],
    "belongs inside a function": ["return 5"],
    "A name has no space in it": ["wait mean = 5", "copy count = calls.shape[0]"],
    "`my-answer` has a minus in it": ["my-answer = 5"],
    "`class` is a word of Python's own": ["class = 5"],
    "A name begins with a letter": ["1st = 5"],
    "needs more between its round brackets": ["calls.sort_values()", 'calls["wait"].fillna()'],
    "was given more than it takes": ['calls.pivot("team", "week", "wait")'],
    "Say what to group by": ["calls.groupby()"],
    "There is no such place": ["calls.iloc[5]", "[1, 2][2]"],
    "One of the values is empty (None)": ["None > 3", 'print(1) + 1'],
    "The value before the dot is empty": ['calls.sort_values("wait", inplace=True).head()', "print(calls).mean()"],
    "called `mean()`": ['calls["wait"].avg()', 'calls["wait"].average()'],
    "works on a column of texts": ['calls["wait"].str.lower()'],
    "works on a column of dates": ['calls["text_day"].dt.day'],
    "take one value": ['int(calls["wait"])'],
    "Here is one number where several values belong": ["sum(3)", "len(5)"],
    "Did you mean `DataFrame`?": ["from pandas import dataframe"],
}  # fmt: skip


@pytest.mark.parametrize(("says", "code"), [(says, code) for says, codes in FIRST_WEEK.items() for code in codes])
def test_errors_of_a_first_week_with_tables(says, code):
    import pandas as pd

    days = pd.to_datetime(["2025-01-01"] * 2)
    calls = pd.DataFrame({"team": ["a", "b"], "week": [1, 2], "wait": [3, 4], "day": days})
    calls["text_day"] = days.astype(str)
    variables = {"calls": calls, "pd": pd}
    with pytest.raises(Exception) as raised:  # noqa: PT011
        exec(code, dict(variables))
    assert says in (beginner_errors.explain(raised.value, beginner_errors.Cell(code, variables)) or "")


@pytest.mark.parametrize(
    "code", ['export["csat"][0] = 5', 'export[export["csat"] > 2]["new"] = 1', 'export["csat"].fillna(0, inplace=True)']
)
def test_a_change_that_is_lost_is_told(shell, code):
    said(shell, FIRST)
    beginner_errors.load_ipython_extension(shell)  # a second time
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        _, sentence = said(shell, code)
    assert sentence.count("Nothing changed: two pairs of brackets in a row") == 1


@pytest.mark.parametrize("code", ['export.loc[0, "csat"] = 5', 'export["csat"] = export["csat"].fillna(0)'])
def test_a_change_that_is_kept_is_not(shell, code):
    said(shell, FIRST)
    assert said(shell, code)[1] == ""
