"""The encoder reads anything, always the same, and finds what is plain."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.reading.engines import encoder_decode as decode
from onrecord.reading.engines.encoder import Encoder, Found
from onrecord.reading.engines.encoder_heads import Floats, log_softmax
from onrecord.reading.engines.encoder_input import (
    RELATIONS,
    Pieces,
    pieces,
    relation,
    windows,
)

REPORT = """Minister Anna Kovac said on Monday that Norland would send 40 ambulances to Estmark.

"We will not wait," Kovac told reporters in Harbor City. "The people of Estmark need help now."

According to the Harbor Times, two other ministers had opposed the plan.
"""
KINDS = {"person", "organisation", "place", "other"}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def check(text: str, found: Found) -> None:
    """Every span lies in the text and is not empty; scores are probabilities."""
    places = [n.span for n in found.names]
    for said in found.attributions:
        assert said.content
        places += [*said.source, *said.cue, *said.content]
        assert 0 <= said.score <= 1
    for pledge in found.pledges:
        places += [pledge.trigger, *pledge.evidence, *(at for at, _ in pledge.conditions)]
        places += [at for role in pledge.roles.values() for at in role]
        assert 0 <= pledge.score <= 1
    for start, end in places:
        assert 0 <= start < end <= len(text)
    assert {n.kind for n in found.names} <= KINDS


def test_who_said_what(encoder: Encoder) -> None:
    found = encoder.read(REPORT)
    check(REPORT, found)
    said = {
        (REPORT[slice(*a.source[0])] if a.source else "", REPORT[slice(*a.cue[0])])
        for a in found.attributions
    }
    assert any("Kovac" in source and cue.startswith("said") for source, cue in said)
    assert any("Kovac" in source and cue.startswith("told") for source, cue in said)
    assert any("Harbor Times" in source for source, _ in said)
    names = {REPORT[slice(*n.span)]: n.kind for n in found.names}
    assert names.get("Anna Kovac") == "person"


def test_the_same_every_time(encoder: Encoder) -> None:
    assert encoder.read(REPORT) == encoder.read(REPORT) == Encoder().read(REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        '"',
        "''",
        '""""""',
        "“ “ “ « „",
        "said",
        "\x00",
        "a\x00b said \x00",
        "😀 said “😀😀” 😀",
        "ＦＵＬＬ said ｗｉｄｔｈ",
        "他说：“我们会来。”",
        "قال الوزير إن الحكومة سترسل مساعدات",
        "\u202e\u200b\u0301",
        "x" * 5000,
        "said " * 600,
        REPORT.upper(),
        REPORT.replace(".", "").replace(",", "").replace('"', ""),
        REPORT.replace('"', "'"),
        REPORT.replace("\n", "\r\n"),
    ],
)
def test_reads_anything(encoder: Encoder, text: str) -> None:
    check(text, encoder.read(text))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["said", '"', "“", "”", "will send", "Kovac", "\n\n", "'", ".", "''"]),
        ),
        max_size=60,
    )
)
def test_never_fails(encoder: Encoder, parts: list[str]) -> None:
    text = " ".join(parts)
    check(text, encoder.read(text))


def test_a_long_text_is_read_in_windows(encoder: Encoder) -> None:
    text = REPORT * 40
    begun = time.perf_counter()
    found = encoder.read(text)
    assert time.perf_counter() - begun < 60
    check(text, found)
    assert len(found.attributions) >= 80
    assert max(a.content[0][0] for a in found.attributions) > 0.95 * len(text) - len(REPORT)


PARAGRAPHS = st.lists(
    st.lists(st.integers(min_value=1, max_value=90), max_size=6), max_size=12
)  # pieces of each sentence of each paragraph


@given(PARAGRAPHS)
def test_windows_cover_everything_once(lengths: list[list[int]]) -> None:
    found = laid_out(lengths)
    parts = windows(found, 254, 40, 44)
    own = [i for w in parts for i in range(w.first, w.last)]
    assert own == list(range(len(found)))
    for w in parts:
        assert 0 <= w.start <= w.first < w.last <= w.end <= len(found)
        assert w.end - w.start <= 254
        assert w.first - w.start >= min(40, w.first)
        assert w.end - w.last >= min(44, len(found) - w.last)


def test_windows_end_with_paragraphs_where_they_can() -> None:
    found = laid_out([[30, 30]] * 20)
    ends = [w.last for w in windows(found, 254, 40, 44)]
    assert all(end % 60 == 0 for end in ends) and len(ends) > 5
    unbroken = laid_out([[30] * 40])
    assert all(w.last % 30 == 0 for w in windows(unbroken, 254, 40, 44))
    assert len(windows(laid_out([[1200]]), 254, 40, 44)) == 8


def laid_out(lengths: list[list[int]]) -> Pieces:
    """Pieces of a text whose sentences have these lengths, by paragraph."""
    paragraph = [p for p, sentences in enumerate(lengths) for n in sentences for _ in range(n)]
    all_sentences = [n for sentences in lengths for n in sentences]
    sentence = [s for s, n in enumerate(all_sentences) for _ in range(n)]
    nothing = np.zeros(len(paragraph), np.int64)
    numbers = np.array(sentence, np.int64), np.array(paragraph, np.int64)
    return Pieces(nothing, nothing, nothing, nothing, nothing, nothing, *numbers)


def test_offsets_are_code_points(encoder: Encoder) -> None:
    text = "😀 Kovac said no."
    found = pieces(encoder._tokenizer, text)
    words = [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]
    assert "said" in words and "no" in words


def test_relations_stay_in_the_table() -> None:
    count = 600
    steps = np.arange(count) // 7
    firsts, lasts = np.array([0, 300, 599]), np.array([0, 304, 599])
    numbers = relation(firsts, lasts, steps, steps // 3)
    assert numbers.shape == (3, count)
    assert numbers.min() >= 0 and numbers.max() < RELATIONS
    assert len(set(numbers[1, 300:305])) <= 2 and numbers[1, 299] != numbers[1, 300]


SCORES = st.integers(min_value=0, max_value=2**32 - 1).map(
    lambda seed: log_softmax(
        np.random.default_rng(seed).normal(size=(3, 12, 5)).astype(np.float32) * 3
    )
)


@given(SCORES)
def test_best_path_lets_nothing_go_on_that_has_not_begun(scores: Floats) -> None:
    for path in decode.best_paths(scores):
        for before, now in pairwise(path):
            assert now != 2 or before in (1, 2)
            assert now != 4 or before in (3, 4)


@given(SCORES)
def test_best_path_is_as_good_as_any(scores: Floats) -> None:
    """Against plain dynamic programming over all pairs of labels."""
    allowed = np.full((5, 5), -np.inf)
    for before in range(5):
        for now in range(5):
            if now in (0, 1, 3) or before in (now, now - 1):
                allowed[before, now] = 0
    at = np.arange(scores.shape[1])
    for row, path in zip(scores.astype(float), decode.best_paths(scores), strict=True):
        best = row[0]
        for given_here in row[1:]:
            best = (best[:, None] + allowed).max(0) + given_here
        assert row[at, path].sum() == pytest.approx(best.max(), abs=1e-4)


def test_stretches_part_where_another_begins() -> None:
    path = np.array([1, 2, 0, 1, 1, 2, 0, 3, 4])
    assert decode.stretches(path, 1) == [(0, 2), (3, 4), (4, 6)]
    assert decode.stretches(path, 3) == [(7, 9)]


def test_contents_do_not_overlap() -> None:
    kept = decode.without_overlap([[(0, 10)], [(8, 20)], [(9, 12)]], [0.5, 0.9, 0.1])
    assert kept == [[(0, 8)], [(8, 20)], []]
