"""A record that is asked again and again: the world held in memory until the record moves."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from onrecord.app import wiring
from onrecord.app.record import Record
from onrecord.domain.facts import Fact, Recorded
from onrecord.domain.text import Text
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.record.store import Reader, Writer

T = TypeVar("T")

SOON = 5.0
"""Seconds that a world is held which was handed in while others were recording."""

REPORTS = 50_000
"""Reports held, some 1 kB each; a table of commitments looks up one or two a row."""

TEXTS = 500

PAST = 4
"""Worlds of the past held: a reader who slides back asks for the page, its tables, and another day.
Each is about as big as the one that is served."""

PATIENCE = 3
"""While a run appends and the derived tables are behind, the world is worked out here; it is held
at least this many times as long as that took, so that a quarter of a processor goes to it at most.
20,000 short reports take 16 s (2026-11)."""


class KeptRecord(Record):
    """A record, read-only, with what was last looked up held in memory.

    Answers are those of `open_record`; while a long run appends they may be a little behind.
    """

    def look_again(self) -> None:
        """Have the next answer be of all that is recorded by now."""
        cast(Kept, self._store).look_again()

    @property
    def recorded(self) -> int:
        """The last seq of the record itself, also while answers are of an earlier one."""
        return cast(Kept, self._store).recorded()

    def world(self) -> World:
        """The world that is held."""
        return self._store.world()[0]

    def hold(self) -> None:
        """Go on with the world that is held until another one is handed in."""
        cast(Kept, self._store).hold()

    def take(self, world: World, head: int) -> None:
        """Answer from this world from now on."""
        cast(Kept, self._store).take(world, head)


def open_kept(path: str | Path) -> KeptRecord:
    """The record in this file, to be asked again and again. Raises NotARecord."""
    return KeptRecord(cast(Writer, Kept(wiring.open_reader(path))))


class Kept:
    """A `Reader` over a store that holds the world, reports and texts; safe from any thread."""

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._world: tuple[World, int] | None = None
        self._until = 0.0
        self._looking_back = threading.Lock()
        self._past: OrderedDict[tuple[int, date | None], World] = OrderedDict()
        self._reports: OrderedDict[str, Recorded[Fact]] = OrderedDict()
        self._texts: OrderedDict[str, Text] = OrderedDict()

    def __getattr__(self, name: str) -> Any:
        """Everything else is asked of the store."""
        return getattr(self._store, name)

    def head(self) -> int:
        """The seq of the world that is held: the store's, but while a long run appends."""
        return self.world()[1]

    def world(self) -> tuple[World, int]:
        """The world as the store's facts imply it, and the seq that it is of."""
        head = self._store.head()
        held = self._world
        if held is not None and (held[1] == head or time.monotonic() < self._until):
            return held
        with self._building:
            held = self._world
            if held is None or held[1] != head:
                self._world = held = self._made(head)
        return held

    def past(self, as_of: AsOf, make: Callable[[], World]) -> World:
        """The world as of two dates, made unless it is held; one at a time, as that is slow."""
        known = self._store.head() if as_of.known is None else as_of.known
        key = (known, as_of.on)
        with self._looking_back:
            found = self._past.pop(key, None)
            if found is None:
                found = make()
            self._past[key] = found
            while len(self._past) > PAST:
                self._past.popitem(last=False)
        return found

    def look_again(self) -> None:
        """Hold the world no longer than until somebody asks."""
        self._until = 0.0

    def hold(self) -> None:
        """Hold the world until another one is handed in, or somebody is to look again."""
        self._until = math.inf

    def take(self, world: World, head: int) -> None:
        """Hold this world, unless a later one is held."""
        with self._building:
            if self._world is None or self._world[1] <= head:
                self._world = world, head
            moved = self._store.head() != head
            self._until = time.monotonic() + SOON if moved else 0.0

    def recorded(self) -> int:
        """The store's own last seq."""
        return self._store.head()

    def _made(self, head: int) -> tuple[World, int]:
        world, built_to = self._store.world()
        if built_to >= head:
            self._until = 0.0
            return world, built_to
        began = time.monotonic()
        with self._store.folding(head) as facts:
            folded = fold(facts)
        now = time.monotonic()
        self._until = now + PATIENCE * (now - began)
        return folded, head

    def get(self, identifier: str) -> Recorded[Fact] | None:
        """The fact with this id; a report never changes and is looked up once."""
        if not identifier.startswith("r"):
            return self._store.get(identifier)
        return self._once(self._reports, identifier, self._store.get, REPORTS)

    def text(self, digest: str) -> Text | None:
        """The text with this digest; it never changes and is looked up once."""
        return self._once(self._texts, digest, self._store.text, TEXTS)

    def _once(
        self, held: OrderedDict[str, T], name: str, look: Callable[[str], T | None], most: int
    ) -> T | None:
        with self._lock:
            if name in held:
                held.move_to_end(name)
                return held[name]
        found = look(name)
        if found is not None:
            with self._lock:
                held[name] = found
                while len(held) > most:
                    held.popitem(last=False)
        return found
