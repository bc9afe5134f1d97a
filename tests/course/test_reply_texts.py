"""The written replies against honest texts, which must pass, and false or gaming ones, which must not.

For each exercise a dozen of both (reply_texts.toml), in words that people use. The rules were not written from them.
A second set (reply_texts_again.toml) was tried when the rules stood. Of modules 02 to 04, 52 of 60 honest texts earned
all and 53 of 60 false ones did not; of later modules 18 of 20 and 19 of 20. The rules were mended for the others.
"""

import tomllib
from pathlib import Path

import pytest
from course_for_tests.modules import practice_records

from tests.checks.verdicts import grade

MODULES = {
    "fee_reply": "02_billing_queries", "confirmation": "03_attentive_listening", "reply_to_huda": "04_empathy",
    "reply_to_mateus": "04_empathy", "reply_to_lerato": "04_empathy",
    "summary_to_bilal": "06_patience", "incident_message": "08_cool_head", "proposal": "09_leading",
    "goran_reply": "10_capstone", "report": "10_capstone",
    **dict.fromkeys(("plain_reply", "repaired", "voicemail"), "07_confidence_and_clarity"),
}  # fmt: skip

SETS = [
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("reply_texts.toml", "reply_texts_again.toml")
]


def texts(state: str) -> list[tuple[str, str]]:
    return [(n, " ".join(text.split())) for one in SETS for n, given in one[state].items() for text in given["texts"]]


@pytest.fixture(scope="module")
def records() -> dict[str, dict]:
    kept = {module: practice_records(module) for module in set(MODULES.values())}
    return {name: kept[module][name] for name, module in MODULES.items()}


def outcome(records, screen, shift, name: str, text: str):
    known = {"fee_reply": screen, "goran_reply": shift, "report": shift}
    return grade(records[name], text.format(**known[name]) if name in known else text)


@pytest.mark.parametrize(("name", "text"), texts("honest"))
def test_an_honest_text_earns_all(records, screen, shift, name, text):
    found = outcome(records, screen, shift, name, text)
    assert found.credit == 1, found.message


@pytest.mark.parametrize(("name", "text"), texts("false"))
def test_a_false_or_gaming_text_does_not_earn_all(records, screen, shift, name, text):
    assert outcome(records, screen, shift, name, text).credit < 1
