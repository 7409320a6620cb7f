"""Accounts of one matter that cannot both be right: accepted disputes, gathered into sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from onrecord.domain.amounts import Amount
from onrecord.domain.ids import content_id, kind_of
from onrecord.domain.words import DisputeKind, Stage
from onrecord.domain.world import Commitment, Dispute, Evidence, Rendering, Side, Utterance
from onrecord.ledger.index import Order
from onrecord.ledger.names import plain
from onrecord.ledger.standing import Link
from onrecord.ledger.tellings import Telling

_Class = tuple[str, str]
"""What a side is made of: the commitment or utterance, and the value that it tells."""


@dataclass(frozen=True, slots=True)
class Matters:
    """Where disputed things stand: tellings by pledge, renderings by statement, and their lines."""

    tellings: Mapping[str, Telling]
    commitment_of: Mapping[str, Commitment]
    utterance_of: Mapping[str, Utterance]
    order: Mapping[str, Order]

    def about(self, thing: str) -> Commitment | Utterance | None:
        """The line that a pledge or a statement belongs to."""
        return self.commitment_of.get(thing) or self.utterance_of.get(thing)


def disputes(links: Iterable[Link], matters: Matters) -> tuple[Dispute, ...]:
    """Links of one kind that touch the same lines are one dispute; first known first."""
    by_kind: dict[DisputeKind, list[Link]] = {}
    for link in links:
        if matters.about(link.left) is not None and matters.about(link.right) is not None:
            by_kind.setdefault(DisputeKind(link.value or DisputeKind.WORDING), []).append(link)
    found = [
        _dispute(kind, cluster, matters)
        for kind, told in by_kind.items()
        for cluster in _clusters(told, matters)
    ]
    ordered = [dispute for _, dispute in sorted(found, key=lambda pair: pair[0])]
    return tuple(_told_once(ordered))


def _told_once(found: Sequence[Dispute]) -> list[Dispute]:
    """Disputes of one kind that rest on the same words on two sides are one.

    A saying and the pledge inside it may both be disputed; an editor sees one dispute.
    """
    kept: list[Dispute] = []
    near: dict[tuple[DisputeKind, str], list[int]] = {}
    for dispute in found:
        texts = dict.fromkeys(e.text for side in dispute.sides for e in side.evidence)
        places = [place for text in texts for place in near.get((dispute.kind, text), ())]
        same = next((p for p in dict.fromkeys(places) if _same(kept[p], dispute)), None)
        if same is None:
            kept.append(dispute)
            same = len(kept) - 1
        else:
            kept[same] = _joined(kept[same], dispute)
        for text in texts:
            if same not in near.setdefault((dispute.kind, text), []):
                near[dispute.kind, text].append(same)
    return kept


def _same(one: Dispute, other: Dispute) -> bool:
    touching = [[_touch(left, right) for right in other.sides] for left in one.sides]
    return any(
        touching[i][k] and touching[j][m]
        for i, j in combinations(range(len(one.sides)), 2)
        for k, m in permutations(range(len(other.sides)), 2)
    )


def _touch(one: Side, other: Side) -> bool:
    return any(
        e.text == f.text and q.span.overlaps(r.span)
        for e in one.evidence
        for f in other.evidence
        for q in e.quotes
        for r in f.quotes
    )


def _joined(one: Dispute, other: Dispute) -> Dispute:
    """Both disputes as one, about the commitment if one of them is about one."""
    sides = list(one.sides)
    for side in other.sides:
        place = next((i for i, mine in enumerate(sides) if _touch(mine, side)), None)
        if place is None:
            sides.append(side)
        else:
            both = dict.fromkeys((*sides[place].evidence, *side.evidence))
            sides[place] = Side(sides[place].value, tuple(both))
    about = min(one.about, other.about, key=lambda line: kind_of(line) != "commitment")
    return replace(one, about=about, sides=tuple(sides), known=min(one.known, other.known))


def _clusters(links: Sequence[Link], matters: Matters) -> list[list[Link]]:
    parent: dict[str, str] = {}

    def root(line: str) -> str:
        while parent.setdefault(line, line) != line:
            line = parent[line]
        return line

    for link in links:
        parent[root(_line(link.left, matters))] = root(_line(link.right, matters))
    clusters: dict[str, list[Link]] = {}
    for link in sorted(links, key=lambda k: (k.left, k.right)):
        clusters.setdefault(root(_line(link.left, matters)), []).append(link)
    return list(clusters.values())


def _line(thing: str, matters: Matters) -> str:
    line = matters.about(thing)
    return thing if line is None else line.id


def _dispute(kind: DisputeKind, links: Sequence[Link], matters: Matters) -> tuple[Order, Dispute]:
    things = sorted({t for k in links for t in (k.left, k.right)}, key=lambda t: matters.order[t])
    classes = {thing: _class(kind, thing, matters) for thing in things}
    for link in links:
        if classes[link.left] == classes[link.right]:
            for thing in (link.left, link.right):
                classes[thing] = (_line(thing, matters), thing)
    sides: dict[_Class, list[str]] = {}
    for thing in things:
        sides.setdefault(classes[thing], []).append(thing)
    first = things[0]
    made = Dispute(
        id=content_id("dispute", str(kind), first),
        about=_line(first, matters),
        kind=kind,
        sides=tuple(_side(kind, own, told, matters) for own, told in sides.items()),
        known=max(_known(told, matters) for told in sides.values()),
    )
    return matters.order[first], made


def _known(things: Sequence[str], matters: Matters) -> int:
    return min(matters.order[thing][0] for thing in things)


def _class(kind: DisputeKind, thing: str, matters: Matters) -> _Class:
    return (_line(thing, matters), _value(kind, thing, matters))


def _value(kind: DisputeKind, thing: str, matters: Matters) -> str:
    """What a thing tells in a dispute of this kind; "" for a saying whose content is disputed."""
    telling = matters.tellings.get(thing)
    if telling is None:
        if kind is not DisputeKind.WORDING:
            return ""
        rendering = _renderings(thing, matters)[0]
        return plain(_words(rendering.evidence))
    pledge = telling.pledge
    if kind is DisputeKind.NUMBER:
        return "" if pledge.quantity is None else written(pledge.quantity.amount)
    if kind is DisputeKind.DATE:
        return telling.on or (telling.term.iso if telling.term else "")
    if kind is DisputeKind.PARTY:
        return ", ".join(sorted(party.name for party in telling.by))
    if kind is DisputeKind.POLARITY:
        return "no" if pledge.stage is Stage.REFUSED else "yes"
    if kind is DisputeKind.STAGE:
        return str(pledge.stage)
    return plain(_words(telling.evidence[0]))


def _side(kind: DisputeKind, own: _Class, things: Sequence[str], matters: Matters) -> Side:
    """The side with all else in its line that tells the same."""
    evidence: dict[Evidence, None] = {}
    line = matters.about(things[0])
    if isinstance(line, Commitment) and own[1] and own[1] not in things:
        told = [p for p in line.pledges if _class(kind, p, matters) == own] or things
    else:
        told = list(things)
    for thing in told:
        telling = matters.tellings.get(thing)
        shown = (
            telling.evidence
            if telling is not None
            else tuple(r.evidence for r in _alike(kind, thing, matters))
        )
        evidence.update(dict.fromkeys(shown))
    spelled = kind in (DisputeKind.POLARITY, DisputeKind.WORDING) or own[1] in ("", *things)
    value = _words(next(iter(evidence))) if spelled else own[1]
    return Side(value, tuple(evidence))


def _alike(kind: DisputeKind, thing: str, matters: Matters) -> Sequence[Rendering]:
    utterance = matters.utterance_of[thing]
    if kind is not DisputeKind.WORDING:
        return utterance.renderings
    own = plain(_words(_renderings(thing, matters)[0].evidence))
    return [r for r in utterance.renderings if plain(_words(r.evidence)) == own]


def _renderings(thing: str, matters: Matters) -> Sequence[Rendering]:
    return [r for r in matters.utterance_of[thing].renderings if r.statement == thing]


def _words(evidence: Evidence) -> str:
    return " … ".join(" ".join(quote.words.split()) for quote in evidence.quotes)


def written(amount: Amount) -> str:
    """An amount in words: "40 transformer", "24 or more", "0 to 60 engineer"."""
    low, high = (None if v is None else f"{v:f}" for v in (amount.min, amount.max))
    if low == high:
        number = "" if low is None else low
    elif high is None:
        number = f"{low} or more"
    else:
        number = f"{low or 0} to {high}"
    return " ".join(part for part in (number, amount.unit) if part)
