"""Trying each protection: a learner process attempts what it must not be able to do, and we look at what it got.

`bpo doctor` shows the answers. The table in docs/grading.md has the same names.
"""

from __future__ import annotations

import os
import platform
import select
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.grading.process import system_calls
from exercises_lib.grading.process.channel import LearnerProcess
from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.places import Places, always_hidden
from exercises_lib.grading.process.warm import Warm

SECONDS = 20
Address = str | bytes | tuple[str, int]  # of a socket


@dataclass(frozen=True)
class Trial:
    """One protection, and what a submission got in spite of it: empty where it holds."""

    protects: str
    got: str


def trials(start: Warm | Cold, limits: Limits, hidden: tuple[str, ...]) -> Iterator[Trial]:
    """Try everything, with learner processes from `start` (see starter.py). Raises StartFault or SandboxMissing."""
    with ExitStack() as until:
        process = start.start(start.folder())
        until.callback(process.kill)
        yield Trial("files of the course, homes, exchange", _run(process, READ, paths=witnesses(hidden)))
        places = ["/", "/tmp", "/dev/shm", *_written_by_us()]
        yield Trial("writing outside its room", _run(process, WRITE, paths=places))
        yield Trial("network and sockets of this machine", _network(process))
        yield Trial("other processes", _run(process, SIGNAL, pid=os.getpid()))
        for group, calls in system_calls.REFUSED.items():
            yield Trial(group, _run(process, CALL, numbers=_numbers(calls)))
        sizes = {"memory": limits.memory_bytes, "file": limits.file_bytes, "open": limits.open_files}
        yield Trial("limits of memory and files", _run(process, EXCEED, **sizes))
    yield Trial("leftovers for the next submission", _leftovers(lambda: start.start(start.folder())))


def witnesses(hidden: tuple[str, ...]) -> list[str]:
    """A file in each place that must be hidden, if there is one, which nothing else makes readable."""
    readable, found = set(Places(hidden).readable), []
    for place in {path.resolve() for path in (*map(Path, hidden), *always_hidden())}:
        files = (Path(folder, name) for folder, _, names in _walk(place) for name in names)
        kept = (file for file in files if readable.isdisjoint(file.resolve().parents))
        found += [str(file) for file in kept][:1]
    return found


def _walk(place: Path) -> Iterator[tuple[Path | str, list[str], list[str]]]:
    """The first folders below a place; a file's own folder for a file."""
    if place.is_file():
        yield place.parent, [], [place.name]
    for visited, folder in enumerate(os.walk(place)):
        if visited > 100:
            return
        yield folder


READ = """
for path in {paths!r}:
    try:
        print(path, len(open(path, "rb").read(1)))
    except OSError:
        pass
"""
WRITE = """
import os
for folder in {paths!r}:
    try:
        open(folder + "/bpo-trial", "x").close()
        os.unlink(folder + "/bpo-trial")
        print(folder)
    except OSError:
        pass
"""
SIGNAL = """
import os
try:
    os.kill({pid}, 0)
    print("a signal reaches the grader")
except OSError:
    pass
try:
    print("the grader's environment", len(open("/proc/{pid}/environ").read(1)))
except OSError:
    pass
"""
CALL = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
for name, number in {numbers!r}.items():
    ctypes.set_errno(0)
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
        print(name)
"""
EXCEED = """
import mmap
try:
    mmap.mmap(-1, {memory})
    print("memory")
except (OSError, MemoryError):
    pass
try:
    with open("large", "wb") as file:
        file.truncate({file} + 1)
    print("a large file")
except OSError:
    pass
files = []
try:
    while len(files) <= {open}:
        files.append(open("large"))
    print("open files")
except OSError:
    pass
del files
"""
KNOCK = """
import socket
for family, kind, address in {doors!r}:
    try:
        with socket.socket(family, kind) as line:
            line.settimeout(1)
            line.connect(address)
            line.send(b"hello")
    except OSError:
        pass
"""
LEAVE = """
import os
os.makedirs("left/inner")
os.chmod("left", 0)
if not (child := os.fork()):
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDWR), 2)
    os.execv("/bin/sleep", ["sleep", "30"])
print(child)
"""
MEET = """
import os
if os.path.exists("left"):
    print("a folder")
try:
    os.kill({pid}, 0)
    print("a process")
except ProcessLookupError:
    pass
except OSError:
    print("a process")
"""


def _run(process: LearnerProcess, code: str, **values: object) -> str:
    """What the code prints: one thing a line that it got. An attempt that cannot be made counts as refused."""
    ran = process.run(code.format(**values), SECONDS)
    if ran.state != "ok":
        return f"the trial itself failed ({ran.state})"
    said = "".join(output.get("text", "") for output in ran.outputs if isinstance(output, dict))
    return ", ".join(said.split("\n")).strip(", ")


def _network(process: LearnerProcess) -> str:
    """Which of our own doors were reached."""
    kinds: dict[str, tuple[socket.AddressFamily, socket.SocketKind, str | tuple[str, int]]] = {
        "TCP": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "UDP": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "abstract sockets": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0bpo-trial-{os.getpid()}"),
    }
    with ExitStack() as open_:
        doors = {}
        for name, (family, kind, address) in kinds.items():
            door = open_.enter_context(socket.socket(family, kind))
            door.bind(address)
            if kind == socket.SOCK_STREAM:
                door.listen()
            doors[door] = name
        called = [(int(door.family), int(door.type), door.getsockname()) for door in doors]
        failed = _run(process, KNOCK, doors=[(*each[:2], _text(each[2])) for each in called])
        return failed or ", ".join(doors[door] for door in select.select(doors, [], [], 0.2)[0])


def _text(address: Address) -> Address:
    return address.decode() if isinstance(address, bytes) else address


def _leftovers(start: Callable[[], LearnerProcess]) -> str:
    first = start()
    child = _run(first, LEAVE)
    first.kill()
    if not child.isdigit():
        return child or "the trial itself failed"
    second = start()
    try:
        return _run(second, MEET, pid=int(child))
    finally:
        second.kill()


def _numbers(calls: dict[str, tuple[int, int]]) -> dict[str, int]:
    column, _ = system_calls.MACHINES.get(platform.machine(), (0, 0))
    return {name: numbers[column] for name, numbers in calls.items()}


def _written_by_us() -> list[str]:
    return [str(path) for path in Places().readable if path.is_dir() and os.access(path, os.W_OK)]
