"""The page of feedback: a summary on top that answers where one stands, and tracebacks without the server's places."""

import re

from exercises_lib.grading import tracebacks
from exercises_lib.learner.pass_rule import PLACE, PassRule

FRAMES = [
    "---------------------------------------------------------------------------",
    "KeyError                                  Traceback (most recent call last)",
    "File /srv/course/.venv/lib/python3.11/site-packages/pandas/core/base.py:3816, in Index.get_loc(self, key)",
    "KeyError: 'b'",
    "\nThe above exception was the direct cause of the following exception:\n",
    "KeyError                                  Traceback (most recent call last)",
    "Cell In[1], line 5\n----> 5 f(t)\n",
    "File /srv/course/.venv/lib/python3.11/site-packages/pandas/core/frame.py:4330, in DataFrame.__getitem__",
    "KeyError: 'b'",
]


def test_a_traceback_keeps_the_learners_cell_and_the_error():
    assert tracebacks.readable(FRAMES) == [FRAMES[5], FRAMES[6], FRAMES[8]]


def test_no_place_of_the_server_is_named():
    said = tracebacks.without_places("<ipython-input-2-41e>: see '/srv/bpo/x.py' and ~/a/b.py, 3/4 or data/x.csv")
    assert said.startswith("cell: see '") and "/srv" not in said and "~" not in said
    assert "3/4 or data/x.csv" in said
    assert tracebacks.without_places("see https://example.org/a/b") == "see https://example.org/a/b"


def test_the_page_begins_with_a_summary(graded):
    page = graded.page("honest_mistake_1")
    body = page[page.index("<body>") :]
    assert "Test cell" not in page and "toc" not in body.split("<table")[0]
    assert body.index("To pass: 14 of 20 points. Still missing:") < body.index("<table")
    rows = re.findall(r'<tr><th scope="row"><a href="#(\w+)">(.*?)</a></th>', body)
    assert rows[0] == ("csat", "Exercise 1 · How many are satisfied") and len(rows) == 6
    for anchor, _ in rows:
        assert f'<a name="{anchor}"></a>' in body
    assert "That is the mean rating." in body[: body.index("</table>")]


def test_the_rule_lies_in_what_was_graded(graded):
    assert PassRule(**graded.notebook("honest_mistake_1").metadata[PLACE]) == PassRule(20, 14)
