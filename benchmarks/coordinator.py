"""Run `bpo grade`, and print the processor seconds of the coordinator alone: its workers are other processes.

See ways.coordinator.
"""

import sys
import time

from exercises_lib import cli

if __name__ == "__main__":
    cli.app(["grade", *sys.argv[1:]], standalone_mode=False)
    print(time.process_time())
