"""What waits for a person, held in memory: a decision takes its questions out, and that is all."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from onrecord.app.kept import KeptRecord
from onrecord.domain.words import Judgement
from onrecord.views.queue import Question

PATIENCE = 4
"""While others record, the queue is looked up anew no sooner than after this many times as long as
that took: with 43,000 questions (of 3,000 made reports) it takes 1.4 s (2026-11). What was decided
meanwhile is left out where the questions are shown."""


@dataclass(frozen=True)
class Waiting:
    """The questions in order; by kind too, looked up once."""

    questions: tuple[Question, ...]

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[Question, ...]]:
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.kind, []).append(question)
        return {kind: tuple(some) for kind, some in found.items()}

    def of(self, kind: str | None) -> tuple[Question, ...]:
        """Those of one kind, or all."""
        return self._kinds.get(kind, ()) if kind else self.questions

    def without(self, gone: Set[str]) -> Waiting:
        """The others."""
        return Waiting(tuple(one for one in self.questions if one.id not in gone))


class HeldQueue:
    """The queue of a record; safe from any thread."""

    def __init__(self, record: KeptRecord) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._held = Waiting(())
        self._seq = -1
        self._until = 0.0

    def waiting(self) -> Waiting:
        """All that nobody decided on, first things first."""
        with self._lock:
            if self._seq != self._record.recorded and time.monotonic() >= self._until:
                began = time.monotonic()
                self._seq = self._record.recorded
                self._held = Waiting(self._record.waiting())
                now = time.monotonic()
                self._until = now + PATIENCE * (now - began)
            return self._held

    def decided(self, before: int, after: int, decisions: Sequence[str]) -> None:
        """Take out what was decided here; the state before is followed by these alone, or not.

        What is taken back waits again, and is looked up anew.
        """
        rows = self._record.decided(decisions)
        with self._lock:
            if any(row.judgement is Judgement.UNDO for row in rows):
                self._seq, self._until = -1, 0.0
                return
            gone = {row.about for row in rows if not row.actor.startswith("second:")}
            self._held = self._held.without(gone)
            if self._seq == before and after == before + len(decisions):
                self._seq = after
