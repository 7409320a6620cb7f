"""Phrases that may be parties, and their coordination."""

from __future__ import annotations

from onrecord.reading.pledge_parties import Someone, capitalised, joined, people
from onrecord.reading.pledge_words import Words


def told(content: str, names: list[str]) -> tuple[Words, list[Someone]]:
    words = Words(content)
    places = [(content.index(n), content.index(n) + len(n)) for n in names]
    return words, people(words, places)


def shown(words: Words, someone: Someone) -> str:
    return words.text[words[someone.first].start : words[someone.last - 1].end]


def test_names_pronouns_and_role_phrases() -> None:
    words, found = told("The new government told Ada Berg that they agree.", ["Ada Berg"])
    assert [(shown(words, p), p.kind) for p in found] == [
        ("The new government", "role"),
        ("Ada Berg", "name"),
        ("they", "pronoun"),
    ]


def test_a_title_belongs_to_the_name() -> None:
    words, found = told("Then Prime Minister Ada Berg left.", ["Ada Berg"])
    assert [shown(words, p) for p in found] == ["Prime Minister Ada Berg"]


def test_a_list_of_parties_is_joined() -> None:
    words, found = told("Norway, Chile and other partners will pay.", ["Norway", "Chile"])
    group = joined(words, found, found[1])
    assert [shown(words, p) for p in group] == ["Norway", "Chile", "other partners"]


def test_a_comma_alone_joins_nobody() -> None:
    words, found = told("In Norway, Chile is far.", ["Norway", "Chile"])
    assert joined(words, found, found[0]) == [found[0]]


def test_a_name_and_a_pronoun_are_not_joined() -> None:
    words, found = told("Ada Berg and he will pay.", ["Ada Berg"])
    assert joined(words, found, found[0]) == [found[0]]


def test_runs_of_capitals_stand_in_for_names() -> None:
    content = "The Bank of Norway paid Ada Berg."
    found = [content[s:e] for s, e in capitalised(Words(content))]
    assert found == ["Bank of Norway", "Ada Berg"]


def test_a_role_takes_the_name_that_says_whose_it_is() -> None:
    words, found = told("The leaders of the League and Ada Berg met.", ["League", "Ada Berg"])
    assert [shown(words, p) for p in found] == ["The leaders of the League", "Ada Berg"]
    assert joined(words, found, found[1]) == found
