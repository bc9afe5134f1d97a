"""The recordings of module 03: what the files are, how they sound, that they and their captions give nothing away.

All of it runs without a speech engine but the last test of the recordings, which renders one again.
"""

import importlib
import json
import re
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.mp3 import MP3, BitrateMode

from exercises_lib import listen, listen_by
from exercises_lib.checks.prose import syllables
from exercises_lib.learner.audio import Player

ROOT = Path(__file__).parents[1]
MODULE = "03_attentive_listening"
AUDIO = ROOT / "source" / MODULE / "audio"
FILES = sorted(AUDIO.glob("*.mp3"))
WINDOWS = 20  # a second, in which loudness is measured
QUIET = 0.012  # of full scale: below it nobody speaks
HIDDEN = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END \1", re.DOTALL)


sys.path.insert(0, str(ROOT / "course" / "audio"))  # its scripts find each other as when one of them is run
captions, render, script, speech = map(importlib.import_module, ("captions", "render", "script", "speech"))

CLIPS = {name: script.read(name) for name in script.names()}
CLEAN = [  # nothing but voices
    name for name, clip in CLIPS.items() if not (clip.street or clip.hiss or any(line.hold for line in clip.lines))
]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_every_script_has_a_recording_and_every_recording_a_script():
    assert [path.stem for path in FILES] == list(CLIPS)
    assert [path.stem for path in sorted(AUDIO.glob("*.captions"))] == list(CLIPS)


def test_a_recording_in_another_module_is_the_same_one():
    others = [path for path in ROOT.glob("source/*/audio/*") if path.parent != AUDIO]
    assert others and all(path.read_bytes() == (AUDIO / path.name).read_bytes() for path in others)


def test_there_are_calls_of_two_voices_and_short_clips():
    for name, clip in CLIPS.items():
        speakers = {(line.who, line.voice) for line in clip.lines}
        sides = 2 if "call" in name else 1
        assert len(speakers) == len({voice for _, voice in speakers}) == sides, name


def test_two_that_speak_in_a_clip_are_told_apart_by_their_voices():
    """The pitch of each line that is long enough, measured: two in a call are three semitones apart."""
    heard: dict[str, list[float]] = {}
    for name in CLEAN:
        for line, samples, rate in lines_heard(name):
            heard.setdefault(line.voice, []).append(pitch(samples, rate))
    pitches = {voice: float(np.median(found)) for voice, found in heard.items()}
    assert set(pitches) == set(script.voices())
    assert sum(found < 155 for found in pitches.values()) == sum(found > 155 for found in pitches.values()) == 4
    for clip in CLIPS.values():
        one, *other = sorted({pitches[line.voice] for line in clip.lines})
        assert not other or other[0] / one > 2 ** (3 / 12), clip.name


def test_a_street_a_hold_an_angry_caller_and_two_who_speak_at_once_are_each_in_more_than_one_clip():
    lines = {name: clip.lines for name, clip in CLIPS.items()}
    assert sum(clip.street is not None for clip in CLIPS.values()) > 1
    for is_so in (lambda line: line.hold, lambda line: line.pause < -0.5, lambda line: line.loud > 1.2):
        assert sum(any(map(is_so, spoken)) for spoken in lines.values()) > 1


def test_no_agent_speaks_of_an_account_or_money_before_the_caller_is_verified():
    """But in call 9: to find it is an exercise. Calls 3 and 4 need no account."""
    for name in [name for name in CLIPS if "call" in name and name not in ("call_3", "call_4", "call_9")]:
        agent = [line.words for line in CLIPS[name].lines if line.side == "Agent"]
        asked = next(at for at, said in enumerate(agent) if "security word" in said)
        before = " ".join(agent[:asked])
        assert not re.search(r"dollars|euros|charge is|bill is|parcel|open(ed)? your", before), name
    assert not any("security word" in line.words for line in CLIPS["call_9"].lines)


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
        assert script.transcript(clip) in page


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_recording_is_as_loud_as_the_others_and_has_no_long_silence(path):
    heard = loudness(path)
    speech = heard[heard > QUIET]
    assert 0.05 < np.sqrt((speech**2).mean()) < 0.09
    spoken = np.flatnonzero(heard > QUIET)
    longest = 1.8 if any(line.hold for line in CLIPS[path.stem].lines) else 1.2  # the tone comes every two seconds
    assert np.diff(spoken).max() <= longest * WINDOWS


def test_some_recordings_have_noise_and_the_others_are_silent_between_the_words():
    noisy = {name for name, clip in CLIPS.items() if clip.hiss or clip.street}
    floors = {path.stem: np.percentile(loudness(path), 5) for path in FILES}
    assert min(floors[name] for name in noisy) > 0.004
    assert max(floors[name] for name in floors if name not in noisy) < 0.0005


def test_one_caller_speaks_faster_than_everybody_else():
    """Syllables a second of the long phrases, which lie where the captions say: of the fast caller and the others."""
    fast, others = [], []
    for name in CLIPS:
        for start, end, side, spoken in shown(name):
            said = words(" ".join(word for _, word in spoken))
            if len(said) >= 20:
                rate = sum(map(syllables, said)) / (end - start)
                (fast if (name, side) == ("call_2", "Caller") else others).append(rate)
    assert len(fast) == 3  # one of them is a number: digits stand apart
    assert len(others) > 10
    assert np.median(fast) > 1.2 * np.mean(others)
    assert np.median(fast) > max(others)


@pytest.mark.audio
def test_a_recording_rendered_again_sounds_the_same(tmp_path):
    """A script still makes the recording that lies in source/, and its captions.

    Compared is how loud each twentieth of a second is, not the bytes: other versions of an engine, of lame or of a
    processor's arithmetic may differ in what nobody hears. The clip has a name, numbers, and a date.
    """
    if wanted := speech.missing():
        pytest.skip("The speech engines are not here, so nothing can be rendered again: " + "; ".join(wanted))
    path = render.render(CLIPS["message_08"], tmp_path)
    again, kept = loudness(path), loudness(AUDIO / path.name)
    assert abs(len(again) - len(kept)) <= 2
    assert alike(again, kept) > 0.98
    assert alike(again, loudness(AUDIO / "message_07.mp3")) < 0.5  # so the measure tells recordings apart
    assert MP3(path).tags is None
    assert path.with_suffix(".captions").read_bytes() == (AUDIO / "message_08.captions").read_bytes()


@pytest.mark.audio
@pytest.mark.parametrize("name", ["call_1", "own_call_4"])
def test_a_simple_recogniser_recovers_the_facts_of_a_clip(name):
    """Of a call without noise and of one on a street; `python course/audio/hear.py` prints all of them."""
    pytest.importorskip("pocketsphinx", reason="The recogniser is not here. To have it: pip install '.[audio]'")
    hear = importlib.import_module("hear")
    recovered, facts, lost = hear.facts_of(CLIPS[name], hear.samples_of(AUDIO / f"{name}.mp3"), name)
    print(f"{name}: {recovered} of {facts} facts recovered{lost}")
    assert facts >= 20
    assert recovered / facts > 0.85


@pytest.mark.parametrize("name", CLIPS)
def test_captions_are_what_is_said_when_it_is_said(name):
    """Each piece at a time when somebody is heard; words in order; names as they sound; who speaks, but no name."""
    pieces = shown(name)
    said = words(" ".join(captions.as_heard(line.say) for line in CLIPS[name].lines))
    voiced = [piece for piece in pieces if piece[2]]
    assert words(" ".join(word for piece in voiced for _, word in piece[3])) == said
    heard = loudness(AUDIO / f"{name}.mp3")
    for start, end, _side, spoken in pieces:
        assert start <= spoken[0][0] <= spoken[-1][0] < end <= len(heard) / WINDOWS + 0.1
        assert [at for at, _ in spoken] == sorted(at for at, _ in spoken)
    for start, end, *_ in voiced:
        assert (heard[int(start * WINDOWS) : int(end * WINDOWS)] > QUIET).mean() > 0.5
    assert {piece[2] for piece in pieces} <= {"Agent", "Caller", ""}


def test_no_answer_stands_in_the_captions_as_a_field():
    """Neither a number in figures nor a name as it is written; nor can either be read in a file of the folder."""
    source = (ROOT / "course" / MODULE / f"{MODULE}.md").read_text(encoding="utf-8")
    keys = " ".join(re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", source.split("## 13 ·")[0], re.DOTALL))
    names = set(re.findall(r'"([A-Z][a-z]{4,})"', keys))
    assert {"Szabo", "Muthoni", "Quispe"} <= names
    every = " ".join(word for name in CLIPS for piece in shown(name) for _, word in piece[3])
    assert not re.search(r"\d", every)
    for name in names:
        assert name.casefold() not in words(every)
    for path in AUDIO.glob("*.captions"):
        raw = path.read_bytes()
        for line in CLIPS[path.stem].lines:
            assert not [word for word in words(line.words) if len(word) > 4 and word.encode() in raw.lower()]


def shown(name: str) -> list:
    """A clip's captions: [start, end, side, [[start, word], ...]], in seconds."""
    return json.loads(zlib.decompress((AUDIO / f"{name}.captions").read_bytes()))


def lines_heard(name: str):
    """The lines of a clip, each with the samples of its longest piece."""
    samples, rate = soundfile.read(AUDIO / f"{name}.mp3", dtype="float32")
    pieces = iter([piece for piece in shown(name) if piece[2]])
    for line in CLIPS[name].lines:
        own = [next(pieces) for _ in line.say.split("|")]
        start, end, *_ = max(own, key=lambda piece: piece[1] - piece[0])
        if end - start > 1.5:
            yield line, samples[int(start * rate) : int(end * rate)], rate


def pitch(samples: np.ndarray, rate: int) -> float:
    """The median pitch in hertz, by autocorrelation of windows of 50 milliseconds."""
    found, window = [], rate // 20
    for at in range(0, len(samples) - window, window):
        part = samples[at : at + window] - samples[at : at + window].mean()
        if np.sqrt((part**2).mean()) > 0.02:
            same = np.correlate(part, part, "full")[window - 1 :]
            period = rate // 400 + same[rate // 400 : rate // 60].argmax()
            if same[period] > 0.4 * same[0]:
                found.append(rate / period)
    return float(np.median(found))


def loudness(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path, dtype="float32")
    window = rate // WINDOWS
    return np.sqrt((samples[: len(samples) // window * window].reshape(-1, window) ** 2).mean(axis=1))


def alike(one: np.ndarray, other: np.ndarray) -> float:
    both = min(len(one), len(other))
    return np.corrcoef(one[:both], other[:both])[0, 1]


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


def test_nothing_is_shown_while_grading_whatever_way_was_chosen(monkeypatch, capsys):
    monkeypatch.setenv("BPO_GRADING", "1")
    listen_by("captions")
    assert listen(str(AUDIO / "message_08.mp3"), "Message 8", hearings=2) is None
    listen_by("sound")
    assert capsys.readouterr().out == ""
    assert listen(str(AUDIO / "message_08.mp3"), "Message 8") is None
