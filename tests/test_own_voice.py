"""`hear_yourself`: what it measures is so, on the course's recordings; where it cannot tell, it says so in a line."""

import re
import struct
import wave

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib import hear_yourself
from exercises_lib.checks.prose import syllables
from exercises_lib.learner.voice import CannotTell, measured
from tests.test_audio import AUDIO, CLIPS
from tests.test_audio import CLEAN as NO_NOISE

CLEAN = [name for name in NO_NOISE if name.startswith("message")]
RATE = 16_000  # of the recordings


def sound(name: str) -> np.ndarray:
    return soundfile.read(AUDIO / f"{name}.mp3")[0]


def saved(path, samples, rate=RATE, subtype="PCM_16"):
    soundfile.write(path, np.clip(samples, -1, 1), rate, subtype=subtype)
    return path


def spoken_words(name: str) -> list[str]:
    said = " ".join(line.say for line in CLIPS[name].lines)
    return re.findall(r"[A-Za-z']+", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said))


def um(seconds: float) -> np.ndarray:
    """A long even hum, as a voice makes it: harmonics of 120 Hz, fading in and out."""
    time = np.arange(int(seconds * RATE)) / RATE
    hum = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 12))
    return 0.12 * hum * np.minimum(1, np.minimum(time, time[::-1]) / 0.05)


@pytest.mark.parametrize("name", CLIPS)
def test_beats_are_about_syllables(tmp_path, name):
    voice = measured(saved(tmp_path / "v.wav", sound(name)))
    assert voice.beats == pytest.approx(sum(map(syllables, spoken_words(name))), rel=0.2)


@pytest.mark.parametrize("name", CLEAN[:4])
@pytest.mark.parametrize("seconds", [0.5, 2.0])
def test_a_pause_of_known_length_is_found_where_it_is(tmp_path, name, seconds):
    one = sound(name)
    voice = measured(saved(tmp_path / "v.wav", np.concatenate([one, np.zeros(int(seconds * RATE)), one])))
    alone = measured(saved(tmp_path / "a.wav", one))
    quiet = len(one) / RATE - alone.seconds  # before the first and after the last sound
    at, length = min(voice.pauses, key=lambda pause: abs(pause[0] - len(one) / RATE))
    assert length == pytest.approx(seconds + quiet, abs=0.15)
    assert at == pytest.approx(len(one) / RATE, abs=quiet + 0.1)
    assert voice.speaking == pytest.approx(2 * alone.speaking, rel=0.03)


def test_with_the_words_known_both_paces_are_exact(tmp_path):
    words = len(spoken_words("message_10"))
    voice = measured(saved(tmp_path / "v.wav", sound("message_10")), words)
    assert f"{60 * words / voice.speaking:.0f} words a minute of speaking" in str(voice)
    assert f"{60 * words / voice.seconds:.0f} a minute with the pauses" in str(voice)


def test_a_long_um_that_stands_alone_is_pointed_at_and_hardly_a_word_is(tmp_path):
    silence = np.zeros(int(0.3 * RATE))
    words = [measured(saved(tmp_path / "v.wav", sound(name))).fillers for name in CLEAN]
    assert max(map(len, words)) <= 1 and sum(map(len, words)) < len(CLEAN) / 2
    one = sound("message_01")
    with_um = np.concatenate([one, silence, um(0.5), silence, one])
    (when,) = measured(saved(tmp_path / "v.wav", with_um)).fillers
    assert when == pytest.approx(len(one) / RATE + 0.3, abs=0.1)
    assert f"1 that may be one, or a short word, at 0:{int(when)}" in str(measured(tmp_path / "v.wav"))


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32"])
@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 2), (48_000, 1), (44_100, 2)])
def test_the_form_of_the_file_does_not_matter(tmp_path, subtype, rate, channels):
    one = sound("message_05")
    at = np.arange(int(len(one) / RATE * rate)) / rate
    samples = np.interp(at, np.arange(len(one)) / RATE, one)
    voice = measured(saved(tmp_path / "v.wav", np.column_stack(channels * [samples]), rate, subtype))
    usual = measured(saved(tmp_path / "u.wav", one))
    assert voice.speaking == pytest.approx(usual.speaking, rel=0.03)
    assert len(voice.pauses) == len(usual.pauses)
    assert ("channels" in str(voice)) == (channels > 1)


def said(capsys, *arguments) -> str:
    assert hear_yourself(*arguments) is None
    out = capsys.readouterr().out
    assert out.count("\n") == 1 and out.endswith(".\n")
    return out


def noise(level: float, seconds: float = 6) -> np.ndarray:
    return level * np.random.default_rng(1).standard_normal(int(seconds * RATE))


def test_it_says_what_is_wrong_with_a_file_in_one_line(tmp_path, capsys):
    one, path = sound("message_01"), tmp_path / "v.wav"
    assert "There is no file" in said(capsys, str(tmp_path / "none.wav"))
    assert "cannot be opened" in said(capsys, str(tmp_path))
    assert "not a WAV file" in said(capsys, str(AUDIO / "message_01.mp3"))
    assert "not a WAV file" in said(capsys, str(saved(path, one, subtype="FLOAT")))
    assert "shorter than 3 seconds" in said(capsys, str(saved(path, one[:RATE])))
    assert "minutes long" in said(capsys, str(saved(path, np.zeros(310 * 8_000), 8_000)))
    assert "4000 samples a second" in said(capsys, str(saved(path, one[::5], 4_000)))
    assert "next to no sound" in said(capsys, str(saved(path, np.zeros(6 * RATE))))
    assert "next to no sound" in said(capsys, str(saved(path, noise(0.001))))
    assert "a whole number above zero" in said(capsys, str(saved(path, one)), 0)


@pytest.mark.parametrize("decibels", [0, 6])
def test_a_voice_in_loud_noise_is_not_measured(tmp_path, capsys, decibels):
    one = sound("message_01")
    around = noise(1.0, len(one) / RATE)[: len(one)] * one.std() / 10 ** (decibels / 20)
    assert "does not stand out" in said(capsys, str(saved(tmp_path / "v.wav", one + around)))
    babble = sum(np.roll(np.tile(sound(name), 3)[: len(one)], 4000 * n) for n, name in enumerate(CLEAN[:6]))
    around = babble / babble.std() * one.std() / 10 ** (decibels / 20)
    assert "does not stand out" in said(capsys, str(saved(tmp_path / "v.wav", one + around)))


@settings(max_examples=60)
@given(st.binary(max_size=4000), st.booleans())
def test_no_file_whatever_raises(tmp_path_factory, data, with_head):
    path = tmp_path_factory.mktemp("v") / "v.wav"
    if with_head:
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1 + len(data) % 3)
            file.setsampwidth(1 + len(data) % 4)
            file.setframerate(8_000)
            file.writeframesraw(data * 40)
        raw = bytearray(path.read_bytes())
        raw[22:24] = struct.pack("<H", len(data) % 5)  # the channels it claims: also none
        path.write_bytes(raw)
    else:
        path.write_bytes(b"RIFF" + data)
    try:
        assert str(measured(path))
    except CannotTell as problem:
        assert str(problem).endswith(".")


def test_nothing_is_measured_where_notebooks_are_graded(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BPO_GRADING", "1")
    assert hear_yourself(str(saved(tmp_path / "v.wav", sound("message_01")))) is None
    assert capsys.readouterr().out == ""
