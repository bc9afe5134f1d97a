"""What a room's settings and names may be. The room itself is tried in tests/browser/hub."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exercises_lib.hub import people
from exercises_lib.hub.room import Room, RoomFault, load

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_settings_that_are_installed_are_those_that_hold_without(tmp_path):
    shutil.copy(DEPLOY / "room.toml", tmp_path)
    assert load(tmp_path) == Room(tmp_path)


def test_settings_are_read_as_they_were_written(tmp_path):
    room = Room(tmp_path, exchange='/srv/a "strange" place', trainer="ngozi", hub_port=9000)
    room.save()
    assert load(tmp_path) == room


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "trainers = 'ngozi'": "there is no setting `trainers`",
        "hub_port = '8081'": "`hub_port` must be a number",
        "trainer = 7": "`trainer` must be a text",
        "trainer = ": "cannot be read",
    }.items(),
)
def test_odd_settings_are_told(tmp_path, text, said):
    (tmp_path / "room.toml").write_text(text)
    with pytest.raises(RoomFault, match=said):
        load(tmp_path)


def test_a_folder_without_a_room_says_what_to_do(tmp_path):
    with pytest.raises(RoomFault, match="Install the room first"):
        load(tmp_path)


NO_NAMES = ["", "Ama", "ama mensah", "-rf", "7up", "../ama", "ama;reboot", "a" * 32, "ama\n", "root"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_cannot_be_adds_nobody(tmp_path, name):
    with pytest.raises(RoomFault):
        people.add_learners(Room(tmp_path), ["bpo-nobody-at-all", name])
    with pytest.raises(RoomFault, match="twice"):
        people.add_learners(Room(tmp_path), ["bpo-nobody-at-all"] * 2)
    with open("/etc/passwd") as accounts:
        assert "bpo-nobody-at-all" not in accounts.read()
