"""The documentation as a site, built by the command of `make docs` into a folder of the tests."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Site:
    folder: Path
    exit_code: int
    said: str

    def page(self, name: str) -> str:
        return (self.folder / f"{name}.html").read_text(encoding="utf-8")


def build(folder: Path) -> Site:
    """What `make docs` runs, apart from the installation."""
    asked = ["make", "--dry-run", "docs", f"site={folder}", f"bin={Path(sys.executable).parent}"]
    steps = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    command = next(line for line in steps.splitlines() if "sphinx" in line)
    built = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    return Site(folder, built.returncode, built.stdout + built.stderr)
