import pytest

from onrecord.domain.annotations import Mention, Reading, TimeExpression
from onrecord.domain.text import Text
from onrecord.domain.words import MentionKind, TimeType
from onrecord.evaluation.gold import GoldReport, gold_of
from onrecord.evaluation.scores import Score
from onrecord.evaluation.spans import name_scores, time_scores

TEXT = "Mayor Ines Corvo met Quay Lines on Tuesday. Corvo left on 3 July."


def place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold() -> GoldReport:
    mentions = [
        {"span": place("Ines Corvo"), "kind": "person", "name": "Ines Corvo"},
        {"span": place("Quay Lines"), "kind": "organisation", "name": "Quay Lines"},
        {"span": [44, 49], "kind": "person", "name": "Ines Corvo"},
    ]
    times = [
        {"span": place("Tuesday"), "type": "DATE", "value": "2023-07-04"},
        {"span": place("3 July"), "type": "DATE", "value": "2023-07-03"},
    ]
    value = {
        "id": "a",
        "text": TEXT,
        "published": "2023-07-05",
        "mentions": mentions,
        "times": times,
    }
    return gold_of(value, "a")


def by_name(scores: list[Score]) -> dict[str, Score]:
    return {score.measure.split(": ")[1]: score for score in scores}


def test_names() -> None:
    text = Text(TEXT)
    found = (
        Mention(
            text.digest, text.quote(*place("Mayor Ines Corvo")), MentionKind.PERSON, "Ines Corvo"
        ),
        Mention(text.digest, text.quote(*place("Quay Lines")), MentionKind.PLACE, "Quay Lines"),
        Mention(text.digest, text.quote(44, 49), MentionKind.PERSON, "Corvo"),
        Mention(text.digest, text.quote(*place("Tuesday")), MentionKind.OTHER, "Tuesday"),
    )
    scores = by_name(name_scores([gold()], [Reading(text, "t.1", mentions=found)]))
    assert (scores["strict"].precision, scores["strict"].recall) == (0.5, pytest.approx(2 / 3))
    assert scores["typed"].precision == 0.25
    assert (scores["relaxed"].precision, scores["relaxed"].recall) == (0.75, 1.0)
    assert (scores["name"].value, scores["name"].count) == (0.5, 2)


def test_times_are_worked_out_from_the_day_of_publication() -> None:
    text = Text(TEXT)
    found = (
        TimeExpression(text.digest, text.quote(*place("Tuesday.")), TimeType.DATE, None, "w2<"),
        TimeExpression(text.digest, text.quote(*place("July")), TimeType.SET, "2023-07"),
    )
    scores = by_name(time_scores([gold()], [Reading(text, "t.1", times=found)]))
    assert (scores["strict"].value, scores["relaxed"].value) == (0.5, 1.0)
    assert (scores["type"].value, scores["value"].value) == (0.5, 0.5)


def test_an_empty_layer_says_that_there_is_nothing() -> None:
    text = Text(TEXT)
    found = (TimeExpression(text.digest, text.quote(*place("Tuesday")), TimeType.DATE, None),)
    reading = Reading(text, "t.1", times=found)
    empty = gold_of({"id": "a", "text": TEXT, "times": []}, "a")
    assert by_name(time_scores([empty], [reading]))["relaxed"].precision == 0.0
    assert time_scores([gold_of({"id": "a", "text": TEXT}, "a")], [reading]) == []
