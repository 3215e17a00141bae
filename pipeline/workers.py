"""Jobs in child processes that can each be ended: one that hangs, dies or eats memory ends alone.

Children are spawned, never forked (engines keep threads), recycled after some documents, and hold
one job at a time, so that a death always has one document to its name. Answers come as they are
ready; the caller knows them by the job's position.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import psutil

from pipeline.child import Failure, serve
from schemas.errors import (
    CrashedError,
    GongkaiError,
    MemoryExceededError,
    TimeoutExceededError,
)

#: Seconds between two looks at a child's memory and clock.
_LOOK = 0.2
#: Seconds that a child may take to load what it needs before its first job.
_START_LIMIT = 120.0
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one job: `timeout` in seconds, `memory` in MiB resident; `recycle_after` in jobs."""

    timeout: float = 300.0
    memory: int = 4096
    recycle_after: int = 200


@dataclass(slots=True)
class _Worker:
    """A child and what it is doing; `job` is None while it starts or waits."""

    process: BaseProcess
    connection: Connection
    ready: bool = False
    job: int | None = None
    since: float = field(default_factory=time.monotonic)
    done: int = 0

    def resident(self) -> int:
        """Bytes that the child and its own children hold."""
        try:
            whole = psutil.Process(self.process.pid)
            family = [whole, *whole.children(recursive=True)]
            return sum(each.memory_info().rss for each in family)
        except psutil.Error:
            return 0

    def end(self) -> None:
        """Kill it with its children, and wait until it is gone."""
        try:
            for each in psutil.Process(self.process.pid).children(recursive=True):
                each.kill()
        except psutil.Error:
            self.process.kill()
        self.process.kill()
        self.process.join()
        self.connection.close()


def run(
    jobs: Sequence[Any], work: Callable[[Any], Any], workers: int = 1, limits: Limits | None = None
) -> Generator[tuple[int, Any], None, None]:
    """Do `work(job)` for each job; gives (position, answer or `Failure`) as they come.

    `work` and jobs must pickle. Closing the iterator, or an exception in its consumer
    (KeyboardInterrupt), ends all children at once.
    """
    pool = _Pool(jobs, work, limits or Limits())
    try:
        yield from pool.answers(max(1, min(workers, len(jobs))))
    finally:
        pool.end()


class _Pool:
    """The children of one run."""

    def __init__(self, jobs: Sequence[Any], work: Callable[[Any], Any], limits: Limits) -> None:
        self._jobs = jobs
        self._work = work
        self._limits = limits
        self._next = 0
        self._workers: list[_Worker] = []
        self._context = multiprocessing.get_context("spawn")

    def answers(self, workers: int) -> Iterator[tuple[int, Any]]:
        """Answers of all jobs, as they come."""
        answered = 0
        while answered < len(self._jobs):
            self._fill(workers)
            for worker in self._stirring():
                for answer in self._look_at(worker):
                    answered += 1
                    yield answer

    def end(self) -> None:
        """Kill all children."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _fill(self, workers: int) -> None:
        """As many children as there are jobs for, up to the number asked."""
        starting = sum(not w.ready for w in self._workers)
        waiting = len(self._jobs) - self._next - starting
        while len(self._workers) < workers and waiting > 0:
            self._workers.append(self._spawn())
            waiting -= 1

    def _spawn(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._work, self._limits.memory)
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        # The child starts with Ctrl-C blocked: it is the parent that ends children. The tracker
        # comes first, for starting it would lift the block.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        theirs.close()
        return _Worker(process, ours)

    def _stirring(self) -> list[_Worker]:
        """All children, once one of them says something or a look is due."""
        wait([w.connection for w in self._workers], timeout=_LOOK)
        return list(self._workers)

    def _look_at(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        try:
            if worker.connection.poll():
                yield from self._heard(worker, worker.connection.recv())
                return
        except (EOFError, OSError):
            yield from self._lost(worker, _crash(worker))
            return
        error = self._overrun(worker)
        if error is not None:
            yield from self._lost(worker, error)

    def _heard(self, worker: _Worker, answer: object) -> Iterator[tuple[int, Any]]:
        """The next job is given first: the child works while the caller keeps the answer."""
        done = worker.job if worker.ready else None
        worker.done += done is not None
        worker.ready, worker.job = True, None
        if worker.done >= self._limits.recycle_after or self._next >= len(self._jobs):
            self._drop(worker)
        else:
            self._give(worker)
        if done is not None:
            yield done, answer

    def _give(self, worker: _Worker) -> None:
        worker.job, worker.since = self._next, time.monotonic()
        self._next += 1
        worker.connection.send(self._jobs[worker.job])

    def _lost(self, worker: _Worker, error: GongkaiError) -> Iterator[tuple[int, Any]]:
        """The child is or will be dead: its job, or the next one if it had none, has failed."""
        job = worker.job
        self._drop(worker)
        if job is None and self._next < len(self._jobs):
            job, self._next = self._next, self._next + 1
        if job is not None:
            yield job, Failure.of(error)

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)

    def _overrun(self, worker: _Worker) -> GongkaiError | None:
        spent = time.monotonic() - worker.since
        if worker.job is None:
            return CrashedError("the child did not start") if spent > _START_LIMIT else None
        if spent > self._limits.timeout:
            return TimeoutExceededError(f"stopped after {self._limits.timeout:g} s")
        resident = worker.resident()
        if resident > self._limits.memory * _MEBIBYTE:
            return MemoryExceededError(
                f"stopped at {resident // _MEBIBYTE} MiB; the limit is {self._limits.memory} MiB"
            )
        return None


def _crash(worker: _Worker) -> CrashedError:
    worker.process.join(timeout=1)
    code = worker.process.exitcode
    if code is not None and code < 0:
        return CrashedError(f"the child was killed by {signal.Signals(-code).name}")
    return CrashedError(f"the child ended with status {code}")
