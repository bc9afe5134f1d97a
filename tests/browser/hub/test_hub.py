"""A training room: a learner's and a trainer's day through the hub, and what a neighbour must not get."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from ..places import MODULE
from .room import as_root


def test_the_trainer_hands_out_with_the_formgrader(day):
    assert "Success" in day.released


def test_the_first_page_says_how_to_get_a_module(day):
    assert "Assignment List" in day.welcome and "Fetch" in day.welcome


def test_a_learner_answers_and_checks(day):
    assert "This is the mean rating. CSAT is the share of 4s and 5s." in day.wrong


def test_while_there_is_no_hub_learners_go_on(day):
    assert "3 of 3 points" in day.without_hub
    assert "score >= 4 for score in scores" in day.saved_without_hub


def test_when_the_hub_is_back_nothing_is_lost(day):
    assert "Right" in day.after_hub
    assert MODULE in day.submitted


def test_bens_kernel_gets_nothing_of_others(day):
    assert day.bens_kernel == [
        "reads his own notebook",
        "reads what was released",
        "asks his own server",
        "sees that Ama's server and kernel run",
    ]


def test_bens_terminal_gets_nothing_of_others(day, room):
    assert room.names["ben"] in day.bens_terminal
    assert day.bens_terminal.count("Permission denied") == 2
    assert "cell_type" not in day.bens_terminal


def test_bens_browser_gets_nothing_of_others(day):
    assert day.bens_formgrader == 404
    assert re.search("not allowed|forbidden|403|404", day.neighbours, re.IGNORECASE)


def test_the_trainer_grades_with_the_formgrader(day):
    assert "Success" in day.collected
    assert len(day.graded) == 4 and all("Success" in said for said in day.graded)


def test_what_ben_hands_in_for_ama_is_refused(day, room):
    collected = as_root("cat", _submitted(room, "ama") / "submission_secret.txt")
    assert "AAAA" not in collected
    assert "4 / 6" in day.scores  # the other two are a person's to give


def test_links_bring_nothing_of_the_trainers_home(day, room):
    names = as_root("find", _submitted(room, "ben")).splitlines()
    assert any(name.endswith(f"{MODULE}.ipynb") for name in names)
    assert not [name for name in names if re.search("solution.txt|endless|/more", name)]


def _submitted(room, who):
    return room.home("trainer") / "course/submitted" / room.names[who] / MODULE


def test_a_learner_reads_the_feedback(day):
    assert "Right · csat" in day.feedback


def test_the_doctor_is_content(day, room):
    said = room.bpo("doctor", "--hub")
    assert "✗" not in said and "!" not in said


BROKEN = {
    "an open home": ("chmod", "755", "home/AMA"),
    "an open course": ("chmod", "-R", "a+rX", "home/TRAINER"),
    "an inbox to list": ("chmod", "777", "exchange/bpo/inbound"),
    "an exchange where all may move things": ("chmod", "777", "exchange"),
    "feedback to list": ("chmod", "755", "exchange/bpo/feedback"),
    "open state": ("chmod", "755", "state"),
    "kernels that can be heard": ("rm", "settings/learner/jupyter_server_config.py"),
    "packages that all may change": ("chmod", "777", "."),
}
STRANGERS = "exchange/bpo/outbound"  # has the right rights, and the wrong owner


def _named(room, place: str) -> str:
    for short, name in {"AMA": room.names["ama"], "TRAINER": room.names["trainer"]}.items():
        place = place.replace(short, name)
    return place


@dataclass
class Examined:
    """What the doctor said of all this when it was broken, and when all of it was mended."""

    broken: str
    mended: str
    strangers: str  # whose the folder was that is not its owner's, after `bpo hub prepare`


@pytest.fixture(scope="module")
def examined(day, room) -> Examined:
    for command, *options, place in BROKEN.values():
        as_root(command, *options, room.folder / _named(room, place))
    as_root("chown", room.names["ama"], room.folder / STRANGERS)
    broken = room.bpo("doctor", "--hub", check=False)
    room.bpo("hub", "prepare", check=False)
    owner = as_root("stat", "-c", "%U", room.folder / STRANGERS).strip()
    as_root("chown", room.names["trainer"], room.folder / STRANGERS)
    room.bpo("hub", "prepare")
    return Examined(broken, room.bpo("doctor", "--hub"), owner)


@pytest.mark.parametrize("broken", BROKEN)
def test_the_doctor_finds_what_is_wrong_and_it_can_be_mended(examined, room, broken):
    place = _named(room, BROKEN[broken][-1])
    what = "JupyterLab's settings" if place.startswith("settings/") else room.folder / place
    assert f"\n✗ {what}: " in f"\n{examined.broken}"
    assert "bpo hub prepare" in examined.broken
    assert "✗" not in examined.mended


def test_what_may_be_a_learners_trap_is_for_a_person_to_look_at(examined, room):
    assert f"\n✗ {room.folder / STRANGERS}: " in examined.broken
    assert examined.strangers == room.names["ama"]
    assert "✗" not in examined.mended
