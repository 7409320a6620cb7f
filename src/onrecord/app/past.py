"""Worlds of the past: worked out in a process of their own, so that pages go on meanwhile.

What a record knew by a seq never changes, so a world of the past holds as long as its record is
served. `python -m onrecord.app.past RECORD KNOWN ON FILE` makes one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from onrecord.app import wiring
from onrecord.domain.errors import OnRecordError
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.ledger.fold import fold

SMALL = 20_000
"""Facts that are folded at once, where somebody asks: a second or two (2026-11)."""

PATIENCE = 0.5
"""Seconds that a page waits for what is worked out beside."""

LINES = 1_000_000
"""Lines of worlds of the past held in memory; the one last asked for is held, however big."""

FILES = 4
"""Worlds of the past held on disk while the record is served, some 100 bytes a fact each."""

LONGEST = 6 * 3600
"""Seconds after which whoever works one out is taken for dead."""

Key = tuple[int, date | None]


class NotYet(OnRecordError):
    """What the record knew then is being worked out; it may be asked for again."""


class Past:
    """The worlds of one record's past that were asked for; safe from any thread.

    `folder` is one that this process and those beside it own alone; without, one is made. Without a
    `path` all is worked out here.
    """

    def __init__(self, path: Path | None = None, folder: Path | None = None) -> None:
        self._path = path
        self._given = folder
        self._made: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._folding = threading.Lock()
        self._held: OrderedDict[Key, World] = OrderedDict()
        self._working: dict[Key, subprocess.Popen[bytes]] = {}

    def world(self, known: int, on: date | None, make: Callable[[], World]) -> World:
        """The world as of a seq and a day; `make` folds it here. Raises NotYet."""
        key = (known, on)
        found = self._at_hand(key)
        if found is None and (self._path is None or known <= SMALL):
            with self._folding:
                found = self._at_hand(key) or make()
        elif found is None:
            found = self._from_file(key)
        self._hold(key, found)
        return found

    def close(self) -> None:
        """End what is being worked out, and leave nothing behind."""
        with self._lock:
            for process in self._working.values():
                process.kill()
                process.wait()
            self._working.clear()
            if self._made is not None:
                self._made.cleanup()
                self._made = None

    def _at_hand(self, key: Key) -> World | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _hold(self, key: Key, world: World) -> None:
        with self._lock:
            self._held[key] = world
            self._held.move_to_end(key)
            while len(self._held) > 1 and sum(map(_size, self._held.values())) > LINES:
                self._held.popitem(last=False)

    def _from_file(self, key: Key) -> World:
        file = self._folder() / f"{key[0]}-{key[1] or 'now'}.world"
        if not file.exists():
            self._work_out(key, file)
        with self._folding:
            found = self._at_hand(key)
            if found is not None:
                return found
            os.utime(file)
            with file.open("rb") as stream:
                world: World = pickle.load(stream)  # ours: nobody else may write in that folder
            self._hold(key, world)
            return world

    def _work_out(self, key: Key, file: Path) -> None:
        """Have the file made, and wait a little. Raises NotYet while it is not there."""
        part = file.with_suffix(".part")
        with self._lock:
            process = self._working.get(key)
            if process is None and _claimed(part):
                process = self._working[key] = self._start(key, part, file)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not file.exists():
            time.sleep(0.02)
        if process is not None and process.poll() is not None:
            with self._lock:
                self._working.pop(key, None)
            if process.returncode:
                part.unlink(missing_ok=True)
                raise OnRecordError("what the record knew then could not be worked out")
        if not file.exists():
            raise NotYet("what the record knew then is being worked out")

    def _start(self, key: Key, part: Path, file: Path) -> subprocess.Popen[bytes]:
        old = sorted(file.parent.glob("*.world"), key=lambda found: found.stat().st_mtime)
        for one in old[: 1 - FILES]:
            one.unlink(missing_ok=True)
        on = "" if key[1] is None else key[1].isoformat()
        told = [str(self._path), str(key[0]), on, str(part), str(file)]
        command = [sys.executable, "-m", "onrecord.app.past", *told]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def _folder(self) -> Path:
        with self._lock:
            if self._given is not None:
                return self._given
            if self._made is None:
                self._made = tempfile.TemporaryDirectory(prefix="onrecord-past-")
            return Path(self._made.name)


def _claimed(part: Path) -> bool:
    """Whether nobody else works on this; then it is ours from now on."""
    with suppress(FileNotFoundError):
        if wiring.now().timestamp() - part.stat().st_mtime > LONGEST:
            part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def _size(world: World) -> int:
    return len(world.entities) + len(world.utterances) + len(world.commitments) + 1


def make(record: str, known: int, on: date | None, part: Path, file: Path) -> None:
    """Fold the world as of a seq and a day into a file; it is there when it is whole."""
    os.nice(10)
    store = wiring.open_reader(record)
    try:
        with store.folding(known) as facts:
            world = fold(facts, AsOf(known=known, on=on))
    finally:
        store.close()
    with part.open("wb") as stream:
        pickle.dump(world, stream, pickle.HIGHEST_PROTOCOL)
    part.replace(file)


def main(told: list[str]) -> None:
    """One world as the arguments say."""
    record, known, on, part, file = told
    make(record, int(known), date.fromisoformat(on) if on else None, Path(part), Path(file))


if __name__ == "__main__":
    main(sys.argv[1:])
