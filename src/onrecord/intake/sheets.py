"""CSV -> rows by the names of their columns; a row that is not as long as the head is a finding."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from onrecord.domain.findings import Finding, finding
from onrecord.intake.encoding import decoded

LARGEST = 64_000_000
"""Bytes of a file of rows: all daily reference rates since 1999 take 2 MB (2026-11)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column, stripped; an empty cell is ""."""

    where: str
    cells: dict[str, str]


def rows(data: bytes, where: str, wanted: Sequence[str]) -> Iterator[Row | Finding]:
    """The rows of a CSV with at least the wanted columns, and what is wrong with the others."""
    if len(data) > LARGEST:
        yield finding("too-long", f"expected at most {LARGEST:,} bytes, got {len(data):,}", where)
        return
    text, note = decoded(data, where)
    if note is not None:
        yield note
    if text is None:
        return
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    head: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            place = f"{where}:{reader.line_num}"
            if head is None:
                head = [cell.strip().lower() for cell in cells]
                missing = [name for name in wanted if name not in head]
                if missing:
                    yield _columns(place, wanted, head)
                    return
                continue
            yield _row(place, head, cells)
    except csv.Error as error:
        yield finding("csv-broken", f"expected CSV, got: {error}", f"{where}:{reader.line_num}")
    if head is None:
        yield finding("empty-file", "expected a row of column names, got nothing", where)


def _columns(where: str, wanted: Sequence[str], head: Sequence[str]) -> Finding:
    return finding(
        "csv-columns",
        f"expected the columns {', '.join(wanted)} in the first row, got {', '.join(head)[:200]}",
        where,
    )


def _row(where: str, head: Sequence[str], cells: Sequence[str]) -> Row | Finding:
    if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
        told = f"expected {len(head)} cells as in the first row, got {len(cells)}"
        return finding("csv-broken", told, where)
    padded = [*cells, *[""] * (len(head) - len(cells))]
    return Row(where, {name: cell.strip() for name, cell in zip(head, padded, strict=False)})
