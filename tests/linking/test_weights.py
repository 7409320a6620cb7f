"""Leaving a pair early must never change what is proposed."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from readings_of import report
from story_readings import Told, load

from onrecord.linking import commitments, utterances
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import FLOOR, keys, propose
from onrecord.linking.sheets import sheet_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lagoon() -> Told:
    return load(ROOT / "data" / "stories" / "lagoon" / "story.json")


def test_the_most_is_named_for_every_feature_once() -> None:
    for model, most in (
        (utterances.MODEL, utterances.MOST),
        (commitments.MODEL, commitments.MOST),
    ):
        assert {feature for feature, _ in most} == {feature for feature, _ in model}
        assert len(most) == len(model)


def test_no_feature_finds_more_than_its_most(lagoon: Told) -> None:
    sheets = [sheet_of(read) for read in lagoon.reads[:12]]
    sayings = list(combinations([s for sheet in sheets for s in sheet.sayings], 2))[:4000]
    deeds = list(combinations([d for sheet in sheets for d in sheet.deeds], 2))[:4000]
    for saying_feature, most in utterances.MOST:
        found = (saying_feature(a, b) for a, b in sayings)
        assert max((f.value for f in found if f is not None), default=-1.0) <= most
    for deed_feature, most in commitments.MOST:
        found = (deed_feature(a, b) for a, b in deeds)
        assert max((f.value for f in found if f is not None), default=-1.0) <= most


def test_only_pairs_under_the_floor_are_left_early(lagoon: Told) -> None:
    sheets = [sheet_of(read) for read in lagoon.reads[:10]]
    left = 0
    for a, b in combinations([d for sheet in sheets for d in sheet.deeds], 2):
        whole = commitments.likeness(a, b)
        likely = commitments.likely(a, b, FLOOR)
        left += likely is None
        assert likely == whole if likely is not None else whole[0] < FLOOR
    for one, other in combinations([s for sheet in sheets for s in sheet.sayings], 2):
        said = utterances.likeness(one, other)
        likely = utterances.likely(one, other, FLOOR)
        left += likely is None
        assert likely == said if likely is not None else said[0] < FLOOR
    assert left > 0


def test_nothing_about_pairs_is_kept_after_a_report() -> None:
    known = MemoryCandidates()
    reads = [report(name, "[Ana Brell/person] spoke in [Tolm/place].") for name in ("a", "b")]
    for read in reads:
        assert bool(list(propose(read, known))) == (read is reads[1])
        known.add(read, keys(read))
    for read in reads:
        assert not sheet_of(read).common and not sheet_of(read).alike
