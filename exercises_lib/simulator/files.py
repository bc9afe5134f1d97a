"""Where sheets lie: `callers/NAME.md` beside a notebook, `course/callers/NAME.md` in the course folder."""

from __future__ import annotations

from pathlib import Path

from exercises_lib.simulator import reader
from exercises_lib.simulator.sheet import Sheet, SheetFault

FOLDERS = ("callers", "course/callers")
PLACES = "there is no sheet {name}.md in callers/ or course/callers/. {known}"


def path_of(name: str, root: Path = Path(".")) -> Path:
    """The file of a sheet. Raises SheetFault, which names the sheets that there are."""
    for folder in FOLDERS:
        if name.isidentifier() and (path := root / folder / f"{name}.md").is_file():
            return path
    known = sorted({path.stem for folder in FOLDERS for path in (root / folder).glob("*.md")} - {"README"})
    raise SheetFault(PLACES.format(name=name, known=f"There is: {', '.join(known)}." if known else ""))


def all_of(root: Path = Path(".")) -> list[Sheet]:
    """Every sheet of a course folder, in the order of their names. Raises SheetFault."""
    return [load(path.stem, root) for path in sorted((root / "course" / "callers").glob("*.md"))]


def load(name: str, root: Path = Path(".")) -> Sheet:
    """The sheet of that name. Raises SheetFault."""
    return reader.parse(path_of(name, root).read_text(encoding="utf-8"), name)
