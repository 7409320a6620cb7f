"""The derived tables brought up to the head in the background, while pages are served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from onrecord.app import wiring
from onrecord.app.changed import brought_up
from onrecord.domain.errors import OnRecordError
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.record.store import Writer

log = logging.getLogger("onrecord.app")

PAUSE = 1.0
"""Seconds before another try when another process is writing."""


class Upkeep:
    """One thread that works out what decisions change; many at once are worked out together.

    `made` is told of every world and the seq that it is of.
    """

    def __init__(self, path: str | Path, made: Callable[[World, int], None]) -> None:
        self._path = path
        self._made = made
        self._changed = threading.Condition()
        self._asked = 0
        self._done = 0
        self._closed = False
        self._held: tuple[World, int] | None = None
        self._thread: threading.Thread | None = None

    def bring_up(self, patience: float) -> bool:
        """Have the record worked out; True if that was done within so many seconds."""
        with self._changed:
            self._asked += 1
            asked = self._asked
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._done >= asked or self._closed, patience)

    @property
    def behind(self) -> bool:
        """Whether something that was asked for is not worked out yet."""
        return self._done < self._asked

    def close(self) -> None:
        """Finish what is under way, and nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        store: Writer | None = None
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._closed or self._done < self._asked)
                    if self._closed:
                        return
                    asked = self._asked
                try:
                    store = store or wiring.open_writer(self._path)
                    self._work(store)
                except OnRecordError as error:
                    log.warning("the record could not be brought up to date: %s", error)
                    with self._changed:
                        if self._changed.wait_for(lambda: self._closed, PAUSE):
                            return
                    continue
                with self._changed:
                    self._done = asked
                    self._changed.notify_all()
        finally:
            if store is not None:
                store.close()

    def _work(self, store: Writer) -> None:
        head = store.head()
        if self._held is None or store.built_to() != self._held[1]:
            self._held = store.world()
        held, known = self._held
        if known != head:
            world = brought_up(store, held, known, head) if known else None
            if world is None:
                with store.folding(head) as facts:
                    world = fold(facts)
            store.replace_world(world, head)
            self._held = world, head
        self._made(*self._held)
