"""The record, or the rows of any view, as polars data frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from onrecord.domain.amounts import Amount
from onrecord.domain.times import AsOf
from onrecord.export.flat import COLUMNS, flat_tables
from onrecord.views.held import NOW, Quoted, Reader

_TYPES: Mapping[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
    list: pl.List(pl.String()),
}


def frames(reader: Reader, as_of: AsOf = NOW) -> dict[str, pl.DataFrame]:
    """Table -> data frame for every table of the record, with the same columns also when empty."""
    return {
        name: pl.DataFrame(
            {column: [row.get(column) for row in rows] for column in columns},
            schema={column: _TYPES[kind] for column, kind in COLUMNS[name].items()},
            strict=False,
        )
        for name, columns, rows in flat_tables(reader, as_of)
    }


def frame(rows: Sequence[Any]) -> pl.DataFrame:
    """The rows of a view as a data frame: amounts as two bounds and a unit, words in full."""
    if not rows:
        return pl.DataFrame()
    return pl.DataFrame([_flat(row) for row in rows], infer_schema_length=None)


def _flat(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in fields(row):
        value = getattr(row, part.name)
        if isinstance(value, Amount) or part.name in ("amount", *_BALANCE):
            found[f"{part.name}_min"] = None if value is None else _number(value.min)
            found[f"{part.name}_max"] = None if value is None else _number(value.max)
            found[f"{part.name}_unit"] = None if value is None else value.unit
        elif isinstance(value, Quoted):
            found["quote"], found["outlet"] = value.words, value.report.name
            found["report"], found["published"] = value.report.given, value.report.published
        else:
            found[part.name] = _plain(value)
    return found


_BALANCE = ("requested", "announced", "agreed", "fulfilled")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    if isinstance(value, tuple):
        return [_words(item) for item in value]
    return str(value)


def _words(item: Any) -> str:
    if isinstance(item, Quoted):
        return item.words
    if is_dataclass(item):
        return " · ".join(str(getattr(item, part.name)) for part in fields(item))
    return str(item)
