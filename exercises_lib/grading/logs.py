"""What nbgrader logs, made fit for a terminal: it repeats names of learners and files, and what their errors say."""

from __future__ import annotations

import logging

from exercises_lib.printable import printable


def install() -> None:
    """For all that this process logs."""
    logging.setLogRecordFactory(_Record)


class _Record(logging.LogRecord):
    def getMessage(self) -> str:
        """The message, of which nothing moves the cursor, and no further line looks like one of the log's own."""
        return "\n    ".join(map(printable, super().getMessage().split("\n")))
