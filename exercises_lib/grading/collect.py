"""What a learning platform hands out, brought to where nbgrader looks for it: the plugins of `nbgrader zip_collect`.

`Unpacker` opens every archive in downloaded/MODULE/archive/, finds whose each notebook is by the platform's way of
naming (`c.Unpacker.platform`), and lays all out as extracted/LEARNER/MODULE.ipynb. `ByFolder` reads it from there. A
name that is nearly right is taken and said; what cannot be taken is one line, and stops nobody else.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from traitlets import Enum

from exercises_lib.grading import archives
from exercises_lib.printable import printable

# Each reads the path of a file below the folder of all that was in the archives: who handed it in, and the rest.
ANY_ARCHIVE = r"(?:[^/]+/)?"  # the platform's own ZIP
OWN_FOLDER = r"(?P<learner>[^/]+)/(?P<rest>.+)"
PLATFORMS = {
    # Name Surname_1234567_assignsubmission_file_/01_x.ipynb, or without folders ..._file_01_x.ipynb
    "moodle": ANY_ARCHIVE + r"[^/]*_(?P<learner>\d+)_assignsubmission_[a-z]+(?:_/?|/)(?P<rest>[^/].*)",
    "moodle by name": (
        ANY_ARCHIVE + r"(?P<learner>[^/]+?)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_/?|/)(?P<rest>[^/].*)"
    ),
    # surnamename_LATE_4711_98765_01_x-2.ipynb: the learner's number, the submission's, and how often it was sent again
    "canvas": ANY_ARCHIVE + r"[^/_]+_(?:(?P<late>LATE)_)?(?P<learner>\d+)_\d+_(?P<rest>[^/].*)",
    # one ZIP that holds a folder for each learner
    "folders": OWN_FOLDER,
    # one ZIP for each learner, called by the learner's id, with the notebook or the module's folder in it
    "zipped": OWN_FOLDER,
}


@dataclass(frozen=True)
class Found:
    """A notebook that may be the module's. `rank`: the higher, the nearer to the right name, and the later."""

    path: Path
    rank: tuple[int, int]
    number: str = ""  # what tells people of one name apart


class Unpacker(ExtractorPlugin):
    """Opens archives and lays out what is in them, learner by learner."""

    platform = Enum(list(PLATFORMS), "folders", help="Where the archive comes from, and names files.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """As nbgrader's, but for an archive that cannot be opened: it is told, and the others are opened."""
        assert self.parent, "it belongs to nbgrader's command"
        module, extracted = self.parent.coursedir.assignment_id, Path(extracted_path)
        everything = extracted / ".everything"
        for problem in archives.unpack(Path(archive_path), everything):
            self.log.error("NOT COLLECTED: %s", printable(problem))
        for learner, notebooks in sorted(self._by_learner(everything, module).items()):
            self._lay_out(notebooks, learner, module, extracted / learner)
        shutil.rmtree(everything, ignore_errors=True)

    def _by_learner(self, everything: Path, module: str) -> dict[str, list[Found]]:
        """The notebooks of each learner. Who sent other files only is told."""
        found: dict[str, list[Found]] = defaultdict(list)
        others: dict[str, list[str]] = defaultdict(list)
        base = _base(everything, module) if self.platform == "folders" else everything
        for path in files(base):
            name = path.relative_to(base).as_posix()
            match = re.fullmatch(PLATFORMS[self.platform], name)
            if not match:
                self.log.error("NOT COLLECTED: %s: %s", printable(name), NO_MATCH.format(platform=self.platform))
                continue
            learner, rest, about = learner_id(match["learner"]), PurePosixPath(match["rest"]), match.groupdict()
            if about.get("late"):
                self.log.warning("%s: the platform marked it as late.", learner)
            if rank := self._rank(rest, module):
                found[learner].append(Found(path, rank, about.get("number") or ""))
            else:
                others[learner].append(rest.name)
        for learner in sorted(others.keys() - found.keys()):
            names = ", ".join(f"`{printable(name)}`" for name in others[learner][:3])
            self.log.error("NOT COLLECTED: %s: there is no %s.ipynb, but %s. %s", learner, module, names, ASK)
        return self._apart(found)

    def _rank(self, rest: PurePosixPath, module: str) -> tuple[int, int] | None:
        again = re.search(r"-(\d+)(\.\w+)?$", rest.parts[0]) if self.platform == "canvas" else None
        if not again:
            return likeness(rest.name, module)
        # sent again: Canvas puts a number behind the name, and the highest is the last
        name = rest.name if len(rest.parts) > 1 else f"{rest.name[: again.start()]}{again[2] or ''}"
        rank = likeness(name, module)
        return rank and (rank[0], int(again[1]))

    def _apart(self, found: dict[str, list[Found]]) -> dict[str, list[Found]]:
        """Two people of one name: each keeps a number behind it."""
        apart: dict[str, list[Found]] = defaultdict(list)
        for learner, notebooks in found.items():
            same_name = len({one.number for one in notebooks}) > 1
            for one in notebooks:
                apart[f"{learner}_{one.number}" if same_name else learner].append(one)
            if same_name:
                self.log.warning("%s: several people have this name; the platform's number was put behind it.", learner)
        return apart

    def _lay_out(self, notebooks: list[Found], learner: str, module: str, folder: Path) -> None:
        best = max(notebooks, key=lambda one: one.rank)
        folder.mkdir(parents=True, exist_ok=True)
        for other in notebooks:
            if other is not best:
                self.log.warning(
                    "%s: `%s` was left out; `%s` counts.",
                    learner,
                    printable(other.path.name),
                    printable(best.path.name),
                )
        if best.rank[0] < EXACT:
            self.log.warning("%s: `%s` was taken for %s.ipynb.", learner, printable(best.path.name), module)
        if best.path.parent.name == module:  # the module's folder: all in it
            for path in files(best.path.parent):
                if path.suffix.lower() != ".ipynb":
                    target = folder / path.relative_to(best.path.parent)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
        shutil.copyfile(best.path, folder / f"{module}.ipynb")


class ByFolder(FileNameCollectorPlugin):
    """Reads what `Unpacker` laid out."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        assert self.parent, "it belongs to nbgrader's command"
        root = self.parent._format_collect_path(self.parent.extracted_directory)
        learner, _, name = Path(submitted_file).relative_to(root).as_posix().partition("/")
        return {"student_id": learner, "file_id": name} if name else None


NO_MATCH = (
    "its name is not as `{platform}` names files. Set c.Unpacker.platform in nbgrader_config.py to where it comes from."
)
ASK = "Ask the learner for the notebook."


def _base(everything: Path, module: str) -> Path:
    """The folder in which learners' folders lie: that of a ZIP, or the archive folder itself."""
    top = [path for path in everything.iterdir() if path.is_dir()]
    inner = [path.name for path in top[0].iterdir() if path.is_dir()] if len(top) == 1 else []
    return top[0] if inner and inner != [module] else everything


def files(folder: Path) -> Iterator[Path]:
    """The files of people, without those that computers add."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part in ("__MACOSX", ".ipynb_checkpoints", ".DS_Store") for part in parts):
            yield path


def learner_id(text: str) -> str:
    """A learner's id as the name of a folder."""
    return re.sub(r"\s+", "_", text.strip()).strip(".") or "nobody"


EXACT = 3


def likeness(name: str, module: str) -> tuple[int, int] | None:
    """How near a file's name is to MODULE.ipynb, and of which copy; None if it is another file."""
    if name == f"{module}.ipynb":
        return EXACT, 0
    stem = re.sub(r"(\.ipynb)?\.(ipynb|txt|json)$", "", name, flags=re.IGNORECASE)
    if stem == name or not stem.casefold().startswith(module.casefold()):
        return None
    if stem.casefold() == module.casefold():
        return 2, 0
    copy = re.fullmatch(r"\s*[-_ (]\s*(?:copy|kopie)?\s*\(?(\d*)\)?", stem[len(module) :], re.IGNORECASE)
    return (1, int(copy[1] or 1)) if copy else None
