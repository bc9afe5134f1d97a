"""Where submissions are graded: in processes on this machine, or on a Dask cluster.

Both take one bundle and hand out a Future for each submission. A Future raises WorkerEnded where the process that had
this submission in hand was killed, and wire.Unreadable where what came back is no result.
"""

from __future__ import annotations

import contextlib
import ipaddress
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, Self
from urllib.parse import urlsplit

from exercises_lib.faults import CourseFault
from exercises_lib.grading.cohort import wire, worker
from exercises_lib.grading.cohort.bundle import Bundle, Graded, Submission
from exercises_lib.grading.cohort.worker import Worker, WorkerEnded
from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.warm_process import WarmProcess
from exercises_lib.grading.submission import SubmissionFault

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as DaskFuture


class Pool(Protocol):
    """Where submissions are graded, in use as a context manager."""

    workers: int

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def prepare(self, bundle: Bundle) -> None:
        """Say what all submissions are graded with."""

    def submit(self, submission: Submission) -> Future[Graded]:
        """Have a submission graded."""


class LocalPool:
    """Worker processes on this machine, with a thread for each. Use as a context manager.

    Make it while this process has neither threads nor an open gradebook: where there are warm processes, which `begun`
    may hold, the workers are its forks.
    """

    def __init__(self, workers: int, begun: list[WarmProcess]):
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers)
        made = worker.forked(workers, begun) if sandbox.warm() else [worker.spawned() for _ in range(workers)]
        self._all, self._idle = set(made), list[Worker]()

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *error: object) -> None:
        if any(error):
            self._threads.shutdown(wait=False, cancel_futures=True)
            for each in list(self._all):
                each.end(0)
        self._threads.shutdown()
        for each in self._all:
            each.let_go()  # all of them before we wait for one, so that they end together
        for each in self._all:
            each.close()

    def prepare(self, bundle: Bundle) -> None:
        self._bundle = bundle
        for each in list(self._all):
            self._threads.submit(self._prepare, each)

    def _prepare(self, each: Worker) -> None:
        try:
            each.prepare(self._bundle)
        except WorkerEnded:  # another is begun when it is needed
            self._all.discard(each)
        else:
            self._idle.append(each)

    def _new(self) -> Worker:
        made = worker.spawned()
        self._all.add(made)
        made.prepare(self._bundle)
        return made

    def submit(self, submission: Submission) -> Future[Graded]:
        return self._threads.submit(self._grade, submission)

    def _grade(self, submission: Submission) -> Graded:
        try:
            mine = self._idle.pop()  # another thread may be quicker
        except IndexError:
            mine = self._new()
        try:
            reply = mine.grade(submission)
        except Exception:  # it is no more
            self._all.discard(mine)
            raise
        self._idle.append(mine)
        return wire.loads(reply)


class DaskPool:
    """The workers of an existing Dask cluster, such as `tls://10.0.0.5:8786`. Use as a context manager.

    The workers need this package in the same version and, for the sandbox, bubblewrap. A worker must have one thread.
    """

    def __init__(self, address: str):
        self._address = address
        self._open = contextlib.ExitStack()

    def __enter__(self) -> DaskPool:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def prepare(self, bundle: Bundle) -> None:
        """Connect. Raises CourseFault or ConnectionError, where there are no workers."""
        from distributed.core import rpc

        self._client = _client(self._address)
        self._open.callback(self._client.close)
        self.workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
        if not self.workers:
            raise ConnectionError(
                f"the Dask scheduler at {self._address} has no workers yet: start some with `dask worker`"
            )
        self._bundle = self._client.scatter(bundle, broadcast=True, hash=False)
        # a line of its own for results, which takes plain data only: what Dask's own takes may be any pickled object
        self._results = rpc(self._address, connection_args=self._client.connection_args, deserializers=["msgpack"])
        self._open.callback(self._client.sync, self._results.close_rpc)

    def submit(self, submission: Submission) -> Future[Graded]:
        answer: Future[Graded] = Future()
        # a bundle that is scattered goes to each worker once, not along with each submission
        remote = self._client.submit(grade_there, self._bundle, submission, pure=False)
        remote.add_done_callback(lambda done: self._hand_on(done, answer))
        return answer

    def _hand_on(self, done: DaskFuture[Any], answer: Future[Graded]) -> None:
        try:
            if done.status != "finished":
                raise wire.Unreadable("its worker failed; what it says of it is in its own log")
            answer.set_result(wire.loads(self._client.sync(self._fetch, done.key)))
        except BaseException as fault:
            answer.set_exception(fault)

    async def _fetch(self, key: str) -> bytes:
        """One result, by itself, so that one that cannot be read spoils no other."""
        try:
            reply = await self._results.gather(keys=[key], serializers=["msgpack"])
        except TypeError as fault:  # refused: it is no plain data
            raise wire.Unreadable(f"its worker sent no plain data ({fault})") from None
        if reply["status"] != "OK" or reply["data"][key] == ENDED:
            raise WorkerEnded
        result: bytes = reply["data"][key]
        return result


def _client(address: str) -> Client:
    """A Dask client that does not read the errors of workers.

    They are pickled objects, and where such a one cannot be read, Dask's own client waits for ever.
    """
    from distributed import Client

    class ClientOfAnybody(Client):
        def _handle_task_erred(self, key: Any = None, exception: Any = None, traceback: Any = None) -> None:
            super()._handle_task_erred(key, RuntimeError("a worker failed"), None)

    try:
        return ClientOfAnybody(address, timeout="30s")
    except ValueError as fault:
        raise CourseFault(f"{address} is no address of a Dask scheduler: {fault}") from None


ENDED = b"the process that graded it was killed"  # in place of a reply
_worker: tuple[Bundle, Worker] | None = None  # of a Dask worker


def grade_there(bundle: Bundle, submission: Submission) -> bytes:
    """Grade a submission in this Dask worker's own grading process; returns its reply, or ENDED."""
    global _worker
    try:
        if _worker is None or _worker[0] is not bundle:
            if _worker:
                _worker[1].close()
            _worker = bundle, worker.anywhere()
            _worker[1].prepare(bundle)
        return _worker[1].grade(submission)
    except WorkerEnded:
        _worker = None
        return ENDED
    except SubmissionFault as fault:
        _worker = None
        return wire.dumps(Graded(submission.learner, 0, fault=str(fault)))


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
