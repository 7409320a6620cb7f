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
from onrecord.reading.engines.encoder_heads import log_softmax
from onrecord.reading.engines.encoder_input import RELATIONS, pieces, relation, windows

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


def test_windows_cover_everything() -> None:
    for count in (0, 1, 253, 254, 255, 500, 5000):
        parts = windows(count, 254, 84)
        assert {i for s, e in parts for i in range(s, e)} == set(range(count))
        assert all(e - s <= 254 for s, e in parts)
        assert all(a[1] - b[0] >= 84 for a, b in pairwise(parts))


def test_offsets_are_code_points(encoder: Encoder) -> None:
    text = "😀 Kovac said no."
    found = pieces(encoder._tokenizer, text)
    words = [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]
    assert "said" in words and "no" in words


def test_relations_stay_in_the_table() -> None:
    count = 600
    steps = np.arange(count) // 7
    for first, last in ((0, 0), (300, 304), (599, 599)):
        numbers = relation(np.arange(count), first, last, steps, steps // 3)
        assert numbers.min() >= 0 and numbers.max() < RELATIONS


def test_best_path_lets_nothing_go_on_that_has_not_begun() -> None:
    rng = np.random.default_rng(0)
    scores = log_softmax(rng.normal(size=(5, 40, 5)).astype(np.float32) * 3)
    for path in decode.best_paths(scores):
        for before, now in pairwise(path):
            assert now != 2 or before in (1, 2)
            assert now != 4 or before in (3, 4)


def test_contents_do_not_overlap() -> None:
    kept = decode.without_overlap([[(0, 10)], [(8, 20)], [(9, 12)]], [0.5, 0.9, 0.1])
    assert kept == [[(0, 8)], [(8, 20)], []]
