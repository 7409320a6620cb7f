"""The record as Parquet files, one per table."""

from __future__ import annotations

from pathlib import Path

from onrecord.domain.times import AsOf
from onrecord.export.frames import frames
from onrecord.views.held import NOW, Reader


def write_parquet(reader: Reader, folder: Path, as_of: AsOf = NOW) -> tuple[Path, ...]:
    """Write `<table>.parquet` for every table into a folder, made if need be; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in frames(reader, as_of).items():
        path = folder / f"{name}.parquet"
        frame.write_parquet(path)
        written.append(path)
    return tuple(written)
