"""Needs as rows: those that hold, and those withdrawn when asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from memory import Memory

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.times import AsOf
from onrecord.domain.words import Period
from onrecord.views.evidence import show
from onrecord.views.needs import needs, term

TEN = Amount(Decimal(10), Decimal(12), "pump")
MONTHLY = Need(TEN, Period.MONTH, date(2025, 3, 1), date(2025, 8, 31), "Coastland", "plan A")
ONCE = Need(TEN, None, date(2025, 3, 1), None, None, "plan B")
GONE = Withdrawal(MONTHLY.id, "Ada", "plan A was dropped")


def test_what_holds_as_of_a_seq() -> None:
    memory = Memory([MONTHLY, ONCE, GONE])
    assert [row.id for row in needs(memory)] == [ONCE.id]
    assert [row.id for row in needs(memory, as_of=AsOf(known=2))] == [MONTHLY.id, ONCE.id]
    assert [row.id for row in needs(memory, as_of=AsOf(known=1))] == [MONTHLY.id]
    both = needs(memory, withdrawn=True)
    assert [row.withdrawn and row.withdrawn.reason for row in both] == ["plan A was dropped", None]


def test_a_row_tells_all_of_it() -> None:
    monthly, once = needs(Memory([MONTHLY, ONCE]))
    assert (monthly.quantity, monthly.to, monthly.source) == (
        "10 to 12 pumps a month",
        "Coastland",
        "plan A",
    )
    assert (term(monthly), term(once)) == (
        "from 2025-03-01 to 2025-08-31",
        "once, by 2025-03-01",
    )


def test_a_need_and_its_withdrawal_are_shown_by_id() -> None:
    memory = Memory([MONTHLY, GONE])
    shown = show(memory, MONTHLY.id[:8])
    assert (shown.kind, shown.id) == ("need", MONTHLY.id)
    assert "plan A" in {field.value for field in shown.fields}
    gone = show(memory, GONE.id)
    assert MONTHLY.id in {field.id for field in gone.fields}
