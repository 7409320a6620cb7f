"""Which tellings of some reports go back to one origin, worked out from the facts on them."""

from __future__ import annotations

from onrecord.domain.facts import Facts
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
    return tuple(
        Link(Relation.COPY_OF, again.fact.id, source.first.id, None, 1.0, False, "")
        for source in index.sources.values()
        for again in source.reports[1:]
    )
