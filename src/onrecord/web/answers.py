"""A record that many requests ask at once: one open reader, answers kept until it changes."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from onrecord.app.kept import open_kept
from onrecord.app.record import Record, open_record
from onrecord.app.review import Outcome
from onrecord.app.upkeep import Upkeep
from onrecord.domain.errors import OnRecordError
from onrecord.domain.world import World
from onrecord.web.asked import At
from onrecord.web.waiting import HeldQueue, Waiting

T = TypeVar("T")

log = logging.getLogger("onrecord.web")

KEPT = 128
"""Answers held in memory. They are frozen and hold until the record's head moves."""

TRIES = 20

PATIENCE = 0.8
"""Seconds that a decision waits for what follows from it; past that the page is shown and says that
it is being worked out. 2,000 reports take about that long (2026-11)."""


BRIEFLY = 0.1
"""Seconds that a page waits for what is worked out beside; of 21 reports it is there by then."""

LAST = 5.0
"""Seconds that closing waits for what is being worked out beside."""


class Answers:
    """Asks one record, opened read-only, from any thread; a decision opens it to write."""

    def __init__(self, path: str | Path, folder: Path | None = None) -> None:
        self.path = Path(path)
        self._record = open_kept(path, folder)
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._beside: dict[Hashable, threading.Thread] = {}
        self._upkeep = Upkeep(path, self._record.take)
        self._queue = HeldQueue(self._record)

    def close(self) -> None:
        """Give the file free."""
        self._upkeep.close()
        for thread in list(self._beside.values()):
            thread.join(LAST)
        self._record.close()

    @property
    def head(self) -> int:
        """The seq up to which the record is known now."""
        return self._record.head

    @property
    def state(self) -> tuple[int, int]:
        """The head and the last seq: while neither moves, every answer stays as it is."""
        return self._record.head, self._record.recorded

    def at_hand(self) -> tuple[int, int] | None:
        """Likewise without waiting for anything; None where that cannot be said at once."""
        return self._record.at_hand()

    def steady(self, ask: Callable[[], T]) -> tuple[int, T]:
        """The head and an answer that is of it; asked again when the record moves meanwhile."""
        for _ in range(TRIES):
            head = self.head
            answer = ask()
            if self.head == head:
                break
        return head, answer

    @property
    def recorded(self) -> int:
        """The last seq of the record, also while what follows from it is being worked out."""
        return self._record.recorded

    @property
    def behind(self) -> bool:
        """Whether what follows from a decision is still being worked out, here or elsewhere."""
        return self._upkeep.behind or self.head < self.recorded

    @property
    def world(self) -> World:
        """What follows from the record as far as it is worked out."""
        return self._record.world()

    def ask(
        self, dates: At, key: Hashable, question: Callable[[Record], T], live: bool = False
    ) -> T:
        """The answer to a question as of two dates; asked once for each state of the record.

        `key` has to name the question and everything that it depends on. A `live` question is
        about what is recorded, not about what follows from it.
        """
        state = (self.recorded if live else self._record.head, dates, key)
        with self._lock:
            if state in self._held:
                self._held.move_to_end(state)
                return self._held[state]  # type: ignore[no-any-return]
        answer = question(self._record.at(known=dates.known, on=dates.on))
        if state[0] != (self.recorded if live else self._record.head):
            return answer  # the record moved meanwhile: whoever asks next asks anew
        with self._lock:
            self._held[state] = answer
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return answer

    def warm(self) -> None:
        """Have at hand what the first pages want, worked out beside."""
        thread = threading.Thread(target=self._warm, name="warm", daemon=True)
        self._beside["warm"] = thread
        thread.start()

    def ready(self, more: Callable[[Answers], None] = lambda _: None) -> None:
        """Likewise at once, with `more`, and then hold nothing open: so a process may divide."""
        self._warm()
        try:
            self._record.look_up()
            more(self)
        except OnRecordError as error:
            log.warning("the record cannot be read: %s", error)
        self._record.rest()

    def _warm(self) -> None:
        try:
            self.ask(At(), "brief", lambda record: record.brief())
            self._queue.waiting()
        except OnRecordError as error:
            log.warning("the record cannot be read: %s", error)

    def later(self, dates: At, key: Hashable, question: Callable[[Record], T]) -> T | None:
        """Likewise what takes long: None while it is worked out beside everything else."""
        state = (self._record.head, dates, key)
        with self._lock:
            if state in self._held:
                return self._held[state]  # type: ignore[no-any-return]
            thread = self._beside.get(state)
            if thread is None:
                thread = threading.Thread(
                    target=self._work, args=(state, dates, question), name="beside", daemon=True
                )
                self._beside[state] = thread
                thread.start()
        thread.join(BRIEFLY)
        with self._lock:
            return self._held.get(state)

    def _work(self, state: Hashable, dates: At, question: Callable[[Record], Any]) -> None:
        try:
            answer = question(self._record.at(known=dates.known, on=dates.on))
            with self._lock:
                self._held[state] = answer
        except OnRecordError as error:
            log.warning("what takes long could not be worked out: %s", error)
        finally:
            with self._lock:
                self._beside.pop(state, None)

    def waiting(self, dates: At) -> Waiting:
        """All that waits for a person, first things first."""
        if dates.pairs:
            return self.ask(dates, "waiting", lambda r: Waiting(r.waiting()), live=True)
        return self._queue.waiting()

    def act(self, work: Callable[[Record], Outcome]) -> Outcome:
        """Do something that records decisions, one at a time; then have what follows worked out.

        Raises UsageError, UnknownId, RecordBusy.
        """
        with self._writing, open_record(self.path) as record:
            self._record.world()
            before = record.head
            outcome = work(record)
            if outcome.decisions:
                self._queue.decided(before, self.recorded, outcome.decisions)
        if outcome.decisions:
            self._record.hold()
            self._upkeep.bring_up(PATIENCE)
        return outcome
