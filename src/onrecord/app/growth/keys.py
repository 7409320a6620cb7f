"""The blocking keys of a whole record, in their order: an index is filled in order or not at all.

A report has some four hundred keys, so 100,000 reports forty million. Put in as the reports come
each would touch another page of the index. So they are cut into stretches of the order, each
stretch a file, sorted when its turn comes.
"""

from __future__ import annotations

import gc
import marshal
import os
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from onrecord.app.growth.crew import Ask, Bench, Crew, crew_on
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.derived import short
from onrecord.record.facts import batches
from onrecord.record.store import KeyRow, Writer

TOGETHER = 200
"""Reports whose keys are made together."""

STRETCH = 150_000
"""Keys of a stretch, about: 50 MB."""

EACH = 400
"""Keys of a report, about."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Make the keys of these reports and lay each by in the file of its stretch.

    `cuts` are the (kind, key) at which stretches after the first begin; nothing comes of it.
    """

    reports: tuple[str, ...]
    cuts: tuple[tuple[str, str], ...]
    folder: str
    last: ClassVar[bool] = False

    def work(self, bench: Bench, _: Ask) -> None:
        """Make them."""
        for some in batches(self.reports, TOGETHER):
            rows = sorted(key_rows(bench.store, some, bench.head))
            at = [0, *(bisect_left(rows, cut) for cut in self.cuts), len(rows)]
            for number, (start, end) in enumerate(pairwise(at)):
                if start < end:
                    path = Path(self.folder) / f"{number}-{os.getpid()}"
                    with path.open("ab") as file:
                        marshal.dump(rows[start:end], file)
            gc.collect()  # switched off while a crew works


def key_rows(store: Writer, reports: Sequence[str], head: int) -> list[KeyRow]:
    """The blocking keys of these reports' own things, as far as they were read."""
    facts = store.facts_of(reports, head, links=False)
    rows: list[KeyRow] = []
    for one in facts.reports:
        reading = facts.readings.get(one.fact.text)
        if reading is not None:
            made = propose.keys(ReadReport(one.fact, reading.fact))
            rows += [(str(kind), short(key), one.seq, name) for kind, key, name in made]
    propose.forget()
    return rows


@dataclass(frozen=True, slots=True)
class Fill:
    """Put in what `Keys` laid by, a stretch at a time, in order; nothing comes of it."""

    folder: str
    stretches: int
    last: ClassVar[bool] = True

    def work(self, bench: Bench, _: Ask) -> None:
        """Read, sort, write: a stretch in each transaction."""
        store = bench.writer()
        for number in range(self.stretches):
            rows: list[KeyRow] = []
            for path in sorted(Path(self.folder).glob(f"{number}-*")):
                rows += _read(path)
                path.unlink()
            rows.sort()
            store.fill_keys(rows)


@contextmanager
def search_remade(
    store: Writer, head: int, path: str | None, processes: int
) -> Iterator[Callable[[], None]]:
    """Full text and blocking keys made anew through a seq, by several processes where there are.

    Then the keys are still being put in, by another process; what the context gives waits for that.
    """
    reports = store.read_reports(head)
    with ExitStack() as stack:
        crew = stack.enter_context(crew_on(path, head, processes))
        if crew is None or path is None:
            store.remake_search()
            for some in batches(reports, TOGETHER):
                store.fill_keys(sorted(key_rows(store, some, head)))
            yield lambda: None
            return
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-keys-"))
        cuts = _cuts(store, reports, head)
        each = -(-len(reports) // len(crew))
        crew.give(Keys(tuple(some), cuts, folder) for some in batches(reports, each))
        store.remake_search()
        crew.finish()
        crew.close()
        filling = Crew(path, head, 1)
        stack.callback(filling.close)
        filling.give([Fill(folder, len(cuts) + 1)])
        yield filling.finish


def _cuts(store: Writer, reports: Sequence[str], head: int) -> tuple[tuple[str, str], ...]:
    """Where the order is cut, by the keys of reports from all over the record."""
    wanted = len(reports) * EACH // STRETCH
    if not wanted:
        return ()
    step = max(1, len(reports) // TOGETHER)
    rows = sorted((kind, key) for kind, key, *_ in key_rows(store, reports[::step], head))
    return tuple(sorted({rows[len(rows) * n // (wanted + 1)] for n in range(1, wanted + 1)}))


def _read(path: Path) -> Iterator[KeyRow]:
    with path.open("rb") as file:
        while True:
            try:
                yield from marshal.load(file)
            except EOFError:
                return
