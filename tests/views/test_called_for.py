from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from onrecord.app import ingest, wiring
from onrecord.app.record import Record
from onrecord.domain.annotations import Mention, Party, Pledge, Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import Category, Distribution, MentionKind, Stage, StatementKind
from onrecord.linking import words
from onrecord.views import called_for
from onrecord.views.brief import brief

NOW = datetime(2026, 11, 1, tzinfo=UTC)

WORDS = (
    "Chile will send six ferries and forty engineers to Palau. "
    "Ann Lee said the ferries need engineers and spare engines from all who can send them. "
    "Ann Lee said the choir of the cathedral needs a second tenor. "
    "The letter said the ferries of Palau need engineers, spare engines and a dock. "
    "Ann Lee asked whether the ferries need engineers from Chile? "
    "Ann Lee thanked the engineers for the money needed by the ferries and for their needs."
)


def quote(text: Text, words: str) -> Quote:
    start = text.content.index(words)
    return text.quote(start, start + len(words))


def read() -> tuple[Report, Reading]:
    """A report in which one sends something, and something is said to be needed four times."""
    text = Text(WORDS)
    who = [
        ("Chile", MentionKind.PLACE),
        ("Palau", MentionKind.PLACE),
        ("Ann Lee", MentionKind.PERSON),
    ]
    mentions = tuple(Mention(text.digest, quote(text, name), kind, name) for name, kind in who)
    said = [
        ("Ann Lee", "the ferries need engineers and spare engines from all who can send them"),
        ("Ann Lee", "the choir of the cathedral needs a second tenor"),
        ("The letter", "the ferries of Palau need engineers, spare engines and a dock"),
        ("Ann Lee", "whether the ferries need engineers from Chile?"),
        ("Ann Lee", "the engineers for the money needed by the ferries and for their needs"),
    ]
    statements = tuple(
        Statement(
            text.digest,
            (quote(text, name),),
            (),
            (quote(text, words),),
            StatementKind.INDIRECT,
            speakers=(name,),
        )
        for name, words in said
    )
    pledge = Pledge(
        text.digest,
        (quote(text, "Chile will send six ferries and forty engineers to Palau"),),
        quote(text, "will send"),
        (Party(quote(text, "Chile"), "Chile"),),
        Distribution.SINGLE,
        (),
        Category.OTHER,
        quote(text, "six ferries and forty engineers"),
        None,
        None,
        (),
        Stage.ANNOUNCED,
    )
    report = Report("a", text.digest, "The Reef", None, "2026-05-02", "Ferries for Palau")
    return report, Reading(text, "hand.1", mentions, (), (), statements, (pledge,))


@pytest.fixture
def record() -> Iterator[Record]:
    store = wiring.open_writer(":memory:")
    ingest.ingest_readings(store, [read()], lambda: NOW)
    ingest.refresh(store)
    yield Record(store)
    store.close()


def test_what_is_needed_near_the_undertakings_is_told_and_nothing_else(record: Record) -> None:
    (story,) = brief(record._store).stories
    assert [(call.speakers, call.words) for call in story.called_for] == [
        (
            ("Ann Lee",),
            "the ferries need engineers and spare engines from all who can send them",
        )
    ]
    (call,) = story.called_for
    assert call.evidence.words == call.words
    assert call.origins == 1


@pytest.mark.parametrize(
    ("before", "after", "beside"),
    [
        ("The ferries lie still for want of a gearbox.", "", 0),
        ("", "A gearbox costs more than the ferries earn with engineers.", 1),
        ("Chile is far from Palau.", "The choir sang a gearbox song.", None),
        ("Gearbox Street was closed to the ferries.", "", None),
    ],
)
def test_the_sentence_beside_it_that_goes_on_about_it(
    before: str, after: str, beside: int | None
) -> None:
    saying = "Without a gearbox the ferries and the engineers cannot sail, said Ann Lee."
    text = Text(f"{before} {saying} {after}".strip())
    said = quote(text, "Without a gearbox the ferries and the engineers cannot sail")
    near = {words.sense(stem): 5 for stem in words.telling("ferries engineers")}
    wanted = "" if beside is None else (before, after)[beside]
    assert called_for.beside(text, (said,), near) == wanted
