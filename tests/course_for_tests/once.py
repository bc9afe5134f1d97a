"""What is costly to make is made once in a test run, by the worker that needs it first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def once(tmp_path_factory, name: str, make: Callable[[Path], object]):
    """What `make(folder)` gives; made by the first worker, read by the others, who wait for it.

    `folder` is new and called `name`.
    """
    base = shared_folder(tmp_path_factory)
    kept = base / f"{name}.pickle"
    with alone(base / f"{name}.lock"):
        if not kept.exists():
            made = pickle.dumps(make(base / name))
            kept.write_bytes(made)
    return pickle.loads(kept.read_bytes())


def shared_folder(tmp_path_factory) -> Path:
    """The temporary folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock between processes. Windows has none of this kind: there it is made twice."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
