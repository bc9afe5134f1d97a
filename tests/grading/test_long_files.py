"""An error in pandas is shown where it happened, and the long files of pandas are not parsed for it."""

from __future__ import annotations

import linecache

from exercises_lib.authoring.forks import in_fork
from exercises_lib.grading.process import long_files, shell

CELL = "import pandas as pd\npd.DataFrame({'a': [1]})['b']"


def shown_of_an_error() -> list:
    """What a learner reads of it; and how long the files are that were parsed meanwhile."""
    from stack_data import Source

    outputs, read = [], []
    here = shell.make_shell(outputs.append)
    parse = Source.__init__
    Source.__init__ = lambda source, name, lines: (parse(source, name, lines), read.append((source.text, name)))[0]
    here.run(CELL)
    return ["\n".join(outputs[-1]["traceback"]), [len(linecache.getlines(name)) for text, name in read if text]]


def test_an_error_in_pandas_is_shown_without_parsing_its_long_files():
    shown, parsed = in_fork(shown_of_an_error)
    assert "----> 2 pd.DataFrame({'a': [1]})['b']" in shown
    assert "in DataFrame.__getitem__(self, key)" in shown and "self.columns.get_loc(key)" in shown
    assert shown.endswith("KeyError: 'b'")
    assert parsed and max(parsed) <= long_files.LONG
