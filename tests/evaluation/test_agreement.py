"""Cohen's kappa against figures from the literature and by hand."""

from __future__ import annotations

import pytest

from onrecord.evaluation.agreement import agreement


def pairs(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return (
        [("accept", "accept")] * yes_yes
        + [("accept", "reject")] * yes_no
        + [("reject", "accept")] * no_yes
        + [("reject", "reject")] * no_no
    )


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ((20, 5, 10, 15), 0.4),  # the worked example of most textbooks
        ((45, 15, 25, 15), 0.1304),
        ((25, 35, 5, 35), 0.2593),
        ((10, 0, 0, 10), 1.0),
        ((0, 10, 10, 0), -1.0),
        ((25, 25, 25, 25), 0.0),
    ],
)
def test_kappa(table: tuple[int, int, int, int], kappa: float) -> None:
    found = agreement(pairs(*table))
    assert found.kappa == pytest.approx(kappa, abs=5e-5)
    assert found.count == sum(table) and found.agreed == table[0] + table[3]


def test_nothing_to_compare_is_unknown_and_not_zero() -> None:
    assert agreement([]).kappa is None and agreement([]).count == 0
    one_word = agreement(pairs(9, 0, 0, 0))
    assert one_word.kappa is None and one_word.agreed == 9


def test_more_than_two_words() -> None:
    found = agreement([("a", "a"), ("b", "b"), ("c", "c"), ("a", "b")])
    assert found.kappa == pytest.approx((0.75 - 0.3125) / (1 - 0.3125))
    assert found.told[("a", "b")] == 1
