"""Reports that are copies without anybody's decision: their text is one and the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.domain.facts import Recorded
from onrecord.domain.reports import Report
from onrecord.domain.words import Relation
from onrecord.ledger.index import Index
from onrecord.ledger.standing import Link


def equal_texts(index: Index) -> tuple[Link, ...]:
    """Reports of one and the same text hang together without anybody's decision."""
    return same_text(source.reports for source in index.sources.values())


def same_text(told: Iterable[Sequence[Recorded[Report]]]) -> tuple[Link, ...]:
    """Likewise, given for each text that was read its reports, first known first."""
    return tuple(
        Link(Relation.COPY_OF, again.fact.id, reports[0].fact.id, None, 1.0, False, "")
        for reports in told
        for again in reports[1:]
    )
