from decimal import Decimal

import pytest

from onrecord.domain.annotations import Quantity
from onrecord.domain.text import Text
from onrecord.reading.quantities import Quantities
from onrecord.reading.stage import Draft
from onrecord.reading.times import Times


def read(content: str) -> list[Quantity]:
    draft = Draft(Text(content))
    draft.times.extend(Times().run(draft))
    return list(Quantities().run(draft))


Told = tuple[float | None, float | None, str | None]


def told(quantity: Quantity) -> Told:
    low, high = quantity.amount.min, quantity.amount.max
    return (
        None if low is None else float(low),
        None if high is None else float(high),
        quantity.amount.unit,
    )


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        # counts and their units
        ("They sent 12 trucks.", (12, 12, "truck")),
        ("They sent twelve new trucks.", (12, 12, "truck")),
        ("They sent two hundred and five tents.", (205, 205, "tent")),
        ("They sent 1,200 rounds of ammunition.", (1200, 1200, "round")),
        ("They sent 3.5 million vaccine doses.", (3_500_000, 3_500_000, "vaccine dose")),
        ("They sent 40 BWP-1 IFVs.", (40, 40, "BWP-1 IFV")),
        ("They sent 90 155 mm shells.", (90, 90, "155 mm shell")),
        ("They trained 50 people.", (50, 50, "person")),
        ("They bought three radar batteries.", (3, 3, "radar battery")),
        ("They sent a dozen boats.", (12, 12, "boat")),
        ("They sent half a million masks.", (500_000, 500_000, "mask")),
        ("They sent a pair of generators.", (2, 2, "generator")),
        # bounds
        ("They sent dozens of trucks.", (24, None, "truck")),
        ("They sent hundreds of new trucks.", (200, None, "truck")),
        ("They sent tens of thousands of shells.", (20_000, None, "shell")),
        ("They sent hundreds of thousands of shells.", (200_000, None, "shell")),
        ("They sent a few hundred trucks.", (200, None, "truck")),
        ("They sent at least 8 trucks.", (8, None, "truck")),
        ("They sent more than 8 trucks.", (8, None, "truck")),
        ("They sent 8 or more trucks.", (8, None, "truck")),
        ("They sent up to 60 trucks.", (0, 60, "truck")),
        ("They sent as many as 60 trucks.", (0, 60, "truck")),
        ("They sent fewer than 60 trucks.", (0, 60, "truck")),
        ("They sent some 40 trucks.", (40, 40, "truck")),
        ("They sent about 40 trucks.", (40, 40, "truck")),
        ("They sent nearly 40 trucks.", (40, 40, "truck")),
        ("They sent between 5 and 7 trucks.", (5, 7, "truck")),
        ("They sent five to seven trucks.", (5, 7, "truck")),
        ("They sent 5-7 trucks.", (5, 7, "truck")),
        ("They sent 5 or 6 trucks.", (5, 6, "truck")),
        # money
        ("It cost $20 million.", (20_000_000, 20_000_000, "USD")),
        ("It cost US$407m in all.", (407_000_000, 407_000_000, "USD")),
        ("It cost A$30 million.", (30_000_000, 30_000_000, "AUD")),
        ("It cost C$30 million.", (30_000_000, 30_000_000, "CAD")),
        ("It cost €1.5bn.", (1_500_000_000, 1_500_000_000, "EUR")),
        ("It cost £250,000.", (250_000, 250_000, "GBP")),
        ("It cost 163,000 EUR.", (163_000, 163_000, "EUR")),
        ("It cost EUR 5 million.", (5_000_000, 5_000_000, "EUR")),
        ("It cost 64 million dollars.", (64_000_000, 64_000_000, "USD")),
        ("It cost 5 million Canadian dollars.", (5_000_000, 5_000_000, "CAD")),
        ("It cost 900 million Swedish kronor.", (900_000_000, 900_000_000, "SEK")),
        ("It cost 900 million kroner.", (900_000_000, 900_000_000, "kroner")),
        ("It cost hundreds of millions of dollars.", (200_000_000, None, "USD")),
        ("It cost $5 to $7 million.", (5_000_000, 7_000_000, "USD")),
        ("It cost up to $100 million.", (0, 100_000_000, "USD")),
        # shares
        ("They spend 2 percent.", (2, 2, "percent")),
        ("They spend at least 2% of GDP.", (2, None, "percent of GDP")),
    ],
)
def test_a_wording_is_read_with_bounds_and_unit(text: str, amount: Told) -> None:
    (found,) = read(text)
    assert told(found) == amount


@pytest.mark.parametrize(
    "text",
    [
        "They met on July 11, 2023 for two days.",
        "An F-16 and a T-72 stood there.",
        "See Article 5 and Resolution 2231.",
        "One of them left; no one spoke.",
        "It is the third time.",
        "A 16-member board met.",
        "It was one of the best.",
        "He was one that stayed.",
        "The 9/11 memorial stands.",
        "Act Three was next.",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert [q.quote.words for q in read(text)] == []


def test_handing_over_sets_no_bound() -> None:
    (found,) = read("He handed over $25 million.")
    assert told(found) == (25_000_000, 25_000_000, "USD")


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Oslo and Bern will each send 3 boats.", True),
        ("Oslo and Bern gave 3 boats each.", True),
        ("They cost $20 apiece.", True),
        ("Oslo and Bern gave 3 boats. Each left.", False),
    ],
)
def test_each_distributes_the_quantity(text: str, each: bool) -> None:
    assert read(text)[0].each is each


def test_amounts_are_exact() -> None:
    (found,) = read("It cost $0.1 million.")
    assert found.amount.min == Decimal(100_000)
