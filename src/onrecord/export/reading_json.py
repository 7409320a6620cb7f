"""A reading as one line of JSON Lines, in the shape that `annotate` writes and scorers read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.domain.annotations import (
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.findings import Finding
from onrecord.domain.formulas import resolve
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote

DIGITS = 4
"""Decimal places of a score: more would differ between machines and say nothing."""


def reading_line(report: Report, reading: Reading) -> dict[str, Any]:
    """The reading of a report as plain values; keys always all there and in the same order.

    Offsets are code points into `text`. Times are worked out from the day that the report carries;
    without one, what depends on it stays null.
    """
    day = published_day(report)
    return {
        "id": report.given,
        "text": reading.text.content,
        "mentions": [_mention(one) for one in reading.mentions],
        "times": [_time(one, day) for one in reading.times],
        "attributions": [_statement(one) for one in reading.statements],
        "pledges": [_pledge(one, day) for one in reading.pledges],
        "findings": [_finding(one) for one in reading.findings],
        "maker": reading.maker,
    }


def published_day(report: Report) -> date | None:
    """The day of publication; None when the report carries none, or no whole day."""
    try:
        return date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None


def _mention(one: Mention) -> dict[str, Any]:
    return {"span": _span(one.quote), "kind": one.kind.value, "name": one.name}


def _time(one: TimeExpression, day: date | None) -> dict[str, Any]:
    return {"span": _span(one.quote), "type": one.type.value, "value": resolve(one, day)}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "source": _spans(one.source) or None,
        "cue": _spans(one.cue) or None,
        "content": _spans(one.content),
        "kind": one.kind.value,
        "mode": one.mode.value,
        "speaker": _speaker(one.speakers),
        "via": list(one.via),
        "score": round(one.score, DIGITS),
    }


def _speaker(names: tuple[str, ...]) -> str | list[str] | None:
    """One name, several as a list, or null when unknown."""
    if len(names) < 2:
        return names[0] if names else None
    return list(names)


def _pledge(one: Pledge, day: date | None) -> dict[str, Any]:
    return {
        "evidence": _spans(one.evidence),
        "trigger": _span(one.trigger),
        "by": [_party(party) for party in one.by],
        "distribution": one.distribution.value,
        "to": [_party(party) for party in one.to],
        "category": one.category.value,
        "object": None if one.object is None else _span(one.object),
        "quantity": None if one.quantity is None else _quantity(one.quantity),
        "when": None
        if one.when is None
        else {"span": _span(one.when.quote), "value": resolve(one.when, day)},
        "conditions": [
            {"span": _span(condition.quote), "kind": condition.kind.value}
            for condition in one.conditions
        ],
        "stage": one.stage.value,
        "asked_by": [_party(party) for party in one.asked_by],
        "source": None if one.source is None else _party(one.source),
        "score": round(one.score, DIGITS),
    }


def _party(one: Party) -> dict[str, Any]:
    return {"span": _span(one.quote), "name": one.name}


def _quantity(one: Quantity) -> dict[str, Any]:
    return {
        "span": _span(one.quote),
        "min": _number(one.amount.min),
        "max": _number(one.amount.max),
        "unit": one.amount.unit,
    }


def _number(value: Decimal | None) -> int | float | None:
    """The bound as a JSON number: whole where it is whole; null is open."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "span": None if one.quote is None else _span(one.quote),
        "message": one.message,
    }


def _span(quote: Quote) -> list[int]:
    return [quote.start, quote.end]


def _spans(quotes: Iterable[Quote]) -> list[list[int]]:
    return [_span(quote) for quote in quotes]
