"""A recording in a notebook: it comes with the module, it plays, and nothing is fetched for it from elsewhere."""

from pathlib import Path

import pytest

from .places import MODULE, RECORDING

BIT_RATES = {  # in kbit/s by the four bits of a frame's header, for layer III
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # MPEG 1, 2, 2.5


def seconds(path: Path) -> float:
    """How long an MP3 file plays: the sum of its frames."""
    raw, at, length = path.read_bytes(), 0, 0.0
    if raw.startswith(b"ID3"):
        at = 10 + (raw[6] << 21 | raw[7] << 14 | raw[8] << 7 | raw[9])
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] & 0xE0 == 0xE0:
        version, rates = raw[at + 1] >> 3 & 3, raw[at + 2]
        samples, scale = (1152, 1) if version == 3 else (576, 2)
        bit_rate, sample_rate = BIT_RATES[scale][rates >> 4], SAMPLE_RATES[version][rates >> 2 & 3]
        length += samples / sample_rate
        at += samples // 8 * bit_rate * 1000 // sample_rate + (rates >> 1 & 1)
    return length


def test_it_is_part_of_the_release_and_of_what_a_learner_fetches(learners_day, places):
    for folder in (places.course / "release", places.learners):
        assert (folder / MODULE / "audio" / "message.mp3").read_bytes() == RECORDING.read_bytes()


def test_it_plays_from_beginning_to_end(learners_day):
    assert learners_day.seconds == pytest.approx(seconds(RECORDING), abs=0.2)


def test_nothing_is_fetched_from_elsewhere(learners_day):
    assert learners_day.asked <= {"localhost", "127.0.0.1", ""}


def test_the_browser_has_nothing_to_complain_about(learners_day):
    assert learners_day.troubles == []
