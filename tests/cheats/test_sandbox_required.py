"""BPO_SANDBOX=required grades inside the sandbox or not at all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cheats.apart import room
from exercises_lib.grading.process import sandbox


@pytest.mark.sandbox
def test_with_the_sandbox_it_grades(monkeypatch):
    with room("sandbox", monkeypatch) as here:
        monkeypatch.setenv("BPO_SANDBOX", "required")
        assert here.run("print('ran')") == "ran\n[ok]"


def test_a_fresh_process_for_each_submission_is_refused(monkeypatch):
    with room("cold", monkeypatch) as here:
        monkeypatch.setenv("BPO_SANDBOX", "required")
        with pytest.raises(sandbox.SandboxMissing, match="BPO_SANDBOX=required, but with BPO_WARM=off"):
            here.run("print('ran')")


@pytest.mark.parametrize("where", [{"BPO_WARM": "off"}, {"PATH": "/nowhere"}])
def test_bpo_doctor_says_so(where, tmp_path):
    environment = os.environ | {"BPO_SANDBOX": "required", "COLUMNS": "300"} | where
    command = [sys.executable, "-m", "exercises_lib.cli", "doctor", "--course", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert "BPO_SANDBOX=required, but " in done.stdout
    assert done.returncode
