"""How good the readings are, as measured; the figures are those of `docs/benchmarks.md`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Measured:
    """A table of figures, and what they were measured on."""

    title: str
    data: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """All figures, the month in which they were measured, and what a high score means."""

    measured: str
    tables: Sequence[Measured]
    sure: str


@cache
def quality() -> Quality:
    """The figures that this version carries."""
    told = json.loads(files("onrecord.web").joinpath("quality.json").read_bytes())
    tables = tuple(
        Measured(table["title"], table["data"], tuple(table["columns"]),
                 tuple(tuple(row) for row in table["rows"]))
        for table in told["tables"]
    )  # fmt: skip
    return Quality(told["measured"], tables, told["sure"])
