"""Run the cells on standard input in so many forks, one after the other; print the seconds. See ways.bare_forks."""

import os
import sys
import time

from exercises_lib.grading.process.warm_server import warm_up


def main() -> None:
    submissions, cells = int(sys.argv[1]), sys.stdin.read().split("\0")
    os.environ.setdefault("MPLCONFIGDIR", os.path.expanduser("~/.cache/matplotlib"))
    shell = warm_up()
    began = time.perf_counter()
    for _ in range(submissions):
        child = os.fork()
        if not child:
            shell.take_over()
            states = {shell.run(cell) for cell in cells}
            os._exit(0 if states == {"ok"} else 1)
        if os.waitpid(child, 0)[1]:
            raise SystemExit("a cell failed")
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
