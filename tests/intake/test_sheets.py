"""Rows of a CSV by the names of their columns."""

from __future__ import annotations

import pytest

from onrecord.domain.findings import Finding
from onrecord.intake.sheets import Row, rows


def read(text: str | bytes, *wanted: str) -> list[tuple[str, object]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [
        (one.code, one.where) if isinstance(one, Finding) else (one.where, one.cells)
        for one in rows(data, "f.csv", wanted)
    ]


def test_columns_may_stand_in_any_order_and_case() -> None:
    assert read("\ufeff B , a\n 2 ,1\n\n,\n3,4", "a", "b") == [
        ("f.csv:2", {"b": "2", "a": "1"}),
        ("f.csv:5", {"b": "3", "a": "4"}),
    ]


def test_a_short_row_is_filled_and_a_trailing_comma_forgiven() -> None:
    assert read("a,b\n1\n1,2,\n") == [
        ("f.csv:2", {"a": "1", "b": ""}),
        ("f.csv:3", {"a": "1", "b": "2"}),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["empty-file"]),
        ("\n , \n", ["empty-file"]),
        ("a,c\n1,2", ["csv-columns"]),
        ("a,b\n1,2,3\n4,5", ["csv-broken", None]),
        (b"%PDF-1.7", ["binary"]),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_read(
    text: str | bytes, codes: list[str | None]
) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    found = list(rows(data, "f.csv", ("a", "b") if codes != ["empty-file"] else ("a",)))
    assert [None if isinstance(one, Row) else one.code for one in found] == codes
