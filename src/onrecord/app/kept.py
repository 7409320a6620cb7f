"""A record that is asked again and again: the world held in memory until the record moves."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from onrecord.app import wiring
from onrecord.app.past import Past
from onrecord.app.record import Record
from onrecord.app.unswept import settled, unswept
from onrecord.domain.errors import OnRecordError
from onrecord.domain.facts import Fact, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.record.store import Reader, Writer
from onrecord.views.concerns import concerns

T = TypeVar("T")

log = logging.getLogger("onrecord.app")

SOON = 5.0
"""Seconds that a world is held which was handed in while others were recording."""

WAIT = 1.0
"""Seconds that an answer waits for the world of a record that moved; a record of some hundred
reports is loaded by then. Of more the world that is held goes on to be served meanwhile."""

AGAIN = 0.2
LEFT_TO_OTHERS = 30.0
"""How often, and for how many seconds, it is looked whether another process that serves has worked
out what follows from a decision of its own; then it is worked out here."""

REPORTS = 50_000
"""Reports held, some 1 kB each; a table of commitments looks up one or two a row."""

TEXTS = 500

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

    def at_hand(self) -> tuple[int, int] | None:
        """The head and `recorded`, if that can be said at once."""
        return cast(Kept, self._store).at_hand()

    def world(self) -> World:
        """The world that is held."""
        return self._store.world()[0]

    def look_up(self) -> None:
        """Have at hand by what the lines of the world are looked up."""
        known = concerns(self.world())
        with unswept():
            for name in LOOKED_UP:
                getattr(known, name)
        settled()

    def rest(self) -> None:
        """Hold no connection until something is asked again."""
        cast(Kept, self._store).rest()

    def hold(self) -> None:
        """Go on with the world that is held until another one is handed in."""
        cast(Kept, self._store).hold()

    def take(self, world: World, head: int) -> None:
        """Answer from this world from now on."""
        cast(Kept, self._store).take(world, head)


LOOKED_UP = (
    "lines",
    "names",
    "items",
    "words",
    "moments",
    "active",
    "told_of",
    "told_in",
    "copies",
    "disputed",
    "units",
    "parties",
)
"""What pages look lines up by, made when it is first asked for."""


def open_kept(path: str | Path, folder: Path | None = None) -> KeptRecord:
    """The record in this file, to be asked again and again. Raises NotARecord.

    `folder` is one that several processes that serve the record have together: each of them brings
    its derived tables up to what it records, and works out worlds of the past for all.
    """
    past = Past(Path(path), folder)
    kept = Kept(wiring.open_reader(path), past, others=folder is not None)
    return KeptRecord(cast(Writer, kept))


class Kept:
    """A `Reader` over a store that holds the world, reports and texts; safe from any thread."""

    def __init__(self, store: Reader, past: Past | None = None, others: bool = False) -> None:
        self._store = store
        self._others = others
        self._behind_since: float | None = None
        self._renewing: threading.Thread | None = None
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._taking = threading.Lock()
        self._world: tuple[World, int] | None = None
        self._until = 0.0
        self._felt: tuple[int | None, int] = (None, 0)
        self._past = past or Past()
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
        head = self.recorded()
        held = self._world
        if held is not None and (held[1] == head or time.monotonic() < self._until):
            return held
        with self._building:
            held = self._world
            if held is None:
                self._world = self._made(head)
            elif held[1] != head and time.monotonic() >= self._until:
                self._renewed(head)
            return cast(tuple[World, int], self._world)

    def _renewed(self, head: int) -> None:
        """Have the world of this seq made beside; go on with the one held where that takes long."""
        thread = self._renewing
        if thread is None:
            thread = threading.Thread(target=self._renew, args=(head,), name="renew", daemon=True)
            self._renewing = thread
            thread.start()
        thread.join(WAIT)
        if thread.is_alive():
            self._until = time.monotonic() + SOON

    def _renew(self, head: int) -> None:
        try:
            made = self._made(head)
            with self._taking:
                if self._world is None or self._world[1] <= made[1]:
                    self._world = made
        except OnRecordError as error:
            self._until = time.monotonic() + SOON
            log.warning("the record cannot be read: %s", error)
        finally:
            self._renewing = None

    def at_hand(self) -> tuple[int, int] | None:
        """The seq of the world that is held and the store's; None when one may have moved."""
        held, (felt, head) = self._world, self._felt
        if held is None or felt is None:
            return None
        try:
            if self._store.pulse() != felt:
                return None
        except OnRecordError:
            return None
        current = held[1] == head or time.monotonic() < self._until
        return (held[1], head) if current else None

    def past(self, as_of: AsOf, make: Callable[[], World]) -> World:
        """The world as of two dates, made unless it is held. Raises NotYet where that is slow."""
        known = self.recorded() if as_of.known is None else as_of.known
        return self._past.world(known, as_of.on, make)

    def close(self) -> None:
        """Give the file free."""
        self._past.close()
        cast(Writer, self._store).close()

    def look_again(self) -> None:
        """Hold the world no longer than until somebody asks."""
        self._until = 0.0

    def hold(self) -> None:
        """Hold the world until another one is handed in, or somebody is to look again."""
        self._until = math.inf

    def take(self, world: World, head: int) -> None:
        """Hold this world, unless a later one is held."""
        with self._taking:
            if self._world is None or self._world[1] <= head:
                self._world = world, head
            moved = self._store.head() != head
            self._until = time.monotonic() + SOON if moved else 0.0

    def recorded(self) -> int:
        """The store's own last seq; asked of it once after each write."""
        pulse = self._store.pulse()
        felt, head = self._felt
        if pulse is None or pulse != felt:
            head = self._store.head()
            self._felt = pulse, head
        return head

    def _made(self, head: int) -> tuple[World, int]:
        held = self._world
        if held is not None and self._others and self._may_come(head):
            self._until = time.monotonic() + AGAIN
            return held
        with unswept():
            world, built_to = self._store.world()
            if built_to >= head:
                self._until = 0.0
                settled()
                return world, built_to
            began = time.monotonic()
            with self._store.folding(head) as facts:
                folded = fold(facts)
            now = time.monotonic()
            self._until = now + PATIENCE * (now - began)
            return folded, head

    def _may_come(self, head: int) -> bool:
        """Whether the derived tables are behind, and another process may yet bring them up."""
        if self._store.built_to() >= head:
            self._behind_since = None
            return False
        now = time.monotonic()
        since = self._behind_since = now if self._behind_since is None else self._behind_since
        return now - since < LEFT_TO_OTHERS

    def get(self, identifier: str) -> Recorded[Fact] | None:
        """The fact with this id; a report never changes and is looked up once."""
        if not identifier.startswith("r"):
            return self._store.get(identifier)
        return self._once(self._reports, identifier, self._store.get, REPORTS)

    def text(self, digest: str) -> Text | None:
        """The text with this digest; it never changes and is looked up once."""
        return self._once(self._texts, digest, self._store.text, TEXTS)

    def texts(self, digests: Sequence[str]) -> Mapping[str, Text]:
        """The texts with these digests; those not held are looked up together."""
        return self._all(self._texts, digests, self._store.texts, TEXTS)

    def reports(self, ids: Sequence[str]) -> Mapping[str, Recorded[Report]]:
        """The reports with these ids; those not held are looked up together."""
        held = cast("OrderedDict[str, Recorded[Report]]", self._reports)
        return self._all(held, ids, self._store.reports, REPORTS)

    def _all(
        self,
        held: OrderedDict[str, T],
        names: Sequence[str],
        look: Callable[[Sequence[str]], Mapping[str, T]],
        most: int,
    ) -> Mapping[str, T]:
        with self._lock:
            found = {name: held[name] for name in dict.fromkeys(names) if name in held}
        wanted = [name for name in dict.fromkeys(names) if name not in found]
        if wanted:
            new = look(wanted)
            found.update(new)
            with self._lock:
                held.update(new)
                while len(held) > most:
                    held.popitem(last=False)
        return found

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
