"""Conditions by their markers."""

from __future__ import annotations

import pytest

from onrecord.domain.words import ConditionKind, Stage
from onrecord.reading.pledge_conditions import conditions
from onrecord.reading.pledge_words import Words


def bound(content: str, main: str, stage: Stage = Stage.ANNOUNCED) -> list[tuple[str, str]]:
    words = Words(content)
    index = words.at(content.index(main))
    return [(content[c.start : c.end], c.kind.value) for c in conditions(words, index, stage)]


@pytest.mark.parametrize(
    ("content", "words", "kind"),
    [
        ("We will pay if the roof leaks.", "the roof leaks", "if"),
        ("If the roof leaks, we will pay.", "the roof leaks", "if"),
        ("We will pay unless the roof holds.", "the roof holds", "unless"),
        ("We will pay until the roof holds.", "the roof holds", "until"),
        ("We will pay as long as the roof leaks.", "the roof leaks", "while"),
        ("We will pay once the roof is mended.", "the roof is mended", "after"),
        ("We will pay when the roof is mended.", "the roof is mended", "after"),
        ("We will pay provided that the roof leaks.", "the roof leaks", "if"),
        ("We will pay, contingent on a court ruling.", "a court ruling", "if"),
        ("We will pay in exchange for the keys.", "the keys", "in_exchange"),
        ("We will pay in return for the keys.", "the keys", "in_exchange"),
        ("We will pay should the roof leak.", "the roof leak", "if"),
        ("We will pay, subject to approval by the board.", "approval by the board", "if"),
        ("We will pay in the event of a storm.", "a storm", "if"),
        ("We will pay upon completion of the roof.", "completion of the roof", "after"),
    ],
)
def test_a_marker_opens_a_condition(content: str, words: str, kind: str) -> None:
    assert bound(content, "pay") == [(words, kind)]


@pytest.mark.parametrize(
    "content",
    [
        "He asked if we will pay.",
        "We will pay even if the roof holds.",
        "We will pay until Friday.",
        "We will pay as well as the others.",
        "We will pay as soon as possible.",
        "We will pay the following sums.",
        "We will pay once again.",
        "We will pay, he said, though he spoke on condition of anonymity.",
    ],
)
def test_words_that_only_look_like_a_condition(content: str) -> None:
    assert bound(content, "pay") == []


def test_a_done_act_is_dated_and_not_bound() -> None:
    assert bound("We paid after the roof leaks.", "paid", Stage.FULFILLED) == []


def test_a_refusal_holds_while_something_lasts() -> None:
    found = bound("They will not join while the strike goes on.", "join", Stage.REFUSED)
    assert found == [("the strike goes on", ConditionKind.WHILE.value)]


def test_a_condition_of_another_clause_is_left_alone() -> None:
    assert bound("We will pay; if it rains, the game is off.", "pay") == []
