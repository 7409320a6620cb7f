"""The lines that a few decisions touch, worked out anew from the facts on them alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.domain.facts import Facts
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import Commitment, Copy, Dispute, PartyRef, Utterance, World
from onrecord.ledger.corrections import corrected
from onrecord.ledger.counted import counted
from onrecord.ledger.disputes import disputes
from onrecord.ledger.entities import Parties, meant
from onrecord.ledger.fold import commitments_told, matters
from onrecord.ledger.groups import group
from onrecord.ledger.index import Index, Order, index
from onrecord.ledger.origins import Origins
from onrecord.ledger.standing import standing
from onrecord.ledger.stories import copies
from onrecord.ledger.tellings import Teller
from onrecord.ledger.tracing import equal_texts
from onrecord.ledger.utterances import utterances

L = TypeVar("L", Commitment, Utterance)


@dataclass(frozen=True, slots=True)
class Part:
    """Facts that are all there is on some pledges and statements, and on who copies whom of them.

    No link that stands leads from these to others, and neither does a dispute of theirs.
    """

    facts: Facts
    pledges: frozenset[str]
    statements: frozenset[str]
    outlets: frozenset[str]
    """Those of the whole record."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the pledges and statements of a part make, as in the fold of all facts, in its order.

    `copies` are those between the part's reports, `index` is what all of it was worked out from.
    """

    utterances: tuple[Utterance, ...]
    commitments: tuple[Commitment, ...]
    disputes: tuple[Dispute, ...]
    copies: tuple[Copy, ...]
    index: Index


def retold(part: Part, who: Callable[[Collection[str]], Mapping[str, PartyRef]]) -> Told:
    """The lines of a part; `who` says whom names mean, by their first mentions in their texts."""
    found = index(part.facts, AsOf())
    holds = standing(part.facts, found, AsOf())
    found = corrected(found, holds)
    links = (*holds.links(Relation.COPY_OF), *equal_texts(found))
    copied = group(found.reports, links, holds.apart(Relation.COPY_OF))
    origins = Origins(found, copied, holds.links(Relation.CREDITS))
    parties = Parties(found, who(found.mentions.keys()))
    teller = Teller(found, parties, part.outlets)
    judged = holds.judged
    speaking = [
        s
        for s in found.statements
        if s in part.statements and judged.get(s) is not Judgement.REJECT
    ]
    same = Relation.SAME_UTTERANCE
    spoken = group(speaking, holds.links(same), holds.apart(same))
    said = utterances(found, spoken, parties, origins, teller)
    counting = [p for p in counted(found, holds)[0] if p in part.pledges]
    same = Relation.SAME_COMMITMENT
    pledged = group(counting, holds.links(same), holds.apart(same))
    tellings, made = commitments_told(found, pledged, holds, origins, teller, AsOf())
    commitments = tuple(one.commitment for one in made)
    disputed = disputes(holds.links(Relation.DISPUTES), matters(found, tellings, commitments, said))
    return Told(
        said, commitments, disputed, copies(found, holds.links(Relation.COPY_OF), copied), found
    )


def refold(part: Part, held: World, order: Callable[[str], Order]) -> World:
    """The held world with the lines of these pledges and statements worked out anew.

    The same as a fold of all facts, when none of them is in a dispute, and what is decided on
    names, copies and stories is what the held world was made of. `order` gives the place of a
    pledge or a statement in the record (see `Index.order`).
    """
    reports = {recorded.fact.id for recorded in part.facts.reports}
    near = [entity for entity in held.entities if not reports.isdisjoint(entity.reports)]
    told = retold(part, lambda heads: meant(heads, near))
    return replace(
        held,
        utterances=_put(
            held.utterances,
            lambda u: any(r.statement in part.statements for r in u.renderings),
            told.utterances,
            lambda u: order(u.renderings[0].statement),
        ),
        commitments=_put(
            held.commitments,
            lambda c: any(p in part.pledges for p in c.pledges),
            told.commitments,
            lambda c: order(c.pledges[0]),
        ),
    )


def _put(
    lines: Sequence[L], gone: Callable[[L], bool], new: Iterable[L], order: Callable[[L], Order]
) -> tuple[L, ...]:
    """The lines without those that are gone, the new ones in their places."""
    kept = [line for line in lines if not gone(line)]
    for line in new:
        kept.insert(bisect_left(kept, order(line), key=order), line)
    return tuple(kept)
