"""What people see in their browser: JupyterLab with a notebook, and nbgrader's formgrader."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from .places import MODULE


class JupyterLab:
    """One window with JupyterLab."""

    def __init__(self, page: Page, address: str):
        self.page = page
        self.address = address
        self.troubles: list[str] = []  # errors in the browser's console
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(address)
        page.locator("#jp-top-panel").wait_for()

    def menu(self, *path: str) -> None:
        """Choose from the menus: menu("Run", "Run All Cells")."""
        for name in path[:1]:
            self.page.get_by_role("menubar").get_by_role("menuitem", name=name, exact=True).click()
        for name in path[1:]:
            self.page.locator(".lm-Menu .lm-Menu-item").filter(has_text=re.compile(f"^{re.escape(name)}")).first.click()

    def dialog(self) -> Locator:
        return self.page.locator(".jp-Dialog")

    def ready(self) -> None:
        """Wait until the notebook is open and its kernel is idle."""
        self.page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
        self.page.locator(
            '.jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status="idle"]'
        ).wait_for()
        self.page.get_by_text("| Idle").wait_for()

    def cell(self, begins: str) -> Locator:
        """The code cell whose text begins so."""
        text = re.compile(rf"^\s*\[[^\]]*\]:\s*{re.escape(begins)}")
        return self.page.locator(".jp-NotebookPanel:visible .jp-CodeCell").filter(has_text=text).first

    def answer(self, name: str) -> Locator:
        """The answer cell of an exercise: the one before its check cell."""
        check = self.check_cell(name)
        return check.locator("xpath=preceding-sibling::*[contains(@class, 'jp-CodeCell')][1]")

    def check_cell(self, name: str) -> Locator:
        return self.cell(f'check("{name}")')

    def write(self, cell: Locator, text: str) -> None:
        """Replace a cell's text and run it."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Shift+Enter")

    def run(self, cell: Locator) -> None:
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")

    def check(self, name: str, state: str) -> str:
        """Run the check cell of an exercise; once it shows this state, give what it says."""
        cell = self.check_cell(name)
        self.run(cell)
        said = cell.locator("[role=status]").filter(has=self.page.locator("strong", has_text=state))
        said.wait_for()
        return said.inner_text()

    def restart_and_run_all(self) -> None:
        self.menu("Kernel", "Restart Kernel and Run All Cells")
        self.dialog().get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.dialog()).to_have_count(0)

    def validate(self) -> str:
        """Press the notebook's Validate button and give what the dialog says."""
        self.page.locator(".jp-NotebookPanel:visible").get_by_text("Validate", exact=True).click()
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

    def theme(self, name: str) -> None:
        """Choose a theme, such as JupyterLab Dark."""
        self.menu("Settings", "Theme", name)
        self.page.locator(f'body[data-jp-theme-name="{name}"]').wait_for()


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
