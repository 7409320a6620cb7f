"""Processes that work on a record beside this one; what they ask is answered here."""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, ClassVar, Protocol

from onrecord.app import wiring
from onrecord.domain.errors import OnRecordError
from onrecord.record.pieces import Remaking
from onrecord.record.store import Writer

WAIT = 60.0
"""Seconds that a job waits to write."""

Ask = Callable[[Any], Any]
"""Asks the process that gave the job."""


class Bench:
    """What a job is worked on with: the record, opened for reading, through one seq."""

    def __init__(self, path: str, head: int) -> None:
        self.head = head
        self._path = path
        self._open = ExitStack()
        self.store: Writer = wiring.open_reader(path)
        self._open.callback(self.store.close)

    @cached_property
    def book(self) -> Remaking:
        """The record as what its lines are made of."""
        return self._open.enter_context(self.store.remaking(self.head))

    def writer(self) -> Writer:
        """The record opened for writing; the process that gave the job must not write meanwhile."""
        store = wiring.open_writer(self._path, WAIT)
        self._open.callback(store.close)
        return store

    def close(self) -> None:
        """Give the record free."""
        self._open.close()


class Job(Protocol):
    """Something to be worked out elsewhere; it and what comes of it are pickled.

    One whose `last` is true ends its process, which gives its memory back.
    """

    last: ClassVar[bool]

    def work(self, bench: Bench, ask: Ask) -> Any:
        """What comes of it."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


class Crew:
    """Some processes on one record. Each has one job at a time."""

    def __init__(self, path: str, head: int, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._idle: deque[Connection] = deque()
        self._busy: list[Connection] = []
        self._processes: list[BaseProcess] = []
        for _ in range(size):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, path, head), daemon=True)
            process.start()
            there.close()
            self._idle.append(here)
            self._processes.append(process)

    def __len__(self) -> int:
        return len(self._processes)

    def give(self, jobs: Iterable[Job]) -> None:
        """Have these begun, one by each process; raises IndexError for more than are free."""
        for job in jobs:
            self._begin(self._idle.popleft(), job)

    def done(
        self, more: Iterable[Job] = (), answer: Ask = lambda question: question
    ) -> Iterator[Any]:
        """What comes of the jobs that were given and of these, in the order in which they end.

        Raises what a job raised, OnRecordError where a process ended before its job.
        """
        coming = iter(more)
        while True:
            while self._idle and (job := next(coming, None)) is not None:
                self._begin(self._idle.popleft(), job)
            if not self._busy:
                return
            for line in wait(self._busy):
                assert isinstance(line, Connection)
                told = _heard(line)
                if isinstance(told, _Asked):
                    line.send(answer(told.question))
                    continue
                if isinstance(told, _Failed):
                    raise told.error
                self._busy.remove(line)
                if (job := next(coming, None)) is not None:
                    self._begin(line, job)
                else:
                    self._idle.append(line)
                yield told

    def finish(self) -> None:
        """Wait until what was given is done, and nothing comes of it."""
        for _ in self.done():
            pass

    def _begin(self, line: Connection, job: Job) -> None:
        line.send(job)
        self._busy.append(line)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for line in (*self._idle, *self._busy):
            line.close()
        for process in self._processes:
            process.terminate()
            process.join()
        self._idle.clear()
        self._busy.clear()
        self._processes.clear()


@contextmanager
def crew_on(path: str | None, head: int, size: int) -> Iterator[Crew | None]:
    """Processes for as long as the context lasts; None where there is no file, or only one."""
    if path is None or size < 2:
        yield None
        return
    made = Crew(path, head, size)
    try:
        yield made
    finally:
        made.close()


def _heard(line: Connection) -> Any:
    try:
        return line.recv()
    except EOFError:
        raise OnRecordError(
            "a process that worked on the record beside this one ended before its work was done "
            "(too little memory?); no fact is lost, but search and linking may miss some until "
            "onrecord rebuild --workers 1 has ended"
        ) from None


def _serve(line: Connection, path: str, head: int) -> None:
    """Work on jobs until nobody gives any."""
    gc.disable()
    bench = Bench(path, head)

    def ask(question: Any) -> Any:
        line.send(_Asked(question))
        return line.recv()

    try:
        while True:
            job: Job = line.recv()
            try:
                told = job.work(bench, ask)
            except Exception as error:
                told = _Failed(error)
            line.send(told)
            if job.last:
                return
            del job, told
            gc.collect()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        bench.close()
