"""Slips in a learner's cell that spoil what the module's own cells made, drawn by hypothesis."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from course_for_tests.handing_in import FULL, Handout, cell_of
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell

NAMES = st.sampled_from(["pd", "plt", "survey", "agents", "check", "progress", "scores"])
FILES = st.sampled_from(["data/surveys.csv", "data/agents.csv"])
VALUES = st.sampled_from(["None", "5", "'calls'", "[]", "range(3)", "{}", "object()", "print"]) | NAMES
WAYS = [
    "{name} = {value}",
    "del {name}",
    "{name} = pd.DataFrame({{'a': [1]}})",
    "globals().pop('{name}')",
    "for {name} in range(3): pass",
    "def {name}(): pass",
    "class {name}: pass",
    "import json as {name}",
    "pd.read_csv = {value}",
    "plt.title = 'Scores'",
    "pd.DataFrame = None",
    "plt.figure = plt.subplots = 'x'",
    "survey = survey.head(3)",
    "survey = survey.dropna().sort_values('csat')",
    "survey.drop(columns='csat', inplace=True)",
    "survey['csat'] = 1",
    "survey.loc[:, 'nps'] = 0",
    "survey.columns = range(len(survey.columns))",
    "survey.rename(columns=str.upper, inplace=True)",
    "survey.dropna(inplace=True)",
    "scores = scores[:2]",
    "survey.iloc[5:, 2:] = None",
    "import os\nos.chdir('/')",
    "%cd /",
    "%cd data",
    "import os\nos.chdir('data')",
    "import os\nos.mkdir('gone')\nos.chdir('gone')\nos.rmdir('../gone')",
    "%reset -f",
    "globals().clear()",
    "!rm -rf data",
    "open('{file}', 'w').close()",
    "import os\nos.remove('{file}')",
    "import shutil\nshutil.rmtree('data')",
    "import os\nos.rename('data', 'old')",
    "import os\nos.rename('data', 'old')\nopen('data', 'w').close()",
    "import os\nos.remove('{file}')\nos.mkdir('{file}')",
    "import os\nos.chmod('{file}', 0)\nos.chmod('data', 0)",
    "import os\nos.remove('{file}')\nos.symlink('nowhere', '{file}')",
    "survey.head(2).to_csv('{file}')",
    "import sys\nsys.stdout = None",
    "import sys\nsys.stderr = sys.stdout = sys.stdin = None",
    "import sys\nsys.stdin.close()",
    "import sys\nsys.stdout.close()",
    "print = None",
    "input = open = 5",
    "plt.rcParams['text.usetex'] = True",
    "plt.rcParams.update({{'figure.figsize': (900, 900), 'axes.titlesize': 'large'}})",
    "plt.style.use('dark_background')",
    "pd.set_option('mode.chained_assignment', 'raise')",
    "pd.set_option('display.max_rows', 1)",
    "plt.close('all')",
    "import matplotlib\nmatplotlib.use('svg')",
    "plt.switch_backend('agg')\nplt.plot([1, 2])",
    "%matplotlib agg",
    "import warnings\nwarnings.simplefilter('error')",
    "import numpy\nnumpy.seterr(all='raise')",
    "import sys\nsys.setrecursionlimit(90)",
    "import sys\nsys.path.clear()",
    "import os\nos.environ.clear()",
    "import random\nrandom.random = None",
    "raise ValueError",
    "1 / 0",
    "exit()",
]
codes = st.builds(lambda way, **parts: way.format(**parts), st.sampled_from(WAYS), name=NAMES, value=VALUES, file=FILES)


@dataclass(frozen=True)
class Slips:
    """The solution with some slips: code behind an answer, one cell of the learner's own before an answer, and a given
    cell that was moved or doubled.
    """

    behind: dict[str, str]  # exercise -> code
    before: str  # an exercise
    own: str  # the code of the cell before its answer
    given: tuple[str, int, float]  # what happened to which given cell, and where it went: 0 top, 1 end

    def notebook(self, handout: Handout):
        notebook = handout.solved()
        way, which, where = self.given
        cell = [
            cell
            for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("locked") and not cell.metadata.nbgrader.grade
        ][which]
        if way == "moved":
            notebook.cells.remove(cell)
        if way:
            copied = copy.deepcopy(cell)
            copied["id"] = f"given-{way}"
            notebook.cells.insert(round(where * len(notebook.cells)), copied)
        for name, code in self.behind.items():
            cell_of(notebook, f"{name}_answer").source += f"\n{code}"
        at = notebook.cells.index(cell_of(notebook, f"{self.before}_answer"))
        notebook.cells.insert(at, new_code_cell(self.own, id="own"))
        return notebook


slips = st.builds(
    Slips,
    st.dictionaries(st.sampled_from(list(FULL)), codes, min_size=1, max_size=3),
    st.sampled_from(list(FULL)),
    codes,
    st.tuples(st.sampled_from(["", "moved", "doubled"]), st.sampled_from([0, 1]), st.floats(0, 1)),
)
