"""Everything that a module's data folder can hold: tables as CSV, and files of any other form.

A table goes by its own name ("calls" is ``calls.csv``). Any other file goes by its file name
("headset.log", "knowledge_base/KB-01.md") and is made by a function of the seed that gives bytes.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from . import workplace, workstation
from .sample import TABLES, write_csv

File = Callable[[int | str], bytes]  # of the seed
FILES: dict[str, File] = {**workplace.FILES, **workstation.FILES}


def write(seed: int | str, folder: Path, names: Iterable[str]) -> None:
    """Write what is asked for into ``folder``; what is there under the same name is replaced.

    The bytes depend on the seed only. Raises ValueError for a name that is neither a table nor a file.
    """
    names = list(names)
    files = [name for name in names if name in FILES]
    if tables := [name for name in names if name not in FILES]:
        write_csv(seed, folder, tables)
    for name in files:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILES[name](seed))


def file_name(name: str) -> str:
    """The file that a table or a file lies in, from the data folder."""
    return name if name in FILES else f"{name}.csv"


def generated_in(folder: Path) -> list[str]:
    """The names of all tables and files in ``folder`` that ``write`` can make."""
    return [name for name in (*TABLES, *FILES) if Path(folder, file_name(name)).is_file()]
