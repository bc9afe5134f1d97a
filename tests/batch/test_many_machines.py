"""Grading on a Dask cluster, and a gradebook in PostgreSQL: the same marks as on one machine with SQLite."""

import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from course_for_tests.handing_in import MODULE
from nbgrader.api import Gradebook

from batch.conftest import bpo_grade


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@contextmanager
def running(command: list[str], **options):
    """A server of ours for the time of a test."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **options
    )
    try:
        yield process
    finally:
        # a server takes SIGINT for "at once, whoever is connected", and stops its own children
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_dask_cluster(course, clean_marks, tmp_path):
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    with running([*dask, "--no-dashboard"], cwd=tmp_path), running(worker, cwd=tmp_path):
        wait_for_worker(address)
        done = bpo_grade(course, "--scheduler", address)
    assert done.returncode == 0, done.stderr
    assert course.marks() == clean_marks


def wait_for_worker(address: str) -> None:
    from distributed import Client

    with Client(address, timeout="60s") as client:
        client.wait_for_workers(1, timeout=120)


@pytest.fixture
def postgresql(tmp_path_factory):
    """A PostgreSQL server of ours. It refuses to run as root, so there it runs as nobody."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [os.path.dirname(shutil.which("initdb") or "")]
    folder, port = tmp_path_factory.mktemp("postgresql"), free_port()
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        for parent in folder.relative_to("/tmp").parents:  # pytest keeps its folders to itself
            if parent.name:
                os.chmod("/tmp" / parent, 0o755)
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    initdb = [f"{found[-1]}/initdb", "--pgdata", str(data), "--username", "trainer", "--auth", "trust"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **user)
    server = [f"{found[-1]}/postgres", "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
    with running(server, cwd=folder, **user):
        yield f"postgresql+psycopg://trainer@127.0.0.1:{port}/postgres"


def test_a_gradebook_in_postgresql(course, clean_marks, postgresql):
    with open(course.root / "nbgrader_config.py", "a") as settings:
        settings.write(f"\nc.CourseDirectory.db_url = {postgresql!r}\n")
    wait_for_database(postgresql)
    course.must("generate_assignment", MODULE, "--force")
    done = bpo_grade(course)
    assert done.returncode == 0, done.stderr
    with Gradebook(postgresql) as gradebook:
        found = {
            submission.student.id: {
                grade.name: grade.auto_score for book in submission.notebooks for grade in book.grades
            }
            for submission in gradebook.assignment_submissions(MODULE)
        }
    assert found == clean_marks


def wait_for_database(url: str) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError

    engine = create_engine(url)
    for _ in range(600):
        try:
            engine.connect().close()
            return
        except OperationalError:
            time.sleep(0.1)
    raise AssertionError("the PostgreSQL server does not answer")
