"""Submissions that take memory which no limit counts, reach for other processes, or make namespaces and odd sockets."""

from __future__ import annotations

from cheats.apart import shared_room  # noqa: F401  (a fixture: here)

CALL = """
import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
column = ("x86_64", "aarch64").index(platform.machine())
def call(name, numbers, *arguments):
    if libc.syscall(numbers[column], *arguments) >= 0:
        print("GOT", name)
"""
# the arguments are such that each call succeeds, or fails with another error, where nothing refuses it
TAKES = {
    "memfd_create": "call('memfd_create', (319, 279), b'hoard', 0)",
    "shared memory": "call('shmget', (29, 194), 0, 100_000_000, 0o1666)",
    "secret memory": "call('memfd_secret', (447, 447), 0)",
    "semaphores": "call('semget', (64, 190), 0, 1, 0o1666)",
    "message queues": "call('msgget', (68, 186), 0, 0o1666)",
    "io_uring": "call('io_uring_setup', (425, 425), 8, ctypes.create_string_buffer(200))",
    "fresh namespaces": "call('unshare', (272, 97), 0x10000000)",
    "a child in a namespace": "call('clone', (56, 220), 0x10000000 | 17, 0, 0, 0, 0)",
    "userfaultfd": "call('userfaultfd', (323, 282), 1)",
    "tracing": "call('ptrace', (101, 117), 0, 0, 0, 0)",
    "odd sockets": "import socket\nfor family in {*range(1, 46)} - {1, 2, 10, 16}:\n"
    "    try:\n        socket.socket(family, socket.SOCK_DGRAM)\n        print('GOT', family)\n"
    "    except OSError:\n        pass",
}


def test_what_no_limit_counts_is_refused(here):
    with here.open() as process:
        assert here.shown(process, CALL) == "[ok]"
        for name, code in TAKES.items():
            assert here.shown(process, code) == "[ok]", name


HOARD = """
import mmap, os
taken = 0
try:
    for _ in range(28):
        file = os.memfd_create("hoard")
        os.truncate(file, 19_000_000)
        os.posix_fallocate(file, 0, 19_000_000)
        taken += 19
except OSError:
    pass
print("taken", taken)
"""


def test_28_memfds_take_nothing(here):
    assert here.run(HOARD) == "taken 0\n[ok]"


def test_what_notebooks_do_still_works(here):
    usual = """
import subprocess, tempfile, threading, socket
thread = threading.Thread(target=print, args=("thread",))
thread.start()
thread.join()
print(subprocess.run("echo shell", shell=True, capture_output=True, text=True).stdout, end="")
with tempfile.TemporaryFile() as file:
    file.write(b"x")
socket.socketpair()
import os
if not os.fork():
    os._exit(0)
print(os.wait()[1])
"""
    assert here.run(usual) == "thread\nshell\n0\n[ok]"


def test_what_a_child_program_calls_is_refused_as_well(here):
    code = "import os, sys, subprocess\nprint(subprocess.run([sys.executable, '-c', {!r}], stderr=-1).returncode)"
    assert here.run(code.format("import os; os.memfd_create('x')")) == "1\n[ok]"
