"""`nbgrader collect` and `release_feedback`, for an exchange in which learners can write with any program.

nbgrader takes whose a submission is from its folder's name, follows links with the trainer's rights, and stops at the
first name that it cannot read. So a learner could hand in for another, bring home what only the trainer may read, and
keep a class from being collected. Here only what a learner's own account laid down counts as that learner's, and only
ordinary files are taken; what cannot be taken is one line and stops nobody else.
"""

from __future__ import annotations

import glob
import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import is_ignored, parse_utc

from exercises_lib.grading.folder import MAX_DEPTH, MAX_FILES
from exercises_lib.printable import printable


class CollectOwn(ExchangeCollect):
    """nbgrader's way to collect, for what each learner handed in with their own account."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """As nbgrader's. A record with `why` is refused, and stands for nobody."""
        name = Path(path).name
        try:
            learner, _, moment, *_ = name.rsplit("+", 3)
            if learner.strip(".") == "":  # would be another folder
                raise ValueError(learner)
            record = {"username": learner, "filename": name, "timestamp": parse_utc(moment)}
            if why := self._not_own(path, learner):
                record |= {"username": name, "why": why}
            return record
        except Exception:  # whatever a text can do to a reader of dates
            return {"username": name, "filename": name, "timestamp": datetime.min, "why": NO_SUBMISSION}

    def _not_own(self, path: str, learner: str) -> str:
        if not self.check_owner:
            return ""
        import pwd  # not on Windows, where there is no exchange

        found = os.lstat(path)
        try:
            owner = pwd.getpwuid(found.st_uid).pw_name
        except KeyError:
            owner = f"user {found.st_uid}"
        return "" if owner == learner or found.st_uid == os.geteuid() else OTHERS.format(owner=owner, learner=learner)

    def init_src(self) -> None:
        super().init_src()
        for record in self.src_records:
            if "why" in record:
                self.log.error("NOT COLLECTED: %s: %s", printable(record["filename"]), record["why"])
        self.src_records = [record for record in self.src_records if "why" not in record]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the ordinary files. What was handed in stays where it is."""
        name, course = printable(Path(src).name), self.coursedir
        assert course is not None  # nbgrader gives one to each of its steps
        try:
            copied = 0
            for path, file in _ordinary(Path(src), lambda line: self.log.warning("%s: %s", name, line)):
                copied += os.fstat(file.fileno()).st_size
                if copied > course.max_dir_size * 1000:
                    raise ExchangeError(f"it is more than {course.max_dir_size / 1000:.0f} MB. {FEWER}")
                if not is_ignored(path.name, course.ignore):
                    target = Path(dest) / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("wb") as new:
                        shutil.copyfileobj(file, new)
        except (OSError, ExchangeError) as fault:
            shutil.rmtree(dest, ignore_errors=True)
            self.log.error("NOT COLLECTED: %s: %s", name, printable(str(fault)))


def hand_ins(course: CourseDirectory) -> dict[tuple[str, str], int]:
    """How often each learner handed in each module, by (learner, module), as an exchange keeps every submission.

    Only what would be collected counts. Empty where there is no exchange, or none that may be read.
    """
    collect = CollectOwn(coursedir=course, parent=course.parent)
    inbound = Path(collect.root, course.course_id, "inbound")
    times: Counter[tuple[str, str]] = Counter()
    try:
        for path in inbound.iterdir():
            record = collect._path_to_record(str(path))
            if "why" not in record:
                times[record["username"], path.name.rsplit("+", 3)[1]] += 1
    except OSError:
        return {}
    return times


class ReleaseEach(ExchangeReleaseFeedback):
    """nbgrader's way to give feedback out, which one learner's missing file does not stop for the others."""

    def copy_files(self) -> None:
        for place in sorted(glob.glob(self.src_path)):
            self.src_path = glob.escape(place)
            try:
                super().copy_files()
            except OSError as fault:
                why = f"{Path(str(fault.filename)).name}: {fault.strerror}"
                self.log.error("NOT RELEASED: %s: %s. %s", printable(Path(place).parent.name), printable(why), BY_HAND)


BY_HAND = "It was handed in without that file, which `nbgrader submit` writes. Give the page to the learner yourself"
NO_SUBMISSION = "its name is not one that `nbgrader submit` gives. Ask whose it is, and remove it"
OTHERS = (
    "the account {owner} laid it down, in the name of {learner}. Ask both. (Where accounts are not called as learners "
    "are, set c.ExchangeCollect.check_owner = False in nbgrader_config.py)"
)
FEWER = "Ask the learner to remove files that do not belong to the module, and to hand in again."


def _ordinary(folder: Path, leave_out: Any) -> Iterator[tuple[Path, BinaryIO]]:
    """Each ordinary file, open for reading, with its path in the folder.

    Its owner may change the folder meanwhile. So each step is looked at after it was opened, from the open folder on.
    """
    number = 0
    for place, folders, names, at in os.fwalk(folder, follow_symlinks=False):
        inside = Path(place).relative_to(folder)
        if len(inside.parts) >= MAX_DEPTH:
            folders.clear()
        for name in names:
            number += 1
            if number > MAX_FILES:
                raise ExchangeError(f"it has more than {MAX_FILES:,} files. {FEWER}")
            try:
                opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
            except OSError as fault:
                leave_out(f"`{printable(name)}` was left out: a link, or not to be opened ({fault.strerror})")
                continue
            with open(opened, "rb") as file:
                if stat.S_ISREG(os.fstat(opened).st_mode):
                    yield inside / name, file
                else:
                    leave_out(f"`{printable(name)}` was left out: it is no ordinary file")
