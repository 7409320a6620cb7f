from __future__ import annotations

import pytest

from onrecord.ledger.updates import replaced

OLD, NEW = "40 boats", "60 boats"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("2025-03-01", OLD), ("2025-03-10", NEW), ("2025-03-12", NEW)], True),
        ([("2025-03-01", OLD), ("2025-03-10", NEW), ("2025-03-10", NEW)], True),
        ([("2025-03-01", OLD), ("2025-03-10", NEW)], False),
        ([("2025-03-01", OLD), ("2025-03-10", NEW), ("2025-03-12", OLD)], False),
        ([("2025-03-01", OLD), ("2025-03-10", NEW), ("2025-03-10", OLD)], False),
        ([("2025-02-20", NEW), ("2025-03-01", OLD), ("2025-03-10", NEW)], False),
        ([("2025-03-01", OLD), ("2025-03-02", NEW), ("2025-03-12", NEW)], False),
        ([("", OLD), ("2025-03-10", NEW), ("2025-03-12", NEW)], False),
    ],
    ids=[
        "told once more since",
        "told by two at once",
        "told by one alone, and nothing since",
        "the old one is told again",
        "one report tells both",
        "it was told before",
        "told on the next day",
        "a day is unknown",
    ],
)
def test_what_is_told_since_replaces_what_was_told(
    told: list[tuple[str, str]], expected: bool
) -> None:
    one = next(pair for pair in told if pair[1] == OLD)
    other = next(pair for pair in told if pair[1] == NEW and pair[0] >= one[0])
    assert replaced(told, one, other) is expected
    assert replaced(told, other, one) is expected
