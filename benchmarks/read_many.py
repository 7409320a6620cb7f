"""Does `onrecord read` stay linear? Seconds for each two hundred reports, the fold, peak memory.

python benchmarks/read_many.py 10000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from made_reports import write

from onrecord.app.ingest import Tally
from onrecord.app.record import open_record

STEP = 200


def main() -> None:
    """Print a row per two hundred reports and the whole."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("count", type=int)
    parse.add_argument("--workers", type=int, default=0)
    told = parse.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "made.jsonl", told.count)
        marks = [time.perf_counter()]

        def see(tally: Tally) -> None:
            if tally.reports % STEP == 0:
                marks.append(time.perf_counter())
                rate = STEP / (marks[-1] - marks[-2])
                print(f"{tally.reports:7} reports  {rate:7.1f} reports/s", flush=True)

        with open_record(Path(folder) / "made.db") as record:
            tally = record.read([path], workers=told.workers or None, progress=see)
        whole = time.perf_counter() - marks[0]
        size = (Path(folder) / "made.db").stat().st_size
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{tally.reports} reports in {whole:.0f} s, {tally.reports / whole:.1f} reports/s")
    print(f"peak memory {own} MB (largest reading process {workers} MB), file {size >> 20} MB")


if __name__ == "__main__":
    main()
