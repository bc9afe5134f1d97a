"""What Ben lays into the inbox by hand: work in Ama's name, a name that is none, his own with what is no file."""

import json
import os
import shutil
import time
from pathlib import Path

FACTS = json.loads(r"""{facts}""")
module, inbox = FACTS["module"], Path(FACTS["exchange"]) / "bpo/inbound"
me, ama = Path.home().name, Path(FACTS["ama"]).name
now = time.strftime("%Y-%m-%d %H:%M:%S.000000 UTC", time.gmtime())


def lay_down(name):
    shutil.copytree(module, inbox / name)
    for place, _, files in os.walk(inbox / name):
        for one in [".", *files]:
            os.chmod(Path(place, one), 0o755)
    (inbox / name / "timestamp.txt").write_text(now)
    (inbox / name / "submission_secret.txt").write_text(name)
    return inbox / name


lay_down(f"{ama}+{module}+2099-01-01 00:00:00.000000 UTC+AAAA")
(inbox / f"{me}+{module}+tomorrow").mkdir()
mine = lay_down(f"{me}+{module}+{now}+BBBB")
(mine / "solution.txt").symlink_to(Path(FACTS["trainer"]) / f"course/source/{module}/{module}.ipynb")
(mine / "more").symlink_to(Path(FACTS["trainer"]) / "course")
os.mkfifo(mine / "endless")
