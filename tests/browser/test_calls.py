"""A whole call in JupyterLab: in a plain cell, by the panel with a mouse, and without a mouse."""

import re

import pytest
from simulator.right_playbooks import PLAYBOOKS

from exercises_lib.simulator import files, playbook
from exercises_lib.simulator.draw import draw

from .accessibility import barriers
from .places import FIRST, REPOSITORY
from .windows import Keyboard

BEGIN = "%%call first_call"
PANEL, DEBRIEF = ".bpo-call-panel", ".bpo-debrief"


@pytest.fixture(scope="module")
def lab(first_lesson, newcomer):
    """Module 00, after the first lesson, which ran the cell before the call."""
    newcomer.open(FIRST)
    return newcomer


@pytest.fixture
def cell(lab):
    """The cell of the practice call, as it was released: it has no caller yet."""
    cell = lab.cell(BEGIN)
    lab.write(cell, f"{BEGIN}\n# Your moves go below, one a line. Begin with greet.\n")
    cell.locator(PANEL).wait_for()
    lab.ready()  # what is drawn anew takes the focus away
    return cell


def text(cell) -> str:
    """What stands in the cell, once it names its caller."""
    cell.locator(".cm-line").filter(has_text=re.compile("^caller [0-9a-f]{6}$")).wait_for()
    return cell.locator(".cm-content").inner_text()


def caller(cell) -> str:
    return re.search(r"caller ([0-9a-f]{6})", text(cell))[1]


def moves(seed: str) -> list[str]:
    """What handles this caller, move by move."""
    sheet = files.load("first_call", REPOSITORY)
    played = playbook.play(playbook.read(PLAYBOOKS[sheet.name], sheet), sheet, draw(sheet, seed))
    return [str(step.move) for step in played.steps]


def debrief(cell) -> str:
    cell.locator(DEBRIEF).wait_for()
    return cell.locator(DEBRIEF).inner_text()


def test_by_mouse_the_panel_adds_the_lines(lab, cell):
    path = moves(caller(cell))
    for number, move in enumerate(path, 1):
        cell.locator(PANEL).get_by_role("button", name=move, exact=True).click()
        cell.locator(".cm-line").nth(number + 1).filter(has_text=move).wait_for()
        if move != path[-1]:
            cell.locator("[role=status]").filter(has_text=f"You: {move}").wait_for()
    assert "The call has ended" in debrief(cell) and ": solved." in debrief(cell)
    assert text(cell).split("\n")[2 : 2 + len(path)] == path
    assert barriers(lab.page, DEBRIEF) == []


def test_by_keyboard_alone(lab, cell):
    path, keyboard = moves(caller(cell)), Keyboard(lab)
    cell.locator(PANEL).get_by_role("button", name="greet", exact=True).focus()
    keyboard.press("Enter")
    cell.locator("[role=status]").filter(has_text="You: greet").wait_for()
    lab.page.locator(f"{PANEL} button:focus").filter(has_text="greet").wait_for()  # the focus came back
    assert barriers(lab.page, PANEL) == []
    keyboard.press("Tab")
    assert keyboard.focused() == "acknowledge"
    cell.locator(".cm-content").focus()
    keyboard.press("ControlOrMeta+End")
    keyboard.type("\n".join(path[1:]))
    keyboard.press("ControlOrMeta+Enter")
    assert ": solved." in debrief(cell)


def test_in_a_plain_cell_lines_can_be_pasted(lab, cell):
    """Where the cell does not change by itself, the caller's line is copied from what is printed."""
    heading = cell.locator("[role=status] strong").inner_text()
    header = re.match(r"caller [0-9a-f]{6}", heading)[0]
    assert header == f"caller {caller(cell)}"
    lab.write(cell, "\n".join([BEGIN, header, *moves(header[7:])]))
    assert ": solved." in debrief(cell)
    assert lab.troubles == []


def test_an_own_number_is_written_into_its_cell_once(lab, cell):
    lab.write(cell, "from exercises_lib import own_draw\nown = own_draw()")
    line = lab.notebook().locator(".jp-CodeCell .cm-line").filter(has_text="own = own_draw")
    line.filter(has_text=re.compile("[0-9a-f]{6}")).wait_for()
    said = line.inner_text()
    assert re.fullmatch(r'own = own_draw\("[0-9a-f]{6}"\)', said)
    lab.run(lab.cell("from exercises_lib import own_draw"))
    lab.ready()
    assert line.inner_text() == said
