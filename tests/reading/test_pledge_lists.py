"""A list of numbered things is several undertakings; what merely stands near is none."""

from __future__ import annotations

import pytest

from onrecord.domain.annotations import Party, Pledge
from onrecord.domain.text import Span, Text
from onrecord.domain.words import Category, Distribution, Stage
from onrecord.reading.pledge_lists import parted
from onrecord.reading.quantity_phrases import quantities_in


def things(words: str, trigger: str, number: str) -> list[tuple[str, str]]:
    text = Text(words)
    quantities = tuple(quantities_in(text, Span(0, len(words))))

    def quote(part: str):  # type: ignore[no-untyped-def]
        start = words.index(part)
        return text.quote(start, start + len(part))

    pledge = Pledge(
        text=text.digest,
        evidence=(quote(words.rstrip(".")),),
        trigger=quote(trigger),
        by=(Party(quote(words.split()[0]), words.split()[0]),),
        distribution=Distribution.SINGLE,
        to=(),
        category=Category.HUMANITARIAN,
        object=None,
        quantity=next(q for q in quantities if q.quote.words == number),
        when=None,
        conditions=(),
        stage=Stage.ANNOUNCED,
    )
    return [
        (p.object.words if p.object else "", str(p.quantity.amount.min if p.quantity else None))
        for p in parted(pledge, quantities, text)
    ]


def test_each_thing_of_a_list_is_an_undertaking() -> None:
    words = "Tolmia asked for 40 water pumps, some 12 field kitchens and at least 2 million euros."
    assert things(words, "asked", "some 12 field kitchens") == [
        ("40 water pumps", "40"),
        ("some 12 field kitchens", "12"),
        ("at least 2 million euros", "2000000"),
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Norway will send 10 pumps and train 4 crews.", "10 pumps"),
        ("Norway will send 10 pumps worth 3 million euros.", "10 pumps"),
        ("Norway will send 10 pumps to Tolm, and Spain 5 tents.", "10 pumps"),
        ("Norway will send 10 pumps.", "10 pumps"),
    ],
)
def test_what_stands_near_is_no_list(words: str, number: str) -> None:
    assert len(things(words, "will send", number)) == 1


def test_where_a_thing_comes_from_is_no_end_of_the_list() -> None:
    words = "Norway will send 10 pumps from the stores of Tolm, 5 tents and 3 boats."
    assert [number for _, number in things(words, "will send", "10 pumps")] == ["10", "5", "3"]
