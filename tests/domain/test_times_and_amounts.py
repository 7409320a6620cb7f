"""Partial dates and interval amounts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.amounts import Amount
from onrecord.domain.times import PartialDate

NUMBERS = st.none() | st.integers(0, 10**6).map(Decimal)
AMOUNTS = st.builds(Amount, NUMBERS, NUMBERS, st.just("tank"))


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-07-09", date(2024, 7, 9), date(2024, 7, 9)),
    ],
)
def test_what_a_partial_date_may_be(iso: str, first: date, last: date) -> None:
    assert (PartialDate(iso).first, PartialDate(iso).last) == (first, last)


@pytest.mark.parametrize("iso", ["", "24", "2024-13", "2023-02-29", "2024-7-9", "2024-07-09T10:00"])
def test_what_is_no_partial_date(iso: str) -> None:
    with pytest.raises(ValueError):
        PartialDate(iso)


def test_dozens_and_one_stay_open() -> None:
    dozens = Amount(Decimal(24), None, "system")
    total = dozens.plus(Amount(Decimal(1), Decimal(1), "system"))
    assert (total.min, total.max) == (Decimal(25), None)
    assert not dozens.exact


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_sums_do_not_depend_on_order(a: Amount, b: Amount, c: Amount) -> None:
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))


@given(AMOUNTS, st.integers(1, 5))
def test_each_is_a_sum_of_equals(a: Amount, n: int) -> None:
    total = a
    for _ in range(n - 1):
        total = total.plus(a)
    assert a.times(n) == total
