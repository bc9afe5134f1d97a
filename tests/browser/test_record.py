"""The record of completion in a browser: readable for all, on a phone, and on two printed pages at most."""

import re

import pytest

from tests.desk import test_record as records

from .accessibility import barriers


@pytest.fixture
def record(tmp_path) -> str:
    path = tmp_path / "ama.html"
    path.write_text(records.page())
    return path.as_uri()


def test_nobody_is_kept_out(new_page, record):
    page = new_page()
    page.goto(record)
    assert barriers(page, "html") == []


def test_it_fits_a_phone(new_page, record):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(record)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(page, "html") == []


def test_all_modules_print_on_two_pages(new_page, record):
    page = new_page()
    page.goto(record)
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 2
