"""One Chromium in a worker, for all tests that look at pages; conftest.py hands its fixtures on."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # only this machine answers
]
# The first is Chromium without windows, which nobody sees here: each costs a second of processor time.
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
# `code_cell=…`: JupyterLab's code cells whose text begins so. Playwright's search for text reads all of each cell.
CODE_CELL = """({
    queryAll: (root, begins) => [...root.querySelectorAll('.jp-CodeCell')].filter(
        cell => cell.querySelector('.cm-content')?.textContent.trimStart().startsWith(begins)),
    query(root, begins) { return this.queryAll(root, begins)[0] },
})"""
PATIENCE = 90_000  # milliseconds until something that does not appear counts as missing


@pytest.fixture(scope="session")
def chromium():
    from playwright import sync_api as playwright

    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with playwright.sync_playwright() as started:
        program = program or started.chromium.executable_path
        if not Path(program).exists():
            pytest.fail("there is no Chromium; to get it: sudo apt install chromium")
        playwright.expect.set_options(timeout=PATIENCE)
        started.selectors.register("code_cell", CODE_CELL)
        browser = started.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_page(chromium, pytestconfig):
    """A function that opens a window of its own, as another person would."""
    window = {"viewport": {"width": 1280, "height": 900}}
    if pytestconfig.getoption("--screenshots", default=False):
        window["device_scale_factor"] = 1.5
    with ExitStack() as stack:

        def open_page(**options):
            context = stack.enter_context(_context(chromium, **window | options))
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        yield open_page


@contextmanager
def _context(chromium, **options):
    context = chromium.new_context(**options)
    yield context
    context.close()
