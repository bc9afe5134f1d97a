"""No exercise is passed by looking at the release's files instead of working.

A nosy learner opens what lies around: the answer card, the notebook's metadata, the tags of a recording, the names and
comments of files. We collect every text and number found there, and hold them against the right answers.

Not looked at, because a learner is meant to read it: the text and code of the notebook, and what the data files say
(answers are worked out from them; at grading they are others). On the card on purpose, and so no find: the options of a
choice, the labels of an ordering, the columns of a table, and what a reply must say in words, as its prompt asks. Who
picks one of the options guesses, here as on paper. A number of one or two digits proves nothing: it is everywhere.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import mutagen
import nbformat
import openpyxl
import pytest
from course_for_tests.modules import MODULES, subject
from PIL import Image

from exercises_lib.authoring import variants
from exercises_lib.checks import KINDS, judge
from exercises_lib.checks.forms import folded
from exercises_lib.checks.record import known_key
from exercises_lib.learner import answer_card
from exercises_lib.plain.values import to_plain

GROUPED = [pytest.param(module, marks=pytest.mark.xdist_group(module)) for module in MODULES]
DIGEST = re.compile(r"[0-9a-f]{16,}")  # opaque, unless it is the answer itself
SMALL = re.compile(r"(?<![\d.])-?\d{1,2}(\.0*)?(?![\d.])")
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
GUESSES = {kind.name for kind in KINDS.values() if kind.is_guessable}
# states of a facet, and what the prompt tells: a plot's kind, a table's columns
STATES = {"yes", "no", "-", "<", ">", "<!", ">!"}
TOLD = ("mark", "columns", "rows", "series", "points")


# --- what is found ---


def found_in(folder: Path) -> dict[str, str]:
    """Every text and number around the answers: what it says -> where."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for text in (*_names(path.relative_to(folder)), *_about(path)):
                found.setdefault(text.strip(), path.name)
    return {text: where for text, where in found.items() if text and not SMALL.fullmatch(text)}


def _names(path: Path) -> Iterator[str]:
    yield from (str(path), path.stem, *re.split(r"[\W_]+", path.stem))


def _about(path: Path) -> Iterator[str]:
    if path.name == answer_card.FILE_NAME:
        yield from _leaves(_without_prompts(json.loads(path.read_text(encoding="utf-8"))))
    elif path.suffix == ".ipynb":
        notebook = nbformat.read(path, 4)
        yield from _leaves(notebook.metadata)
        for cell in notebook.cells:
            yield from _leaves([cell.metadata, cell.get("id", ""), list(cell.get("attachments", {}))])
    elif path.suffix in (".mp3", ".wav", ".ogg", ".flac"):
        yield from _leaves({str(k): str(v) for k, v in (mutagen.File(path).tags or {}).items()})
    elif path.suffix in (".png", ".jpg", ".jpeg", ".gif"):
        with Image.open(path) as image:
            yield from _leaves([{str(k): str(v) for k, v in image.info.items()}, dict(image.getexif())])
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield archive.comment.decode("utf-8", "replace")
            yield from (entry.comment.decode("utf-8", "replace") for entry in archive.infolist())
        if path.suffix == ".xlsx":
            yield from map(str, vars(openpyxl.load_workbook(path).properties).values())


def _leaves(thing) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from (leaf for name, value in thing.items() for leaf in (str(name), *_leaves(value)))
    elif isinstance(thing, (list, tuple)):
        yield from (leaf for value in thing for leaf in _leaves(value))
    else:
        yield str(thing)


def _without_prompts(card: dict) -> dict:
    """A card without the texts that a learner gets to read anyway: customers' messages, and the sheet of a call."""
    for exercise in card["exercises"]:
        for told in ("prompt", "sheet"):
            exercise["options"].pop(told, None)
    return card


# --- what would be a find ---


def tells(found: dict[str, str], records: dict[str, dict]) -> list[str]:
    """A sentence for each text that is, or holds, a right answer."""
    bare = {text: (_bare(text), _bare(text).replace(".", "")) for text in found}
    told = []
    for name, record in records.items():
        asked = set(_leaves(record["options"].get("cases", [])))  # a function may give back what it is called with
        for right in _right_forms(record):
            for text, where in found.items():
                if text in asked:
                    continue
                is_inside = len(right) >= 5 and not DIGEST.fullmatch(text) and any(right in one for one in bare[text])
                if right in bare[text] or is_inside:
                    told.append(f"{where} says “{text[:60]}”, which tells the answer of {name}")
    return told


def _right_forms(record: dict) -> set[str]:
    forms = {form for facet, forms in record["facets"].items() if facet not in TOLD for form in forms} - STATES
    if record["kind"] == "reply":
        forms = {form for form in forms if not form.startswith("words ")}
    plain = {_bare(re.sub(r"^(number|text|date|words|time) ", "", form)) for form in forms}
    return {form for form in plain if len(form) >= 3 and not SMALL.fullmatch(form)}


def _bare(text: str) -> str:
    """A text without capitals, accents, spaces and punctuation; numbers keep their point and lose their last zeros."""
    text = re.sub(r"(?<=\d),(?=\d)", "", folded(text))
    text = re.sub(r"(\d\.\d*?)0+(?!\d)", r"\1", text)
    return re.sub(r"(?!(?<=\d)\.(?=\d))[\W_]", "", text)


def earns(found: dict[str, str], records: dict[str, dict]) -> list[str]:
    """A sentence for each text that, handed in as the answer or in each field of it, earns points."""
    told = []
    for name, record in records.items():
        key = known_key(record)
        # one fact of a reply may be met by chance, such as “ID” in “grade_id”
        by_chance = 1 / max(1, len(record["options"]["shapes"])) if record["kind"] == "reply" else 0
        for text in found:
            if DIGEST.fullmatch(text) or record["kind"] in GUESSES:
                continue
            for answer in _answers(text, record):
                outcome = judge(to_plain(answer), key, lambda arguments: {"type": "nothing"})
                if outcome.credit > by_chance:
                    told.append(f"{found[text]} says “{text[:60]}”, which earns {outcome.credit:g} of {name}")
    return told


def _answers(text: str, record: dict) -> Iterator:
    values = [text]
    if NUMBER.fullmatch(text):
        values.append(float(text))
    if record["kind"] != "fields":
        yield from values
        return
    written = [field for field, of in record["options"]["fields"].items() if of["kind"] != "choice"]
    yield from (dict.fromkeys(written, value) for value in values)  # each field that fits earns its share


# --- every module ---


@pytest.mark.parametrize("module", GROUPED)
def test_no_file_tells_an_answer(module):
    found = found_in(subject(module).release_folder)
    assert tells(found, subject(module).records(None)) == []
    assert earns(found, subject(module).records(None)) == []


@pytest.mark.parametrize("module", GROUPED)
def test_a_notebook_of_what_was_found_earns_no_more_than_a_guess(module):
    """Handed in and graded as any other: each answer is made of what the card says about its exercise."""
    tried = subject(module)
    card = json.loads((tried.release_folder / answer_card.FILE_NAME).read_text(encoding="utf-8"))
    answers = {exercise["name"]: f"{exercise['name']} = {_from_card(exercise)!r}" for exercise in card["exercises"]}
    results = tried.grade(variants.with_answers(tried.release, tried.source, answers), None)
    assert {result.exercise for result in results} == set(answers)
    for result in results:
        if tried.records(None)[result.exercise]["kind"] in GUESSES:
            assert result.points < result.max_points, result.exercise
        else:
            assert result.points == 0, f"{result.exercise}: {result.message}"


def _from_card(exercise: dict):
    options, words = exercise["options"], [leaf for leaf in _leaves(exercise) if not DIGEST.fullmatch(leaf)]
    if exercise["kind"] in GUESSES:
        return options.get("options") or options["labels"]  # all of them, in the card's order
    if exercise["kind"] == "fields":
        return dict.fromkeys(options["fields"], " ".join(words)[:500])
    return " ".join(words)[:500]


@pytest.mark.parametrize("module", GROUPED)
def test_labels_stand_in_alphabetical_order(module):
    """So that their order on the card says nothing about the right one."""
    for record in subject(module).records(None).values():
        if record["kind"] in ("ordering", "ranking"):
            assert record["options"]["labels"] == sorted(record["options"]["labels"])


# --- the tests can fail ---

AFTER = {"meaning": "", "why": "", "models": {}}
RECORDS = {
    "total": {"name": "total", "kind": "number", "points": 1, "options": {"decimals": 2, "unit": ""},
              "facets": {"value": ["1234.50"]}, "mistakes": [], "mutants": [], "by_eye": False, "after": AFTER},
    "caller": {"name": "caller", "kind": "text", "points": 1, "options": {"slips": 0},
               "facets": {"text": ["nour haddad"]}, "mistakes": [], "mutants": [], "by_eye": False, "after": AFTER},
}  # fmt: skip


@pytest.fixture
def release(tmp_path) -> Path:
    """A release of two exercises with nothing in it."""
    (tmp_path / answer_card.FILE_NAME).write_text(json.dumps(answer_card.make("module", list(RECORDS.values()))))
    cells = [nbformat.v4.new_code_cell("total = ...")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "module.ipynb")
    return tmp_path


def test_a_release_without_a_slip_has_no_find(release):
    found = found_in(release)
    assert tells(found, RECORDS) == earns(found, RECORDS) == []


def _on_the_card(release: Path) -> None:
    path = release / answer_card.FILE_NAME
    card = json.loads(path.read_text())
    card["exercises"][0]["options"]["expected"] = 1234.5
    path.write_text(json.dumps(card))


def _in_the_metadata(release: Path) -> None:
    notebook = nbformat.read(release / "module.ipynb", 4)
    notebook.cells[0].metadata["solution"] = "Nour Haddad"
    nbformat.write(notebook, release / "module.ipynb")


def _in_a_zip(release: Path) -> None:
    with zipfile.ZipFile(release / "desk.zip", "w") as archive:
        archive.comment = b"the total is 1234.50"


def _in_a_sheet(release: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.title = "Call of Nour Haddad"
    book.save(release / "handover.xlsx")


def _in_a_recording(release: Path) -> None:
    some = Path(__file__).parents[2] / "source" / "03_attentive_listening" / "audio"
    shutil.copy(next(iter(sorted(some.glob("*.mp3")))), release / "call.mp3")
    recording = mutagen.File(release / "call.mp3", easy=True)
    if recording.tags is None:
        recording.add_tags()
    recording["title"] = "Nour Haddad"
    recording.save()


def _in_a_picture(release: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "Nour Haddad")
    Image.new("RGB", (2, 2)).save(release / "desk.png", pnginfo=notes)


def _in_a_name(release: Path) -> None:
    (release / "nour_haddad.txt").write_text("")


@pytest.mark.parametrize(
    "slip",
    [_on_the_card, _in_the_metadata, _in_a_zip, _in_a_sheet, _in_a_recording, _in_a_picture, _in_a_name],
    ids=lambda slip: slip.__name__.strip("_"),
)
def test_a_planted_answer_is_found(release, slip):
    slip(release)
    assert tells(found_in(release), RECORDS)


def test_a_planted_answer_earns(release):
    _on_the_card(release)
    _in_the_metadata(release)
    assert len(earns(found_in(release), RECORDS)) == 2
