"""Where submissions are graded: in processes on this machine, or on a Dask cluster.

Both take one bundle and hand out a Future for each submission. What a worker needs is imported there, so that this
file is there at once for `begin_early`.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from exercises_lib.grading.cohort.bundle import Bundle, Graded, Submission

_bundle: Bundle  # of a local worker process


def begin_early() -> None:
    """Let what all local workers import be imported from now on, beside whatever this process does."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        _context()
        forkserver.ensure_running()


def _context():
    """How worker processes are made: not by plain forks, for the coordinator has threads and an open gradebook."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["exercises_lib.grading.cohort.bundle"])  # imported once for all workers
    return context


class LocalPool:
    """Worker processes on this machine. Use as a context manager."""

    def __init__(self, bundle: Bundle, workers: int | None = None):
        self.workers = workers or os.cpu_count() or 1
        self._bundle = bundle
        self._executor = self._new_executor()

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *error) -> None:
        self._executor.shutdown(wait=not any(error), cancel_futures=True)

    def submit(self, submission: Submission) -> Future[Graded]:
        try:
            return self._executor.submit(_grade, submission)
        except (BrokenProcessPool, BrokenPipeError):  # a worker was killed, perhaps while it started
            self._executor.shutdown(wait=False)  # what it had in hand is tried again by the batch
            self._executor = self._new_executor()
            return self._executor.submit(_grade, submission)

    def _new_executor(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=_context(), initializer=_begin, initargs=(self._bundle,))


def _begin(bundle: Bundle) -> None:
    from exercises_lib.grading.process.starter import starter

    global _bundle
    _bundle = bundle
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator
    starter(bundle.limits, bundle.hidden).begin_early()


def _grade(submission: Submission) -> Graded:
    from exercises_lib.grading.cohort.bundle import grade_submission

    return grade_submission(_bundle, submission)


class DaskPool:
    """The workers of an existing Dask cluster, such as `tls://10.0.0.5:8786`. Use as a context manager.

    The workers need this package in the same version and, for the sandbox, bubblewrap. A worker must have one thread.
    """

    def __init__(self, bundle: Bundle, address: str):
        from distributed import Client

        from exercises_lib.grading.cohort.bundle import grade_submission

        self._grade = grade_submission
        self._client = Client(address, timeout="30s")
        self.workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
        if not self.workers:
            raise ConnectionError(f"the Dask scheduler at {address} has no workers yet: start some with `dask worker`")
        self._bundle = self._client.scatter(bundle, broadcast=True, hash=False)

    def __enter__(self) -> DaskPool:
        return self

    def __exit__(self, *error) -> None:
        self._client.close()

    def submit(self, submission: Submission) -> Future[Graded]:
        answer: Future[Graded] = Future()
        # a bundle that is scattered goes to each worker once, not along with each submission
        remote = self._client.submit(self._grade, self._bundle, submission, pure=False)

        def hand_on(done):
            fault = done.exception()
            answer.set_exception(fault) if fault else answer.set_result(done.result())

        remote.add_done_callback(hand_on)
        return answer


def unsafe(address: str) -> str:
    """Why a scheduler's address is not safe to use; empty if it is: encrypted, or on this machine.

    Whoever reaches a Dask scheduler over plain tcp can join as a worker: read the keys, send marks, and run code on
    every machine of the cluster.
    """
    url = urlsplit(address if "://" in address else f"tcp://{address}")
    if url.scheme in ("tls", "wss") or _is_this_machine(url.hostname or ""):
        return ""
    return (
        f"{address} is not encrypted and asks nobody for a password. Who reaches it can read the keys, send marks and "
        "run code on all its machines. Use tls://, as docs/dask.md shows; or add --insecure, if only you can reach it."
    )


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
