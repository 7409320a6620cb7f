"""How often: bursts, refilling, and a bound on how many are remembered."""

from __future__ import annotations

import pytest

from onrecord.web.pace import Pace, whose


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_one_at_a_time() -> None:
    clock = Clock()
    pace = Pace(3, 10, clock)
    assert [pace.wait("a") for _ in range(4)] == [0, 0, 0, 10]
    assert pace.wait("b") == 0, "others are not held up"
    clock.now = 9
    assert pace.wait("a") == pytest.approx(1)
    clock.now = 10
    assert pace.wait("a") == 0 and pace.wait("a") > 0
    clock.now = 1000
    assert [pace.wait("a") == 0 for _ in range(4)] == [True, True, True, False]


def test_waiting_in_vain_costs_nothing() -> None:
    clock = Clock()
    pace = Pace(1, 10, clock)
    pace.wait("a")
    for second in range(1, 10):
        clock.now = second
        assert pace.wait("a") > 0
    clock.now = 10
    assert pace.wait("a") == pytest.approx(0, abs=1e-9)


def test_only_so_many_are_remembered() -> None:
    pace = Pace(1, 10, Clock(), most=3)
    for key in "abcd":
        pace.wait(key)
    assert len(pace._left) == 3 and "a" not in pace._left


@pytest.mark.parametrize(
    ("address", "key"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8::1", "2001:db8::/64"),
     ("2001:db8:0:0:ffff::2", "2001:db8::/64"), ("fe80::1%eth0", "fe80::/64"),
     ("testclient", "testclient"), ("", "")],
)  # fmt: skip
def test_a_household_is_one(address: str, key: str) -> None:
    assert whose(address) == key
