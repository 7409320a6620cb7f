"""How stages follow one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.words import LADDER, Stage
from onrecord.ledger.lifecycle import MOVES, Told, in_order, standing_stage


def test_the_table_has_every_pair() -> None:
    assert set(MOVES) == {(one, other) for one in Stage for other in Stage}


@given(st.lists(st.sampled_from(LADDER), min_size=1))
def test_on_the_ladder_the_furthest_stage_stands(stages: list[Stage]) -> None:
    stage, surprising = standing_stage(stages)
    assert stage is max(stages, key=LADDER.index)
    assert surprising == ()


@pytest.mark.parametrize(
    ("told", "stands", "surprises"),
    [
        ("requested refused", "refused", 0),
        ("announced withdrawn", "withdrawn", 0),
        ("announced withdrawn requested", "withdrawn", 0),
        ("announced broken", "broken", 0),
        ("announced broken fulfilled", "fulfilled", 0),
        ("announced broken announced", "broken", 0),
        ("refused announced", "announced", 0),
        ("refused considered", "considered", 0),
        ("withdrawn announced", "announced", 0),
        ("fulfilled announced", "fulfilled", 0),
        ("fulfilled broken", "broken", 1),
        ("agreed refused", "refused", 1),
        ("refused withdrawn", "refused", 1),
        ("requested broken", "broken", 1),
    ],
)
def test_ends(told: str, stands: str, surprises: int) -> None:
    stage, surprising = standing_stage([Stage(word) for word in told.split()])
    assert (stage, len(surprising)) == (Stage(stands), surprises)


def step(stage: str, on: str | None, told: str | None = "2025-06-01") -> Told:
    return Told(Stage(stage), on, told, 1)


def test_steps_go_by_their_day_not_by_the_day_of_the_report() -> None:
    late = step("announced", "2025-01-02", "2025-09-01")
    early = step("agreed", "2025-02-01", "2025-02-02")
    assert in_order([early, late]) == [late, early]


def test_an_undated_lower_rung_told_late_comes_before() -> None:
    sent, promised = step("under_way", "2025-02-01"), step("announced", None, "2025-03-01")
    assert in_order([sent, promised]) == [promised, sent]


def test_an_undated_promise_after_a_refusal_comes_after_it() -> None:
    no, yes = step("refused", "2025-02-01"), step("announced", None, "2025-03-01")
    assert in_order([yes, no]) == [no, yes]


def test_an_undated_request_told_after_the_refusal_comes_before_it() -> None:
    no, please = step("refused", "2025-02-01"), step("requested", None, "2025-03-01")
    assert in_order([no, please]) == [please, no]
