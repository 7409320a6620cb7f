"""Accounts of one matter that cannot both be right: accepted disputes, gathered into sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from onrecord.domain.amounts import Amount
from onrecord.domain.ids import content_id, kind_of
from onrecord.domain.text import Span
from onrecord.domain.words import DisputeKind, Stage
from onrecord.domain.world import Commitment, Dispute, Evidence, Rendering, Side, Utterance
from onrecord.ledger.index import Order
from onrecord.ledger.names import plain
from onrecord.ledger.standing import Link
from onrecord.ledger.tellings import Telling
from onrecord.ledger.updates import replaced

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
            kind = DisputeKind(link.value or DisputeKind.WORDING)
            if link.by_person or not _updated(kind, link, matters):
                by_kind.setdefault(kind, []).append(link)
    found = [
        _dispute(kind, cluster, matters)
        for kind, told in by_kind.items()
        for cluster in _clusters(told, matters)
    ]
    found.sort(key=lambda pair: (pair[0], str(pair[1].kind)))
    ordered = [dispute for _, dispute in found]
    return tuple(_told_once(ordered))


def _updated(kind: DisputeKind, link: Link, matters: Matters) -> bool:
    """Whether the two tell how much it was at two times: that is its history, no dispute.

    A day may be put off too, but of what was done on a day there is only one.
    """
    line = matters.commitment_of.get(link.left)
    if (
        kind is not DisputeKind.NUMBER
        or line is None
        or line is not matters.commitment_of.get(link.right)
    ):
        return False
    told = {
        thing: (matters.tellings[thing].told or "", _value(kind, thing, matters))
        for thing in line.pledges
    }
    return replaced(list(told.values()), told[link.left], told[link.right])


def _told_once(found: Sequence[Dispute]) -> list[Dispute]:
    """Disputes of one kind that rest on the same words on two sides are one.

    A saying and the pledge inside it may both be disputed; an editor sees one dispute.
    """
    kept: list[Dispute] = []
    places: dict[tuple[DisputeKind, str], _Places] = {}
    for dispute in found:
        same = _same(dispute, places)
        if same is None:
            same, sides = len(kept), list(range(len(dispute.sides)))
            kept.append(dispute)
        else:
            kept[same], sides = _joined(kept[same], dispute)
        for side, at in zip(dispute.sides, sides, strict=True):
            for text, spans in _spans(side).items():
                known = places.setdefault((dispute.kind, text), {})
                for span in spans:
                    known.setdefault(span, {})[same, at] = None
    return kept


_Places = dict[Span, dict[tuple[int, int], None]]
"""Words of a text -> the disputes that rest on them, and on which of their sides."""


def _same(dispute: Dispute, places: Mapping[tuple[DisputeKind, str], _Places]) -> int | None:
    """The first dispute known that rests on the same words on two sides, None if there is none."""
    met: dict[int, set[tuple[int, int]]] = {}
    for mine, side in enumerate(dispute.sides):
        for text, spans in _spans(side).items():
            known = places.get((dispute.kind, text), {})
            for span in spans:
                for other, at in known.items():
                    if span.overlaps(other):
                        for number, theirs in at:
                            met.setdefault(number, set()).add((mine, theirs))
    twice = (
        number
        for number, pairs in met.items()
        if any(one[0] != two[0] and one[1] != two[1] for one, two in combinations(pairs, 2))
    )
    return min(twice, default=None)


def _spans(side: Side) -> Mapping[str, Sequence[Span]]:
    found: dict[str, dict[Span, None]] = {}
    for evidence in side.evidence:
        found.setdefault(evidence.text, {}).update((q.span, None) for q in evidence.quotes)
    return {text: tuple(spans) for text, spans in found.items()}


def _touch(one: Mapping[str, Sequence[Span]], other: Mapping[str, Sequence[Span]]) -> bool:
    return any(
        mine.overlaps(theirs)
        for text in one.keys() & other.keys()
        for mine in one[text]
        for theirs in other[text]
    )


def _joined(one: Dispute, other: Dispute) -> tuple[Dispute, list[int]]:
    """Both disputes as one, about the commitment if one of them is about one; and which of its
    sides the other's sides are."""
    sides = list(one.sides)
    own = list(map(_spans, sides))
    places = []
    for side in other.sides:
        new = _spans(side)
        place = next((i for i, mine in enumerate(own) if _touch(mine, new)), None)
        if place is None:
            place = len(sides)
            sides.append(side)
            own.append(new)
        else:
            both = dict.fromkeys((*sides[place].evidence, *side.evidence))
            sides[place] = Side(sides[place].value, tuple(both))
            own[place] = _spans(sides[place])
        places.append(place)
    about = min(one.about, other.about, key=lambda line: kind_of(line) != "commitment")
    known = min(one.known, other.known)
    return replace(one, about=about, sides=tuple(sides), known=known), places


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
