"""What a learner process does to itself before it runs a submission's first cell; it cannot be undone from inside.

Resource limits. Landlock: only the system, Python and the scratch folder can be reached; no TCP; no abstract sockets
and no signals to processes outside (Linux 6.12 and later). System calls that lead around all this are refused.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from exercises_lib.grading.process import system_calls
from exercises_lib.grading.process.limits import Limits

TRIES = 20


def confine(scratch: Path, readable: list[Path], listable: list[Path], limits: Limits) -> None:
    """Confine this process for good: `scratch` is all it can write, `readable` all it can read (see places.py).

    Of folders in `listable` it can see the names of what is in them.
    """
    limit_resources(limits)
    if not why_no_landlock():
        restrict_files(scratch, readable, listable)
    system_calls.refuse()


def restrict_files(scratch: Path, readable: list[Path], listable: list[Path]) -> None:
    """The Landlock rules. They ask for what this kernel knows, which may be less than the newest.

    A folder of the system may go while they are made (an upgrade, another program's temporary files); then they are
    made anew. Raises OSError where that goes on.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return _restrict(scratch, readable, listable)
        except FileNotFoundError:
            if not tries_left:
                raise


def _restrict(scratch: Path, readable: list[Path], listable: list[Path]) -> None:
    from py_landlock import AccessFs, Landlock, PathError

    real = [path for path in readable if path.exists() and not path.is_symlink()]  # a rule would follow a link
    folders, files = [path for path in real if path.is_dir()], [path for path in real if not path.is_dir()]
    devices = [Path("/dev", name) for name in ("null", "zero", "full", "random", "urandom")]
    rules = Landlock(strict=False)
    try:
        rules.add_path_rule(*folders, access=AccessFs.EXECUTE | AccessFs.READ_FILE | AccessFs.READ_DIR)
        rules.add_path_rule(*files, access=AccessFs.EXECUTE | AccessFs.READ_FILE)
        rules.add_path_rule(*filter(Path.exists, listable), access=AccessFs.READ_DIR)
        rules.add_path_rule(*filter(Path.exists, devices), access=AccessFs.READ_FILE | AccessFs.WRITE_FILE)
        # REFER lets a file be moved from one folder to another
        rules.allow_read_write(scratch).add_path_rule(scratch, access=AccessFs.REFER | AccessFs.EXECUTE)
    except PathError as gone:
        raise FileNotFoundError(str(gone)) from None
    rules.apply()  # nothing is restricted before its last step


def why_no_landlock() -> str:
    """Why Landlock cannot be used here, in one line; empty where it can."""
    if not sys.platform.startswith("linux"):
        return f"Landlock does not exist on {sys.platform}"
    from py_landlock import LandlockDisabledError, LandlockNotAvailableError

    try:
        landlock_version()
    except (LandlockNotAvailableError, LandlockDisabledError) as missing:
        return f"this kernel has no Landlock ({missing}); Linux 5.13 or later has it"
    return ""


def landlock_version() -> int:
    """The kernel's Landlock version (ABI); from 6 on it also covers signals and abstract sockets."""
    from py_landlock import get_abi_version

    return int(get_abi_version())


def limit_resources(limits: Limits) -> None:
    """Set the process's rlimits. Soft equals hard: they can only be lowered from inside."""
    for what, amount in (
        (resource.RLIMIT_AS, address_space() + limits.memory_bytes),
        (resource.RLIMIT_CPU, int(limits.notebook_seconds) + 1),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(what, (amount, amount))


def address_space() -> int:
    """Bytes of address space in use by this process now: Python and the libraries that are loaded."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 4_000_000_000
    return pages * resource.getpagesize()
