"""How often somebody may do something, counted for several processes together."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.web.pace import MOST, Pace

WAIT = 5.0
"""Seconds to wait for another process that counts; each takes some 50 microseconds (2026-11)."""


class SharedPace(Pace):
    """A `Pace` whose buckets stand in a file, which every process that serves opens for itself.

    The clock has to be one that all processes share; that of the machine since its start is.
    """

    def __init__(
        self,
        burst: int,
        seconds: float,
        file: Path,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST,
    ) -> None:
        super().__init__(burst, seconds, clock, most)
        self.file = file
        self._mine = threading.Lock()
        self._process = 0
        self._connection: sqlite3.Connection | None = None

    def wait(self, key: str) -> float:
        """0 where the key may pass now, which counts; else the seconds until it may."""
        with self._mine:
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            now = self._clock()
            row = connection.execute(
                "SELECT left, at FROM buckets WHERE key = ?", (key,)
            ).fetchone()
            left, since = row or (float(self.burst), now)
            left = min(float(self.burst), left + (now - since) / self.seconds)
            wait = 0.0 if left >= 1 else (1 - left) * self.seconds
            connection.execute(
                "INSERT OR REPLACE INTO buckets (key, left, at) VALUES (?, ?, ?)",
                (key, left if wait else left - 1, now),
            )
            connection.execute(
                "DELETE FROM buckets WHERE key IN "
                "(SELECT key FROM buckets ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)",
                (self.most,),
            )
            connection.execute("COMMIT")
        return wait

    def _opened(self) -> sqlite3.Connection:
        """This process's own connection: SQLite's may not be carried from one to another."""
        if self._connection is None or self._process != os.getpid():
            self._connection = sqlite3.connect(
                self.file, timeout=WAIT, isolation_level=None, check_same_thread=False
            )
            self._process = os.getpid()
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS buckets (key TEXT PRIMARY KEY, left REAL, at REAL)"
            )
            self._connection.execute("CREATE INDEX IF NOT EXISTS by_time ON buckets (at)")
        return self._connection
