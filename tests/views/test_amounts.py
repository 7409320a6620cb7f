"""Amounts in words."""

from __future__ import annotations

import pytest
from paper import amount

from onrecord.views.amounts import plural, written


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (amount(1, 1, "diesel pump"), "1 diesel pump"),
        (amount(10, 10, "battery"), "10 batteries"),
        (amount(24, None, "tank"), "24 or more tanks"),
        (amount(0, 60, "engineer"), "up to 60 engineers"),
        (amount(2, 3, "boat"), "2 to 3 boats"),
        (amount(250_000_000, 250_000_000, "EUR"), "EUR 250 million"),
        (amount(600_000_000, None, "USD"), "USD 600 million or more"),
        (amount(1_234_567, 1_234_567, "round"), "1,234,567 rounds"),
        (amount(6_500_000_000, 6_500_000_000, "JPY"), "JPY 6.5 billion"),
        (amount(None, None, "boat"), "some boats"),
        (amount(5, 5), "5"),
    ],
)
def test_written(told: object, words: str) -> None:
    assert written(told) == words  # type: ignore[arg-type]


def test_nothing_told_is_nothing_written() -> None:
    assert written(None) == ""


def test_plurals() -> None:
    told = ["system", "brush", "aircraft", "rounds", "man", "SAMP/T", "glass"]
    assert [plural(u) for u in told] == [
        "systems", "brushes", "aircraft", "rounds", "men", "SAMP/T", "glasses",
    ]  # fmt: skip
