"""Whom new reports name: entities that come in, are named again, or turn out to be one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.app.growth.looking import Look, WholeWanted, anchors, on, sides
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import Entity, PartyRef
from onrecord.ledger import growing
from onrecord.ledger.entities import order_of
from onrecord.ledger.growing import Counted
from onrecord.ledger.index import Index
from onrecord.record.pieces import Decided


@dataclass(slots=True)
class Names:
    """What new reports change of the entities.

    `gone` are those that are part of another one now: id -> that one's id.
    """

    new: list[Counted] = field(default_factory=list)
    changed: list[tuple[Entity, Counted]] = field(default_factory=list)
    gone: dict[str, tuple[Entity, str]] = field(default_factory=dict)

    @property
    def other(self) -> set[str]:
        """The entities that other lines must name otherwise than they did."""
        renamed = {old.id for old, new in self.changed if old.name != new.entity.name}
        return renamed | self.gone.keys()

    @property
    def reports(self) -> set[str]:
        """The reports that name one of those."""
        other = self.other
        held = (*(old for old, _ in self.changed), *(old for old, _ in self.gone.values()))
        return {report for old in held if old.id in other for report in old.reports}

    def now(self) -> dict[str, PartyRef]:
        """How the entities that were held and are another, or called otherwise, are called now."""
        called = {new.entity.id: new.entity.name for _, new in self.changed}
        refs = {old.id: PartyRef(old.id, new.entity.name) for old, new in self.changed}
        refs |= {old: PartyRef(into, called[into]) for old, (_, into) in self.gone.items()}
        return refs


def names(look: Look, fresh: Index, again: Collection[str]) -> Names:
    """What the entities are after the new reports: `fresh` indexes the texts that are new.

    `again` are old texts that came out in further reports.
    """
    links = list(_links(look, fresh))
    held = {line for pair in links for line in pair if line not in fresh.heads}
    groups = growing.of_one(links, (*held, *fresh.mentions))
    together = [
        ([i for i in group if i in held], [i for i in group if i not in held]) for group in groups
    ]
    _not_apart(look, [old for old, _ in together if len(old) > 1])
    told_again = {line for told in look.book.named_in(again).values() for line in told}
    before = _held(look, held | told_again)
    base = {i: _again(look, one, again) for i, one in before.items() if i in told_again}
    found = Names()
    for old, heads in together:
        placed = sorted(heads, key=lambda head: order_of(fresh, head))
        later = growing.new_entity(fresh, placed) if placed else None
        if not old:
            assert later is not None
            found.new.append(later)
            continue
        now = _merged(look, [base.get(i) or before[i] for i in old])
        for identifier in old:
            if identifier != now.entity.id:
                found.gone[identifier] = (before[identifier].entity, now.entity.id)
        whole = now if later is None else growing.followed(now, later)
        found.changed.append((before[now.entity.id].entity, whole))
    linked = {identifier for old, _ in together for identifier in old}
    found.changed += [(before[i].entity, base[i]) for i in sorted(told_again - linked)]
    found.new.sort(key=lambda one: order_of(fresh, one.entity.mentions[0]))
    return found


def _links(look: Look, fresh: Index) -> Iterable[tuple[str, str]]:
    """The accepted pairs: a new name as its first mention, an old one as its entity."""
    decided = on(look.news.decisions, Relation.SAME_ENTITY)
    if any(one.proposal is None for one in decided):
        raise WholeWanted
    old = {side for one in decided for side in sides(one) if side not in fresh.heads}
    holders = look.book.holders(old, "entities")
    for one in decided:
        pair = []
        for side, anchor in zip(sides(one), anchors(one), strict=True):
            if side in fresh.heads:
                pair.append(fresh.heads[side])
            elif side in holders:
                pair.append(holders[side][0])
            else:
                _rejected(look, side, anchor.text)
        if len(pair) == 2:
            yield pair[0], pair[1]


def _rejected(look: Look, mention: str, text: str) -> None:
    """Nothing when a name belongs to nobody since a person said so, not since it was not found."""
    inside = look.book.inside((text,), ("mention",)).get(text, ())
    if len(look.read_at((text,))[text]) != 1 or mention not in inside:
        raise WholeWanted


def _not_apart(look: Look, merging: Sequence[Sequence[str]]) -> None:
    """Nothing when nobody ever said that any of these that become one are not one."""
    if not merging:
        return
    into = {identifier: number for number, old in enumerate(merging) for identifier in old}
    for one in look.book.by_people((str(Relation.SAME_ENTITY),)):
        if one.decision.fact.judgement is Judgement.REJECT:
            left, right = _may_be(look, one)
            if any(i != j and i in into and into[i] == into.get(j) for i in left for j in right):
                raise WholeWanted


def _may_be(look: Look, one: Decided) -> tuple[Collection[str], Collection[str]]:
    """The entities that the two sides of a decision may be bound to."""
    both = sides(one)
    held = look.book.holders(both, "entities")
    if len(both) != 2:
        raise WholeWanted
    found: list[Collection[str]] = []
    for side, anchor in zip(both, anchors(one), strict=True):
        near = held.get(side) or look.book.named_in((anchor.text,)).get(anchor.text, {})
        found.append(near)
    return found[0], found[1]


def _held(look: Look, ids: Collection[str]) -> dict[str, Counted]:
    entities = look.book.lines("entities", ids)
    tallies = look.book.tallies(ids)
    uncounted = [one for i, one in entities.items() if i not in tallies]
    rows = look.book.mentions(m for one in uncounted for m in one.mentions)
    found = {i: Counted(entities[i], growing.from_plain(tallies[i])) for i in tallies}
    return found | {one.id: growing.counted(one, rows) for one in uncounted}


def _again(look: Look, held: Counted, again: Collection[str]) -> Counted:
    return Counted(growing.published_again(held.entity, look.told(again)), held.tally)


def _merged(look: Look, held: Sequence[Counted]) -> Counted:
    if len(held) == 1:
        return held[0]
    rows = look.book.mentions(m for one in held for m in one.entity.mentions)
    texts = {row.text for row in rows.values()}
    if len(texts) > look.limit:
        raise WholeWanted
    return growing.merged(held, rows, look.told(texts))


def who(look: Look, found: Names, heads: Collection[str]) -> Mapping[str, PartyRef]:
    """Whom names mean now, by their first mentions; those that mean nobody are left out."""
    fresh = {
        mention: PartyRef(one.entity.id, one.entity.name)
        for one in (*found.new, *(new for _, new in found.changed))
        for mention in one.entity.mentions
        if mention in heads
    }
    held = look.book.holders((head for head in heads if head not in fresh), "entities")
    now = found.now()
    called = look.book.names(line for lines in held.values() for line in lines if line not in now)
    old = {
        head: now.get(line) or PartyRef(line, called[line])
        for head, lines in held.items()
        for line in lines
    }
    return old | fresh
