"""Words, their forms, and what stands around a trigger."""

from __future__ import annotations

import pytest

from onrecord.domain.text import Span
from onrecord.reading.pledge_clauses import clause_end
from onrecord.reading.pledge_triggers import chain, main_word, trigger_span
from onrecord.reading.pledge_words import POSSESSIVE, Words, form, stem


def test_every_word_points_at_its_characters() -> None:
    content = "The U.S. won’t sell 1,200 F-16s to the G7’s rivals."
    words = Words(content)
    assert all(content[w.start : w.end] == w.text for w in words.items)
    assert [w.text for w in words.items][1:7] == ["U.S.", "wo", "n’t", "sell", "1,200", "F-16s"]
    assert POSSESSIVE in [w.lower for w in words.items]


def test_words_know_their_sentence() -> None:
    words = Words("One two. Three four.", [Span(0, 8), Span(9, 20)])
    assert words.bounds[0] == (0, 3)
    assert words.bounds[4] == (3, 6)


@pytest.mark.parametrize(
    ("one", "other"),
    [("pledged", "pledges"), ("gave", "giving"), ("planning", "plan"), ("signed", "signs")],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_forms() -> None:
    assert [form(w) for w in ("sent", "sending", "sends", "send")] == ["ed", "ing", "s", "base"]


def test_what_governs_a_verb() -> None:
    content = "Norway has repeatedly vowed not to send ships."
    words = Words(content)
    assert chain(words, words.at(content.index("send"))) == ["to", "not", "vow", "have"]


@pytest.mark.parametrize(
    ("content", "trigger", "main"),
    [
        ("They have called for ships.", "have called for", "called"),
        ("They refused to extend it.", "refused to extend", "extend"),
        ("A pledge of ships came.", "pledge", "pledge"),
    ],
)
def test_the_main_word_of_a_trigger(content: str, trigger: str, main: str) -> None:
    words = Words(content)
    start = content.index(trigger)
    found = main_word(words, (start, start + len(trigger)))
    assert found is not None and words[found].text == main


def test_a_trigger_takes_its_modals_and_particle() -> None:
    content = "They have also called for ships."
    words = Words(content)
    start, end = trigger_span(words, words.at(content.index("called")))
    assert content[start:end] == "have also called for"


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        ("They will send ships, he said.", "ships"),
        ("They will send ships but keep boats.", "ships"),
        ("They will send ships, boats and rafts.", "ships, boats and rafts"),
        ("They will send ships and we will pay.", "ships"),
    ],
)
def test_where_a_clause_ends(content: str, rest: str) -> None:
    words = Words(content)
    main = words.at(content.index("send"))
    end = words[clause_end(words, main) - 1].end
    assert content[words[main].end : end].strip() == rest
