"""Coverage: needs against the summit's undertakings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from memory import Memory
from paper import amount
from summit import summit

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.times import AsOf
from onrecord.domain.words import Period
from onrecord.ledger.coverage import Short
from onrecord.views.coverage import MOST, CoverageRow, coverage, share, share_words, short_words
from onrecord.views.tables import commitments


def need(number: int = 5, per: str | None = "month", **more: Any) -> Need:
    fields = {"start": date(2025, 3, 1), "until": None, "to": None, "source": "plan A", **more}
    return Need(amount(number, number, "pump"), None if per is None else Period(per), **fields)


def record(*facts: Any) -> Memory:
    return Memory([*summit()[0].all(), *facts])


def one(memory: Memory, **asked: Any) -> CoverageRow:
    (row,) = coverage(memory, **asked)
    return row


def test_a_need_is_held_against_what_is_undertaken() -> None:
    row = one(record(need()))
    (pumps,) = [c.id for c in commitments(record()) if c.what == "pumps"]
    assert row.commitments == (pumps,)
    assert row.day == date(2025, 3, 16), "the last day on which a report was published"
    assert row.needed == Amount(Decimal("2.58"), Decimal("2.58"), "pump")
    assert row.delivered.there == amount(0, 0, "pump")
    assert row.announced.there == amount(0, 20, "pump")
    assert row.announced.first_short == Short(date(2025, 3, 1), date(2025, 3, 1))
    assert row.announced.short_for_good == Short(date(2025, 7, 1), date(2025, 7, 1))
    ends = {step.day: step for step in row.steps}
    assert ends[date(2025, 6, 30)].announced == amount(20, 20, "pump")
    assert ends[date(2025, 6, 30)].needed == amount(20, 20, "pump")
    assert max(ends) == date(2025, 7, 31), "until all of it is used up"


def test_a_need_once_is_looked_at_when_it_is_due() -> None:
    row = one(record(need(25, None, until=date(2025, 9, 1))))
    assert (row.day, row.needed) == (date(2025, 9, 1), amount(25, 25, "pump"))
    assert row.announced.covers == (80, 80)
    assert row.announced.first_short == Short(date(2025, 9, 1), date(2025, 9, 1))


def test_only_what_is_undertaken_towards_who_needs_it_counts() -> None:
    assert one(record(need(to="coastland"))).commitments != ()
    assert one(record(need(to="Westmark"))).commitments == ()
    memory = record(need(to="Coastland"), need(source="plan B"))
    assert [row.need.source for row in coverage(memory, to="Coastland")] == ["plan A"]
    assert [row.need.source for row in coverage(memory, to="Norland")] == []


def test_items_are_asked_for_by_any_form() -> None:
    memory = record(need(), Need(amount(1, 1, "EUR"), None, date(2025, 1, 1), None, None, "s"))
    assert [row.need.item for row in coverage(memory, "water pumps")] == ["pump"]
    assert [row.need.item for row in coverage(memory, "EUR")] == ["EUR"]
    assert coverage(memory, "boat") == ()


def test_accounts_stand_side_by_side_and_a_withdrawn_one_is_gone() -> None:
    first, second = need(), need(9, source="plan B")
    memory = record(first, second)
    assert [row.needed.max for row in coverage(memory)] == [Decimal("2.58"), Decimal("4.65")]
    gone = record(first, second, Withdrawal(first.id, "Ada", "dropped"))
    assert [row.need.source for row in coverage(gone)] == ["plan B"]


def test_it_is_asked_as_of_two_dates() -> None:
    memory = record(need())
    head = memory.head()
    assert coverage(memory, as_of=AsOf(known=head - 1)) == ()
    row = one(memory, as_of=AsOf(on=date(2025, 3, 11)))
    assert (row.day, row.announced.there) == (date(2025, 3, 11), amount(0, 0, "pump"))


def test_a_long_run_is_shown_in_longer_steps() -> None:
    steps = one(record(need(1, "day", until=date(2035, 1, 1)))).steps
    assert 2 <= len(steps) <= MOST
    assert steps == tuple(sorted(steps, key=lambda step: step.day))


@pytest.mark.parametrize(
    ("there", "needed", "words"),
    [
        ((5, 5), (10, 10), "50%"),
        ((5, 6), (10, 10), "50 to 60%"),
        ((0, 6), (10, 20), "up to 60%"),
        ((5, None), (10, 10), "50% or more"),
        ((1, 1), (3, 3), "33 to 34%"),
        ((5, 5), (0, 0), ""),
    ],
)
def test_shares(there: Any, needed: Any, words: str) -> None:
    assert share_words(share(amount(*there, "x"), amount(*needed, "x"))) == words


def test_days_in_words() -> None:
    first, last = date(2025, 1, 1), date(2025, 2, 1)
    assert short_words(Short(None, None)) == "not short"
    assert short_words(Short(first, first)) == "2025-01-01"
    assert short_words(Short(first, last)) == "2025-01-01 to 2025-02-01"
    assert short_words(Short(first, None)) == "from 2025-01-01, perhaps never"
