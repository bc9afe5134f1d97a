"""Prints one experienced agent's call with each sheet. Run with any Python: the simulator needs no package.

python3.12 tests/simulator/told_calls.py
"""

import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
package = ModuleType("exercises_lib")  # bare: what it does for notebooks needs IPython
package.__path__ = [str(ROOT / "exercises_lib")]
sys.modules["exercises_lib"] = package

from exercises_lib.simulator import expert, files, transcript  # noqa: E402  (after the package)
from exercises_lib.simulator.draw import draw  # noqa: E402


def told() -> str:
    calls = [expert.take(sheet, draw(sheet, "7f3a91")) for sheet in files.all_of(ROOT)]
    return "".join(f"# {call.sheet.name}\n{transcript.told(call)}\n" for call in calls)


if __name__ == "__main__":
    sys.stdout.buffer.write(told().encode())
