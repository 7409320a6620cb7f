"""The only place that names a backend, an engine, the clock and the parent of a process."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from onrecord.domain.errors import NotARecord
from onrecord.reading import catalogue
from onrecord.reading.engines.encoder import Encoder
from onrecord.reading.stage import Engine, Stage
from onrecord.record import sqlite
from onrecord.record.store import Writer


def now() -> datetime:
    """The time, in UTC; passed down to whoever records something."""
    return datetime.now(UTC)


def today() -> date:
    """The day, in UTC."""
    return now().date()


@cache
def engine() -> Engine:
    """The trained reader with the weights of the package, one thread."""
    return Encoder()


@cache
def stages() -> tuple[Stage, ...]:
    """The stages of the reading, in order."""
    return catalogue.stages(engine())


@cache
def maker() -> str:
    """Name and version of the whole pipeline, as it stands in every reading."""
    return catalogue.maker(engine())


def open_writer(path: str | Path, busy_seconds: float = 5.0) -> Writer:
    """The record at `path`, made if it is not there, for reading and writing."""
    return sqlite.open_record(path, wait=busy_seconds)


def open_reader(path: str | Path) -> Writer:
    """The record at `path`, for asking only. Raises NotARecord when there is no file."""
    if not Path(path).exists():
        raise NotARecord(
            f"no record at {path}; make one with: onrecord read PATH... --record {path}"
        )
    return sqlite.open_record(path, create=False, read_only=True)
