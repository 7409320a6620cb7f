"""What a speaker says a matter takes, as a request to the body spoken for."""

from __future__ import annotations

import pytest

from onrecord.domain.annotations import Mention, Statement
from onrecord.domain.text import Span, Text
from onrecord.domain.words import MentionKind, StatementKind
from onrecord.reading.pledge_needed import SCORE, beside, needed
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import Draft, Place, Sentence

BODY = "Harbour Union"
SPEAKER = "Ada Berg"


def told(content: str) -> Draft:
    """A text whose second line is what Ada Berg, of the Harbour Union, said."""
    whole = f"{BODY} chair {SPEAKER} spoke in Arda.\nShe said {content}"
    text = Text(whole)
    second = whole.index("\n") + 1
    draft = Draft(text)
    draft.sentences += [Sentence(Span(0, second - 1)), Sentence(Span(second, len(whole)))]

    def at(words: str) -> Place:
        return whole.index(words), whole.index(words) + len(words)

    draft.mentions += [
        Mention(text.digest, text.quote(*at(BODY)), MentionKind.ORGANISATION, BODY),
        Mention(
            text.digest,
            text.quote(*at(SPEAKER)),
            MentionKind.PERSON,
            SPEAKER,
            text.quote(*at(f"{BODY} chair")),
        ),
    ]
    draft.statements.append(
        Statement(
            text.digest,
            (text.quote(*at("She")),),
            (text.quote(*at("said")),),
            (text.quote(*at(content)),),
            StatementKind.INDIRECT,
            speakers=(SPEAKER,),
        )
    )
    return draft


def read(content: str) -> list[tuple[str, str]]:
    """Trigger and object of each request found."""
    draft = told(content)
    words = Words(draft.text.content, [s.span for s in draft.sentences])
    found = needed(draft, words)
    assert all(one.stage == "requested" and one.score == SCORE for one in found)
    return [
        (
            draft.text.content[slice(*one.trigger)],
            draft.text.content[slice(*one.roles["object"][0])],
        )
        for one in found
    ]


def test_each_act_that_the_matter_takes_is_asked_for() -> None:
    assert read(
        "the siege requires sending new artillery to Arda, but also repairing the radar there, "
        "as well as supplying food."
    ) == [
        ("sending", "new artillery to Arda"),
        ("repairing", "the radar there"),
        ("supplying", "food"),
    ]


@pytest.mark.parametrize(
    ("content", "trigger"),
    [
        ("the defence of the port depends on supplying shells.", "supplying"),
        ("that winter, which demands also sheltering refugees, is near.", "sheltering"),
    ],
)
def test_other_words_of_need(content: str, trigger: str) -> None:
    assert [found for found, _ in read(content)] == [trigger]


@pytest.mark.parametrize(
    "content",
    [
        "the siege required sending letters to everyone.",  # nothing that is aid
        "the enemy stopped sending artillery.",  # no verb of need
        "Norway involves sending artillery.",  # somebody by name
        "the war involved hiding artillery.",  # no act of giving
        "the plan involves talks and then, sending artillery aside, a vote.",  # too far
    ],
)
def test_what_is_no_request(content: str) -> None:
    assert read(content) == []


def test_the_body_is_asked_and_the_speaker_asks() -> None:
    draft = told("the siege requires sending artillery.")
    (one,) = needed(draft, Words(draft.text.content, [s.span for s in draft.sentences]))
    content = draft.text.content
    assert content[slice(*one.roles["by"][0])] == BODY
    assert content[slice(*one.roles["asked_by"][0])] == "She"


def test_of_a_speaker_for_nobody_nothing_is_told() -> None:
    draft = told("the siege requires sending artillery.")
    draft.mentions.pop(0)
    assert needed(draft, Words(draft.text.content, [s.span for s in draft.sentences])) == []


def test_what_an_engine_found_is_not_told_again() -> None:
    draft = told("the siege requires sending artillery.")
    found = needed(draft, Words(draft.text.content, [s.span for s in draft.sentences]))
    assert beside(found, found) == found
