"""Submissions that carry scripts: no page that a trainer or a learner opens may run them."""

from __future__ import annotations

from functools import cache

import pytest
from bs4 import BeautifulSoup
from course_for_tests.handing_in import FULL
from course_for_tests.scripts import LEARNERS


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_feedback_page_runs_nothing_of_the_learners(graded, learner):
    assert _active(graded.page(learner)) == _active(graded.page("honest_all"))


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_trainers_page_runs_nothing_of_the_learners(graded, learner):
    assert _active(graded.trainers_page(learner)) == _active(graded.trainers_page("honest_all"))


@pytest.mark.parametrize("learner", LEARNERS[:-1])
def test_it_costs_no_points(graded, learner):
    assert graded.marks(learner) == FULL


def test_the_page_still_shows_what_is_harmless(graded):
    page = BeautifulSoup(graded.page("honest_all"), "html.parser")
    assert [box.name for box in page.find_all("summary")] == ["summary"] * 2 * len(FULL)  # the hints can be opened
    summary, *boxes = page.find_all(attrs={"role": "status"})
    assert "20 of 20 points" in summary.text
    assert len(boxes) == len(FULL)
    assert all("background" in box["style"] for box in boxes)
    assert "&lt;p" not in graded.page("honest_all")  # no tag is shown as text
    assert page.find("img", src=lambda src: src.startswith("data:image/png;base64,"))


ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "background", "poster", "srcset")
ACTIVE = (
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "meta",
    "base",
    "link",
    "style",
    "frame",
    "applet",
    "svg",
    "math",
)


@cache  # an honest page is compared with each of the others
def _active(page: str) -> list[str]:
    """Everything in a page that could run, load or submit something."""
    found = [f"{page.lower().count('<script')} scripts"]
    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        if tag.name in ACTIVE:
            found.append(f"{tag.name} {tag.attrs} {tag.string or ''}")
        for name, value in tag.attrs.items():
            address = "".join(str(value).split()).lower()
            if name.lower().startswith("on"):
                found.append(f"{tag.name} {name}={value}")
            if name.lower() in ADDRESSES and ":" in address.split("/")[0]:
                scheme = address.split(":")[0]
                if scheme not in ("http", "https", "mailto") and not address.startswith("data:image/"):
                    found.append(f"{tag.name} {name}={value}")
            if name == "src" and not address.startswith("data:"):
                found.append(f"{tag.name} {name}={value}")
            if name == "id" and not address.startswith("cell-id="):
                found.append(f"id {value}")
            if name == "style" and "javascript" in address:
                found.append(f"{tag.name} {name}={value}")
    return found
