"""How much a submission may use, and what a learner reads when it used more."""

from __future__ import annotations

from dataclasses import asdict, dataclass

GB = 1_000_000_000


@dataclass(frozen=True)
class Limits:
    """All settable in nbgrader_config.py, as `c.GradeSubmission.cell_seconds = 20` and so on."""

    cell_seconds: float = 20  # for one cell, and for one look at a value
    notebook_seconds: float = 300  # for all cells of one notebook together, and of processor time
    grace_seconds: float = 3  # between asking a cell to stop and killing its process
    memory_bytes: int = 2 * GB  # of one process, above what Python and its libraries take
    file_bytes: int = 100_000_000  # of one file that it writes, and of all files handed in with it
    disk_bytes: int = 500_000_000  # of all files that it writes
    processes: int = 64  # at a time
    open_files: int = 256  # at a time
    output_bytes: int = 20_000_000  # of everything the notebook shows; a cell that shows more is stopped

    as_dict = asdict

    def explain(self, error: str, text: str) -> str:
        """A sentence for a learner whose cell stopped with this error because of a limit; empty for other errors."""
        if error == "MemoryError" or "Unable to allocate" in text:
            return f"Your notebook used more than {self.memory_bytes / GB:g} GB of memory in the cell above."
        if "File too large" in text:
            return f"The cell above wrote a file of more than {self.file_bytes / 1e6:g} MB."
        if "No space left on device" in text:
            return f"Your notebook wrote more than {self.disk_bytes / 1e6:g} MB of files."
        if error == "BlockingIOError" or "can't start new" in text or "Resource temporarily unavailable" in text:
            return f"Your notebook started more than {self.processes} processes."
        if "Too many open files" in text:
            return f"Your notebook had more than {self.open_files} files open at a time."
        return ""
