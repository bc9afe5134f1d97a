"""Submissions that leave something for the next one: it meets nothing, and loses nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from course_for_tests.handing_in import FULL, hands_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheats.apart import in_all_ways, room, shared_room  # noqa: F401  (a fixture: here)
from exercises_lib.grading.process import leftovers

# what a submission meets: all that it can list or read from where it starts, and the room that it has
LOOK = """
import os
met = sorted(os.listdir(".")), sorted(os.listdir("tmp" if os.path.exists("tmp") else "../tmp"))
for folder in ("..", "/dev/shm", "/dev", "/tmp", "/dev/mqueue"):
    try:
        met += (folder, sorted(os.listdir(folder)), os.listxattr(folder))
    except OSError:
        pass
for descriptor in range(3):
    try:
        met += (os.pread(descriptor, 1000, 0),)
    except OSError:
        pass
for path in ("/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/keys"):
    try:
        met += (open(path).read(),)
    except OSError:
        pass
print(met)
"""
ROOM_LEFT = """
def room_left():
    taken = 0
    try:
        for number in range(4):
            with open(f"mine_{number}", "wb") as file:
                for _ in range(5):
                    file.write(bytes(1_000_000))
                    taken += 1
    except OSError as full:
        print(full)
    for number in range(4):
        os.remove(f"mine_{number}")
    return taken
print("room for", room_left())
"""
LIBC = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"

LEAVES = {
    "a folder with mode 0": "import os\nos.makedirs('mine/inner')\nopen('mine/x', 'w').close()\nos.chmod('mine', 0)",
    "its own folders with mode 0": """
import os
for path in (".", os.environ["TMPDIR"], os.environ["HOME"]):
    os.chmod(path, 0)
""",
    "a full room": """
for number in range(10):
    with open(f"waste_{number}", "wb") as file:
        file.write(bytes(10_000_000))
""",
    "files in all places": """
import glob, os
for place in (".", "..", "/", "/dev", "/dev/shm", "/tmp", "/incoming", os.environ["TMPDIR"], os.environ["HOME"]):
    try:
        open(place + "/left-for-the-next", "w").close()
    except OSError:
        pass
""",
    "notes on its folder": """
import os
for place in (".", ".."):
    os.setxattr(place, "user.note", b"csat = 0.8")
""",
    "many small files": "for number in range(12_000):\n    open(f'small_{number}', 'w').close()",
    "shared memory": LIBC
    + """
part = libc.shmget(77, 5_000_000, 0o1666)
place = libc.shmat; place.restype = ctypes.c_void_p
if part >= 0:
    ctypes.memmove(place(part, None, 0), b"csat = 0.8", 10)
""",
    "queues and semaphores": LIBC
    + """
libc.msgget(77, 0o1666), libc.semget(77, 1, 0o1666), libc.mq_open(b"/note", os.O_CREAT | os.O_RDWR, 0o666, None)
""",
    "words in what is open": """
import os
for descriptor in range(64):
    try:
        os.write(descriptor, b"csat = 0.8")
    except OSError:
        pass
os.lseek(1, 5, 0), os.lseek(2, 5, 0)
""",
    # last: to make a file so deep takes long
    "deep folders": "import os\nfor _ in range(3000):\n    os.mkdir('d')\n    os.chdir('d')",
}


ALONE = ("a full room", "its own folders with mode 0")  # which let nothing else be left
TOGETHER = "\n".join(code for left, code in LEAVES.items() if left not in ALONE)


@hands_in
def leaves_all_it_can(handout):
    return handout.solved_with(TOGETHER + "\nos.chdir(os.environ['HOME'] + '/notebook')")


@hands_in
def looks_at_what_was_left(handout):
    return handout.solved_with(LOOK)


@pytest.mark.sandbox
def test_grading_goes_on_and_the_next_one_gets_its_marks(graded):
    assert graded.notebook_path("leaves_all_it_can").exists()
    assert graded.marks("looks_at_what_was_left") == FULL
    assert "left-for-the-next" not in graded.printed("looks_at_what_was_left")
    assert "csat = 0.8" not in graded.printed("looks_at_what_was_left")


@in_all_ways
def test_the_next_one_meets_what_the_first_one_met(way, monkeypatch):
    leaves_in_turn = LEAVES
    if way == "cold":  # a Python of its own for each: few of them, which leave much
        leaves_in_turn = {"what can be left together": TOGETHER, "the rest": "\n".join(LEAVES[one] for one in ALONE)}
    with room(way, monkeypatch) as here:
        first = here.run(LOOK, ROOM_LEFT)
        assert "room for 20" in first
        left = "nothing"
        for leaves, code in (leaves_in_turn | {"nothing more": ""}).items():  # each looks, and then leaves something
            with here.open() as process:
                met = "".join(here.shown(process, cell) for cell in (LOOK, ROOM_LEFT))
                assert met == first, left
                here.shown(process, code)
            left = leaves


# no libc function of that name everywhere: by number
KEYRING = (
    LIBC
    + """
import platform
add_key, keyctl = {"x86_64": (248, 250), "aarch64": (217, 219)}[platform.machine()]
print("had", libc.syscall(keyctl, 10, -3, b"user", b"note", 0) > 0)  # KEYCTL_SEARCH in the session keyring
print("kept", libc.syscall(add_key, b"user", b"note", b"csat = 0.8", 10, -3) > 0)
"""
)


def test_no_key_is_kept_for_the_next_one(here):
    assert here.run(KEYRING) == here.run(KEYRING) == "had False\nkept False\n[ok]"


SURVIVE = """
import os, sys, time
code = "import time; time.sleep(600) # " + {mark!r}
for daemon in ("child", "group", "session"):
    if os.fork() == 0:
        if daemon == "group":
            os.setpgid(0, 0)
        if daemon == "session":
            os.setsid()
            if os.fork():
                os._exit(0)
        os.execv(sys.executable, [sys.executable, "-c", code])
time.sleep(1)
print("started")
"""


@pytest.mark.parametrize("then", ["", "\nos._exit(1)", "\nos.kill(os.getppid(), 9)"])
def test_no_process_outlives_its_submission(here, then, running):
    mark = f"outlives-{os.getpid()}"
    with here.open() as process:
        here.shown(process, SURVIVE.format(mark=mark) + then)
        assert then or running(mark)  # it is seen as long as it may live
    assert not running(mark)


def test_a_room_is_emptied_whatever_its_rights_and_however_deep(tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(tmp_path.parent)
    monkeypatch.chdir(tmp_path)  # and back at the end: other tests look for their files from here
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
        Path("file").touch()
    os.chdir("/")
    leftovers.empty(tmp_path)
    assert os.listdir(tmp_path) == []
    assert tmp_path.parent.exists()


names = st.text("ab.-\n*é", min_size=1, max_size=4).filter(lambda name: name not in (".", ".."))
trees = st.recursive(st.none(), lambda inner: st.dictionaries(names, inner, max_size=4), max_leaves=20)


@given(tree=st.dictionaries(names, trees, max_size=4), mode=st.sampled_from([0o000, 0o400, 0o700]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_is_removed(tmp_path, tree, mode):
    def grow(folder: Path, inside: dict) -> None:
        for name, inner in inside.items():
            if inner is None:
                (folder / name).touch(mode)
            else:
                (folder / name).mkdir()
                grow(folder / name, inner)
                (folder / name).chmod(mode)

    grow(tmp_path, tree)
    leftovers.empty(tmp_path)
    assert os.listdir(tmp_path) == []
