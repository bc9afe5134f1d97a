"""Work in forks of this process: each has all that was imported here, and nothing of what it does stays.

To start a new Python and to import pandas and matplotlib takes longer than most of what a proof does.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from exercises_lib.grading.process import drawings

WORKERS = 2


def in_fork(job: Callable):
    """What a job gives back (JSON), done in a fork. Raises RuntimeError where it fails."""
    return next(in_forks([job]))


def in_forks(jobs: Sequence[Callable]) -> Iterator:
    """What each job gives back (JSON), in their order, a few at a time. Raises RuntimeError where one fails."""
    warm_up()
    waiting = []
    for job in jobs:
        waiting.append(_started(job))
        if len(waiting) == WORKERS:
            yield _ended(*waiting.pop(0))
    for one in waiting:
        yield _ended(*one)


@cache
def warm_up() -> None:
    """Import here, once, what most forks need."""
    gc.disable()  # all of it stays
    drawings.load_pyplot()
    import pandas  # noqa: F401

    gc.enable()


def _started(job: Callable) -> tuple[int, int]:
    from matplotlib import pyplot

    out, into = os.pipe()
    gc.freeze()  # what was made here is no work for a fork's collector, and its memory stays shared
    child = os.fork()
    if not child:
        os.close(out)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # compiled libraries write there, past `sys.stdout`
        pyplot.close("all")  # what was drawn here before is not the job's
        try:
            text = json.dumps({"value": job()})
        except BaseException as fault:
            told = "".join(traceback.format_exception_only(fault)).strip()
            text = json.dumps({"fault": told.removeprefix("RuntimeError: ")})  # it is one again here, and was in forks
        with contextlib.suppress(OSError), open(into, "w") as pipe:
            pipe.write(text)
        os._exit(0)
    gc.unfreeze()
    os.close(into)
    return child, out


def _ended(child: int, out: int):
    with open(out) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(text or '{"fault": "the process was ended"}')
    if "fault" in answer:
        raise RuntimeError(answer["fault"])
    return answer["value"]
