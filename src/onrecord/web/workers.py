"""Several processes that serve one record: they share a socket, and the world as it was at start.

The parent loads what the first pages want, holds nothing open, and divides; so each process reads
the same memory until it changes it. It stays to replace a process that dies, and to stop them all.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

log = logging.getLogger("onrecord.web")

MOST = 4
"""Processes unless more are asked for. Each that serves a moved record holds a world of its own."""

PAUSE = 1.0
"""Seconds before a process that died is replaced, so that one that cannot live costs little."""

LAST = 15.0
"""Seconds that processes have to stop; what is left then is killed."""


def sensible(local: bool) -> int:
    """How many processes serve where nobody says: one for a person alone, else one a core."""
    if local or not hasattr(os, "fork"):
        return 1
    return max(1, min(MOST, os.cpu_count() or 1))


class Workers:
    """Processes that do the same work until they are told to stop."""

    def __init__(self, count: int, work: Callable[[], None]) -> None:
        self._count = count
        self._work = work
        self._processes: set[int] = set()
        self._stopping = False
        self._alive = os.pipe()

    def run(self) -> None:
        """Start them, and return once all have stopped. A signal to this process stops them."""
        gc.collect()
        gc.freeze()  # or a collection would write to every page, and each process have its own
        before = {
            number: signal.signal(number, self._told) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            for _ in range(self._count):
                self._start()
            while self._processes:
                self._replaced(*os.wait())
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in self._alive:
                os.close(end)

    def _start(self) -> None:
        process = os.fork()
        if process:
            self._processes.add(process)
            if self._stopping:
                os.kill(process, signal.SIGTERM)
            return
        code = 1
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._alive[1])
            threading.Thread(target=self._watch, name="parent", daemon=True).start()
            self._work()
            code = 0
        except BaseException:
            log.exception("a process that serves has failed")
        finally:
            os._exit(code)

    def _watch(self) -> None:
        """Stop when the parent is gone, however it went: its end of the pipe is closed then."""
        os.read(self._alive[0], 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _told(self, number: int, frame: FrameType | None) -> None:
        """Tell all to stop, once; those that do not in time are killed."""
        del number, frame
        if self._stopping:
            return
        self._stopping = True
        for process in self._processes:
            _tell(process, signal.SIGTERM)
        killer = threading.Timer(LAST, self._kill)
        killer.daemon = True
        killer.start()

    def _kill(self) -> None:
        for process in list(self._processes):
            _tell(process, signal.SIGKILL)

    def _replaced(self, process: int, status: int) -> None:
        self._processes.discard(process)
        if self._stopping:
            return
        log.error(
            "process %s ended by itself (status %s); another takes its place", process, status
        )
        time.sleep(PAUSE)
        if not self._stopping:
            self._start()


def _tell(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
