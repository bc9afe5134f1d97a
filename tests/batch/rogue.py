"""What a Dask worker becomes that sends what it likes. `dask worker --preload` loads this into a real one.

It grades as any other, and then sends something else for some learners.
"""

import json
import os
import pickle

from distributed.protocol.serialize import Serialized

from exercises_lib.grading.cohort import pool

honest = getattr(pool.grade_there, "honest", pool.grade_there)  # Dask loads this file twice


class RunsACommand:
    """Whoever unpickles this runs a command."""

    def __reduce__(self):
        return os.system, (f"touch {os.environ['ROGUE_WAS_HERE']}",)


def of_points(points):
    def forge(reply):
        sent = json.loads(reply)
        sent["scores"] = dict.fromkeys(sent["scores"], points)
        sent["results"] = [result | {"points": points} for result in sent["results"]]
        return json.dumps(sent).encode()

    return forge


def an_error(reply):
    raise RecursionError("of a worker")


def with_fields(**more):
    return lambda reply: json.dumps(json.loads(reply) | more).encode()


FORGED = {
    "forged_00": of_points(891),
    "forged_01": with_fields(learner="forged_02"),
    "forged_02": lambda reply: Serialized({"serializer": "pickle"}, [pickle.dumps(RunsACommand())]),
    "forged_03": of_points(float("nan")),
    "forged_04": with_fields(scores={"an exercise that is not there": 3}),
    "forged_05": lambda reply: b"no result at all",
    "forged_06": lambda reply: ["no bytes"],
    "forged_07": with_fields(results=[]),
    "forged_08": of_points(-1),
    "forged_09": an_error,
}


def grade_there(bundle, submission):
    return FORGED.get(submission.learner, lambda reply: reply)(honest(bundle, submission))


grade_there.honest = honest
pool.grade_there = grade_there
