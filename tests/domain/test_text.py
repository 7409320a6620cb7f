"""Spans and quotes: checked when made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.errors import QuoteMismatch, SpanError
from onrecord.domain.text import Quote, Span, Text


def test_a_quote_is_the_characters_of_its_span() -> None:
    text = Text("Berlin 🇩🇪 will send two.")
    assert text.quote(7, 9).words == "🇩🇪"
    assert text.holds(text.quote(10, 14))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_or_empty_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Text("Kyiv").quote(start, end)


def test_a_quote_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(QuoteMismatch):
        Quote(0, 3, "Kyiv")


def test_a_quote_of_another_text_is_noticed() -> None:
    assert not Text("Kiev said").holds(Quote(0, 4, "Kyiv"))


def test_the_digest_tells_text_and_normalisation() -> None:
    assert Text("a", "as-is.1").digest != Text("a", "plain.1").digest
    assert Text("a").digest == Text("a").digest != Text("b").digest


@given(st.text(max_size=80))
def test_paragraphs_hold_all_that_is_not_white_space(content: str) -> None:
    text = Text(content)
    covered = {i for p in text.paragraphs for i in range(p.start, p.end)}
    assert all(i in covered for i, c in enumerate(content) if not c.isspace())
    assert all(text.quote(p.start, p.end).words.strip() for p in text.paragraphs)


def test_the_paragraph_of_a_place() -> None:
    text = Text("One.\n\nTwo two.\nThree.")
    assert text.quote(*_ends(text.paragraph_of(8))).words == "Two two."


def test_overlap_and_cover() -> None:
    assert Span(0, 4).overlaps(Span(3, 9)) and not Span(0, 4).overlaps(Span(4, 9))
    assert Span(0, 9).covers(Span(3, 9)) and not Span(3, 9).covers(Span(0, 4))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
