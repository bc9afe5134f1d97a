"""Pictures that a learner pasted into a text cell are seen by the trainer and by the learner."""

import json

import pytest
from bs4 import BeautifulSoup
from course_for_tests.handing_in import FULL, hands_in
from course_for_tests.odd import PIXEL
from nbformat.v4 import new_markdown_cell

from exercises_lib.grading.pictures import TYPES, embedded

NAMES = ["image.png", "my screen.png", "image (1).png", "f34ad7c0-0001.png", "a\u00f1o.png", "100%.png"]
FORMS = [
    "![{0}](attachment:{1})",
    '# Look\n\n![{0}](attachment:{1} "title")\n\ntext',
    '<img src="attachment:{1}">',
    "1. one\n   ![{0}](attachment:{1})",
]


def quoted(name: str) -> str:
    """As JupyterLab and VS Code write a name behind `attachment:`: spaces and per cents encoded, brackets not."""
    return name.replace("%", "%25").replace(" ", "%20")


@hands_in
def pasted_pictures(handout):
    notebook = handout.solved()
    for number, (name, form) in enumerate((name, form) for name in NAMES for form in FORMS):
        kind = TYPES[number % len(TYPES)]
        cell = new_markdown_cell(form.format("a picture", quoted(name)), id=f"picture-{number}")
        cell.attachments = {name: {kind: PIXEL}}
        notebook.cells.append(cell)
    return notebook


@hands_in
def pictures_that_are_none(handout):
    notebook = handout.solved()
    for number, content in enumerate([{"image/svg+xml": "<svg/>"}, {"text/html": "<b>"}, {"image/png": 5}, {}, 5]):
        cell = new_markdown_cell("before ![what it showed](attachment:a.png) after", id=f"picture-{number}")
        cell.attachments = {"a.png": content}
        notebook.cells.append(cell)
    notebook.cells.append(new_markdown_cell("[\n\n````x\n\n![what it showed](attachment:a.png)", id="odd-fence"))
    return json.dumps(notebook)  # nbformat would not write such attachments


@pytest.mark.parametrize("page", ["page", "trainers_page"])
def test_pasted_pictures_are_seen(graded, page):
    seen = BeautifulSoup(getattr(graded, page)("pasted_pictures"), "html.parser")
    pictures = [img["src"] for img in seen.find_all("img") if PIXEL in img["src"]]
    assert len(pictures) == len(NAMES) * len(FORMS)
    assert {src.split(";")[0] for src in pictures} == {f"data:{kind}" for kind in TYPES}
    assert graded.marks("pasted_pictures") == FULL


@pytest.mark.parametrize("page", ["page", "trainers_page"])
def test_what_is_no_picture_leaves_its_description(graded, page):
    text = BeautifulSoup(getattr(graded, page)("pictures_that_are_none"), "html.parser").decode()
    assert text.count("what it showed") == 6
    assert graded.marks("pictures_that_are_none") == FULL


def test_a_long_text_of_brackets_takes_no_time():
    text = "attachment:" + "(" * 200_000 + "attachment:(a" * 20_000
    shown = embedded(f"{text} attachment:a attachment:b", {"a": {"image/png": PIXEL}})
    assert shown == f"{text} data:image/png;base64,{PIXEL} picture-is-missing"
