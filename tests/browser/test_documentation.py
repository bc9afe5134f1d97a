"""The site that `make docs` builds, opened as a file: on a phone, in both themes, with its search."""

import pytest

from .accessibility import COLOURS, barriers

PHONE = {"viewport": {"width": 390, "height": 844}}
PAGES = ("docs/index", "docs/learners", "course/trainer_guide", "docs/api")


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_it_and_nobody_is_kept_out(site, new_page, name):
    page = new_page(**PHONE)
    page.goto((site.folder / f"{name}.html").as_uri())
    assert page.locator("h1").is_visible()
    papers = set()
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    assert len(papers) == 2
    _leave_the_first(page, "dl")  # entries of the code
    assert barriers(page, "html") == []
    _leave_the_first(page, "section, p, li, tr, pre")
    page.emulate_media(color_scheme="dark")
    assert barriers(page, "html", COLOURS) == []
    page.close()


def _leave_the_first(page, kinds: str) -> None:
    """Three of each kind in a row: what follows is made alike, and takes axe many times as long."""
    rest = f"[role=main] :is({kinds}):nth-of-type(n+4)"
    page.evaluate("rest => document.querySelectorAll(rest).forEach(one => one.remove())", rest)


def test_no_width_of_a_window_cuts_a_page(site, new_page):
    page = new_page()
    page.goto((site.folder / "course" / "trainer_guide.html").as_uri())
    for width in (360, 800, 1020, 1320, 1700, 2200):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_from_the_menu_of_a_phone_to_a_module_and_nothing_asks_the_network(site, new_page):
    page = new_page(**PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site.folder / "index.html").as_uri())
    page.get_by_role("heading", name="The BPO course").wait_for()
    page.locator("label.nav-overlay-icon").first.click()
    page.get_by_role("link", name="The modules", exact=True).and_(page.locator(".sidebar-tree a")).click()
    page.get_by_role("main").get_by_role("link", name="Module 01").click()
    page.get_by_role("heading", name="Module 01 · Reading customers and teams in numbers").wait_for()
    assert asked
    assert [url for url in asked if not url.startswith("file:")] == []


def test_the_search_finds_a_word(site, new_page):
    page = new_page()
    page.goto((site.folder / "docs" / "index.html").as_uri())
    page.get_by_placeholder("Search").fill("shrinkage")
    page.get_by_placeholder("Search").press("Enter")
    page.locator("#search-results").get_by_role("link", name="Glossary").click()
    page.get_by_role("heading", name="Glossary").wait_for()
