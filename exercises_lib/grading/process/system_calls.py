"""System calls that a learner process is refused: they lead around its limits, or to what outlives it.

A filter of the kernel's (seccomp, as classic BPF) that cannot be undone and that child processes inherit. Also refused
are new namespaces for a child, and sockets of other families than local and internet ones. `bpo doctor` tries each.

The numbers are the kernel's own, from arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

# name: (x86_64, aarch64)
REFUSED = {
    "memory that no limit counts": {
        "memfd_create": (319, 279),
        "memfd_secret": (447, 447),
        "shmget": (29, 194),
        "io_uring_setup": (425, 425),
    },
    "queues, semaphores and kernel keys": {
        "semget": (64, 190),
        "msgget": (68, 186),
        "mq_open": (240, 180),
        "add_key": (248, 217),
        "request_key": (249, 218),
        "keyctl": (250, 219),
    },
    "other processes' memory": {
        "ptrace": (101, 117),
        "process_vm_readv": (310, 270),
        "process_vm_writev": (311, 271),
        "pidfd_getfd": (438, 438),
        "userfaultfd": (323, 282),
        "perf_event_open": (298, 241),
        "bpf": (321, 280),
    },
    "namespaces and mounts": {
        "unshare": (272, 97),
        "setns": (308, 268),
        "mount": (165, 40),
        "pivot_root": (155, 41),
        "open_tree": (428, 428),
        "move_mount": (429, 429),
        "fsopen": (430, 430),
        "mount_setattr": (442, 442),
    },
}
CLONE, CLONE3, SOCKET, KEYCTL = (56, 220), (435, 435), (41, 198), (250, 219)
NAMESPACES = 0x7E020000  # clone's flags for new ones: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
FAMILIES = ("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK")  # netlink lists network cards, as `if_nameindex` does
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column of the numbers, AUDIT_ARCH

ALLOW, ERRNO = 0x7FFF0000, 0x00050000  # SECCOMP_RET_...
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF instructions
NUMBER, ARCH, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little-endian
SET_NO_NEW_PRIVS, SET_SECCOMP, FILTER, JOIN_SESSION_KEYRING = 38, 22, 2, 1


def refuse() -> None:
    """Refuse this thread, and all it starts, the calls above for good. Raises OSError if the kernel does not."""
    if why_not():
        return
    code = b"".join(_program(*MACHINES[platform.machine()]))
    buffer = ctypes.create_string_buffer(code, len(code))
    fprog = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    _prctl(SET_NO_NEW_PRIVS, 1)
    _prctl(SET_SECCOMP, FILTER, ctypes.c_char_p(fprog))


@lru_cache(maxsize=1)
def why_not() -> str:
    """Why the filter cannot be used here, in one line; empty where it can."""
    if not sys.platform.startswith("linux"):
        return f"system calls cannot be refused on {sys.platform}"
    if platform.machine() not in MACHINES or sys.maxsize < 2**32:
        return f"system calls cannot be refused on {platform.machine()}: their numbers are not known here"
    if not Path("/proc/sys/kernel/seccomp").exists():
        return "this kernel cannot refuse system calls (seccomp is not built in)"
    return ""


def new_keyring() -> None:
    """Leave the trainer's session keyring, which children inherit, for a new and empty one. No kernel keys, no harm."""
    if platform.machine() in MACHINES and sys.platform.startswith("linux"):
        ctypes.CDLL(None).syscall(KEYCTL[MACHINES[platform.machine()][0]], JOIN_SESSION_KEYRING, None)


def _program(column: int, arch: int) -> Iterator[bytes]:
    """The filter, instruction by instruction. A jump says how many to skip when it holds, and when it does not."""

    def instruction(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_so, if_not, value)

    def answer(error: int) -> bytes:
        return instruction(RETURN, ERRNO | error)

    yield instruction(LOAD, ARCH)
    yield instruction(EQUAL, arch, 1, 0)
    yield answer(errno.ENOSYS)  # 32-bit calls have other numbers
    yield instruction(LOAD, NUMBER)
    yield instruction(AT_LEAST, 0x40000000, 0, 1)
    yield answer(errno.ENOSYS)  # so have those of x32
    yield instruction(EQUAL, CLONE3[column], 0, 1)
    yield answer(errno.ENOSYS)  # its flags cannot be seen from here; the C library then uses clone
    for number in [numbers[column] for calls in REFUSED.values() for numbers in calls.values()]:
        yield instruction(EQUAL, number, 0, 1)
        yield answer(errno.EPERM)
    yield instruction(EQUAL, CLONE[column], 0, 4)
    yield instruction(LOAD, FIRST_ARGUMENT)
    yield instruction(ANY_BIT, NAMESPACES, 0, 1)
    yield answer(errno.EPERM)
    yield instruction(RETURN, ALLOW)
    yield instruction(EQUAL, SOCKET[column], 1, 0)
    yield instruction(RETURN, ALLOW)
    yield instruction(LOAD, FIRST_ARGUMENT)
    for family in FAMILIES:
        yield instruction(EQUAL, getattr(socket, family), 0, 1)
        yield instruction(RETURN, ALLOW)
    yield answer(errno.EAFNOSUPPORT)


def _prctl(*arguments: int | ctypes.c_char_p) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [*arguments, 0, 0, 0, 0][:5]
    if libc.prctl(*(ctypes.c_ulong(each) if isinstance(each, int) else each for each in padded)):
        raise OSError(ctypes.get_errno(), "the kernel does not refuse system calls")
