# ruff: noqa: T201 - a script that prints figures
"""How fast a record takes and gives: python tests/record/measure.py [REPORTS] [URL or PATH].

Prints reports/s of append alone (the facts are made beforehand, their ids not), the time and the
peak memory of `facts()` in a fresh process, the file's size, and search and candidate times; all
but the first figure in processor time, so that a busy machine tells the same.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "contract"))

from drawn_facts import at, report_and_reading

from onrecord.record.relational import RelationalRecord
from onrecord.record.sqlite import open_record
from onrecord.record.store import Key

BATCH = 100
FILLER = "Officials had met for hours before the evening, and little was agreed on the rest.\n"


def opened(where: str) -> RelationalRecord:
    if where.startswith("postgresql"):
        from onrecord.record import postgres

        return postgres.open_record(where)
    return open_record(where)


def fill(where: str, count: int) -> None:
    record = opened(where)
    spent = worked = 0.0
    annotations = 0
    for start in range(0, count, BATCH):
        facts, keys = [], []
        for number in range(start, min(start + BATCH, count)):
            report, reading = report_and_reading(number, 50, FILLER * 40)
            facts += [report, reading]
            annotations += len(reading.annotations)
        before, cpu = perf_counter(), process_time()
        for report, reading in zip(facts[::2], facts[1::2], strict=True):
            keys += [Key("mention", m.name.lower(), m.id, report.id) for m in reading.mentions]
            keys += [Key("pledge", p.by[0].name, p.id, report.id) for p in reading.pledges]
            keys += [Key("pledge", "military_aid", p.id, report.id) for p in reading.pledges]
        record.append(facts, at(start), keys)
        spent += perf_counter() - before
        worked += process_time() - cpu
    print(
        f"append: {count / spent:.0f} reports/s ({count / worked:.0f} of processor time), "
        f"{annotations / count:.0f} annotations each, {len(reading.text.content)} characters, "
        f"batches of {BATCH}"
    )
    for words, kinds in (("lorries", ()), ('"land7 would send"', ("statement",)), ("minist*", ())):
        before = process_time()
        hits = record.search(words, kinds)
        print(f"search {words}: {len(hits)} hits in {1000 * (process_time() - before):.1f} ms")
    before = process_time()
    for _ in range(10):
        record.near("pledge", ["Land7", "Land8", "military_aid"], 50)
    print(f"near: {100 * (process_time() - before):.1f} ms (a key of every pledge among the three)")
    before = process_time()
    for _ in range(10):
        record.near("mention", ["minister0 of7", "minister1 of7"], 50)
    print(f"near: {100 * (process_time() - before):.1f} ms (two rare keys)")
    record.close()


def load(where: str) -> None:
    record = opened(where)
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    before = process_time()
    facts = record.facts()
    spent = process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"facts(): {len(facts.reports)} reports in {spent:.1f} s of processor time, "
        f"peak {peak / 2**20:.2f} GB ({idle / 2**20:.2f} GB before)"
    )
    record.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        load(sys.argv[2])
    else:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
        with tempfile.TemporaryDirectory() as folder:
            place = sys.argv[2] if len(sys.argv) > 2 else f"{folder}/record.db"
            fill(place, count)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(f"peak memory while appending {peak / 2**20:.2f} GB")
            if Path(place).exists():
                print(f"file: {Path(place).stat().st_size / 2**20:.0f} MB")
            subprocess.run([sys.executable, __file__, "load", place], check=True)
