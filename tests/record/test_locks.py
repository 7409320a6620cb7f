"""A process that holds a record open keeps its locks, whoever else opens and closes the file."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.domain.findings import finding
from onrecord.record.sqlite import open_record

OTHER = """
import sys
from onrecord.record.sqlite import open_record
record = open_record(sys.argv[1])
print(record.head())
record.close()
"""
WHEN = datetime(2026, 11, 2, tzinfo=UTC)


def elsewhere(path: Path) -> int:
    """The head as another process finds it, which opens the record for writing and closes it."""
    done = subprocess.run(
        [sys.executable, "-c", OTHER, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to see open files")
def test_opening_to_write_beside_a_reader_loses_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    writer = open_record(path)
    writer.append([finding("empty-file", "one", where="a")], WHEN)
    reader = open_record(path, read_only=True)
    assert reader.head() == 1
    second = open_record(path)  # as a server does for the first decision, its reader still open
    second.append([finding("empty-file", "two", where="b")], WHEN)
    writer.close()
    assert elsewhere(path) == 2
    names = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if n.isdigit()
             and os.path.lexists(f"/proc/self/fd/{n}")]  # fmt: skip
    assert not [name for name in names if str(path) in name and "deleted" in name]
    second.append([finding("empty-file", "three", where="c")], WHEN)
    assert reader.head() == 3
    assert elsewhere(path) == 3
    second.close()
    reader.close()
