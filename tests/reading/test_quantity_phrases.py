import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.annotations import Quantity
from onrecord.domain.text import Span, Text
from onrecord.reading.quantity_phrases import quantities_in, quantity_in

Told = tuple[float | None, float | None, str | None]


def told(quantity: Quantity) -> Told:
    low, high = quantity.amount.min, quantity.amount.max
    return (
        None if low is None else float(low),
        None if high is None else float(high),
        quantity.amount.unit,
    )


@pytest.mark.parametrize(
    ("text", "words", "amount"),
    [
        ("It will send a new radar battery there.", "a new", (1, 1, "radar battery")),
        ("It will send an additional boat.", "an additional boat", (1, 1, "boat")),
        ("It will send another nine aides now.", "another nine aides", (9, 9, "aide")),
        (
            "It sent a 16-member rescue team there.",
            "a 16-member rescue team",
            (1, 1, "rescue team"),
        ),
        ("It will open a $2 billion steel plant there.", "a", (1, 1, "steel plant")),
        ("It rose from 40 to 60 boats.", "60", (60, 60, "boat")),
        ("It sent at least 40 boats.", "at least 40", (40, None, "boat")),
        ("It sent hundreds of lorries.", "hundreds", (200, None, "lorry")),
    ],
)
def test_the_words_of_a_role_give_a_quantity(text: str, words: str, amount: Told) -> None:
    start = text.index(words)
    found = quantity_in(Text(text), Span(start, start + len(words)))
    assert found is not None
    assert told(found) == amount


def test_the_unit_may_come_from_what_is_counted() -> None:
    text = Text("Of these lorries, 40 arrived.")
    found = quantity_in(text, Span(18, 20), of=Span(3, 16))
    assert found is not None
    assert told(found) == (40, 40, "lorry")


def test_words_without_a_number_give_none() -> None:
    text = Text("They will send the lorries.")
    assert quantity_in(text, Span(15, 26)) is None


@given(st.text(alphabet="1 $.,-'aof\nmillionhundreds%", max_size=80))
def test_any_text_is_read_without_fault(content: str) -> None:
    text = Text(content)
    for found in quantities_in(text, Span(0, max(1, len(content)))):
        assert text.holds(found.quote)
        low, high = found.amount.min, found.amount.max
        assert low is not None
        assert high is None or low <= high


@pytest.mark.parametrize(
    "piece", ["1,", "1/2 ", "hundreds of ", "one ", "$1 ", "five and ", "1" * 50]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    text = Text(piece * (12_000 // len(piece)))
    started = time.perf_counter()
    list(quantities_in(text, Span(0, len(text.content))))
    assert time.perf_counter() - started < 3


def test_the_measure_on_pledges_does_not_fall(shared: Path) -> None:
    right = count = 0
    gold_file = shared / "gold" / "pledges-train.jsonl"
    for line in gold_file.read_text(encoding="utf-8").strip().split("\n"):
        report = json.loads(line)
        text = Text(report["text"])
        for gold in (p["quantity"] for p in report["pledges"] if p.get("quantity")):
            found = quantity_in(text, Span(*gold["span"]))
            count += 1
            right += found is not None and told(found)[:2] == (gold["min"], gold["max"])
    assert right / count > 0.95
