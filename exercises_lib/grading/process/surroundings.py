"""What a given cell and a check may rely on in a learner process: the folder, the module's files, settings and names.

A learner's `os.chdir`, a data file written over or a setting changed would otherwise cost all exercises below it. Runs
in the untrusted process, for a learner's own good: it protects from slips, and no mark depends on it.
"""

from __future__ import annotations

import copy
import os
import shutil
import stat
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exercises_lib.learner.ground import Ground

SETTINGS = ("pandas", "matplotlib")  # whose settings are put back
Look = tuple[int, ...]  # what changes when a file is written or replaced
OF_THE_SHELL = ("backend", "backend_fallback", "interactive")  # matplotlib's, which `%matplotlib inline` sets


class Surroundings:
    """All that is put back around the cells of one notebook. `variables`: the notebook's own."""

    def __init__(self, variables: dict[str, Any]):
        self._folder = Path.cwd()
        self._files: dict[str, tuple[bytes, Look]] = {}  # path in the folder -> content, and how it looked then
        self._ground = Ground(variables)
        self._settings = _settings()
        self._recursion = sys.getrecursionlimit()
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()

    def keep_files(self, names: list[str]) -> None:
        """From now on these files of the folder are the module's."""
        for name in names:
            path = self._folder / name
            self._files[name] = path.read_bytes(), _look(path)

    def remember(self, source: str) -> None:
        """A given cell has just run."""
        self._ground.remember(source)
        self._settings = _settings()

    def put_back(self, but: str) -> Iterator[tuple[str, str]]:
        """Put back all but the answer `but`. Yields what had changed: a folder, file, settings or name, and which."""
        if _here() != self._folder:
            os.chdir(self._folder)
            yield "folder", ""
        for name, (content, looked) in self._files.items():
            path = self._folder / name
            if _look(path) == looked:
                continue
            try:
                changed = not _is_plain(path) or path.read_bytes() != content
                if changed:
                    _write(path, content)
                self._files[name] = content, _look(path)
            except OSError:  # no room is left: at the next look there may be
                continue
            if changed:
                yield "file", name
        yield from (("settings", library) for library in _set_again(self._settings))
        sys.setrecursionlimit(self._recursion)
        self._warnings.__exit__(None, None, None)
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        yield from (("name", name) for name in self._ground.put_back(but))


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # it was removed
        return None


def _look(path: Path) -> Look:
    """() where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return ()
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK)
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place, whatever stands there or in the way."""
    for parent in reversed(path.relative_to(Path.cwd()).parents[:-1]):
        if not parent.is_dir() or parent.is_symlink():
            parent.unlink(missing_ok=True)
            parent.mkdir()
        parent.chmod(0o755)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _settings() -> dict[str, dict[str, Any]]:
    """The settings of each library that is loaded, flat."""
    found = {}
    if (pandas := sys.modules.get("pandas")) is not None:
        found["pandas"] = dict(_leaves("", pandas.options.d))
    if (matplotlib := sys.modules.get("matplotlib")) is not None:
        params = dict.items(matplotlib.rcParams)
        found["matplotlib"] = {name: copy.copy(value) for name, value in params if name not in OF_THE_SHELL}
    return found


def _leaves(before: str, tree: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        if type(value) is dict:
            yield from _leaves(f"{before}{name}.", value)
        else:
            yield before + name, value


def _set_again(kept: dict[str, dict[str, Any]]) -> list[str]:
    """Set what has changed; returns the libraries."""
    changed = []
    for library, now in _settings().items():
        other = {name: value for name, value in kept.get(library, now).items() if now.get(name) != value}
        if other:
            _set(library, other)
            changed.append(library)
    return changed


def _set(library: str, values: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a setting may be deprecated
        if library == "pandas":
            for name, value in values.items():
                sys.modules["pandas"].set_option(name, value)
        else:
            sys.modules["matplotlib"].rcParams.update(values)
