"""The sound settings of a laptop, as a window with points to press: what is set, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from exercises_lib.learner.screens.screen import Screen, opened

# letter: name of the setting in the log, label, what pressing it tells
POINTS = {
    "a": ("output", "Play sound on", "The device that you hear the call with."),
    "b": ("volume", "Volume of the headset", "How loud you hear the call, from 0 to 100."),
    "c": ("", "Volume of the alarm clock", "How loud the clock of the laptop rings. No call uses it."),
    "d": ("microphone", "Microphone for the softphone", "Whether the softphone may listen to you."),
    "e": ("driver", "Program that runs the headset", "Without it there is no headset. A restart starts it."),
    "f": ("", "Beep when a key is pressed", "A sound for each key. It is heard by you alone."),
}
_FIXED = {"c": "40", "f": "off"}


def sound_screen(settings: Mapping[str, str]) -> Screen:
    """Show the window, with the values of `settings`: output, volume, microphone, driver."""
    rows, text = "", ["Sound settings"]
    for letter, (name, label, meaning) in POINTS.items():
        value = str(settings[name]) if name else _FIXED[letter]
        rows += opened(f"({letter}) {label}: {value}", escape(meaning))
        text.append(f"({letter}) {label}: {value}")
    return Screen("Sound settings", rows, "\n".join(text))
