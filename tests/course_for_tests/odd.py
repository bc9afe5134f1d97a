"""Damaged, foreign and odd submissions, drawn by hypothesis: notebooks, bytes, file trees and names.

`gathered(notebook, module, number)` draws what a learner may hand in beside or instead of that notebook, the same on
every machine; `places` lists each kind of file in each place that matters; `Odd.put` writes one of them.
"""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SEED = int(os.environ.get("ODD_SEED", 0))  # another one draws others

HALF = "\ud83d"  # of an emoji
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

# --- texts -------------------------------------------------------------------------------------------

TRICKY = [
    HALF,
    f"print('{HALF}')",
    f"# {HALF}\ncsat = 1",
    "print('\\ud800')",
    "raise ValueError('\\ud800')",
    "[",
    "[\n\n````x",
    "````x",
    "```\n\n~~~",
    "[/]",
    "[bold]x[/bold]",
    "![x](attachment:a.png)",
    "<img src=attachment:a.png>",
    "![](attachment:)",
    "[a]: b\n\n[",
    "\x00",
    "\x1b[2J",
    "\u2028",
    "$$",
    "$\\begin{a}$",
    "\\begin{a}" * 50,
    "<div>" * 300,
    "> " * 200,
    "* " * 200,
    "<script>alert(1)</script>",
    "<!--",
    "<![CDATA[",
    "&#xD800;",
    "\ufeff",
    "\u202e",
    "|a|\n|-|\n|",
    "[^1]\n\n[^1]: [^1]",
    "1. \n\n   - ",
    "%%html\n<b>",
    "%reset -f",
    "%cd /",
    "!ls",
    "?x",
    "csat?",
    "exit()",
    "import os; os._exit(1)",
    "import sys; sys.stdout = None",
    "import sys; sys.exit()",
    "raise SystemExit",
    "def",
    "'''",
    "csat = csat",
    "1/0",
    "import os; os.chdir('/')",
    "pd = pd.DataFrame()",
    "del pd",
    "open('data/surveys.csv','w').write('x')",
    "await x",
    "from IPython.display import *; display(Markdown('![x](attachment:a.png)'), Latex('['), SVG('<svg/>'))",
    "from IPython.display import display; display({'text/plain': 5, 'image/png': 'no'}, raw=True)",
    "class E(Exception):\n    def __str__(self): 1/0\nraise E",
    "print('x' * 200_000)",
    "check = None",
    "raise BaseException",
    "import exercises_lib.plain.values as v; v.to_plain = lambda x: {'type': 'text', 'value': 'b', 'series': True}",
    "csat = '\\ud800'",
    "nps = 1e999",
    "first_step = {'b'}",
    "ratings = pd.DataFrame({'\\ud800': [1]})",
    "share_of = 5",
    "class S(str): pass\nfirst_step = S('b')",
    "csat = float('nan')",
    "ratings_plot = plt",
    "ratings = [[[[[[[[[1]]]]]]]]]",
]
texts = (
    st.sampled_from(TRICKY)
    | st.text(max_size=60)
    | st.text(alphabet=st.sampled_from("[]()<>`~*_#|$\\\n !:-&;\"'a1" + HALF), max_size=40)
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)

# --- notebooks ---------------------------------------------------------------------------------------

KEYS = ["cell_type", "source", "metadata", "outputs", "execution_count", "id", "attachments", "trusted", "input"]


@st.composite
def notebooks(draw, notebook: dict) -> bytes:
    """The notebook with a few odd changes, as the bytes of a file."""
    changed = copy.deepcopy(notebook)
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from([_cell_key, _cell_text, _own_cell, _no_key, _no_cell, _double, _top_key, _attachment]))(
            draw, changed
        )
    return json.dumps(changed).encode("utf-8", "surrogatepass")


def _cells(notebook: dict) -> list:
    cells = notebook.get("cells")
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _some_cell(draw, notebook: dict) -> dict:
    return draw(st.sampled_from(_cells(notebook) or [{}]))


def _cell_key(draw, notebook):
    _some_cell(draw, notebook)[draw(st.sampled_from(KEYS) | st.text(max_size=5))] = draw(junk)


def _cell_text(draw, notebook):
    cell = _some_cell(draw, notebook)
    cell["source"] = draw(texts | st.lists(texts, max_size=3))


def _own_cell(draw, notebook):
    if _cells(notebook):
        kind = draw(st.sampled_from(["code", "markdown", "raw", "heading"]))
        cell = {"cell_type": kind, "metadata": {}, "source": draw(texts), "outputs": [], "execution_count": None}
        notebook["cells"].insert(draw(st.integers(0, len(notebook["cells"]))), cell)


def _no_key(draw, notebook):
    _some_cell(draw, notebook).pop(draw(st.sampled_from(KEYS)), None)


def _no_cell(draw, notebook):
    if _cells(notebook):
        del notebook["cells"][draw(st.integers(0, len(notebook["cells"]) - 1))]


def _double(draw, notebook):
    if _cells(notebook):
        notebook["cells"].insert(0, copy.deepcopy(_some_cell(draw, notebook)))


def _top_key(draw, notebook):
    name = draw(st.sampled_from(["metadata", "nbformat", "nbformat_minor", "worksheets", "cells", "x"]))
    notebook[name] = draw(junk)


def _attachment(draw, notebook):
    cell = _some_cell(draw, notebook)
    cell |= {"cell_type": "markdown", "source": draw(st.sampled_from(["![x](attachment:a.png)", "attachment:a.png"]))}
    content = draw(st.sampled_from([PIXEL, "no picture", 5]) | junk)
    cell["attachments"] = draw(junk) if draw(st.booleans()) else {"a.png": {"image/png": content}}


def damaged(raw: bytes):
    """A file that was cut, filled with other bytes or saved in another code."""
    places = st.integers(0, len(raw) - 1)
    return st.one_of(
        st.binary(max_size=100),
        places.map(lambda place: raw[:place]),
        st.tuples(places, st.binary(max_size=4)).map(lambda cut: raw[: cut[0]] + cut[1] + raw[cut[0] + 1 :]),
        st.sampled_from(["utf-16", "utf-8-sig", "utf-32"]).map(raw.decode().encode),
        junk.map(lambda value: json.dumps(value).encode()),
    )


# --- folders -----------------------------------------------------------------------------------------

NAMES = [
    "data",
    "data/surveys.csv",
    "data/surveys.csv/x",
    "data/agents.csv",
    "notes.txt",
    "answer_card.json",
    "a/b/c.txt",
    "[x].txt",
    "x\ny",
    "\x1b[31mred",
    "umlaut \u00fc",
    os.fsdecode(b"\xff\xfe"),
    "pandas.py",
    "sitecustomize.py",
    "x" * 200,
    "/".join("d" * 30) + "/x",
    "/".join(["deep" * 20] * 15) + "/x",
    ".ipynb_checkpoints/a.ipynb",
    "more.ipynb",
    "a.IPYNB",
    "feedback/x.html",
    "__pycache__/pandas.pyc",
]
KINDS = ["file", "folder", "pipe", "link", "dangling", "loop", "closed", "closed folder"]
TIMES = [
    b"2026-02-30",
    b"",
    b"\xef\xbb\xbf2026-01-05 10:00:00 UTC",
    b"2026-01-05 10:00:00 UTC",
    b"yesterday at five",
    "heute früh".encode("latin-1"),
    "2026-01-05 10:00:00 UTC".encode("utf-16"),
    b"\x00" * 50,
    b"9" * 400,
    b"2026-01-05 10:00 XYZ",
    b"0001-01-01 00:00:00 +2300",
    b"2026-01-05T10:00:00+99:99",
    b"1e400",
]


@dataclass(frozen=True)
class Odd:
    """What one learner hands in. `notebook`: the file's bytes; None where there is none of the right name."""

    notebook: bytes | None
    others: list[tuple[str, str, bytes]] = field(default_factory=list)  # path, kind, content
    time: bytes | None = None

    def put(self, folder: Path, module: str) -> None:
        folder.mkdir(parents=True)
        if self.notebook is not None:
            (folder / f"{module}.ipynb").write_bytes(self.notebook)
        if self.time is not None:
            (folder / "timestamp.txt").write_bytes(self.time)
        for name, kind, content in self.others:
            try:
                _make(folder / name, kind, content)
            except OSError:  # there is something of that name
                continue


def _make(path: Path, kind: str, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind in ("folder", "closed folder"):
        path.mkdir(0o755 if kind == "folder" else 0)
    elif kind in LINKS:
        path.symlink_to(LINKS.get(kind) or path)
    elif not path.exists():
        path.write_bytes(content)
        path.chmod(0 if kind == "closed" else 0o644)


LINKS = {"link": "/etc/passwd", "dangling": "/nowhere", "loop": ""}


def places(notebook: dict, module: str) -> list[Odd]:
    """Each kind of file in place of the notebook, the timestamp, a file of the module's and their folder."""
    raw = json.dumps(notebook).encode()
    odd_kinds = [kind for kind in KINDS if kind != "file"]
    return [
        *(
            Odd(None, [(f"{module}.ipynb", kind, raw), *more])
            for kind, more in product(odd_kinds, ([], [("more.ipynb", "file", raw)], [("timestamp.txt", "loop", b"")]))
        ),
        *(Odd(raw, [(name, kind, b"") for name in ("timestamp.txt", "more.ipynb", "data")]) for kind in KINDS),
        *(Odd(raw, [("data/surveys.csv", kind, b"")]) for kind in KINDS),
    ]


def odd_folders(notebook: dict, module: str):
    """What may be handed in for a module whose solved notebook this is."""
    raw = json.dumps(notebook).encode()
    names = st.sampled_from([*NAMES, "timestamp.txt", f"{module}.ipynb", f"{module} (1).ipynb", f"{module}.ipynb.txt"])
    others = st.lists(st.tuples(names, st.sampled_from(KINDS), st.binary(max_size=20)), max_size=4)
    times = st.none() | st.sampled_from(TIMES) | st.binary(max_size=30)
    return st.one_of(
        st.builds(Odd, notebooks(notebook)),
        st.builds(Odd, notebooks(notebook)),
        st.builds(Odd, st.just(raw), others, times),
        st.builds(Odd, damaged(raw), others),
        st.builds(Odd, st.none(), others),
    )


def gathered(notebook: dict, module: str, number: int) -> list[Odd]:
    """So many different odd submissions of a module whose solved notebook this is.

    Drawn in a process of its own: hypothesis also tries what stands as a constant in the code that is imported, which
    is other code with every choice of tests.
    """
    order = json.dumps([notebook, module, number]).encode()
    done = subprocess.run([sys.executable, __file__], input=order, stdout=subprocess.PIPE, check=True)
    return [Odd(*parts) for parts in pickle.loads(done.stdout)]


def _gather(notebook: dict, module: str, number: int) -> list[tuple]:
    return [(one.notebook, one.others, one.time) for one in draw(odd_folders(notebook, module), number)]


def draw(strategy, number: int) -> list:
    """So many examples of a strategy, the same ones each time in the same process."""
    found = []

    @seed(SEED)
    @settings(
        max_examples=number,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def gather(example):
        found.append(example)

    gather()
    return found


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_gather(*json.load(sys.stdin))))
