"""Rates: the day's, or the last one shortly before; else unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.amounts import Amount
from onrecord.domain.rates import Rates

DAY = date(2024, 1, 5)
RATES = Rates(
    "EUR",
    {"USD": (date(2024, 1, 2), DAY), "GBP": (DAY,)},
    {"USD": (Decimal("1.25"), Decimal("1.5")), "GBP": (Decimal("0.75"),)},
    "a table",
)


def money(low: int | None, high: int | None, unit: str) -> Amount:
    bounds = (None if b is None else Decimal(b) for b in (low, high))
    return Amount(*bounds, unit)


def test_the_nearest_earlier_day_within_some_days() -> None:
    assert RATES.rate("USD", date(2024, 1, 1)) is None
    assert RATES.rate("USD", date(2024, 1, 4)) == Decimal("1.25")
    assert RATES.rate("USD", date(2024, 1, 12)) == Decimal("1.5")
    assert RATES.rate("USD", date(2024, 1, 13)) is None
    assert RATES.rate("UAH", DAY) is None
    assert RATES.rate("EUR", date(1900, 1, 1)) == 1


def test_amounts_keep_their_open_ends() -> None:
    assert RATES.convert(money(3, None, "USD"), "EUR", DAY) == money(2, None, "EUR")
    assert RATES.convert(money(None, 75, "GBP"), "USD", DAY) == money(None, 150, "USD")
    assert RATES.convert(money(100, 100, "EUR"), "USD", DAY) == money(150, 150, "USD")
    assert RATES.convert(Amount(Decimal(1), Decimal(1), "USD"), "EUR", DAY).min == Decimal("0.67")


def test_an_unknown_rate_is_unknown_and_the_same_currency_needs_none() -> None:
    assert RATES.convert(money(1, 1, "UAH"), "EUR", DAY) is None
    assert RATES.convert(money(1, 1, "USD"), "UAH", DAY) is None
    assert RATES.convert(money(1, 1, "USD"), "EUR", date(2020, 1, 1)) is None
    assert RATES.convert(Amount(Decimal(1), None, None), "EUR", DAY) is None
    assert RATES.convert(money(7, 9, "UAH"), "UAH", DAY) == money(7, 9, "UAH")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_the_order_of_the_bounds_stays(low: int, more: int) -> None:
    found = RATES.convert(money(low, low + more, "GBP"), "USD", DAY)
    assert found is not None and found.min is not None and found.max is not None
    assert found.min <= found.max
