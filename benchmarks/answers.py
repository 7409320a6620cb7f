"""Milliseconds until `brief`, `commitments` and `show` of an opened record answer: p50, p95, most.

python benchmarks/answers.py /tmp/big/100k.db --times 200

The functions behind the commands and pages, in one process that holds the record open as `onrecord
serve` does, the first answer apart: `show` of commitments and sayings drawn from everywhere, the
first rows of `commitments` by parties, words and stages drawn so and of all.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.app.kept import KeptRecord, open_kept
from onrecord.domain.words import Stage
from onrecord.views.tables import CommitmentFilter, commitment_rows

ROWS = 50
"""Rows that are looked at of a table."""


def asked(record: KeptRecord, times: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, named by the command."""
    draw = random.Random(3)
    made, said = record.world().commitments, record.world().utterances
    lines = [draw.choice(draw.choice((made, said))) for _ in range(times)]
    for number in range(times):
        yield "brief", record.brief
        one = draw.choice(made)
        wanted = [
            CommitmentFilter(by=one.by[0].name if one.by else "NATO"),
            CommitmentFilter(item=one.what.split()[-1]),
            CommitmentFilter(stage=str(draw.choice(list(Stage)))),
            CommitmentFilter(),
        ][number % 4]
        yield "commitments", lambda wanted=wanted: commitment_rows(record._store, wanted)[:ROWS]
        yield "show", lambda number=number: record.show(lines[number].id)


def main() -> None:
    """Print a row for each command."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("record", type=Path)
    parse.add_argument("--times", type=int, default=200)
    told = parse.parse_args()
    began = time.perf_counter()
    with open_kept(told.record) as record:
        record.brief()
        record.look_up()
        print(f"opened and answered for the first time: {time.perf_counter() - began:.1f} s")
        spent: dict[str, list[float]] = {}
        for name, answer in asked(record, told.times):
            start = time.perf_counter()
            answer()
            spent.setdefault(name, []).append((time.perf_counter() - start) * 1000)
    for name, each in spent.items():
        each.sort()
        print(
            f"{name:12} p50 {each[len(each) // 2]:6.0f}  p95 {each[len(each) * 95 // 100]:6.0f}  "
            f"most {each[-1]:6.0f} ms"
        )


if __name__ == "__main__":
    main()
