"""Needs: how much has fallen due by a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need
from onrecord.domain.words import Period


def need(
    per: str | None, start: str, until: str | None = None, low: int | None = 300,
    high: int | None = 300,
) -> Need:  # fmt: skip
    amount = Amount(
        None if low is None else Decimal(low), None if high is None else Decimal(high), "pump"
    )
    end = None if until is None else date.fromisoformat(until)
    again = None if per is None else Period(per)
    return Need(amount, again, date.fromisoformat(start), end, None, "a plan")


@pytest.mark.parametrize(
    ("per", "start", "until", "day", "share"),
    [
        ("month", "2024-01-01", None, "2023-12-31", Fraction(0)),
        ("month", "2024-01-01", None, "2024-01-01", Fraction(1, 31)),
        ("month", "2024-01-01", None, "2024-01-31", Fraction(1)),
        ("month", "2024-01-01", None, "2024-02-01", 1 + Fraction(1, 29)),
        ("month", "2024-01-01", "2024-02-29", "2030-01-01", Fraction(2)),
        ("month", "2024-01-31", None, "2024-02-28", Fraction(1)),
        ("month", "2024-01-31", None, "2024-03-30", Fraction(2)),
        ("quarter", "2024-01-01", None, "2024-06-30", Fraction(2)),
        ("year", "2024-02-29", None, "2025-02-27", Fraction(1)),
        ("week", "2024-01-01", None, "2024-01-10", 1 + Fraction(3, 7)),
        ("day", "2024-01-01", None, "2024-01-10", Fraction(10)),
        (None, "2024-01-01", None, "2024-01-01", Fraction(1)),
        (None, "2024-01-01", "2024-06-30", "2024-06-29", Fraction(0)),
        (None, "2024-01-01", "2024-06-30", "2025-01-01", Fraction(1)),
    ],
)
def test_what_has_fallen_due(per: str, start: str, until: str, day: str, share: Fraction) -> None:
    assert need(per, start, until).share(date.fromisoformat(day)) == share


def test_bounds_that_are_unknown_stay_unknown() -> None:
    day = date(2024, 2, 29)
    assert need("month", "2024-01-01", low=None).by(day) == Amount(None, Decimal(600), "pump")
    assert need("month", "2024-01-01", high=None).by(day) == Amount(Decimal(600), None, "pump")


@given(
    st.sampled_from([None, *Period]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 4000),
)
def test_it_never_falls_and_no_day_is_left_out(per: Period | None, start: date, days: int) -> None:
    told = Need(Amount(Decimal(1), Decimal(1), "x"), per, start, None, None, "s")
    before, after = (told.share(start + timedelta(days=days + more)) for more in (0, 1))
    assert before <= after
    assert per is None or before < after <= before + 1


def test_an_id_tells_needs_apart() -> None:
    ids = {
        need("month", "2024-01-01").id,
        need("week", "2024-01-01").id,
        need("month", "2024-01-02").id,
        need("month", "2024-01-01", "2024-02-01").id,
        need("month", "2024-01-01", high=None).id,
    }
    assert len(ids) == 5 and all(i.startswith("n1") for i in ids)
