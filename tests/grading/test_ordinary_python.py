"""What people use in notebooks works when the notebook is graded."""

from __future__ import annotations

from course_for_tests.handing_in import FULL, hands_in


@hands_in
def awaits(handout):
    return handout.solved_but(
        nps="""
import asyncio
async def recommend_later():
    await asyncio.sleep(0)
    return 100 * ((survey["nps"].dropna() >= 9).mean() - (survey["nps"].dropna() <= 6).mean())
nps = await recommend_later()
"""
    )


@hands_in
def uses_magics(handout):
    return handout.solved_but(
        csat='%%time\ncsat = (survey["csat"].dropna() >= 4).mean()',
        nps="""
%matplotlib inline
!echo said by the shell
words = !echo kept by the notebook
print(words)
recommend = survey["nps"].dropna()
nps = 100 * ((recommend >= 9).mean() - (recommend <= 6).mean())
""",
    )


@hands_in
def overwrites_data(handout):
    return handout.solved_but(
        csat="""
csat = (survey["csat"].dropna() >= 4).mean()
from pathlib import Path
Path("data/surveys.csv").unlink()
Path("data/surveys.csv").write_text("csat,nps\\n1,1\\n")
"""
    )


@hands_in
def works_with_files(handout):
    return handout.solved_but(
        csat="""
import json, tempfile
from pathlib import Path
Path("notes").mkdir()
Path("notes/scores.json").write_text(json.dumps(survey["csat"].dropna().tolist()))
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("scratch")
scores = json.loads(Path("notes/scores.json").read_text())
csat = sum(score >= 4 for score in scores) / len(scores)
plt.plot(scores[:5])
plt.savefig("notes/scores.png")
"""
    )


@hands_in
def own_module(handout):
    """A learner's own helper file, handed in beside the notebook."""
    notebook = handout.solved_but(share_of="from my_measures import share_of")
    code = """
def share_of(scores, least):
    return sum(score >= least for score in scores) / len(scores) if scores else 0
"""
    return {f"{handout.module}.ipynb": notebook, "my_measures.py": code}


@hands_in
def numpy_answers(handout):
    return handout.solved_but(
        csat='import numpy as np\ncsat = np.float64((survey["csat"].dropna() >= 4).mean())',
        nps="""
recommend = survey["nps"].dropna()
nps = 100 * np.array([(recommend >= 9).mean() - (recommend <= 6).mean()])
""",
        ratings='ratings = survey.groupby("csat").size().rename("surveys")',
        first_step='first_step = ["B "]',
    )


def test_top_level_await(graded):
    assert graded.marks("awaits") == FULL


def test_magics_and_shell_commands(graded):
    assert graded.marks("uses_magics") == FULL
    printed = graded.printed("uses_magics")
    assert "said by the shell" in printed and "['kept by the notebook']" in printed and "Wall time" in printed


def test_a_data_file_that_is_written_over_is_the_learners_own(graded):
    assert graded.marks("overwrites_data") == FULL
    assert graded.marks("zz_honest_last") == FULL


def test_files_pictures_and_temporary_files(graded):
    assert graded.marks("works_with_files") == FULL


def test_a_helper_file_beside_the_notebook(graded):
    assert graded.marks("own_module") == FULL


def test_answers_as_numpy_and_pandas_give_them(graded):
    assert graded.marks("numpy_answers") == FULL
