"""All derived lines worked out anew, a part of the record at a time.

The same as `ledger.fold`, with its functions, but what is in memory at once is a batch of
readings, the largest thing that hangs together, and of all else a few bytes: which names,
statements and pledges are linked. Entities are counted in one stream over the readings, stories
are made of reports that hang together, all else in parts that no link leaves (`parts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from onrecord.app.growth.forest import Forest
from onrecord.app.growth.looking import WholeWanted, anchors
from onrecord.domain.annotations import Reading
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import Entity, PartyRef
from onrecord.ledger.entities import order_of
from onrecord.ledger.groups import group
from onrecord.ledger.growing import Counted, as_plain, followed, new_entity
from onrecord.ledger.index import Index, Order, index
from onrecord.ledger.standing import Link, Standing, standing, taken_back
from onrecord.ledger.stories import stories
from onrecord.ledger.tracing import same_text
from onrecord.record.facts import batches
from onrecord.record.pieces import Decided, Drawn, Fresh, Remaking

READ = 250
"""Readings looked at together for whom they name."""

RUNNING = 1_000
"""Reports whose stories are made together."""

TOGETHER = (Relation.SAME_STORY, Relation.COPY_OF)


@dataclass(slots=True)
class Ground:
    """What all parts stand on: reports, standing readings, what people decided."""

    book: Remaking
    reports: dict[str, Recorded[Report]] = field(default_factory=dict)
    told: dict[str, list[Recorded[Report]]] = field(default_factory=dict)
    """A text's digest -> the reports that published it, first known first."""
    read: dict[str, int] = field(default_factory=dict)
    """A text that was published and read -> the seq of its standing reading; in the order in which
    the record learned of them."""
    people: tuple[Decided, ...] = ()
    back: Collection[str] = ()
    """The decisions that people took back."""
    by_people: Standing = field(default_factory=lambda: Standing({}, {}, {}, ()))

    @classmethod
    def of(cls, book: Remaking) -> Ground:
        """That of a record."""
        ground = cls(book)
        for one in book.reports():
            ground.reports.setdefault(one.fact.id, one)
        for one in ground.reports.values():
            ground.told.setdefault(one.fact.text, []).append(one)
        last = book.last_read()
        ground.read = {text: last[text] for text in ground.told if text in last}
        ground.people = tuple(book.by_people())
        ground.back = taken_back([one.decision for one in ground.people])
        texts = {anchor.text for one in ground.people for anchor in anchors(one)}
        facts = ground.facts([text for text in ground.told if text in texts])
        proposals = {p.fact.id: p for one in ground.people if (p := one.proposal)}
        facts = Facts(
            facts.reports,
            facts.readings,
            tuple(proposals.values()),
            tuple(one.decision for one in ground.people),
        )
        ground.by_people = standing(facts, index(facts, AsOf()), AsOf())
        return ground

    def facts(self, texts: Sequence[str], kinds: Collection[str] | None = None) -> Facts:
        """The reports of some texts and their readings, if they were read."""
        readings: Mapping[str, Recorded[Reading]] = self.book.readings(self.seqs_of(texts), kinds)
        return Facts(tuple(self.reports_of(texts)), readings)

    def reports_of(self, texts: Iterable[str]) -> list[Recorded[Report]]:
        """The reports of some texts, in order."""
        return sorted((one for text in texts for one in self.told[text]), key=lambda r: r.seq)

    def seqs_of(self, texts: Iterable[str]) -> list[int]:
        """The standing readings of some texts."""
        return sorted(self.read[text] for text in texts if text in self.read)

    def links(self, relations: Collection[Relation]) -> Iterator[Drawn]:
        """What policies accepted and nobody took back or decided otherwise.

        Raises WholeWanted for a policy's refusal: it may have been of what another accepted.
        """
        decided = {
            (link.relation, min(link.left, link.right), max(link.left, link.right))
            for side in (self.by_people.accepted, self.by_people.rejected)
            for relation in relations
            for link in side.get(relation, ())
        }
        for one in self.book.drawn(relations):
            if one.decision in self.back:
                continue
            if one.judgement != Judgement.ACCEPT:
                raise WholeWanted
            relation = Relation(one.relation)
            pair = (relation, min(one.left, one.right), max(one.left, one.right))
            if relation is Relation.DISPUTES or pair not in decided:
                yield one


def link_of(one: Drawn) -> Link:
    """The link that a policy's decision stands for."""
    value = one.value or one.proposed
    relation = Relation(one.relation)
    return Link(relation, one.left, one.right, value, one.score, False, one.decision)


# -- entities


def _counted(
    found: Index, heads: Iterable[str], held: tuple[Order, Counted] | None
) -> tuple[Order, Counted]:
    """An entity after some more texts, and where it comes in the record."""
    placed = sorted(heads, key=lambda head: order_of(found, head))
    new = new_entity(found, placed)
    return (order_of(found, placed[0]), new) if held is None else (held[0], followed(held[1], new))


class Entities:
    """Everybody who is named, counted in one stream over the readings."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.called: dict[str, PartyRef] = {}
        """Entity -> how it is called."""
        self.named: dict[str, list[PartyRef]] = {}
        """Report -> whom it names."""

    def make(self) -> None:
        """Work them out and put them."""
        ground = self._ground
        judged = ground.by_people.judged
        gone = {thing for thing, told in judged.items() if told is Judgement.REJECT}
        forest, apart = self._forest(gone)
        torn = set(apart.values())
        held: dict[str, tuple[Order, Counted]] = {}
        seen: Counter[str] = Counter()
        for texts in batches(ground.read, READ):
            found = index(ground.facts(texts, ("mention",)), AsOf())
            groups: dict[str, list[str]] = {}
            for head in found.mentions:
                if head not in gone:
                    groups.setdefault(apart.get(head) or forest.root(head), []).append(head)
            for root, heads in groups.items():
                held[root] = _counted(found, heads, held.get(root))
                seen[root] += sum(head in forest for head in heads)
            whole = [r for r in groups if r not in torn and seen[r] == forest.size(r)]
            self._put(held.pop(root) for root in whole)
        unseen = sum(seen[root] for root in torn) != len(apart)
        if unseen or not held.keys() <= torn:
            raise WholeWanted  # a link leads to what is no first mention in a standing reading
        self._put(held.values())

    def _put(self, found: Iterable[tuple[Order, Counted]]) -> None:
        def lines() -> Iterator[Fresh]:
            for order, one in found:
                self._known(one.entity)
                yield Fresh(order, one.entity, as_plain(one.tally))

        self._ground.book.put("entities", lines())

    def _known(self, entity: Entity) -> None:
        ref = self.called[entity.id] = PartyRef(entity.id, entity.name)
        for report in entity.reports:
            self.named.setdefault(report, []).append(ref)

    def _forest(self, gone: AbstractSet[str]) -> tuple[Forest, Mapping[str, str]]:
        """Which names are one; and of those that a person's word parts, of which group each is."""
        people, same = self._ground.by_people, Relation.SAME_ENTITY
        forest = Forest()
        told = [link for link in people.links(same) if not gone & {link.left, link.right}]
        for link in told:
            forest.join(link.left, link.right)
        for one in self._ground.links((same,)):
            if one.left not in gone and one.right not in gone:
                forest.join(one.left, one.right)
        refused = people.apart(same)
        torn = {
            forest.root(link.left)
            for link in refused
            if link.left in forest and forest.root(link.left) == forest.root(link.right)
        }
        if not torn:
            return forest, {}
        links = [link for link in told if forest.root(link.left) in torn]
        links += [
            link_of(one)
            for one in self._ground.links((same,))
            if one.left in forest and forest.root(one.left) in torn
        ]
        members = {side for link in links for side in (link.left, link.right)}
        return forest, group(members, links, refused).of


# -- stories


def put_stories(ground: Ground, named: Mapping[str, Sequence[PartyRef]]) -> None:
    """All stories, made of reports that hang together."""
    links = [link_of(one) for one in ground.links(TOGETHER)]
    links += [link for relation in TOGETHER for link in ground.by_people.links(relation)]
    links += same_text(ground.told[text] for text in ground.read)
    forest = Forest()
    for link in links:
        forest.join(link.left, link.right)
    beside: dict[str, list[Link]] = {}
    for link in links:
        beside.setdefault(forest.root(link.left), []).append(link)
    if not forest.things <= ground.reports.keys():
        raise WholeWanted
    running: dict[str, list[str]] = {}
    for report in ground.reports:
        running.setdefault(forest.root(report), []).append(report)
    apart = ground.by_people.apart(Relation.SAME_STORY)
    for roots in _filled(running):
        reports = sorted(
            (ground.reports[report] for root in roots for report in running[root]),
            key=lambda one: one.seq,
        )
        found = index(Facts(tuple(reports)), AsOf())
        own = [link for root in roots for link in beside.get(root, ())]
        made = stories(found, group(found.reports, own, apart), own, named)
        ground.book.put(
            "stories",
            (Fresh((ground.reports[one.reports[0]].seq, 0, one.id), one) for one in made),
        )


def _filled(running: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The groups, so many together as make `RUNNING` reports."""
    roots: list[str] = []
    size = 0
    for root, reports in running.items():
        roots.append(root)
        size += len(reports)
        if size >= RUNNING:
            yield roots
            roots, size = [], 0
    if roots:
        yield roots
