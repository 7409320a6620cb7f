"""Addresses: filters and dates kept, empty ones left out."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.domain.errors import UsageError
from onrecord.web.asked import At, address, day


def test_an_address_keeps_the_dates_and_leaves_out_what_is_empty() -> None:
    dates = At(known=date(2026, 11, 2), on=date(2025, 3, 15))
    assert address("/x", At()) == "/x"
    assert address("/x", dates) == "/x?as_of=2026-11-02&on=2025-03-15"
    assert address("/x", At(), {"by": "A & B", "to": None, "item": ""}) == "/x?by=A+%26+B"


@pytest.mark.parametrize("told", ["2024-02-30", "2024-1-1", "٢٠٢٤-01-01", "1700-01-01", " ", "x"])
def test_no_day(told: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        day("on", told)
