"""How much of what, said once."""

from __future__ import annotations

import pytest

from onrecord.views.matter import matter


@pytest.mark.parametrize(
    ("quantity", "what", "shown"),
    [
        ("1 Patriot battery", "a Patriot battery", "1 Patriot battery"),
        ("2 launchers", "two launchers from stocks", "2 launchers from stocks"),
        ("8 aircraft", "eight aircraft of its own", "8 aircraft of its own"),
        ("2,000 or more rounds", "thousands of rounds", "2,000 or more rounds"),
        ("GBP 3 billion", "three billion pounds", "GBP 3 billion"),
        ("GBP 3 billion", "three billion pounds a year", "GBP 3 billion a year"),
        ("EUR 700 million", "weapons worth nearly 700 million euros",
         "EUR 700 million: weapons worth nearly 700 million euros"),
        ("40 tanks", "40 tanks", "40 tanks"),
        ("1 shipment", "another large shipment", "1 shipment: another large shipment"),
        ("1 battery", "an additional battery", "1 additional battery"),
        ("24 or more tanks", "“dozens” of additional tanks", "24 or more additional tanks"),
        ("5 batteries", "five batteries", "5 batteries"),
        ("1 battery", "one of its own", "1 battery: one of its own"),
        ("12", "a dozen", "12: a dozen"),
        ("", "tanks", "tanks"),
        ("3 tanks", "", "3 tanks"),
    ],
)  # fmt: skip
def test_number_and_unit_are_told_once(quantity: str, what: str, shown: str) -> None:
    assert matter(quantity, what) == shown
