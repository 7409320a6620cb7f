"""What is needed, by whose account, and what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.domain.amounts import Amount
from onrecord.domain.facts import Recorded
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.times import AsOf
from onrecord.domain.words import Period
from onrecord.ledger.needs import standing_needs
from onrecord.views.amounts import written
from onrecord.views.held import NOW, Reader


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """Who took a need back, why and when."""

    actor: str
    reason: str
    known: int
    known_at: datetime


@dataclass(frozen=True, slots=True)
class NeedRow:
    """So much of an item, in every period (`per`) or once, by whose account."""

    id: str
    item: str
    amount: Amount
    quantity: str
    per: Period | None
    start: date
    until: date | None
    to: str | None
    source: str
    known: int
    known_at: datetime
    withdrawn: WithdrawnRow | None


def needs(reader: Reader, withdrawn: bool = False, as_of: AsOf = NOW) -> tuple[NeedRow, ...]:
    """The needs that hold, in the order in which they were stated; with those withdrawn if asked.

    A need is stated for its own days; the day that a question asks about leaves none out.
    """
    stated = reader.needs(as_of.known)
    gone = {recorded.fact.need: recorded for recorded in reader.withdrawals(as_of.known)}
    holding = stated if withdrawn else standing_needs(stated, gone.values())
    return tuple(need_row(recorded, gone.get(recorded.fact.id)) for recorded in holding)


def need_row(recorded: Recorded[Need], gone: Recorded[Withdrawal] | None = None) -> NeedRow:
    """A need as a row."""
    need = recorded.fact
    return NeedRow(
        id=need.id,
        item=need.item,
        amount=need.amount,
        quantity=quantity(need),
        per=need.per,
        start=need.start,
        until=need.until,
        to=need.to,
        source=need.source,
        known=recorded.seq,
        known_at=recorded.recorded_at,
        withdrawn=None
        if gone is None
        else WithdrawnRow(gone.fact.actor, gone.fact.reason, gone.seq, gone.recorded_at),
    )


def quantity(need: Need) -> str:
    """A need in words: "75,000 155 mm shells a month"."""
    return written(need.amount) + ("" if need.per is None else f" a {need.per}")


def term(need: NeedRow | Need) -> str:
    """From when to when a need runs."""
    if need.per is None:
        return f"once, by {need.until or need.start}"
    return f"from {need.start}" + ("" if need.until is None else f" to {need.until}")
