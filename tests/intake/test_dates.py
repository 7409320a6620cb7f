from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.dates import iso_8601, published_of


@pytest.mark.parametrize(
    "words",
    [
        "2023-07-11",
        "2023-07-11T10:15",
        "2023-07-11T10:15:00Z",
        "2023-07-11T10:15:00.250+03:00",
        "2023-07-11 10:15:00",
    ],
)
def test_extended_dates_stay_as_told(words: str) -> None:
    assert iso_8601(words) == words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("20230711", "2023-07-11"),
        ("2023-W28-2", "2023-07-11"),
        ("20230711T101500Z", "2023-07-11T10:15:00+00:00"),
    ],
)
def test_other_forms_of_iso_8601_become_extended(words: str, told: str) -> None:
    assert iso_8601(words) == told


@pytest.mark.parametrize(
    "words",
    ["11 July 2023", "07/11/2023", "2023-07", "2023", "2023-02-30", "2023-07-11T25:00", "soon"],
)
def test_anything_else_is_unknown_and_told(words: str) -> None:
    told, note = published_of(words, "a.jsonl:1", None)
    assert told is None and note is not None and note.code == "date-not-iso"
    assert words in note.message


def test_today_is_no_future() -> None:
    today = date(2023, 7, 11)
    assert published_of("2023-07-11T23:59", "-", today) == ("2023-07-11T23:59", None)
    told, note = published_of("2023-07-12", "-", today)
    assert told == "2023-07-12" and note is not None and note.code == "date-in-future"


@given(st.text(max_size=30))
def test_no_words_crash(words: str) -> None:
    told = iso_8601(words)
    assert told is None or date.fromisoformat(told[:10])
