"""`make docs` builds a whole site: every page, every module, every public name, and no link that leads nowhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typer.main

import exercises_lib
from exercises_lib import checks, cli, contact_centre, course_folder

from .test_documents import PAGES, ROOT

NO_PAGES = {course_folder.twin_path(ROOT, module.id) for module in course_folder.syllabus(ROOT)}  # hold the solutions
NO_PAGES |= set((ROOT / "course" / "callers").iterdir())  # are read by the simulator
pytestmark = pytest.mark.xdist_group("site")


class Read(HTMLParser):
    """A page: where its links lead, what it loads, its anchors, and each name with what is said of it."""

    def __init__(self, page: Path):
        super().__init__()
        self.links, self.loads, self.anchors = [], [], {""}
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors.add(given.get("id") or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif given.get("src") or (tag == "link" and given.get("href")):
            self.loads.append(given.get("src") or given["href"])


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Read]:
    return {page: Read(page) for page in site.folder.rglob("*.html")}


def test_it_is_built_without_a_warning(site):
    assert site.exit_code == 0, site.said
    assert site.said == ""


def test_every_page_is_there_and_in_the_navigation(site, pages):
    names = {page.relative_to(ROOT).with_suffix(".html") for page in PAGES if page not in NO_PAGES}
    assert len(names) > 25
    first = site.folder / "docs" / "index.html"
    listed = {_target(first, link)[0] for link in pages[first].links}
    assert {site.folder / name for name in names} <= listed


def test_every_module_has_its_page(site):
    for module in course_folder.syllabus(ROOT):
        assert module.title.replace("'", "’") in site.page(f"course/{module.id}/design")


def test_no_link_leads_nowhere(pages):
    checked = 0
    for page, read in pages.items():
        for link in read.links + read.loads:
            if urlsplit(link).scheme:
                continue
            target, anchor = _target(page, link)
            assert target.is_file(), f"{page.name}: {link}"
            assert target not in pages or anchor in pages[target].anchors, f"{page.name}: {link}"
            checked += 1
    assert checked > 1000


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loads = {link for read in pages.values() for link in read.loads}
    assert [link for link in loads if urlsplit(link).scheme or link.startswith("//")] == []
    for style in site.folder.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import", style.read_text(encoding="utf-8"))


def test_every_public_name_is_described(site):
    entry = re.compile(r'<dt class="sig[^>]*id="([^"]+)".*?</dt>\s*<dd>(.*?)</dd>', re.S)
    described = dict(entry.findall(site.page("docs/api")))
    assert [name for name, text in described.items() if not re.search(r"\w", re.sub("<[^>]*>", "", text))] == []
    names = {f"exercises_lib.{name}" for name in exercises_lib.__all__} | {f"key.{kind}" for kind in checks.KINDS}
    makers = {name for name in contact_centre.__all__ if callable(getattr(contact_centre, name))}
    assert names | {f"exercises_lib.contact_centre.{name}" for name in makers} <= set(described)


def test_every_command_is_described(site):
    text = re.sub("<[^>]*>", "", site.page("docs/commands"))
    for name, command in typer.main.get_command(cli.app).commands.items():
        assert f"bpo {name}" in text
        for inner in getattr(command, "commands", ()):
            assert f"bpo {name} {inner}" in text


def test_a_folder_of_code_lists_its_files_with_what_they_are(site):
    assert "Number: one number, compared at a stated number of decimals." in site.page("code/exercises_lib/checks")
    assert "class</span>" in site.page("code/exercises_lib/checks/number.py")


def _target(page: Path, link: str) -> tuple[Path, str]:
    path, anchor = urlsplit(link).path, urlsplit(link).fragment
    return ((page.parent / unquote(path)).resolve() if path else page), unquote(anchor)
