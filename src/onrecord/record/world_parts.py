"""The small parts of a World as columns, and back: evidence, amounts, parties."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.domain.amounts import Amount
from onrecord.domain.text import Quote
from onrecord.domain.world import Evidence, PartyRef
from onrecord.record.rows import Row, words_of


def evidence_row(items: Sequence[Evidence]) -> Row:
    """The columns of some evidence: its words to be read, its places as JSON."""
    return {
        "quote": words_of(quote for item in items for quote in item.quotes),
        "evidence": json.dumps(
            [
                {
                    "report": item.report,
                    "text": item.text,
                    "quotes": [[q.start, q.end, q.words] for q in item.quotes],
                    "annotation": item.annotation,
                    "known": item.known,
                }
                for item in items
            ],
            ensure_ascii=False,
        ),
    }


def evidence_of(column: str | None) -> tuple[Evidence, ...]:
    """The evidence that `evidence_row` wrote."""
    return tuple(
        Evidence(
            item["report"],
            item["text"],
            tuple(Quote(*quote) for quote in item["quotes"]),
            item["annotation"],
            item["known"],
        )
        for item in json.loads(column or "[]")
    )


def changed_row(items: Sequence[Evidence]) -> Row:
    """The column of the evidence that a condition changed by."""
    return {"changed": evidence_row(items)["evidence"] if items else None}


def _bounds(amount: Amount) -> str:
    """The amount for people: "4", "24+", "up to 60", "3 to 5", with its unit."""
    low, high = amount.min, amount.max
    if low is None or high is None:
        number = f"{low:f}+" if low is not None else "?" if high is None else f"up to {high:f}"
    elif low == high:
        number = f"{low:f}"
    else:
        number = f"up to {high:f}" if low == 0 else f"{low:f} to {high:f}"
    return f"{number} {amount.unit or ''}".rstrip()


def amount_row(amount: Amount | None) -> Row:
    """The columns of an amount."""
    return {
        "quantity": None if amount is None else _bounds(amount),
        "quantity_min": None if amount is None else amount.min,
        "quantity_max": None if amount is None else amount.max,
        "quantity_unit": None if amount is None else amount.unit,
    }


def amount_of(row: Any) -> Amount | None:
    """The amount that `amount_row` wrote."""
    if row.quantity is None:
        return None
    return Amount(row.quantity_min, row.quantity_max, row.quantity_unit)


def refs_of(entities: Sequence[str | None], names: Sequence[str]) -> tuple[PartyRef, ...]:
    """The parties of which the ids stand in one column and the names in another."""
    return tuple(PartyRef(entity, name) for entity, name in zip(entities, names, strict=True))
