"""The documents are true where a program can tell: links lead somewhere, and names of settings are the code's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATTERNS = ("*.md", "docs/*.md", "deploy/*.md", "benchmarks/*.md", "course/*.md", "course/*/*.md")
PAGES = sorted(path for pattern in PATTERNS for path in ROOT.glob(pattern))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def without_blocks(page: Path) -> str:
    """A page's text without its blocks of code."""
    return re.sub(r"^(`{3,}).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    lines = re.findall(r"^#+ (.*)$", without_blocks(page), re.M)
    return {re.sub(r"[^\w\- ]", "", line.casefold()).strip().replace(" ", "-") for line in lines}


def links(page: Path) -> list[str]:
    found = (one[0] or one[1] for one in LINK.findall(re.sub(r"`[^`\n]*`", "", without_blocks(page))))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_there_are_links_to_follow():
    assert sum(len(links(page)) for page in PAGES) > 60


def test_the_map_names_every_setting_and_folder():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "exercises_lib").rglob("*.py"))
    assert set(re.findall(r"\bBPO_[A-Z_]+\b", code)) == set(re.findall(r"\bBPO_[A-Z_]+\b", text))
    package = ROOT / "exercises_lib"
    folders = {path.parent.relative_to(package) for path in package.rglob("__init__.py")}
    for folder in folders - {Path("."), Path("contact_centre/workstation")}:
        assert f"[{folder}](../exercises_lib/{folder})" in text


def test_the_command_says_its_version():
    command = [sys.executable, "-m", "exercises_lib", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"bpo \d+\.\d+\.\d+\n", said.stdout)
