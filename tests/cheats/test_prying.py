"""Submissions that look for the key, the seed or other people's work, and show what they found."""

from __future__ import annotations

import os
import select
import socket

import pytest
from course_for_tests.graded import SECRET_SEED
from course_for_tests.handing_in import FULL, NOTHING, hands_in

pytestmark = pytest.mark.sandbox

# tries every path that a learner may guess, and shows what it got
PRY = """
import glob, os
from pathlib import Path
paths = {paths!r}
for pattern in ("/*", "/tmp/*", "../*", "../../*", "/home/*/*", "/root/*", "/srv/*", "/opt/*"):
    paths += glob.glob(pattern)
paths += glob.glob("/tmp/**/*.ipynb", recursive=True)
for path in paths:
    path = Path(path)
    try:
        names = os.listdir(path) if path.is_dir() else [path.read_bytes()[:2000]]
        print("READ", path, names)
    except OSError as refused:
        print("REFUSED", path, refused.strerror)
print("READ own data", len(Path("data/surveys.csv").read_text()) > 1000)
"""


@hands_in
def pries_for_the_source(handout):
    module = handout.module
    paths = [
        "../source",
        f"../source/{module}/{module}.ipynb",
        f"../../source/{module}/{module}.ipynb",
        f"../../../source/{module}/{module}.ipynb",
        str(handout.root),
        str(handout.root / "source" / module),
        str(handout.root / "source" / module / f"{module}.ipynb"),
        str(handout.root / "course" / module / f"{module}.md"),
        str(handout.root / "submitted" / "honest_all" / module / f"{module}.ipynb"),
    ]
    return handout.blank_with(PRY.format(paths=paths))


@hands_in
def pries_for_the_gradebook(handout):
    paths = ["gradebook.db", "../gradebook.db", "../../../gradebook.db", str(handout.root / "gradebook.db")]
    return handout.blank_with(PRY.format(paths=paths))


@hands_in
def pries_for_the_state(handout):
    state = handout.root.parent / "state"
    paths = [
        str(state),
        str(state / "bpo-course"),
        *map(str, state.rglob("*")),
        "~/.local/share/bpo-course",
        "/root/.local/share/bpo-course",
    ]
    return handout.blank_with(PRY.format(paths=paths))


@hands_in
def pries_for_the_environment(handout):
    return handout.blank_with("""
import glob, os, sys
print("READ os.environ", dict(os.environ))
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        print("READ", path, open(path, "rb").read())
    except OSError as refused:
        print("REFUSED", path, refused.strerror)
print("READ sys", sys.argv, sys.path, os.getcwd())
import gc
for thing in gc.get_objects():
    if type(thing) is dict and "BPO_SECRET_SEED" in thing:
        print("READ memory", thing["BPO_SECRET_SEED"])
""")


@hands_in
def pries_with_a_link(handout):
    """Links in the folder that is handed in, to files that only the trainer can read."""
    source = handout.root / "source" / handout.module / f"{handout.module}.ipynb"
    notebook = handout.blank_with(PRY.format(paths=["notes.txt", "more/notes.txt", "gradebook.txt"]))
    return {
        f"{handout.module}.ipynb": notebook,
        "notes.txt": source,
        "more/notes.txt": source,
        "gradebook.txt": handout.root / "gradebook.db",
        "folder": source.parent,
        "data": source.parent,
    }


@hands_in
def is_a_link(handout):
    """The notebook that is handed in is a link to the solution."""
    return {f"{handout.module}.ipynb": handout.root / "source" / handout.module / f"{handout.module}.ipynb"}


def doors() -> dict[str, socket.socket]:
    """Services of this very machine that anybody may call: TCP, UDP and an abstract socket."""
    made = {
        "tcp": socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    }
    for name, door in made.items():
        door.bind(f"\0course-tests-{os.getpid()}" if name == "abstract" else ("127.0.0.1", 0))
        if name != "udp":
            door.listen()
    return made


DOORS: dict[str, socket.socket] = {}  # open from the grading on; the tests of one `graded` share a process

CALL = """
import socket, time
def knock(kind, family, how, address):
    with socket.socket(family, how) as line:
        line.settimeout(1)
        try:
            line.connect(address)
            line.send(b"hello")
            time.sleep(0.1)
            line.send(b"hello")  # UDP hears of a closed door only after the first word
            print("READ network", kind, address)
        except OSError as refused:
            print("REFUSED", kind, address, refused)
for kind, address in {addresses!r}.items():
    knock(kind, *{kinds!r}[kind], address)
"""
KINDS = {
    "tcp": (int(socket.AF_INET), int(socket.SOCK_STREAM)),
    "udp": (int(socket.AF_INET), int(socket.SOCK_DGRAM)),
    "abstract": (int(socket.AF_UNIX), int(socket.SOCK_STREAM)),
}


@hands_in
def calls_out(handout):
    """Looks for a network, for names in it, and for the services of this very machine."""
    DOORS.update(doors())
    addresses = {kind: door.getsockname() for kind, door in DOORS.items()}
    return handout.blank_with(
        CALL.format(addresses=addresses, kinds=KINDS)
        + """
print("READ interfaces", [name for _, name in socket.if_nameindex() if name != "lo"])
knock("elsewhere", socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 53))
try:
    print("READ name", socket.getaddrinfo("example.org", 80))
except OSError as refused:
    print("REFUSED name", refused)
"""
    )


def _read(graded, learner: str) -> list[str]:
    return [line for line in graded.printed(learner).splitlines() if line.startswith("READ")]


@pytest.mark.parametrize(
    "learner", ["pries_for_the_source", "pries_for_the_gradebook", "pries_for_the_state", "pries_with_a_link"]
)
def test_only_its_own_files_can_be_read(graded, learner):
    read = "\n".join(_read(graded, learner))
    assert "READ own data True" in read  # what is looked for does show when it can be read
    for secret in ("BEGIN HIDDEN", "key.number", "SQLite format", "contact_centre_course", "honest_all", "keys.json"):
        assert secret not in read
    assert graded.marks(learner) == NOTHING


def test_no_environment_names_the_seed_or_the_course(graded):
    read = "\n".join(_read(graded, "pries_for_the_environment"))
    assert "'BPO_GRADING': '1'" in read
    for secret in (SECRET_SEED, "BPO_SECRET_SEED", "XDG_DATA_HOME", str(graded.course.root), str(graded.course.state)):
        assert secret not in read


def test_a_linked_file_reaches_neither_the_graded_copy_nor_the_feedback(graded):
    for folder in ("autograded", "feedback"):
        for path in (graded.course.root / folder / "pries_with_a_link").rglob("*.txt"):
            assert b"BEGIN HIDDEN" not in path.read_bytes(), path
            assert b"SQLite format" not in path.read_bytes(), path


def test_a_notebook_that_is_a_link_is_not_graded(graded):
    assert "link" in graded.refusal("is_a_link")


def test_there_is_no_network(graded):
    assert _read(graded, "calls_out") == ["READ interfaces []"]
    for refused in ("REFUSED tcp", "REFUSED udp", "REFUSED abstract", "REFUSED elsewhere", "REFUSED name"):
        assert refused in graded.printed("calls_out")


def test_nobody_knocked_at_doors_that_stood_open(graded):
    assert select.select(DOORS.values(), [], [], 0)[0] == []
    addresses = {kind: door.getsockname() for kind, door in DOORS.items()}
    exec(CALL.format(addresses=addresses, kinds=KINDS), {})  # the same call from outside the sandbox
    assert set(select.select(DOORS.values(), [], [], 5)[0]) == set(DOORS.values())


def test_nobody_else_was_disturbed(graded):
    assert graded.marks("zz_honest_last") == FULL
