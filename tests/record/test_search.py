"""Cutting and folding words, and reading a question."""

from __future__ import annotations

from drawn_facts import CHARACTERS
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.search import LONGEST, MOST_WORDS, Term, snippet, terms, tokens


def test_words_are_cut_at_everything_else() -> None:
    assert tokens("Air-defence (SAMP/T), 1,000_km: €5m") == [
        "air",
        "defence",
        "samp",
        "t",
        "1",
        "000",
        "km",
        "5m",
    ]


def test_words_are_folded() -> None:
    assert tokens("ZÜRICH Straße Łódź ﬁne Ⅳ") == ["zurich", "strasse", "łodz", "fine", "iv"]
    assert tokens("Zu\u0308rich") == ["zurich"]


@given(st.text(CHARACTERS))
def test_every_word_is_clean(text: str) -> None:
    for word in tokens(text):
        assert word and word == word.lower() and word.isalnum()
        assert tokens(word) == [word] or not word.isascii()


def test_a_long_word_is_cut_in_pieces() -> None:
    assert [len(word) for word in tokens("x" * 450)] == [LONGEST, LONGEST, 50]


def test_a_question() -> None:
    assert terms('send "air defence" batter* sam-t') == (
        Term(("send",)),
        Term(("air", "defence")),
        Term(("batter",), prefix=True),
        Term(("sam", "t")),
    )
    assert terms('""  * - "*"') == ()
    assert terms('"no end') == (Term(("no",)), Term(("end",)))
    assert sum(len(term.words) for term in terms("word " * 500)) == MOST_WORDS


def test_a_snippet_shows_the_place() -> None:
    text = "Before. " * 40 + "The lorries arrived at noon. " + "After. " * 40
    found = snippet(text, terms("lorries"))
    assert "The lorries arrived at noon." in found
    assert found.startswith("… ") and found.endswith(" …")
    assert len(found) < 200
    assert snippet("Short\n text.", terms("none")) == "Short text."
    assert snippet("Łódź sent 3", terms("lodz")) == "Łódź sent 3"
    assert "lorries" in snippet(text, terms("lorr*"))
    assert snippet("", terms("x")) == ""
