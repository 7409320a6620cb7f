"""Rates by file or carried with the program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from onrecord.app.rates import CARRIED, rates_of
from onrecord.domain.errors import UsageError


def test_the_carried_rates_are_the_published_ones() -> None:
    rates, wrong = rates_of(CARRIED)
    assert wrong == () and rates.base == "EUR" and "ECB" in rates.source
    # the first day of the euro's reference rates, and one that is often quoted
    assert rates.rate("USD", date(1999, 1, 4)) == Decimal("1.1789")
    assert rates.rate("JPY", date(1999, 1, 4)) == Decimal("133.73")
    assert rates.rate("USD", date(2022, 7, 14)) == Decimal("1.0005")
    assert rates.rate("USD", date(1998, 12, 31)) is None
    assert rates.rate("UAH", date(2022, 7, 14)) is None
    assert rates.rate("RUB", date(2023, 1, 2)) is None, "not published since March 2022"


def test_a_file_of_rates(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("date,currency,rate\n2024-01-02,UAH,42\n2024-01-02,UAH,zero\n")
    rates, wrong = rates_of(str(path), patience=0)
    assert rates.rate("UAH", date(2024, 1, 2)) == 42
    assert rates.rate("UAH", date(2024, 1, 3)) is None
    assert [one.code for one in wrong] == ["rate-unreadable"]
    with pytest.raises(UsageError, match="cannot be read"):
        rates_of(str(tmp_path / "none.csv"))
