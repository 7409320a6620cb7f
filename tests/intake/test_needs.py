"""Requirement lines from words and from CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onrecord.domain.amounts import Amount
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding
from onrecord.domain.needs import Need
from onrecord.domain.words import Period
from onrecord.intake.needs import Told, amount, need, needs


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ("75000", 75000, 75000),
        ("75,000", 75000, 75000),
        ("75 000", 75000, 75000),
        ("1.5", "1.5", "1.5"),
        ("60000-90000", 60000, 90000),
        ("60,000 – 90,000", 60000, 90000),
        ("5 to 8", 5, 8),
        ("24+", 24, None),
        ("24 or more", 24, None),
        ("up to 60", 0, 60),
    ],
)
def test_amounts(told: str, low: str, high: str | None) -> None:
    assert amount(told) == (Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize("told", ["", "many", "-5", "8-5", "1e9", "up to 5+", "7,50", "5--8", "٣"])
def test_what_is_no_amount(told: str) -> None:
    with pytest.raises(UsageError, match="amount"):
        amount(told)


def test_a_need_in_words() -> None:
    told = Told(
        " 155 mm  shell", "75,000", "2024-01-01", "a plan", "month", "2025-12-31", "Norland"
    )
    assert need(told) == Need(
        Amount(Decimal(75000), Decimal(75000), "155 mm shell"),
        Period.MONTH,
        date(2024, 1, 1),
        date(2025, 12, 31),
        "Norland",
        "a plan",
    )
    once = need(Told("pump", "9", "2024-01-01", "a plan", "", "", ""))
    assert (once.per, once.until, once.to) == (None, None, None)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told("", "9", "2024-01-01", "s"), "an item"),
        (Told("pump", "9", "2024-01-01", " "), "a source"),
        (Told("x" * 201, "9", "2024-01-01", "s"), "200 characters"),
        (Told("pump", "9", "", "s"), "from which"),
        (Told("pump", "9", "spring", "s"), "YYYY-MM-DD"),
        (Told("pump", "9", "1066-01-01", "s"), "year"),
        (Told("pump", "9", "2024-01-01", "s", "fortnight"), "per is one of"),
        (Told("pump", "9", "2024-01-01", "s", None, "2023-01-01"), "ends after"),
    ],
)
def test_what_is_no_need(told: Told, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        need(told)


def test_a_csv_gives_needs_and_findings_row_by_row() -> None:
    text = (
        "item,amount,per,from,until,to,source\n"
        "pump,10-12,month,2024-01-01,,Coast,plan A\n"
        "pump,many,month,2024-01-01,,Coast,plan A\n"
        'boat,"1,000",,2024-02-01,2024-06-30,,"plan B, page 2"\n'
    )
    first, wrong, second = needs(text.encode(), "needs.csv")
    assert isinstance(first, Need) and isinstance(second, Need)
    assert (first.item, first.per, first.to) == ("pump", Period.MONTH, "Coast")
    assert (second.amount.min, second.source) == (Decimal(1000), "plan B, page 2")
    assert isinstance(wrong, Finding)
    assert (wrong.code, wrong.where) == ("need-unreadable", "needs.csv:3")
    assert "many" in wrong.message


def test_a_csv_without_the_columns_is_refused() -> None:
    (wrong,) = needs(b"item,amount\npump,1\n", "needs.csv")
    assert isinstance(wrong, Finding) and wrong.code == "csv-columns"
