"""Opening archives of others: what is in them goes into one folder, and one bad archive is one line."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 20_000_000_000  # of all that is in one archive: a class with recordings
OPENED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz")
NOT_OPENED = (".rar", ".7z")
HAND_IN = "Ask for it again, as a ZIP or without any archive."


def unpack(source: Path, folder: Path) -> Iterator[str]:
    """Copy the files below `source` into `folder`, each archive as a folder of its name, and archives in it too.

    Yields a sentence for each archive that cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.is_symlink():
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            if _is_archive(path):
                yield from _open(path, target, folder)
            else:
                shutil.copyfile(path, target)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in (*OPENED, *NOT_OPENED)


def _open(path: Path, target: Path, folder: Path) -> Iterator[str]:
    """Open an archive, and those in it, in a folder beside `target`, below `folder`."""
    where = target.relative_to(folder).as_posix()
    if path.suffix.lower() in NOT_OPENED:
        yield f"{where}: an archive of this kind cannot be opened. {HAND_IN}"
    else:
        inside = _free(target.with_name(path.name[: -len("".join(_suffixes(path)))]))
        try:
            _extract(path, inside)
        except Exception as fault:  # whatever bytes can do to those who read archives
            yield f"{where}: the archive is damaged ({fault}). {HAND_IN}"
            return
        for inner in sorted(inside.rglob("*")):
            if inner.is_file() and _is_archive(inner):
                yield from _open(inner, inner, folder)
                inner.unlink()


def _suffixes(path: Path) -> list[str]:
    """All that says that it is an archive, such as .tar.gz."""
    two = path.suffixes[-2:]
    return two if len(two) == 2 and two[0].lower() == ".tar" else two[-1:]


def _free(place: Path) -> Path:
    """A folder that is not there yet."""
    number, free = 1, place
    while free.exists():
        number += 1
        free = place.with_name(f"{place.name} ({number})")
    return free


def _extract(path: Path, folder: Path) -> None:
    if zipfile.is_zipfile(path) or path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise ValueError("what is in it is too large")
            archive.extractall(folder)  # never outside of the folder
    else:
        with tarfile.open(path) as archive:
            if sum(entry.size for entry in archive) > MAX_BYTES:
                raise ValueError("what is in it is too large")
            for entry in archive:
                if entry.isfile():  # links and devices are no part of a notebook
                    _write(archive, entry, folder)
    for place, folders, names in os.walk(folder):  # whatever rights they came with
        for name in folders:
            Path(place, name).chmod(0o755)
        for name in names:
            if not Path(place, name).is_symlink():
                Path(place, name).chmod(0o644)


def _write(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Write one file of a tar. (`extractall(filter="data")` is not in every Python 3.11.) Raises ValueError."""
    target = folder / entry.name.lstrip("/")
    if ".." in target.parts or not (content := archive.extractfile(entry)):
        raise ValueError(f"{entry.name} is not a file inside of it")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
