"""Kind, mode, speakers and chains of statements; whole cases are in test_attribution."""

from __future__ import annotations

import pytest
from marked_cases import Engine, Marked, MarkedAttribution, MarkedName

from onrecord.domain.annotations import Statement
from onrecord.domain.text import Span, Text
from onrecord.domain.words import Mode, StatementKind
from onrecord.reading import pipeline
from onrecord.reading.attribution import AttributionStage
from onrecord.reading.cues import mode_of
from onrecord.reading.names import Names
from onrecord.reading.quote_marks import Quoted, quotations
from onrecord.reading.references import ReferencesStage
from onrecord.reading.sentences import Sentences
from onrecord.reading.speakers import Speakers, kind_of
from onrecord.reading.stage import Draft


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will pay.”", StatementKind.DIRECT),
        ("“We will pay,” as he put it", StatementKind.MIXED),
        ("that they will pay", StatementKind.INDIRECT),
        ("a ‘good’ deal", StatementKind.MIXED),
        ("the ministers’ plan isn’t ready", StatementKind.INDIRECT),
        ("''We will pay.''", StatementKind.DIRECT),
    ],
)
def test_kind_is_by_what_stands_in_marks(text: str, kind: StatementKind) -> None:
    whole = Text(text)
    assert kind_of(whole, Quoted(quotations(whole)), (Span(0, len(text)),)) is kind


@pytest.mark.parametrize(
    ("cue", "mode"),
    [
        ("said", Mode.SAID),
        ("denied", Mode.DENIED),
        ("rejected claims that", Mode.DENIED),
        ("declined to comment on", Mode.DECLINED),
        ("refused to say", Mode.DECLINED),
        ("refused to sign", Mode.SAID),
        ("did not immediately respond to", Mode.DECLINED),
        ("asked", Mode.ASKED),
        ("wondered", Mode.ASKED),
        ("believes", Mode.THOUGHT),
        ("said she hoped", Mode.SAID),
        ("expressed concern", Mode.SAID),
        ("does not believe", Mode.DENIED),
        ("", Mode.SAID),
    ],
)
def test_mode_is_by_the_cue(cue: str, mode: Mode) -> None:
    assert mode_of([cue]) is mode


def statements(text: str, found: Marked) -> list[Statement]:
    stages = (
        Engine(found),
        Sentences(),
        Names(),
        ReferencesStage(),
        AttributionStage(),
        Speakers(),
    )
    return list(pipeline.read(Text(text), stages, "test").statements)


def place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_every_quote_is_that_of_its_place_and_the_score_is_kept() -> None:
    text = "🙂 Ada Ruiz said “we pay.”"
    one = MarkedAttribution(
        (place(text, "Ada Ruiz"),), (place(text, "said"),), (place(text, "“we pay.”"),), 0.42
    )
    (statement,) = statements(
        text, Marked((MarkedName(place(text, "Ada Ruiz"), "person"),), (one,))
    )
    assert [quote.words for quote in statement.content] == ["“we pay.”"]
    assert statement.speakers == ("Ada Ruiz",)
    assert statement.score == 0.42


def test_without_another_stage_s_references_the_speakers_are_found_all_the_same() -> None:
    text = "Ada Ruiz left. She said no."
    draft = Draft(Text(text))
    found = Marked(
        (MarkedName(place(text, "Ada Ruiz"), "person"),),
        (MarkedAttribution((place(text, "She"),), (place(text, "said"),), (place(text, "no"),)),),
    )
    for stage in (Engine(found), Sentences(), Names(), AttributionStage()):
        pipeline._gather(draft, stage, list(stage.run(draft)))
    (statement,) = [s for s in Speakers().run(draft) if isinstance(s, Statement)]
    assert statement.speakers == ("Ada Ruiz",)


def test_the_same_text_gives_the_same_statements() -> None:
    text = "Ada Ruiz said no. He and she left, the governor said."
    found = Marked(
        (MarkedName(place(text, "Ada Ruiz"), "person"),),
        (
            MarkedAttribution((place(text, "Ada Ruiz"),), (place(text, "said"),), ((14, 16),)),
            MarkedAttribution((place(text, "the governor"),), (), ((18, 34),)),
        ),
    )
    assert statements(text, found) == statements(text, found)
