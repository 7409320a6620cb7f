"""The reading as a line of JSON Lines: every key, offsets, times worked out, numbers."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.findings import finding
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.export.reading_json import published_day, reading_line

CONTENT = "🙂 Peru said on Tuesday it would give Ghana “two boats” if it rains."
TEXT = Text(CONTENT)


def quote(words: str) -> Quote:
    start = CONTENT.index(words)
    return TEXT.quote(start, start + len(words))


def reading() -> Reading:
    amount = Quantity(
        TEXT.digest, quote("two boats"), Amount(Decimal("2.0"), Decimal("2.5"), "boat")
    )
    tuesday = TimeExpression(TEXT.digest, quote("Tuesday"), TimeType.DATE, None, "w2<")
    peru, ghana = Party(quote("Peru"), "Peru"), Party(quote("Ghana"), "Ghana")
    return Reading(
        TEXT,
        "test.1",
        mentions=(Mention(TEXT.digest, quote("Peru"), MentionKind.PLACE, "Peru"),),
        times=(tuesday,),
        quantities=(amount,),
        statements=(
            Statement(
                TEXT.digest,
                (quote("Peru"),),
                (quote("said"),),
                (quote("it would give Ghana “two boats”"),),
                StatementKind.MIXED,
                speakers=("Peru",),
                via=("Lima Post",),
                score=0.123456789,
            ),
            Statement(
                TEXT.digest, (), (), (quote("rains"),), StatementKind.INDIRECT, speakers=("A", "B")
            ),
        ),
        pledges=(
            Pledge(
                TEXT.digest,
                (quote("it would give Ghana “two boats” if it rains"),),
                quote("give"),
                (peru,),
                Distribution.SINGLE,
                (ghana,),
                Category.OTHER,
                quote("boats"),
                amount,
                tuesday,
                (Condition(quote("if it rains"), ConditionKind.IF),),
                Stage.ANNOUNCED,
                source=peru,
                score=0.5,
            ),
        ),
        findings=(
            finding("unbalanced-quotes", "one mark", text=TEXT.digest, quote=quote("“")),
            finding("unbalanced-quotes", "somewhere"),
        ),
    )


def line(published: str | None = "2023-07-12T10:00:00Z") -> dict[str, object]:
    return reading_line(Report("r1", TEXT.digest, published=published), reading())


def test_the_whole_line() -> None:
    assert line() == {
        "id": "r1",
        "text": CONTENT,
        "mentions": [{"span": [2, 6], "kind": "place", "name": "Peru"}],
        "times": [{"span": [15, 22], "type": "DATE", "value": "2023-07-11"}],
        "attributions": [
            {
                "source": [[2, 6]],
                "cue": [[7, 11]],
                "content": [[23, 54]],
                "kind": "mixed",
                "mode": "said",
                "speaker": "Peru",
                "via": ["Lima Post"],
                "score": 0.1235,
            },
            {
                "source": None,
                "cue": None,
                "content": [[61, 66]],
                "kind": "indirect",
                "mode": "said",
                "speaker": ["A", "B"],
                "via": [],
                "score": 1.0,
            },
        ],
        "pledges": [
            {
                "evidence": [[23, 66]],
                "trigger": [32, 36],
                "by": [{"span": [2, 6], "name": "Peru"}],
                "distribution": "single",
                "to": [{"span": [37, 42], "name": "Ghana"}],
                "category": "other",
                "object": [48, 53],
                "quantity": {"span": [44, 53], "min": 2, "max": 2.5, "unit": "boat"},
                "when": {"span": [15, 22], "value": "2023-07-11"},
                "conditions": [{"span": [55, 66], "kind": "if"}],
                "stage": "announced",
                "asked_by": [],
                "source": {"span": [2, 6], "name": "Peru"},
                "score": 0.5,
            }
        ],
        "findings": [
            {
                "code": "unbalanced-quotes",
                "severity": "note",
                "span": [43, 44],
                "message": "one mark",
            },
            {
                "code": "unbalanced-quotes",
                "severity": "note",
                "span": None,
                "message": "somewhere",
            },
        ],
        "maker": "test.1",
    }


def test_keys_keep_their_order_and_the_bytes_are_the_same_each_time() -> None:
    assert json.dumps(line()) == json.dumps(line())
    assert list(line()) == [
        "id", "text", "mentions", "times", "attributions", "pledges", "findings", "maker"
    ]  # fmt: skip


def test_without_a_day_of_publication_relative_times_stay_open() -> None:
    value = line(None)
    assert value["times"] == [{"span": [15, 22], "type": "DATE", "value": None}]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2023-07-12", "2023-07-12"),
        ("2023-07-12T23:59:59+02:00", "2023-07-12"),
        (None, "None"),
        ("2023-07", "None"),
        ("soon", "None"),
        ("", "None"),
    ],
)
def test_day_of_publication(published: str | None, day: str) -> None:
    assert str(published_day(Report("r", "t", published=published))) == day


def test_nothing_read_gives_empty_lists() -> None:
    empty = reading_line(Report("r", "t"), Reading(Text(""), "m"))
    assert empty == {
        "id": "r", "text": "", "mentions": [], "times": [], "attributions": [], "pledges": [],
        "findings": [], "maker": "m",
    }  # fmt: skip
