"""`hear_yourself("my.wav")`: pace and pauses of your own recording, on your own computer, kept nowhere, not graded.

hear_yourself("my.wav", words=96)       # how many words were said makes the pace exact
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from exercises_lib.environment import GRADING

if TYPE_CHECKING:
    from exercises_lib.learner.voice import Voice


def hear_yourself(path: str, words: int | None = None) -> Voice | None:
    """Measure a WAV file. `words`: how many were said, if you know. Where it cannot tell, it says why in one line."""
    if os.environ.get(GRADING):
        return None  # private: nothing of a voice is in a graded notebook
    from exercises_lib.learner.voice import CannotTell, measured  # loads numpy, which few notebooks need at once

    try:
        return measured(path, words)
    except CannotTell as problem:
        print(problem)
        return None
