"""Which tellings of some reports go back to one origin, worked out from the facts on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.times import AsOf
from onrecord.domain.words import Relation
from onrecord.ledger.groups import group
from onrecord.ledger.index import Index, index
from onrecord.ledger.origins import Origins
from onrecord.ledger.standing import Link, standing


def origins_of(facts: Facts, as_of: AsOf = AsOf()) -> Origins:  # noqa: B008 - a frozen value
    """The origins among the reports of these facts, as in the fold of all facts.

    That holds when the facts take in every report that one of them copies, by any hands.
    """
    found = index(facts, as_of)
    holds = standing(facts, found, as_of)
    links = (*holds.links(Relation.COPY_OF), *equal_texts(found))
    copied = group(found.reports, links, holds.apart(Relation.COPY_OF))
    return Origins(found, copied, holds.links(Relation.CREDITS))


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
