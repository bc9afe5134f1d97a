"""What comes back from a worker: plain data (JSON), read with distrust, never a pickled object.

A worker on another machine may be another's. What it sends is taken for a result only if it has the form of one;
whether it is a possible one for this learner and module, expected.py tells.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, TypeVar

from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.grade import MACHINE_FAULTS, Result
from exercises_lib.grading.submission import SubmissionFault
from exercises_lib.plain import reading

MAX_BYTES = 300_000_000  # of one reply
T = TypeVar("T")
R = TypeVar("R", Graded, Result)
FAULTS = {fault.__name__: fault for fault in MACHINE_FAULTS}


class Unreadable(SubmissionFault):
    """What a worker sent has not the form of a result."""


def dumps(graded: Graded) -> bytes:
    return json.dumps(asdict(graded)).encode()


def dumps_fault(fault: Exception) -> bytes:
    """One of MACHINE_FAULTS, to be raised where the reply is read."""
    return json.dumps({"stopped": type(fault).__name__, "why": str(fault)}).encode()


def loads(raw: bytes) -> Graded:
    """The result in a reply. Raises Unreadable, or the machine's fault that it tells of."""
    try:
        reply = reading.loads(raw) if type(raw) is bytes and len(raw) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        reply = None
    if type(reply) is not dict:
        raise Unreadable("its worker sent no result")
    if "stopped" in reply:
        raise FAULTS.get(str(reply["stopped"]), Unreadable)(str(reply.get("why"))[:2000])
    try:
        results = [_record(Result, result) for result in _a(list, reply.pop("results"))]
        return _record(Graded, {**reply, "results": results})
    except (KeyError, TypeError, ValueError) as fault:
        raise Unreadable(f"its worker sent no result ({fault})") from None


def _record(kind: type[R], found: object) -> R:
    """A dataclass of plain fields from a dict that has exactly these. Raises KeyError, TypeError or ValueError."""
    given = _a(dict, found)
    if set(given) != {field.name for field in fields(kind)}:
        raise ValueError("other fields")
    values: dict[str, Any] = {field.name: _FORMS[str(field.type)](given[field.name]) for field in fields(kind)}
    return kind(**values)


def _a(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"no {kind.__name__}")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError("no number")
    return value


def _or_none(form: Callable[[object], T]) -> Callable[[object], T | None]:
    return lambda value: None if value is None else form(value)


def _text(value: object) -> str:
    return _a(str, value)


_FORMS: dict[str, Callable[[Any], object]] = {  # by the annotation of a field
    "str": _text,
    "float": _number,
    "bool": lambda value: _a(bool, value),
    "list[str]": lambda value: [_text(each) for each in _a(list, value)],
    "list[Result]": lambda value: value,
    "dict[str, float | None]": lambda value: {name: _or_none(_number)(each) for name, each in _a(dict, value).items()},
    "dict[str, str | None]": lambda value: {name: _or_none(_text)(each) for name, each in _a(dict, value).items()},
}
