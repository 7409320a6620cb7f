"""Tables as CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from onrecord.domain.times import AsOf
from onrecord.export.flat import Value, flat_tables
from onrecord.views.held import NOW, Reader

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text."""


def tables_csv(reader: Reader, as_of: AsOf = NOW) -> dict[str, bytes]:
    """File name -> CSV with a header, one file per table of the record, in stable order."""
    return {
        f"{name}.csv": csv_of(columns, rows) for name, columns, rows in flat_tables(reader, as_of)
    }


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as UTF-8 CSV (RFC 4180) with these columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue().encode("utf-8")


def cell(value: Value) -> str:
    """A value as the text of a cell: lists joined by "; ", numbers bare, words defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value}"
    words = "; ".join(value) if isinstance(value, list) else value
    return f"'{words}" if words.startswith(RUNS) else words
