"""Values in columns: readable, and given back exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from drawn_facts import CHARACTERS, numbers
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from onrecord.record.columns import (
    Instant,
    Number,
    joined,
    parted,
    places,
    read,
    spread,
    written,
)

SQLITE = sqlite.dialect()


@given(st.text(CHARACTERS))
def test_any_text_comes_back(text: str) -> None:
    column = written(text)
    assert read(column) == text
    assert "\0" not in column
    column.encode("utf-8")


def test_ordinary_text_stands_as_it_is() -> None:
    for text in ("", "plain", "“Łódź”, said Ёлка; 50 % – 😀\r\n\t"):
        assert written(text) == text


def test_what_databases_refuse_is_marked() -> None:
    assert written("a\0b\udc80c␛d") == "a␛0b␛udc80c␛␛d"
    assert read("a␛0b␛udc80c␛␛d") == "a\0b\udc80c␛d"
    assert read(written("␛0")) == "␛0"


@given(st.lists(st.none() | st.text(CHARACTERS | st.sampled_from("; ␛-")), max_size=4))
def test_any_names_come_back(names: list) -> None:
    assert parted(joined(names)) == tuple(names)


def test_names_are_readable() -> None:
    assert joined(["Ada Novak", "Ben O'Hara"]) == "Ada Novak; Ben O'Hara"
    assert joined(["a;b", None]) == "a␛;b; ␛-"
    assert joined([]) is None
    assert parted("") == ("",)


def test_places_are_readable() -> None:
    assert spread([(1, 2), (30, 45)]) == "1-2 30-45"
    assert places("1-2 30-45") == ((1, 2), (30, 45))
    assert spread([]) is None
    assert places(None) == ()


@given(numbers)
def test_any_number_comes_back_exactly(number: Decimal) -> None:
    kind = Number()
    assert kind.process_result_value(kind.process_bind_param(number, SQLITE), SQLITE) == number


def test_numbers_are_numbers_where_that_is_exact() -> None:
    kind = Number()
    stored = [kind.process_bind_param(Decimal(n), SQLITE) for n in ("24", "1.5", "0.1", "1E+3")]
    assert stored == [24, 1.5, 0.1, 1000]
    long = "12345678901234567890.123456789"
    assert kind.process_bind_param(Decimal(long), SQLITE) == long


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_moments_come_back_and_sort_as_text(one: datetime, two: datetime) -> None:
    kind = Instant()
    first, second = (kind.process_bind_param(moment, SQLITE) for moment in (one, two))
    assert kind.process_result_value(first, SQLITE) == one
    assert (first < second) == (one < two)


def test_a_moment_elsewhere_is_the_same_moment() -> None:
    kind = Instant()
    there = datetime(2026, 11, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert kind.process_bind_param(there, SQLITE) == "2026-10-31T23:00:00.000000Z"
    with pytest.raises(ValueError, match="zone"):
        kind.process_bind_param(there.replace(tzinfo=None), SQLITE)
