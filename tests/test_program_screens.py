"""Screens of made-up programs: what they show is text only, no stranger's data lies in them, and graders get none."""

import json
import re
import sqlite3

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib import environment
from exercises_lib.contact_centre import PRACTICE_SEED
from exercises_lib.contact_centre.workstation import FILES, mail
from exercises_lib.learner.screens import customer_screen, mail_screen, sheet_screen, sound_screen

ODD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
MAIL = st.fixed_dictionaries({name: ODD for name in ("id", *mail.Mail._fields)})
OURS = {"section", "p", "details", "summary", "div", "strong"}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("customers") / "customers.sqlite"
    path.write_bytes(FILES["customers.sqlite"](PRACTICE_SEED))
    with sqlite3.connect(path) as opened:
        yield opened


@given(st.lists(MAIL, min_size=1, max_size=3))
def test_whatever_stands_in_a_mail_is_shown_as_text(mails):
    page = BeautifulSoup(mail_screen(mails)._repr_mimebundle_()["text/html"], "html.parser")
    assert {tag.name for tag in page.find_all(True)} == OURS
    for one in mails:
        assert all(value in page.get_text() for value in one.values())


def test_no_birthday_no_address_no_mail_and_no_card_reaches_the_form(db):
    script = customer_screen(db)._repr_mimebundle_()["application/javascript"]
    private = db.execute("SELECT date_of_birth, address, email FROM customers").fetchall()
    assert not any(value in script for row in private for value in row)
    assert "card" not in script
    shown = set(re.findall(r'"columns": (\[.*?\])', script))
    assert shown == {json.dumps(["customer_no", "customer_name", "plan", "status"])}


def test_a_name_is_data_and_ends_no_script(db):
    changed = sqlite3.connect(":memory:")
    db.backup(changed)
    changed.execute("UPDATE customers SET customer_name = '</script><img src=x>'")
    assert "</script>" not in customer_screen(changed)._repr_mimebundle_()["application/javascript"]
    changed.close()


def test_a_sheet_shows_what_a_formula_gives_and_the_formula(tmp_path):
    (tmp_path / "handover.xlsx").write_bytes(FILES["handover_1.xlsx"](PRACTICE_SEED))
    shown = sheet_screen(tmp_path / "handover.xlsx")
    assert re.search(r"Total minutes \| \d+ =SUM\(C\d+:C\d+\)", repr(shown))
    missing = sheet_screen(tmp_path / "mended.xlsx")
    assert "Save your sheet under this name" in repr(missing)


def test_while_marks_are_made_nothing_is_shown(monkeypatch, db):
    settings = {"output": "headset", "volume": "60", "microphone": "on", "driver": "running"}
    monkeypatch.setenv(environment.GRADING, "1")
    for one in (sound_screen(settings), mail_screen([]), customer_screen(db)):
        assert one._repr_mimebundle_() == {"text/plain": ""}
