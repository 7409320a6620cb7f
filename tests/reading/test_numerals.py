from decimal import Decimal

import pytest

from onrecord.reading.numerals import digits, number, ordinal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("twenty five", 25),
        ("two hundred and five", 205),
        ("two hundred thousand", 200_000),
        ("two million three hundred thousand", 2_300_000),
        ("a hundred", 100),
        ("three dozen", 36),
        ("nineteen ninety six", 1996),
        ("two thousand", 2000),
        ("1,200", 1200),
        ("3.5 million", 3_500_000),
        ("1 1/2", Decimal("1.5")),
        ("two and a half", Decimal("2.5")),
    ],
)
def test_numbers_in_words(words: str, value: int | Decimal) -> None:
    assert number(words.split()) == value


@pytest.mark.parametrize("words", ["", "five six seven", "5 to 7", "boat", "and", "3 4"])
def test_what_is_no_one_number(words: str) -> None:
    assert number(words.split()) is None


def test_digits_and_ordinals() -> None:
    assert digits("1,234.5") == Decimal("1234.5")
    assert digits("1,23") is None
    assert digits("9" * 60) is None
    assert [ordinal(w) for w in ("third", "21st", "twenty-first", "thirtieth", "last")] == [
        3,
        21,
        21,
        30,
        None,
    ]
