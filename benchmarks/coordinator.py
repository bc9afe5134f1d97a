"""Grade a module with what `bpo grade` runs, and print the processor seconds of the coordinator alone.

The coordinator is the process that reads submissions and writes results; its workers are other processes. See
ways.coordinator.
"""

import sys
import time
from pathlib import Path

from rich.console import Console

from exercises_lib.grading import command

if __name__ == "__main__":
    root, module, workers = sys.argv[1:]
    began = time.process_time()
    command.grade(command.Order(Path(root), module, [], int(workers)), Console(stderr=True))
    print(time.process_time() - began)
