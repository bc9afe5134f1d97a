"""xAPI statements (IEEE 9274.1.1, version 1.0.3) for a learning record store: one JSON object a line.

A statement says who (an e-mail address, else an account), did what (passed, failed or scored: ADL's verbs), with what
score. Its id follows from what it says, so that a store that is sent it twice keeps it once.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC

from exercises_lib.desk.marks import Mark, Marks, ModuleMarks
from exercises_lib.desk.people import People
from exercises_lib.desk.standing import NOT_YET, PASSED

VERBS = "http://adlnet.gov/expapi/verbs/"
COURSE = "BPO course"
KINDS = "http://adlnet.gov/expapi/activities/"
NAMES = {PASSED: "passed", NOT_YET: "failed"}  # where no rule is known: scored


def statements(marks: Marks, people: People, home: str) -> bytes:
    """A line for each final mark, and one for each learner who passed every module of the course.

    `home`: the address of the platform, such as https://learn.example.org; it tells its accounts and activities from
    those of others.
    """
    lines = (json.dumps(_with_id(said, home), ensure_ascii=False) for said in _said(marks, people, home))
    return "".join(f"{line}\n" for line in lines).encode()


def _said(marks: Marks, people: People, home: str) -> Iterator[dict]:
    for learner in people.rows:
        actor, passed = _actor(people, learner, home), set()
        for module in marks.modules:
            mark = module.marks.get(learner)
            if mark and mark.is_final:
                yield _of_module(actor, module, learner, mark, home)
            if module.state(learner) == PASSED:
                passed.add(module.id)
        if marks.course and passed >= set(marks.course):
            course = _activity(f"{home}/course", "course", COURSE)
            yield {"actor": actor, "verb": _verb("completed"), "object": course, "result": {"completion": True}}


def _of_module(actor: dict, module: ModuleMarks, learner: str, mark: Mark, home: str) -> dict:
    state = module.state(learner)
    result: dict = {"completion": True}
    if module.of:
        most = max(module.of, mark.points)  # a trainer may give more than there is, and no score is above its most
        result["score"] = {"scaled": round(mark.points / most, 4), "raw": mark.points, "min": 0, "max": most}
    if state:
        result["success"] = state == PASSED
    activity = _activity(f"{home}/modules/{module.id}", "assessment", module.title)
    activity_of = {"contextActivities": {"parent": [_activity(f"{home}/course", "course", COURSE)]}}
    said = {"actor": actor, "verb": _verb(NAMES.get(state, "scored")), "object": activity, "result": result}
    when = {"timestamp": mark.handed_in.replace(tzinfo=UTC).isoformat()} if mark.handed_in else {}
    return said | {"context": activity_of} | when


def _actor(people: People, learner: str, home: str) -> dict:
    """An e-mail address says who it is everywhere; an account only on its platform."""
    email = people.email(learner)
    who = {"mbox": f"mailto:{email}"} if "@" in email else {"account": {"homePage": home, "name": learner}}
    return {"objectType": "Agent", "name": people.name(learner), **who}


def _verb(name: str) -> dict:
    return {"id": VERBS + name, "display": {"en": name}}


def _activity(iri: str, kind: str, title: str) -> dict:
    return {"objectType": "Activity", "id": iri, "definition": {"type": KINDS + kind, "name": {"en": title}}}


def _with_id(said: dict, home: str) -> dict:
    return {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, home + json.dumps(said, sort_keys=True)))} | said
