"""What people see in their browser: JupyterLab with a notebook, and nbgrader's formgrader."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from .places import MODULE

# The notebook in front. `css:light` is the browser's own search; plain `css` visits every element for shadow roots.
PANEL = "css:light=.jp-NotebookPanel:not(.lm-mod-hidden)"


class JupyterLab:
    """One window with JupyterLab."""

    def __init__(self, page: Page, address: str):
        self.page = page
        self.address = address
        self.folder: Path | None = None  # where this learner's modules lie, if a test asks
        self.troubles: list[str] = []  # errors in the browser's console
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.asked: set[str] = set()  # the computers that the browser asked for something
        page.on("request", lambda request: self.asked.add(urlsplit(request.url).hostname or ""))
        page.goto(address)
        page.locator(".jp-LauncherCard:visible, .jp-Notebook:visible, .jp-MarkdownViewer:visible").first.wait_for()

    def menu(self, *path: str) -> None:
        """Choose from the menus: menu("Run", "Run All Cells")."""
        for name in path[:1]:
            self.page.locator("css:light=.lm-MenuBar-item").filter(has_text=re.compile(f"^{re.escape(name)}$")).click()
        for name in path[1:]:
            self.page.locator(".lm-Menu .lm-Menu-item").filter(has_text=re.compile(f"^{re.escape(name)}")).first.click()

    def dialog(self) -> Locator:
        return self.page.locator(".jp-Dialog")

    def interruptions(self) -> list[str]:
        """The dialogs and notifications that stand in the way now."""
        return self.dialog().all_inner_texts() + self.page.locator(".Toastify__toast").all_inner_texts()

    def notebook(self) -> Locator:
        return self.page.locator(f"{PANEL} .jp-Notebook")

    def ready(self) -> None:
        """Wait until the notebook is open and its kernel is idle."""
        self.page.locator(f"{PANEL} .jp-Cell").first.wait_for()
        self.page.locator(f'{PANEL} .jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
        self.page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()  # no search through the whole page

    def open(self, module: str) -> None:
        """Open another module's notebook with the file browser, or bring it to the front."""
        home = self.page.locator(".jp-BreadCrumbs-home")
        if not home.is_visible():
            self.menu("View", "File Browser")
        home.click()
        for name in (module, f"{module}.ipynb"):
            listed = self.page.locator(".jp-DirListing-itemText").filter(has_text=re.compile(rf"^{re.escape(name)}$"))
            listed.dblclick()
        self.notebook().locator("css:light=h1").filter(has_text=f"Module {module[:2]} ·").wait_for()
        self.ready()

    def cell(self, begins: str) -> Locator:
        """The code cell whose text begins so; in_chromium.py has the search."""
        return self.page.locator(PANEL).locator(f"code_cell={begins}").first

    def answer(self, name: str) -> Locator:
        """The answer cell of an exercise: the one before its check cell."""
        check = self.check_cell(name)
        return check.locator("xpath=preceding-sibling::*[contains(@class, 'jp-CodeCell')][1]")

    def check_cell(self, name: str) -> Locator:
        return self.cell(f'check("{name}")')

    def write(self, cell: Locator, text: str) -> None:
        """Replace a cell's text and run it."""
        cell.locator("css:light=.cm-content").click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Shift+Enter")

    def beyond_the_edge(self, cell: Locator) -> int:
        """How many pixels of the longest line one would have to scroll to see."""
        return cell.locator(".cm-scroller").evaluate("text => text.scrollWidth - text.clientWidth")

    def run(self, cell: Locator) -> None:
        cell.locator("css:light=.cm-content").click()
        self.page.keyboard.press("Shift+Enter")

    def run_folded(self) -> None:
        """Run the first folded cell, as the text below it says: click on it and press Shift + Enter."""
        folded = self.page.locator(f"{PANEL} .jp-CodeCell .jp-InputPlaceholder").first
        folded.click()
        self.page.keyboard.press("Shift+Enter")

    def check(self, name: str, state: str) -> str:
        """Run the check cell of an exercise; once it shows this state, give what it says."""
        self.run(self.check_cell(name))
        return self.result(name, state)

    def result(self, name: str, state: str) -> str:
        said = self.check_cell(name).locator("[role=status]").filter(has=self.page.locator("strong", has_text=state))
        said.wait_for()
        return said.inner_text()

    def progress(self, begins: str) -> str:
        said = self.cell("progress()").locator("[role=status]").filter(has_text=begins)
        said.wait_for()
        return said.inner_text()

    def said_under_error(self, cell: Locator) -> str:
        """Our sentence under a cell's traceback."""
        cell.locator('[data-mime-type="application/vnd.jupyter.stderr"]').wait_for()
        said = cell.locator("[role=status]").filter(has_text="In plain words")
        said.wait_for()
        return said.inner_text()

    def play(self, cell: Locator) -> float:
        """Run a cell that shows a recording, and play it until it has begun to sound. Returns its length in seconds."""
        self.run(cell)
        sound = cell.locator("audio")
        sound.wait_for()
        return sound.evaluate(
            """async sound => {
                sound.muted = true
                await sound.play()
                await new Promise(done => sound.addEventListener('timeupdate', () => sound.currentTime > 0 && done()))
                sound.pause()
                return sound.duration
            }"""
        )

    def restart_and_run_all(self) -> None:
        self.menu("Kernel", "Restart Kernel and Run All Cells")
        self.dialog().get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.dialog()).to_have_count(0)

    def clear(self) -> None:
        """Stop all kernels, go back to the list of all modules, close all tabs but nbgrader's list, forget troubles."""
        self.menu("Kernel", "Shut Down All Kernels")
        self.dialog().get_by_role("button", name="Shut Down All").click()
        expect(self.dialog()).to_have_count(0)
        self.page.locator(".jp-BreadCrumbs-home").click()
        self.page.locator(".jp-DirListing-item").filter(has_text=re.compile(f"^{MODULE}")).wait_for()
        self.assignments()
        self.page.get_by_role("tab", name="Assignments").click(button="right")
        self.page.locator(".lm-Menu .lm-Menu-item").filter(has_text="Close All Other Tabs").click()
        self.page.locator(".jp-NotebookPanel").wait_for(state="detached")
        self.troubles.clear()

    def validate(self) -> str:
        """Press the notebook's Validate button and give what the dialog says."""
        self.page.locator(PANEL).get_by_text("Validate", exact=True).click()
        return self.dialog_text("Validation")

    def dialog_text(self, title: str) -> str:
        dialog = self.dialog().filter(has_text=title)
        dialog.wait_for()
        said = dialog.inner_text()
        dialog.get_by_role("button", name="Ok", exact=True).click()
        dialog.wait_for(state="detached")
        return said

    def save(self) -> None:
        self.page.keyboard.press("ControlOrMeta+S")
        self.saved()

    def saved(self) -> None:
        """Wait until everything is saved."""
        self.page.locator(".jp-mod-current.jp-mod-dirty, .lm-mod-current.jp-mod-dirty").wait_for(state="detached")

    def assignments(self) -> Locator:
        """nbgrader's list of assignments, freshly read."""
        listed = self.page.locator("#assignments")
        if not listed.is_visible():
            self.menu("Nbgrader", "Assignment List")
            listed.wait_for()
        self.page.locator("#refresh_assignments_list").click()
        listed.get_by_text(MODULE).first.wait_for()
        return listed

    def submissions(self) -> Locator:
        """What was handed in until now, in nbgrader's list."""
        return self.page.locator("#submitted_assignments_list .nested_list_item")

    def theme(self, name: str) -> None:
        """Choose a theme, such as JupyterLab Dark."""
        self.menu("Settings", "Theme", name)
        self.page.locator(f'body[data-jp-theme-name="{name}"]').wait_for(state="attached")


class Keyboard:
    """JupyterLab for somebody who has no mouse."""

    def __init__(self, lab: JupyterLab):
        self.lab, self.page = lab, lab.page
        self.press = lab.page.keyboard.press
        self.type = lab.page.keyboard.type

    def focused(self) -> str:
        """What the focused thing is called, for a person and for a screen reader."""
        return self.page.evaluate(
            "() => { const e = document.activeElement; return e.innerText || e.ariaLabel || e.title || '' }"
        ).strip()

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until the focus is on something called so."""
        for _ in range(40):
            self.press(key)
            if self.focused() == name:
                return
        raise AssertionError(f"{key} never comes to {name!r}; the focus is on {self.focused()!r}")

    def command(self, name: str) -> None:
        """Choose from the command palette."""
        self.press("ControlOrMeta+Shift+C")
        palette = self.page.locator(".lm-CommandPalette-input")
        expect(palette).to_be_focused()
        self.type(name)
        self.page.locator(".lm-CommandPalette-item.lm-mod-active").filter(has_text=name).wait_for()
        self.press("Enter")
        expect(palette).to_be_hidden()

    def go_to_cell(self, begins: str, key: str = "ArrowDown") -> None:
        """Go with an arrow key to the cell that begins so."""
        active = self.page.locator(f"{PANEL} .jp-Cell.jp-mod-active")
        for _ in range(40):
            if re.sub(r"^\[.*?\]:\s*", "", active.inner_text().strip()).startswith(begins):
                return
            self.press(key)
        raise AssertionError(f"{key} never comes to a cell that begins {begins!r}")

    def write(self, text: str, pasted: bool = False) -> None:
        """Replace the active cell's text and run it. A long text is soon there when it comes from elsewhere."""
        self.press("Enter")
        self.press("ControlOrMeta+A")
        (self.page.keyboard.insert_text if pasted else self.type)(text)
        self.press("Shift+Enter")


class Formgrader:
    """nbgrader's formgrader, in a window of its own."""

    def __init__(self, page: Page, address: str):
        self.page = page
        self.address = address
        page.goto(address.replace("/lab?", "/formgrader/?"))  # with the token, once

    def open(self, place: str) -> None:
        self.page.goto(f"{self.address.split('/lab?')[0]}/formgrader/{place}")

    def row(self, text: str) -> Locator:
        row = self.page.locator("tbody tr").filter(has_text=text)
        row.wait_for()
        return row

    def press(self, row: Locator, button: str) -> str:
        """Press a button of a table's row, close the window that reports on it, and give what it said."""
        row.locator(f".{button} a").click()
        report = self.page.locator(".modal.in")
        report.wait_for()
        said = report.inner_text()
        report.get_by_role("button", name="OK").click()
        report.wait_for(state="detached")
        return said
