"""Amounts as bars: what is certain is drawn full, what may be more is drawn open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.views.amounts import written
from onrecord.views.tables import BalanceRow

WIDTH = 300
"""Units of the drawing; the page scales it."""

STAGES = ("requested", "announced", "agreed", "fulfilled")


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage's amount: `sure` of the width is certain, `maybe` more may be; `open` has no end."""

    stage: str
    words: str
    sure: int
    maybe: int
    open: bool


def bars(rows: Sequence[BalanceRow]) -> tuple[Bar, ...]:
    """The bars of the whole, on one scale; () where nothing is told."""
    told = next((row for row in rows if row.role == "all"), None)
    if told is None:
        return ()
    amounts: list[tuple[str, Amount]] = [
        (stage, amount) for stage in STAGES if (amount := getattr(told, stage)) is not None
    ]
    most = max((bound for _, a in amounts for bound in (a.min, a.max) if bound), default=None)
    if most is None:
        return ()
    scale = Decimal(WIDTH) * 9 / 10 / most
    found = []
    for stage, amount in amounts:
        sure = int((amount.min or Decimal(0)) * scale)
        end = WIDTH if amount.max is None else int(amount.max * scale)
        found.append(Bar(stage, written(amount), sure, max(0, end - sure), amount.max is None))
    return tuple(found)
