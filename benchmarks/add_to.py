"""Seconds to add reports to a record that `big_record.py` made: linking, what they change, writing.

python benchmarks/add_to.py /tmp/big/100k.db --cache /tmp/big/base-400.pickle --reports 20

They come from the era after the record's last one, so they are told of in no other report, and from
a base era's beginning on; they stay in the record. The tables must stand at the head (`onrecord
rebuild`). Linking, working out and writing are timed apart, processor time of this process beside.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

from big_record import base_of, era, word_of
from made_readings import _names

from onrecord.app import wiring
from onrecord.app.candidates import RecordCandidates
from onrecord.app.growth.changes import changes
from onrecord.app.ingest import link
from onrecord.linking.candidates import ReadReport


def main() -> None:
    """Print the median and the largest of each part."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("record", type=Path)
    parse.add_argument("--cache", type=Path, required=True)
    parse.add_argument("--reports", type=int, default=20)
    told = parse.parse_args()
    base = base_of(0, told.cache)
    store = wiring.open_writer(told.record)
    number = -(-store.size() // len(base.pairs))
    pairs = list(era(base, number, word_of(number, _names(base.pairs))))
    assert store.built_to() == store.head(), "run onrecord rebuild first"
    candidates = RecordCandidates(store)
    rows: list[list[float]] = []
    whole = lines = 0
    for pair in pairs[: told.reports]:
        clock, work = [time.perf_counter()], time.process_time()
        proposals, decisions, keys = link(ReadReport(*pair), candidates, store.head())
        clock.append(time.perf_counter())
        store.append([*pair, *proposals, *decisions], datetime.now(UTC), keys)
        clock.append(time.perf_counter())
        with store.snapshot() as book:
            made = changes(book)
        clock.append(time.perf_counter())
        if made is None or not store.put(made):
            whole += 1
            continue
        clock.append(time.perf_counter())
        lines += sum(len(one.changed) + len(one.new) for one in made.lines)
        spent = time.process_time() - work
        steps = [after - before for before, after in pairwise(clock)]
        rows.append([*steps, sum(steps), spent])
    names = ("link", "append", "work out", "write", "all", "processor")
    parts = (
        f"{name} {median(column):.3f} (max {max(column):.3f})"
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    )
    print(
        f"{store.size()} reports: {'  '.join(parts)}  lines {lines / max(1, len(rows)):.0f}  "
        f"the whole wanted by {whole} of {told.reports}"
    )
    store.close()


if __name__ == "__main__":
    main()
