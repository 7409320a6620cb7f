"""Does `onrecord read` stay linear? Seconds for each part of the reports, the fold, peak memory.

Beside every ten reports a fixed loop is timed: how fast the processor is varies with what else
runs, and what a step costs is told in loops too. Both are processor time of this process; reports/s
are by the clock.

python benchmarks/read_many.py 10000
python benchmarks/read_many.py 10000 --renamed 420
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from made_readings import Pair, renamed_pairs
from made_reports import write

from onrecord.app import ingest, wiring
from onrecord.app.ingest import Tally
from onrecord.app.readers import read_all
from onrecord.app.record import open_record
from onrecord.intake import incoming

BESIDE = 10
LOOP = 100_000
"""The fixed loop: some 4 ms."""


def main() -> None:
    """Print a row for each step and the whole."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("count", type=int)
    parse.add_argument("--workers", type=int, default=0)
    parse.add_argument("--step", type=int, default=500)
    parse.add_argument(
        "--renamed",
        type=int,
        metavar="BASE",
        help="read so many reports, and link those and their readings under ever new names",
    )
    told = parse.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "made.db"
        if told.renamed:
            base = _base(Path(folder), told.renamed, told.workers or 2)
            began = time.perf_counter()
            store = wiring.open_writer(where)
            ingest.ingest_readings(
                store, _seen(renamed_pairs(base, told.count), told.step), lambda: datetime.now(UTC)
            )
            linked = time.perf_counter()
            ingest.refresh(store)
            store.close()
        else:
            path = write(Path(folder) / "made.jsonl", told.count)
            began = linked = time.perf_counter()
            steps = _Steps(told.step)

            def see(tally: Tally) -> None:
                nonlocal linked
                steps.see(tally.reports)
                linked = time.perf_counter()

            with open_record(where) as record:
                record.read([path], workers=told.workers or None, progress=see)
        ended = time.perf_counter()
        size = where.stat().st_size >> 20
    print(
        f"{told.count} reports in {linked - began:.0f} s, {told.count / (linked - began):.1f} "
        f"reports/s; derived tables in {ended - linked:.0f} s; peak memory {_peak()} MB; "
        f"file {size} MB"
    )


def _base(folder: Path, count: int, workers: int) -> list[Pair]:
    path = write(folder / "base.jsonl", count)
    with path.open("rb") as nothing:
        items = incoming([str(path)], nothing, today=wiring.today())
        read = list(read_all(items, lambda item: item.text, workers))
    return [(i.report, found) for i, found in read if i.report is not None and found is not None]


def _seen(pairs: Iterable[Pair], step: int) -> Iterator[Pair]:
    steps = _Steps(step)
    for number, pair in enumerate(pairs):
        if number:
            steps.see(number)
        yield pair


class _Steps:
    """Prints a row for each step of so many reports."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._last = time.perf_counter()
        self._used = time.process_time()
        self._loops: list[float] = []

    def see(self, number: int) -> None:
        if number % BESIDE == 0 or not self._loops:
            began = time.process_time()
            sum(k * k for k in range(LOOP))
            self._loops.append(time.process_time() - began)
        if number % self._step == 0:
            now, used = time.perf_counter(), time.process_time()
            seconds = now - self._last - sum(self._loops)
            each = (used - self._used - sum(self._loops)) / self._step
            loop = sum(self._loops) / len(self._loops)
            print(
                f"{number:7} reports  {self._step / seconds:7.1f} reports/s  {1000 * each:6.1f} ms"
                f"  {each / loop:6.1f} loops/report  {_peak():6} MB",
                flush=True,
            )
            self._last, self._used, self._loops = now, used, []


def _peak() -> int:
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) >> 10


if __name__ == "__main__":
    main()
