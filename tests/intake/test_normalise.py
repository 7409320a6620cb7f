import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.normalise import as_is, html, plain


@pytest.mark.parametrize(
    ("content", "normal"),
    [
        ("One.\r\nTwo.\rThree.\n", "One.\nTwo.\nThree.\n"),
        ("Page\x0cbreak\x0btab\u2028line\u2029para\x85next", "Page\nbreak\ntab\nline\npara\nnext"),
        ("\ufeffKra\u00adków", "Kraków"),
        ("Rene\u0301", "Ren\u00e9"),
        ("½ m² ﬁne", "½ m² ﬁne"),
        ("a\tb  c\u00a0d", "a\tb  c\u00a0d"),
        ("می\u200cخواهم \u200fا", "می\u200cخواهم \u200fا"),
    ],
)
def test_plain_1_is_fixed_for_ever(content: str, normal: str) -> None:
    text, notes = plain(content, "a.txt")
    assert (text.content, text.normalisation, notes) == (normal, "plain.1", ())


def test_the_digest_names_the_form() -> None:
    assert plain("One.", "a")[0].digest != as_is("One.", "a")[0].digest
    assert plain("One.\r\n", "a")[0].digest == plain("One.\n", "a")[0].digest


def test_control_characters_become_spaces_and_are_told() -> None:
    text, notes = plain("The\x00bridge\x07 is open.", "a.txt")
    assert text.content == "The bridge  is open."
    assert [note.code for note in notes] == ["control-characters"]


def test_html_1_is_one_paragraph_a_line() -> None:
    text, _ = html("  One. \r\n\r\n\t Two.\n", "a.html")
    assert (text.content, text.normalisation) == ("One.\nTwo.", "html.1")


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=60))
def test_normalising_twice_changes_nothing(content: str) -> None:
    for form in (plain, html):
        once = form(content, "a")[0].content
        assert form(once, "a")[0].content == once
        assert unicodedata.is_normalized("NFC", once)
        once.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=60))
def test_as_is_keeps_every_offset(content: str) -> None:
    text, _ = as_is(content, "a")
    assert len(text.content) == len(content)
    assert all(a == b for a, b in zip(content, text.content, strict=True) if b != "\ufffd")
    text.content.encode("utf-8")
