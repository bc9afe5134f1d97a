"""A trainer and a learner open the pages of hostile work: none of it runs, calls elsewhere or takes a field's place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from course_for_tests import scripts
from course_for_tests.graded import Course, new_course
from course_for_tests.handing_in import MODULE, Handout
from nbgrader.api import Gradebook

from .places import Places, trainers_server
from .windows import Formgrader

# Ids that a page could take for markup, or a script for the end of a text, or a terminal for an order
NAMED = [
    '"><img src=x onerror=alert(1)>',
    "<script>alert(1)<&>",
    'a" onmouseover="alert(1)',
    '";alert(1)#',
    "\\",
    "a&quot;><svg onload=alert(1)>",
    "`${alert(1)}`",
    "a\x1b]0;evil\x07",
]
ODD = ["a';alert(1);'", "{{ 7*7 }}{% raw %}"]  # mean nothing to any page, and are graded
SCRIPTS = {"scripts_everywhere": scripts.scripts_everywhere}  # cheats/test_scripts_in_pages.py tells which one it was
FILES = [f"{number} {evil.replace('/', '|')}.txt" for number, evil in enumerate(scripts.EVIL)]
LOOK = """() => {
    const all = [...document.querySelectorAll('*')]
    const attributes = all.flatMap(e => [...e.attributes].map(a => [e.tagName, a.name, a.value]))
    return {
        ids: all.map(e => e.id).filter(id => id && !id.startsWith('cell-id=') && !id.startsWith('tooltip')),
        handlers: attributes.filter(a => a[1].startsWith('on')).map(a => a.join(' ')),
        links: [...document.querySelectorAll('#notebook [href], iframe, object, embed, form, script[src]')].map(
            e => e.tagName + ' ' + (e.getAttribute('href') || e.src || '')),
    }
}"""
TOUCH = """() => {
    document.querySelectorAll('details').forEach(e => { e.open = true })
    const kinds = ['mouseover', 'focus', 'click', 'toggle', 'error', 'load']
    document.querySelectorAll('.rendered_html *, .output *, .highlight *').forEach(
        e => kinds.forEach(kind => e.dispatchEvent(new Event(kind, {bubbles: true}))))
}"""


@dataclass
class Seen:
    """What a browser did with a page, and what the page has in it."""

    dialogs: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # the computers that it asked for something
    ids: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)  # attributes that run something
    links: list[str] = field(default_factory=list)  # of the notebook, and what the page loads


class Watched:
    """A window in which everything is noted. Only this machine answers; see in_chromium.py."""

    def __init__(self, page):
        self.page, self.seen = page, Seen()
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.seen.asked.add(urlsplit(request.url).hostname or ""))

    def _dialog(self, dialog) -> None:
        self.seen.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, address: str) -> Seen:
        """Open a page, touch and unfold every part of it, and tell what came of it."""
        self.seen = Seen()
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(TOUCH)
        self.page.wait_for_timeout(100)
        for name, found in self.page.evaluate(LOOK).items():
            setattr(self.seen, name, sorted(found))
        return self.seen


@pytest.fixture(scope="module")
def course(tmp_path_factory, state) -> Course:
    """A course in which hostile work was handed in, some of it under hostile names, and graded by nbgrader."""
    course = new_course(tmp_path_factory.mktemp("hostile") / "trainer", state)
    course.must("generate_assignment", MODULE)
    handout = Handout(course.root)
    course.hand_in({"honest": Handout.solved} | SCRIPTS | dict.fromkeys([*NAMED, *ODD], Handout.blank), handout)
    for name in FILES:
        (course.root / "submitted" / "scripts_everywhere" / MODULE / name).write_text("x")
    (course.root / "said.log").write_bytes(course.nbgrader("autograde", MODULE).stderr.encode())
    course.must("generate_feedback", MODULE)
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:  # as from a list of the learning platform
        gradebook.update_or_create_student(ODD[0], first_name=scripts.EVIL[0], last_name=scripts.EVIL[2])
    return course


@pytest.fixture(scope="module")
def formgrader(course, new_page):
    with trainers_server(Places(course.root.parent, course.state)) as address:
        yield Formgrader(new_page(), address)


@pytest.fixture(scope="module")
def watched(formgrader) -> Watched:
    return Watched(formgrader.page)


@pytest.fixture(scope="module")
def pages(course, formgrader) -> dict[str, dict[str, str]]:
    """The addresses of each learner's page in the formgrader, and of their feedback."""
    home = f"{formgrader.address.split('/lab?')[0]}/formgrader"
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        ids = {book.student.id: book.id for book in gradebook.notebook_submissions(MODULE, MODULE)}
    feedback = {who: (course.root / "feedback" / who / MODULE / f"{MODULE}.html").as_uri() for who in ids}
    return {"formgrader": {who: f"{home}/submissions/{id_}/" for who, id_ in ids.items()}, "feedback": feedback}


@pytest.fixture(scope="module", params=["formgrader", "feedback"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def honest(watched, pages, kind) -> Seen:
    return watched.open(pages[kind]["honest"])


@pytest.mark.parametrize("learner", SCRIPTS)
def test_a_page_of_hostile_work_does_and_has_what_an_honest_one_does(watched, pages, honest, kind, learner):
    seen = watched.open(pages[kind][learner])
    assert seen == honest
    assert not seen.dialogs


@pytest.mark.parametrize("learner", ODD)
def test_names_and_odd_ids_are_shown_as_they_are(watched, pages, learner):
    seen = watched.open(pages["formgrader"][learner])
    assert not seen.dialogs
    shown = watched.page.locator(".breadcrumb .name-shown").first.text_content().strip()
    assert shown == (f"{scripts.EVIL[2]}, {scripts.EVIL[0]}" if learner == ODD[0] else learner)


def test_a_mark_that_the_trainer_types_is_saved(watched, pages, course):
    watched.open(pages["formgrader"]["scripts_everywhere"])
    box = watched.page.locator("input.score#csat")
    box.fill("1.5")
    with watched.page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        box.blur()
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        assert gradebook.find_grade("csat", MODULE, MODULE, "scripts_everywhere").manual_score == 1.5


@pytest.mark.parametrize("name", NAMED)
def test_a_hostile_id_is_refused_in_one_line_and_gets_no_page(course, pages, name):
    said = [line for line in (course.root / "said.log").read_text().splitlines() if "NOT GRADED" in line]
    shown = name.replace("\x1b", r"\x1b").replace("\x07", r"\x07")
    assert len([line for line in said if f"NOT GRADED: {shown}, " in line and "Give the folder" in line]) == 1
    assert name not in pages["formgrader"]


def test_nothing_in_the_log_is_an_order_to_the_terminal(course):
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", (course.root / "said.log").read_text())


PLACES = [f"manage_submissions/{MODULE}", "manage_students", f"gradebook/{MODULE}/{MODULE}"]
BY_ADDRESS = [f"manage_students/{quote(name, safe='')}{end}" for name in NAMED for end in ("", f"/{MODULE}")]


@pytest.mark.parametrize("place", [*PLACES, *BY_ADDRESS])
def test_no_name_and_no_address_runs_in_a_list(watched, formgrader, place):
    seen = watched.open(f"{formgrader.address.split('/lab?')[0]}/formgrader/{place}")
    assert not seen.dialogs
    assert seen.asked == {"localhost"}


def test_grading_a_hostile_id_with_the_button_says_why_not(watched, formgrader):
    watched.open(f"{formgrader.address.split('/lab?')[0]}/formgrader/manage_submissions/{MODULE}")
    said = formgrader.press(formgrader.row(NAMED[0]), "autograde")
    assert "NOT GRADED" in said and "Give the folder the learner's id" in said
    assert not watched.seen.dialogs
