"""Which needs hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.facts import Recorded
from onrecord.domain.needs import Need, Withdrawal
from onrecord.ledger.needs import standing_needs

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_withdrawn_need_holds_no_longer_and_one_stated_anew_does() -> None:
    amount = Amount(Decimal(9), Decimal(9), "pump")
    first = Need(amount, None, date(2026, 1, 1), None, None, "a plan")
    other = Need(amount, None, date(2026, 2, 1), None, None, "a plan")
    again = Need(amount, None, date(2026, 1, 1), None, None, "a plan", 1)
    stated = [Recorded(need, seq, NOW) for seq, need in enumerate((first, other, again), 1)]
    gone = [Recorded(Withdrawal(first.id, "Ada", "a slip"), 4, NOW)]
    assert standing_needs(stated, ()) == tuple(stated)
    assert [r.fact for r in standing_needs(stated, gone)] == [other, again]
