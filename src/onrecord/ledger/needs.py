"""Which needs hold: those stated and not withdrawn since."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.domain.facts import Recorded
from onrecord.domain.needs import Need, Withdrawal


def standing_needs(
    needs: Iterable[Recorded[Need]], withdrawals: Iterable[Recorded[Withdrawal]]
) -> tuple[Recorded[Need], ...]:
    """The needs that nobody has withdrawn, in the order in which they were stated."""
    gone = {recorded.fact.need for recorded in withdrawals}
    return tuple(recorded for recorded in needs if recorded.fact.id not in gone)
