from decimal import Decimal
from typing import Any

import pytest

from onrecord.evaluation.told_amounts import told_amount


def held(low: float | None, high: float | None, unit: str) -> dict[str, Any]:
    return {"min": low, "max": high, "unit": unit}


@pytest.mark.parametrize(
    ("record", "words", "place", "bounds"),
    [
        (held(8, 8, "pump"), "will send eight pumps", "eight", (8, 8)),
        (held(8, 8, "pump"), "will send 12 water pumps", "12", (12, 12)),
        (held(0, 60, "tent"), "will give up to 60 tents", "60", (0, 60)),
        (held(0, 60, "tent"), "will give up to 80 tents", "80", (0, 80)),
        (held(9, None, "tent"), "will give at least 12 tents", "12", (12, None)),
        (held(24, None, "tent"), "will give dozens of tents", "dozens", (24, None)),
        (held(1, 1, "ferry"), "will give a ferry", "a", (1, 1)),
        (held(2.5e6, 2.5e6, "NOK"), "gives 2.5 million crowns", "2.5 million", (2500000, 2500000)),
        (held(45e6, 45e6, "PEN"), "a fund of 54 million soles", "54 million", (54000000, 54000000)),
        (held(1200, 1200, "sandbag"), "brought 1,200 sandbags", "1,200", (1200, 1200)),
    ],
)
def test_the_amount_that_the_words_tell(
    record: dict[str, Any], words: str, place: str, bounds: tuple[int | None, int | None]
) -> None:
    found = told_amount(record, words)
    assert found is not None
    start, end, amount = found
    assert words[start:end] == place
    low, high = (None if b is None else Decimal(b) for b in bounds)
    assert (amount.min, amount.max) == (low, high)


@pytest.mark.parametrize("words", ["The pumps are on their way", "on 12 May", "12 tents and pumps"])
def test_words_that_tell_none(words: str) -> None:
    assert told_amount(held(8, 8, "pump"), words) is None
