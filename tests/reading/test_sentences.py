import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.sentences import LONGEST, sentence_spans


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "The talks ended.| No date was set.",
        "Mr. Hale met Gen. Ortiz.| They spoke.",
        "He lives in the U.S. and works for Bolt Inc. in Bern.| She does not.",
        "She left the U.S.| The visit was short.",
        "It was the U.S. Senate that voted.| It passed.",
        "It opens at 9 a.m. Monday.| It closes at 5 p.m.| The rest is off.",
        "J. K. Marsh and A.B. Lund agreed.| Both signed.",
        "See No. 3 on the list.| He said no. She said yes.".replace("no. She", "no.| She"),
        "“We are done.”| The minister left.",
        "“Why now?” the minister asked.| Nobody knew.",
        "“Stop!” Johan Berg said.| They stopped.",
        "He said he was “ready.”| Others were not.",
        "Growth was 3.5 percent.| Prices rose 2.1 percent.",
        "They waited ... and waited.| Then they left.",
        "They waited…| Then they left.",
        "The road is closed.|Work goes on.",
        "It cost $4.50.| That was all.",
        "(The office was shut.)| Nobody came.",
        "He wrote to desk@paper.Com about it.| No answer came.",
        "Sept. 3 was the date.| Nothing came of it.",
        "Was it true?| It was!| Really.",
        "会談は終わった。|次の日程は未定だ。",
        "انتهت المحادثات؟| لم يحدد موعد.",
        "THE TALKS ENDED IN THE U.S. CAPITAL.| NO DATE WAS SET.",
        "He paid Jan. 5, 2021.| She paid later.",
        "1. The first point stands.",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    pieces = marked.split("|")
    assert cut("".join(pieces)) == [piece.strip() for piece in pieces]


def test_a_headline_without_a_full_stop_ends_with_its_line() -> None:
    assert cut("Ministers meet in Oslo\n\nThey met on Monday.\nThey agreed.") == [
        "Ministers meet in Oslo",
        "They met on Monday.",
        "They agreed.",
    ]


def test_lines_broken_by_hand_are_one_sentence() -> None:
    text = (
        "The council met for the third time this year and found that the\n"
        "road along the northern shore, which had been closed since the\n"
        "floods, could not be opened again before the end of the winter\n"
        "unless more money was found. It asked the ministry to look into\n"
        "the matter and to report back when the snow had gone from there.\n"
    )
    assert len(cut(text)) == 2


def test_a_list_of_short_lines_stays_a_list() -> None:
    assert cut("Oslo\nBern\nRiga\nRome\nLima\nBaku") == [
        "Oslo",
        "Bern",
        "Riga",
        "Rome",
        "Lima",
        "Baku",
    ]


def test_text_without_any_mark_is_cut_between_words() -> None:
    text = "word " * 2000
    pieces = cut(text)
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces) == text.strip()


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u2028"])
def test_white_space_has_no_sentence(text: str) -> None:
    assert cut(text) == []


@given(st.text(alphabet="aB .!?\n\"”’'(1。…\u00a0", max_size=200))
def test_no_character_is_lost_and_none_is_twice(text: str) -> None:
    spans = sentence_spans(text)
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        at = span.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("piece", ["U.S. ", "Mr. A. ", ".", "ab.Cd", "a\n", '"'])
def test_time_grows_with_the_text_only(piece: str) -> None:
    started = time.perf_counter()
    sentence_spans(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 2
