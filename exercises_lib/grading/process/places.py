"""Which folders a learner process may read, and which it must not see wherever they lie.

It may read what Python and the system need to run a notebook. It must not see homes, exchanges, other people's
temporary files, and what the course's settings name (`hidden`): where such a folder lies inside a readable one, the
readable one is cut up, and all of it is readable but that.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import platformdirs

import exercises_lib

SYSTEM = (
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/share/fonts",
    "/usr/share/fontconfig",
    "/usr/share/locale",
    "/usr/share/mime",
    "/usr/share/terminfo",
    "/usr/share/zoneinfo",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
)
# of each folder that Python is installed in, such as a virtual environment, /usr/local or conda's
PYTHON = ("bin", "lib", "lib32", "lib64", "pyvenv.cfg", "etc/fonts", "fonts", "share/fonts", "share/zoneinfo", "ssl")
IMPORTED_FROM = ("stdlib", "platstdlib", "purelib", "platlib")


@dataclass(frozen=True)
class Places:
    """What can be read, where `hidden` (files or folders, such as a course's) cannot be."""

    hidden: tuple[str, ...] = ()

    @cached_property
    def readable(self) -> list[Path]:
        """Real files and folders, each with all that is in it; none lies inside another. Sorted."""
        secret = {path.resolve() for path in (*map(Path, self.hidden), *always_hidden())}
        pieces = {piece for path in wanted() for piece in without(path.resolve(), secret)}
        return sorted(piece for piece in pieces if pieces.isdisjoint(piece.parents))

    @cached_property
    def links(self) -> dict[Path, Path]:
        """Other names of what is readable, such as /lib for /usr/lib: from -> to."""
        named = {path: path.resolve() for path in wanted()}
        real = set(self.readable)
        return {path: to for path, to in sorted(named.items()) if path != to and real.isdisjoint(path.parents)}

    @cached_property
    def listable(self) -> list[Path]:
        """Folders that are cut up, and that Python must list to find what it imports."""
        roots = [Path(sysconfig.get_path(name)).resolve() for name in IMPORTED_FROM]
        parents = {parent for piece in self.readable for parent in piece.parents}
        return sorted(parent for parent in parents if any(parent.is_relative_to(root) for root in roots))


def always_hidden() -> Iterator[Path]:
    """Homes, nbgrader's usual exchange, temporary files, and where the seed and the keys are kept."""
    import pwd  # not on Windows, where nothing of this is used

    yield from map(Path, ("/home", "/root", "/srv", "/usr/local/share/nbgrader", tempfile.gettempdir()))
    yield from (Path(os.path.expanduser("~")), platformdirs.user_data_path(), platformdirs.user_data_path("bpo-course"))
    yield from (Path(user.pw_dir) for user in pwd.getpwall() if 1000 <= user.pw_uid < 60_000)


def wanted() -> list[Path]:
    """The system, Python and its packages, this package: what a notebook needs to run, by the names it uses."""
    prefixes = {sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent.parent)}
    paths = [*SYSTEM, *(os.path.join(prefix, part) for prefix in sorted(prefixes) for part in PYTHON)]
    paths += [sysconfig.get_path(name) for name in IMPORTED_FROM]
    paths += [os.path.dirname(exercises_lib.__file__)]
    return [path for path in map(Path, dict.fromkeys(paths)) if path.exists()]


def without(path: Path, secret: Iterable[Path]) -> Iterator[Path]:
    """A folder, or the parts of it that remain when what is secret is left out. Links inside are not followed."""
    inside = [place for place in secret if place.is_relative_to(path)]
    if not inside:
        yield path
    elif path not in inside and not path.is_symlink():
        for child in path.iterdir():
            yield from without(child, inside)
