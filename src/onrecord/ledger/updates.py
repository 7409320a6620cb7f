"""Whether two accounts differ because time went on: the later one replaces the earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

LEAST_APART = 2
"""Days: two figures told on one day or the next are two accounts, whoever came first."""


def replaced(told: Sequence[tuple[str, str]], one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether of two (day, value) of a line the later one is what has held since.

    `told` are all of the line, these two among them. It is where the later value is told once more
    from that day on, nothing tells the earlier one again, and nothing told the later one before: an
    account that is alone replaces nothing, nor does one of an unknown day.
    """
    early, late = sorted((one, other))
    if not early[0] or not late[0] or _apart(early[0], late[0]) < LEAST_APART:
        return False
    since = [value for day, value in told if day >= late[0]]
    before = any(day and day < early[0] and value == late[1] for day, value in told)
    return since.count(late[1]) > 1 and early[1] not in since and not before


def _apart(early: str, late: str) -> int:
    return (date.fromisoformat(late[:10]) - date.fromisoformat(early[:10])).days
