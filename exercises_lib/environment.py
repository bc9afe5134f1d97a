"""Every environment variable of ours, by name. docs/architecture.md says what each is for; a test compares the two.

nbgrader's own `NBGRADER_EXECUTION` and `NBGRADER_VALIDATING` are read where they matter.
"""

import os
import sys
from pathlib import Path

SECRET_SEED = "BPO_SECRET_SEED"  # set by the trainer: any text; fresh samples are drawn with it
SANDBOX = "BPO_SANDBOX"  # set by the trainer: auto, required or off
WARM = "BPO_WARM"  # set by the trainer: off gives each submission a new Python, without the sandbox
GRADING = "BPO_GRADING"  # set by us in the learner process, where `check` does nothing
FONTS = "BPO_FONTS"  # set by us for the warm process: matplotlib's list of fonts, made once


def with_commands() -> dict[str, str]:
    """This process's variables, the commands of this Python first, activated or not: nbgrader calls some by name."""
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return os.environ | {"PATH": commands}
