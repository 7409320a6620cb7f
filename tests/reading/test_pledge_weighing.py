"""What speaks for a proposal: the engine, its party, its clause, and the proposals around it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from onrecord.domain.text import Span
from onrecord.reading.pledge_choice import choice, proposals
from onrecord.reading.pledge_parties import Someone, people
from onrecord.reading.pledge_patterns import patterns, scores_near
from onrecord.reading.pledge_triggers import main_word
from onrecord.reading.pledge_weighing import NOBODY, Values, proposal_values, sureness
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.pledges import shipped_weights
from onrecord.reading.stage import Place, Places

CONTENT = "Westmark will send boats and Coastland will train crews."


@dataclass
class Trigger:
    trigger: Place
    score: float
    stage: str = "announced"
    category: str = "military_aid"
    evidence: Places = ()
    roles: Mapping[str, Places] = field(default_factory=dict)
    distribution: str = "single"
    conditions: tuple[tuple[Place, str], ...] = ()


def at(words: str) -> Place:
    start = CONTENT.index(words)
    return start, start + len(words)


def text() -> tuple[Words, list[Someone]]:
    words = Words(CONTENT, [Span(0, len(CONTENT))])
    return words, people(words, [at("Westmark"), at("Coastland")])


def two(first: float, second: float) -> list[Trigger]:
    return [
        Trigger(at("will send"), first, roles={"by": (at("Westmark"),), "object": (at("boats"),)}),
        Trigger(at("will train"), second, roles={"by": (at("Coastland"),)}),
    ]


def values(first: float, second: float) -> list[Values]:
    words, everyone = text()
    weights = shipped_weights()
    proposed = proposals(words, everyone, two(first, second), weights)
    return proposal_values(words, everyone, weights, proposed)


def test_how_sure_a_class_is() -> None:
    assert sureness({"a": 0.0, "b": 0.0}) == pytest.approx(math.log(0.5))
    assert sureness({"a": 9.0, "b": -9.0}) == pytest.approx(0.0, abs=1e-6)


def test_a_neighbour_is_told_with_its_strength() -> None:
    strong, weak = values(0.9, 0.3)
    assert strong["engine"] > 0 > weak["engine"]
    assert strong["before: strength"] == NOBODY and weak["after: strength"] == NOBODY
    assert strong["after: stronger"] == 0.0 and weak["before: stronger"] == 1.0
    assert strong["after: gap"] == weak["before: gap"] == 5.0


def test_the_parts_of_the_clause_are_told() -> None:
    first, second = values(0.9, 0.9)
    assert (first["has object"], second["has object"]) == (1.0, 0.0)
    assert first["parties"] == 1.0 and first["party behind"] == 0.0
    assert first["stage announced"] == 1.0


def test_close_to_a_word_the_patterns_score_as_they_do_in_the_whole_text() -> None:
    words, everyone = text()
    weights = shipped_weights()
    whole = {main_word(words, p.trigger): p.score for p in patterns(words, everyone, weights)}
    assert whole
    assert scores_near(words, everyone, weights, [m for m in whole if m is not None]) == whole
    assert scores_near(words, everyone, weights, []) == {}


def test_what_is_likelier_than_the_bar_is_told_and_the_rest_is_not() -> None:
    words, everyone = text()
    shipped = shipped_weights()

    def chosen(bias: float) -> int:
        weights = Weights(
            shipped.heads,
            {**shipped.bias, "told": {"yes": bias}},
            {**shipped.weights, "told": {"yes": {}}},
        )
        return len(choice(words, everyone, two(0.9, 0.9), weights))

    assert (chosen(-5.0), chosen(5.0)) == (0, 2)


def test_the_shipped_weights_follow_the_engine() -> None:
    words, everyone = text()
    sure = choice(words, everyone, two(0.97, 0.97), shipped_weights())
    unsure = choice(words, everyone, two(0.03, 0.03), shipped_weights())
    assert len(sure) == 2
    assert sum(p.score for p in unsure) < sum(p.score for p in sure)
