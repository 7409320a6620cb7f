from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.scores import Count, b_cubed, best_pairs, f1


def test_nothing_to_compare_gives_no_score() -> None:
    assert Count().score("m") == [] and Count().accuracy("m") == []
    assert b_cubed("m", {"a": {"x"}}, {"b": {"x"}}) == []


def test_all_invented_is_a_zero_and_no_gap() -> None:
    (score,) = Count(0, 0, 3).score("m")
    assert (score.value, score.precision, score.recall, score.count) == (0.0, 0.0, 0.0, 0)


def test_precision_recall_and_their_mean() -> None:
    (score,) = Count(3, 4, 6).score("m")
    assert (score.precision, score.recall, score.count) == (0.5, 0.75, 4)
    assert score.value == pytest.approx(0.6)
    assert f1(0.0, 0.0) == 0.0


def test_b_cubed_of_a_group_split_in_two() -> None:
    gold = {"a": {"1"}, "b": {"1"}, "c": {"1"}, "d": {"2"}}
    guess = {"a": {"x"}, "b": {"x"}, "c": {"y"}, "d": {"z"}}
    (score,) = b_cubed("m", gold, guess)
    assert score.precision == 1.0
    # a and b keep 2 of 3, c keeps 1 of 3, d all.
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_b_cubed_of_two_groups_thrown_together() -> None:
    gold = {"a": {"1"}, "b": {"2"}}
    guess = {"a": {"x"}, "b": {"x"}}
    (score,) = b_cubed("m", gold, guess)
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_b_cubed_with_an_item_in_two_groups() -> None:
    both = {"a": {"1", "2"}, "b": {"1"}, "c": {"2"}}
    (score,) = b_cubed("m", both, both)
    assert score.value == 1.0
    (score,) = b_cubed("m", both, {"a": {"1"}, "b": {"1"}, "c": {"2"}})
    assert score.precision == 1.0 and score.recall is not None and score.recall < 1.0


weights = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9).map(float), max_size=12
)


@given(weights)
def test_the_best_pairs_are_the_best(table: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(table)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    best = max(
        sum(table.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(4))
    )
    assert sum(table[pair] for pair in pairs) == pytest.approx(best)
