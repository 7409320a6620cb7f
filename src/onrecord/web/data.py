"""View objects as plain data for JSON, and tables as rows for CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from onrecord.domain.amounts import Amount
from onrecord.export.tables_csv import csv_of
from onrecord.views.article import ReportRef
from onrecord.views.conditions import ConditionLine
from onrecord.views.course import Point
from onrecord.views.coverage import CoverageRow
from onrecord.views.held import Quoted
from onrecord.views.lazily import Lazily
from onrecord.views.tables import BalanceRow, CommitmentRow, DisputeRow, EntityRow, UtteranceRow
from onrecord.views.timeline import Event

Cell = None | int | float | str | list[str]


def plain(value: Any) -> Any:
    """The value as dictionaries, lists, strings and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, (list, tuple, Lazily)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def json_bytes(value: Any) -> bytes:
    """The value as UTF-8 JSON, its keys in the order of the fields."""
    words = json.dumps(plain(value), ensure_ascii=False, indent=1, allow_nan=False)
    return words.encode("utf-8", "replace") + b"\n"


def _told(quoted: Quoted) -> dict[str, Cell]:
    return {
        "quote": quoted.words,
        "outlet": quoted.report.name,
        "published": quoted.report.published,
        "report": quoted.report.id,
        "start": min((start for start, _ in quoted.spans), default=None),
        "end": max((end for _, end in quoted.spans), default=None),
    }


def _bounds(name: str, amount: Amount | None) -> dict[str, Cell]:
    low, high = (None, None) if amount is None else (amount.min, amount.max)
    return {f"{name}_min": plain(low), f"{name}_max": plain(high)}


def _commitment(row: CommitmentRow) -> dict[str, Cell]:
    return {
        "id": row.id,
        "by": list(row.by),
        "others": list(row.others),
        "distribution": str(row.distribution),
        "to": list(row.to),
        "asked_by": list(row.asked_by),
        "category": str(row.category),
        "what": row.what,
        **_bounds("quantity", row.amount),
        "unit": None if row.amount is None else row.amount.unit,
        "by_when": row.deadline or None,
        "conditions": [f"{c.kind}: {c.words} ({c.state})" for c in row.conditions],
        "stage": str(row.stage),
        "on": row.on,
        "origins": row.origins,
        "disputes": list(row.disputes),
        **_told(row.evidence),
    }


def _utterance(row: UtteranceRow) -> dict[str, Cell]:
    told = _told(row.renderings[0])
    return {
        "id": row.id,
        "speakers": list(row.speakers),
        "mode": row.mode,
        "on": row.on,
        "words": row.words,
        "kind": str(row.kind),
        "via": list(row.via),
        "told_by": list(dict.fromkeys(r.report.name for r in row.renderings)),
        "origins": row.origins,
        **{key: told[key] for key in ("report", "start", "end")},
    }


def _disputes(rows: Iterable[DisputeRow]) -> Iterable[dict[str, Cell]]:
    for row in rows:
        for side in row.sides:
            for quoted in side.evidence:
                yield {
                    "id": row.id,
                    "kind": str(row.kind),
                    "about": row.about,
                    "title": row.title,
                    "account": side.value,
                    **_told(quoted),
                }


def _entity(row: EntityRow) -> dict[str, Cell]:
    return {
        "id": row.id,
        "kind": str(row.kind),
        "name": row.name,
        "variants": list(row.variants),
        "roles": list(row.roles),
        "ids": [f"{one.scheme}:{one.id}" for one in row.ids],
        "reports": row.reports,
        "commitments": row.commitments,
        "utterances": row.utterances,
    }


def _event(row: Event) -> dict[str, Cell]:
    return {
        "on": row.on,
        "id": row.id,
        "kind": row.kind,
        "stage": None if row.stage is None else str(row.stage),
        "who": list(row.who),
        "words": row.words,
        **_told(row.evidence),
    }


def _balance(row: BalanceRow) -> dict[str, Cell]:
    return {
        "role": row.role,
        "party": row.party or None,
        **_bounds("requested", row.requested),
        **_bounds("announced", row.announced),
        **_bounds("agreed", row.agreed),
        **_bounds("fulfilled", row.fulfilled),
        "commitments": list(row.commitments),
    }


def _point(row: Point) -> dict[str, Cell]:
    return {
        "on": row.on.isoformat(),
        **_bounds("requested", row.requested),
        **_bounds("announced", row.announced),
        **_bounds("agreed", row.agreed),
        **_bounds("fulfilled", row.fulfilled),
    }


def _report(row: ReportRef) -> dict[str, Cell]:
    return {
        "id": row.id,
        "given": row.given,
        "outlet": row.outlet,
        "title": row.title,
        "published": row.published,
        "url": row.url,
    }


def _each(cells: Callable[[Any], dict[str, Cell]]) -> Callable[[Any], Iterable[dict[str, Cell]]]:
    return lambda rows: [cells(row) for row in rows]


_QUOTE = "quote outlet published report start end"


def _condition(row: ConditionLine) -> dict[str, Cell]:
    return {
        "commitment": row.commitment,
        "by": list(row.by),
        "to": list(row.to),
        "category": str(row.category),
        "what": row.what,
        "stage": str(row.stage),
        "kind": str(row.kind),
        "condition": row.words,
        "state": str(row.state),
        "on": row.on,
        "changed_by": list(dict.fromkeys(quoted.words for quoted in row.changed)),
        **_told(row.told),
    }


def _coverages(rows: Iterable[CoverageRow]) -> Iterable[dict[str, Cell]]:
    for row in rows:
        for step in row.steps:
            yield {
                "need": row.id,
                "item": row.need.item,
                "to": row.need.to,
                "source": row.need.source,
                "day": step.day.isoformat(),
                **_bounds("needed", step.needed),
                **_bounds("delivered", step.delivered),
                **_bounds("announced", step.announced),
            }


CSV: Mapping[str, tuple[Sequence[str], Callable[[Any], Iterable[dict[str, Cell]]]]] = {
    "commitments": (
        "id by others distribution to asked_by category what quantity_min quantity_max unit "
        f"by_when conditions stage on origins disputes {_QUOTE}".split(),
        _each(_commitment),
    ),
    "utterances": (
        "id speakers mode on words kind via told_by origins report start end".split(),
        _each(_utterance),
    ),
    "disputes": (f"id kind about title account {_QUOTE}".split(), _disputes),
    "entities": (
        "id kind name variants roles ids reports commitments utterances".split(),
        _each(_entity),
    ),
    "timeline": (f"on id kind stage who words {_QUOTE}".split(), _each(_event)),
    "balance": (
        "role party requested_min requested_max announced_min announced_max agreed_min "
        "agreed_max fulfilled_min fulfilled_max commitments".split(),
        _each(_balance),
    ),
    "conditions": (
        f"commitment by to category what stage kind condition state on changed_by {_QUOTE}".split(),
        _each(_condition),
    ),
    "coverage": (
        "need item to source day needed_min needed_max delivered_min delivered_max announced_min "
        "announced_max".split(),
        _coverages,
    ),
    "course": (
        "on requested_min requested_max announced_min announced_max agreed_min agreed_max "
        "fulfilled_min fulfilled_max".split(),
        _each(_point),
    ),
    "reports": ("id given outlet title published url".split(), _each(_report)),
}
"""The tables that can be taken away: columns, and rows out of a view's."""


def csv_bytes(table: str, rows: Iterable[Any]) -> bytes:
    """The rows of a table as CSV that a spreadsheet shows and does not run."""
    columns, cells = CSV[table]
    return csv_of(columns, cells(rows))
