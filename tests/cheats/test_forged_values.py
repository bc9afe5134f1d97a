"""Plain values as a submission may forge them: none is right, and none breaks the judge."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL

from exercises_lib.checks import judge
from exercises_lib.checks.key import NOT_ATTEMPTED, WRONG
from exercises_lib.checks.record import known_key
from exercises_lib.plain import received

FORGED = [
    {"type": "number", "value": "1e999999999"},
    {"type": "number", "value": "sNaN"},
    {"type": "number", "value": "0x1"},
    {"type": "number", "value": 1},
    {"type": "number"},
    {"type": ["number"], "value": "1"},
    {"type": "text", "value": "\ud800"},
    {"type": "text", "value": "b" * 3_000_000},
    {"type": "bool", "value": 1},
    {"type": "date", "value": "never"},
    {"type": "list", "items": 5},
    {"type": "list", "items": [{"type": "missing"}] * 100_000},
    {"type": "list", "items": {"a": 1}},
    {"type": "dict", "items": [[1, 2]]},
    {"type": "dict", "items": [[{"type": "nothing"}]]},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "date", "values": ["never"]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": ["many"]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": [{}]}], "index": []},
    {"type": "table", "rows": 1, "columns": [{"name": "csat", "kind": "number", "values": "x"}], "index": []},
    {"type": "table", "rows": 0, "columns": [], "index": [], "series": True},
    {"type": "table", "rows": -1, "columns": [], "index": []},
    {"type": "table", "rows": True, "columns": 7, "index": 7},
    {"type": "table", "rows": 10**30, "columns": [], "index": [], "series": "yes"},
    {"type": "plot", "axes": 5},
    {"type": "plot", "axes": [{"series": [{"mark": "bar", "x": [1], "y": []}]}]},
    {"type": "plot", "axes": [{"title": 1, "xlabel": [], "ylabel": None, "legend": "a", "series": []}]},
    {
        "type": "plot",
        "axes": [
            {
                "title": "",
                "xlabel": "",
                "ylabel": "",
                "legend": [],
                "series": [{"mark": "hist", "label": "", "x": ["a", None], "y": ["b"]}],
            }
        ],
    },
    {"type": "function", "name": "share_of", "parameters": "ab"},
    {"type": "function", "name": 1, "parameters": []},
    {"type": "function", "name": "share_of", "parameters": []},
    {"type": "other", "class": []},
    {"type": "too big"},
    {"type": "raised", "error": 7},
    {"type": "unheard of"},
    {},
    [],
    None,
    7,
    "number",
]


@pytest.mark.parametrize("exercise", FULL)
def test_no_forged_value_is_right_or_breaks_the_judge(practice, exercise):
    key = known_key(practice[exercise])
    for plain in FORGED:
        for result in FORGED:
            outcome = judge(received.readable(plain), key, lambda arguments, result=result: received.readable(result))
            assert outcome.credit == 0, (plain, result)
            assert outcome.state in (WRONG, NOT_ATTEMPTED) and outcome.message
            if exercise != "share_of":
                break
