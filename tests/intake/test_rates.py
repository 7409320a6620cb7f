"""Reference rates from CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onrecord.intake.rates import rates

LONG = """date,currency,rate,base
2024-01-02,usd,1.25,EUR
2024-01-05,USD,1.5,EUR
2024-01-02,GBP,0.8,EUR
"""
WIDE = "Date,USD,GBP,\n2024-01-05,1.5,N/A,\n2024-01-02,1.25,0.8,\n"


@pytest.mark.parametrize("text", [LONG, WIDE])
def test_a_row_a_rate_or_a_row_a_day(text: str) -> None:
    found, wrong = rates(text.encode(), "rates.csv", patience=3)
    assert wrong == ()
    assert (found.base, found.source, found.patience) == ("EUR", "rates.csv", 3)
    assert found.rate("USD", date(2024, 1, 4)) == Decimal("1.25")
    assert found.rate("USD", date(2024, 1, 5)) == Decimal("1.5")
    assert found.rate("GBP", date(2024, 1, 5)) == Decimal("0.8")
    assert found.rate("GBP", date(2024, 1, 6)) is None


def test_another_base() -> None:
    found, _ = rates(b"date,currency,rate,base\n2024-01-02,EUR,0.8,USD\n", "r.csv")
    assert (found.base, found.rate("USD", date(1990, 1, 1))) == ("USD", Decimal(1))


@pytest.mark.parametrize(
    "row",
    [
        "2024-01-32,USD,1.1,EUR",
        "2024-01-02,dollar,1.1,EUR",
        "2024-01-02,USD,zero,EUR",
        "2024-01-02,USD,0,EUR",
        "2024-01-02,USD,-1,EUR",
        "2024-01-02,USD,NaN,EUR",
        "2024-01-02,USD,Infinity,EUR",
        "2024-01-02,USD,,EUR",
        "2024-01-02,USD,1.1,GBP",
        "2024-01-02,USD,1.1,euro",
    ],
)
def test_a_row_that_is_no_rate_is_told_and_left_out(row: str) -> None:
    text = f"date,currency,rate,base\n2024-01-01,CHF,0.9,EUR\n{row}\n"
    found, wrong = rates(text.encode(), "r.csv")
    assert [(one.code, one.where) for one in wrong] == [("rate-unreadable", "r.csv:3")]
    assert set(found.days) == {"CHF"}
