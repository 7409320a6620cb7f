"""A record that many requests ask at once: one open reader, answers kept until it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from onrecord.app.kept import open_kept
from onrecord.app.record import Record, open_record
from onrecord.app.review import Judged, Outcome
from onrecord.web.asked import At

T = TypeVar("T")

KEPT = 128
"""Answers held in memory. They are frozen and hold until the record's head moves."""


class Answers:
    """Asks one record, opened read-only, from any thread; a decision opens it to write."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._record = open_kept(path)
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def close(self) -> None:
        """Give the file free."""
        self._record.close()

    @property
    def head(self) -> int:
        """The seq up to which the record is known now."""
        return self._record.head

    def ask(self, dates: At, key: Hashable, question: Callable[[Record], T]) -> T:
        """The answer to a question as of two dates; asked once for each state of the record.

        `key` has to name the question and everything that it depends on.
        """
        state = (self._record.head, dates, key)
        with self._lock:
            if state in self._held:
                self._held.move_to_end(state)
                return self._held[state]  # type: ignore[no-any-return]
        answer = question(self._record.at(known=dates.known, on=dates.on))
        with self._lock:
            self._held[state] = answer
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return answer

    def decide(self, judged: Judged) -> Outcome:
        """Record a decision; one at a time. Raises UsageError, UnknownId, RecordBusy."""
        with self._writing, open_record(self.path) as record:
            outcome = record.decide(judged)
        self._record.look_again()
        return outcome
