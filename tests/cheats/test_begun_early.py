"""A warm process that began before the settings were read: submissions meet the limits of the settings all the same."""

import pytest

from cheats.apart import SMALL, Room
from exercises_lib.grading.process import ending, temporary
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.warm import Warm
from exercises_lib.grading.process.warm_process import WarmProcess

pytestmark = pytest.mark.sandbox
MUCH_MEMORY = "x = bytearray(400_000_000)"
MUCH_DISK = "for name in 'abc':\n    with open(name, 'wb') as file:\n        file.write(bytes(19_000_000))"


@pytest.mark.parametrize("guessed", [SMALL.disk_bytes, Limits.disk_bytes], ids=["right", "wrong"])
def test_limits_hold_whatever_was_guessed(guessed):
    before = ending.children()
    begun = WarmProcess(temporary.folder("incoming"), guessed, Places())
    early = set(ending.children()) - set(before)
    try:
        with Warm(SMALL, Places(), begun) as start:
            said = Room(start).run(MUCH_MEMORY, MUCH_DISK, "6 * 7")
            running = set(ending.children()) - set(before)
    finally:
        begun.clear_away()
        temporary.remove(begun.incoming)
    assert said.startswith("[error]")  # an empty message: there was no memory
    assert "No space left on device" in said
    assert said.endswith("[ok]")
    assert (running == early) == (guessed == SMALL.disk_bytes)  # the same process, or another in its place
    assert len(early) == len(running) == 1
    assert ending.children() == before
