"""Module 05 as a learner meets it: screens by keyboard and by mouse, a note in the editor, a folder in the list."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .places import COMPUTER_SKILLS as MODULE
from .windows import JupyterLab, Keyboard

SCREEN = ".bpo-screen"
SAFE = re.compile(
    "false mail|clicked on|ock the screen (when|first)|open screen behind|ticket number|number of the|manager"
)


@pytest.fixture(scope="module")
def lab(first_lesson, newcomer):
    """The module with all its cells run, after the first lesson."""
    newcomer.open(MODULE)
    newcomer.menu("Run", "Run All Cells")
    newcomer.progress("0 of 40 points")
    newcomer.ready()
    return newcomer


@pytest.fixture(scope="module")
def folder(lab):
    """The module's folder, as the learner has it."""
    return lab.folder / MODULE


@pytest.fixture(scope="module")
def data(folder):
    """What lies in the module's folder of data, by name."""
    return {path.name: json.loads(path.read_text()) for path in (folder / "data").glob("*.json")}


def screen(lab, title: str):
    found = lab.page.locator(f'{SCREEN}[aria-label^="{title}"]').first
    found.scroll_into_view_if_needed()
    return found


def test_the_cell_with_the_tools_is_folded(lab):
    folded = lab.notebook().locator(".jp-CodeCell", has=lab.page.locator(".jp-Placeholder")).first
    assert not folded.locator(".jp-InputArea-editor").is_visible()
    assert folded.inner_text().strip() in ("", "import json")  # JupyterLab may show where it begins


def test_a_mail_is_opened_without_a_mouse_and_its_link_leads_nowhere(lab):
    mailbox = screen(lab, "Mailbox")
    before = lab.page.url
    mails = mailbox.locator(":scope > details")
    mails.first.locator(":scope > summary").focus()
    lab.page.locator(".jp-Cell.jp-mod-active", has=lab.page.locator(SCREEN)).wait_for()  # it takes the focus once
    for number in range(mails.count()):
        mails.nth(number).locator(":scope > summary").focus()
        lab.page.keyboard.press("Space")
    expect(mailbox.get_by_text("From:").first).to_be_visible()
    assert mailbox.get_by_text("From:").count() == 6
    link = mailbox.locator("summary", has_text="Link:")
    expect(mailbox.get_by_text("It leads to:")).to_be_hidden()
    link.focus()
    lab.page.keyboard.press("Enter")
    expect(mailbox.get_by_text("It leads to:")).to_be_visible()
    assert lab.page.url == before
    assert mailbox.locator("a").count() == 0


def test_the_form_shows_one_customer_or_nobody(lab, data):
    said = data["half_a_name.json"]
    form, keyboard = screen(lab, "Customer search"), Keyboard(lab)
    told, name = form.locator("[role=status]"), form.get_by_label("Part of the name")
    name.focus()
    keyboard.type(said["heard"][:2])
    keyboard.press("Enter")
    expect(told).to_contain_text("give 3 letters or more")
    keyboard.type(said["heard"][2:])
    keyboard.press("Enter")
    expect(told).to_contain_text("customers fit. Nobody is shown")
    assert form.locator("tr").count() == 0
    keyboard.press("Tab")
    keyboard.type(said["postcode"])
    keyboard.press("Enter")
    expect(told).to_have_text("Found: 1")
    assert form.locator("tr").count() == 2
    assert said["heard"] in form.locator("tr").nth(1).inner_text().lower()
    keyboard.press("ControlOrMeta+A")
    keyboard.type("0000")
    keyboard.press("Enter")
    expect(told).to_contain_text("Nothing fits")
    assert form.locator("tr").count() == 0


def test_the_knowledge_base_is_searched_by_words_client_and_status(lab, data):
    asked, form = data["caller.json"], screen(lab, "Knowledge base")
    form.get_by_label("Words").fill(" ".join(asked["words"]))
    form.get_by_role("button", name="Search").click()
    expect(form.locator("[role=status]")).to_have_text("Found: 4")
    form.get_by_label("Client").select_option(asked["client"])
    form.get_by_label("Status").select_option("current")
    form.get_by_role("button", name="Search").click()
    expect(form.locator("[role=status]")).to_have_text("Found: 1")
    assert "old rule" not in form.locator("tr").nth(1).inner_text()


def test_nothing_is_in_the_way_of_anybody(lab):
    for title in ("Sound settings", "Customer search", "Knowledge base", "Sheet", "Mailbox"):
        screen(lab, title)
    assert barriers(lab.page, SCREEN) == []


def test_a_note_that_is_shortened_in_the_editor_is_right(lab, folder):
    lab.write(lab.answer("safe_note"), 'safe_note = letters_left("note.txt")')
    assert "All eight sentences are still there" in lab.check("safe_note", "Not yet")
    note = folder / "note.txt"
    safe = [line for line in note.read_text().splitlines(keepends=True) if SAFE.search(line)]
    lab.page.locator(".jp-DirListing-item").filter(has_text=re.compile("^note.txt")).dblclick()
    lab.page.locator(".jp-FileEditor:visible .cm-content").click()
    lab.page.keyboard.press("ControlOrMeta+A")
    lab.page.keyboard.insert_text("".join(safe))
    lab.save()
    lab.page.get_by_role("tab", name=re.compile(f"^{MODULE}")).click()
    lab.run(lab.answer("safe_note"))
    assert "hand in" in lab.check("safe_note", "Right").lower()
    assert note.read_text().splitlines() == [line.strip() for line in safe]


def test_a_desk_that_is_tidied_with_the_mouse_is_right(lab, folder):
    files = Files(lab)
    lists = list((folder / "desk").glob("callbacks*.csv"))
    newest = max(lists, key=lambda path: path.stat().st_mtime).name
    files.open("desk", then="menu.pdf")
    files.rename("New Text", "notes_2026-03-31.txt")
    files.new_folder("to_send")
    files.to_clipboard("Copy", newest)
    files.paste_into("to_send", newest)
    files.up("desk", then="menu.pdf")
    files.new_folder("screenshots")
    shots = sorted(path.name for path in (folder / "desk").glob("screenshot*.png"))
    files.to_clipboard("Cut", *shots)
    files.paste_into("screenshots", *shots)
    lab.write(lab.answer("desk_state"), "desk_state = desk_report()")
    assert "it counts as it lies there" in lab.check("desk_state", "Right")


class Files:
    """JupyterLab's list of files, by mouse."""

    def __init__(self, lab: JupyterLab):
        self.page = lab.page

    def item(self, begins: str):
        return self.page.locator(".jp-DirListing-item").filter(has_text=re.compile(f"^{re.escape(begins)}")).first

    def open(self, folder: str, then: str) -> None:
        self.item(folder).dblclick()
        self.item(then).wait_for()

    def up(self, folder: str, then: str) -> None:
        self.page.locator(".jp-BreadCrumbs-item").filter(has_text=folder).click()
        self.item(then).wait_for()

    def rename(self, begins: str, name: str) -> None:
        self.item(begins).click()
        self.page.keyboard.press("F2")
        self._type(name)

    def new_folder(self, name: str) -> None:
        self.page.locator(
            '[data-command="filebrowser:create-new-directory"] button, [title="New Folder"]'
        ).first.click()
        self._type(name)

    def _type(self, name: str) -> None:
        field = self.page.locator("input.jp-DirListing-editor")
        field.fill(name)
        field.press("Enter")
        self.item(name).wait_for()

    def _menu(self, name: str) -> None:
        self.page.locator(".lm-Menu .lm-Menu-item").filter(has_text=re.compile(f"^{name}")).first.click()

    def to_clipboard(self, how: str, *names: str) -> None:
        for number, name in enumerate(names):
            self.item(name).click(modifiers=["ControlOrMeta"] if number else [])
        self.item(names[0]).click(button="right")
        self._menu(how)

    def paste_into(self, folder: str, *names: str) -> None:
        self.item(folder).dblclick()
        self.page.locator(".jp-BreadCrumbs").get_by_text(folder).wait_for()
        self.item("menu.pdf").wait_for(state="detached")
        self.page.locator(".jp-DirListing-content").click(button="right", position={"x": 60, "y": 200})
        self._menu("Paste")
        for name in names:
            self.item(name).wait_for()


def test_nothing_is_fetched_and_the_browser_does_not_complain(lab):
    host = urlsplit(lab.address).hostname
    assert lab.asked <= {host, "localhost", "127.0.0.1", ""}
    assert lab.troubles == []
