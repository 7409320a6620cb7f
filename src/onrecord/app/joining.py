"""Two lines made one, or one made two, by a person: as decisions on pairs of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from onrecord.app.review import Clock, Outcome, author, record, seen_in, why
from onrecord.domain.annotations import Annotation
from onrecord.domain.decisions import Anchor, Decision, anchor_of
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.ids import kind_of
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import World
from onrecord.ledger.standing import in_force
from onrecord.record.store import Reader, Writer

RELATION: Mapping[str, Relation] = {
    "commitment": Relation.SAME_COMMITMENT,
    "utterance": Relation.SAME_UTTERANCE,
    "entity": Relation.SAME_ENTITY,
}
"""Lines that can be joined and parted, and by which relation their members hang together."""

EVERY_PAIR = 400
"""So many pairs are each told apart; of a line with more members those that any link joins, and
each that leaves from the first that stays. A split of 20 from 20 tellings has 400."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A person's wish for a line: to be one with `other`, or that the members `leave` it."""

    line: str
    actor: str
    reason: str
    seen: int
    other: str = ""
    leave: tuple[str, ...] = ()


def merge(store: Writer, wish: Joined, world: World, clock: Clock) -> Outcome:
    """Have two lines of one kind be one from now on. Raises UsageError, UnknownId.

    Pairs that people told apart before are told to belong together.
    """
    wish = _checked(store, wish)
    if wish.line == wish.other:
        raise UsageError("a line is merged with another one, not with itself")
    if kind_of(wish.line) != kind_of(wish.other):
        raise UsageError(f"a {kind_of(wish.line)} is merged with another {kind_of(wish.line)}")
    relation = relation_of(wish.line)
    sides = [_members(store, world, line) for line in (wish.line, wish.other)]
    left, right = sides
    apart = _apart(store, relation, left, right)
    pairs = list(dict.fromkeys([(left[0], right[0]), *apart]))
    decisions = _pairs(relation, Judgement.ACCEPT, pairs, wish)
    return record(store, decisions, clock, _whole(left, right))


def split(store: Writer, wish: Joined, world: World, clock: Clock) -> Outcome:
    """Have some members of a line leave it together. Raises UsageError, UnknownId."""
    wish = _checked(store, wish)
    relation = relation_of(wish.line)
    members = _members(store, world, wish.line)
    leaving = [m for m in members if m.id in wish.leave]
    staying = [m for m in members if m.id not in wish.leave]
    if len(leaving) != len(set(wish.leave)):
        raise UnknownId(f"not everything that is to leave is told of {wish.line!r}")
    if not leaving:
        raise UsageError("choose what leaves the line")
    if not staying:
        raise UsageError("something has to stay; leave at least one unchosen")
    cut = _cut(store, relation, leaving, staying)
    decisions = _pairs(relation, Judgement.REJECT, cut, wish)
    return record(store, decisions, clock, _whole(leaving, staying))


def relation_of(line: str) -> Relation:
    """How the members of a line hang together. Raises UsageError for a line of another kind."""
    kind = kind_of(line) or ""
    if kind not in RELATION:
        raise UsageError("commitments, sayings and names are merged and split; nothing else")
    return RELATION[kind]


def members_of(world: World, line: str) -> tuple[str, ...]:
    """The ids of what a line is made of. Raises UnknownId."""
    for commitment in world.commitments:
        if commitment.id == line:
            return commitment.pledges
    for utterance in world.utterances:
        if utterance.id == line:
            return tuple(dict.fromkeys(r.statement for r in utterance.renderings))
    for entity in world.entities:
        if entity.id == line:
            return entity.mentions
    raise UnknownId(f"no line has the id {line!r} now")


def _members(store: Reader, world: World, line: str) -> list[Annotation]:
    """What a line is made of, in its order; of a name's mentions in a text the first alone."""
    ids = members_of(world, line)
    held = store.annotations(ids)
    found: dict[object, Annotation] = {}
    for identifier in ids:
        one = held.get(identifier)
        if one is not None:
            key = (one.text, getattr(one, "name", None)) if kind_of(line) == "entity" else one.id
            found.setdefault(key, one)
    if not found:
        raise UnknownId(f"nothing of {line!r} is read any more")
    return list(found.values())


def _checked(store: Writer, wish: Joined) -> Joined:
    """The wish with its author and reason in order. Raises UsageError."""
    seen_in(store, wish.seen)
    return replace(wish, actor=author(wish.actor), reason=why(wish.reason))


def _pairs(
    relation: Relation,
    judgement: Judgement,
    pairs: Iterable[tuple[Annotation, Annotation]],
    wish: Joined,
) -> list[Decision]:
    return [
        Decision(
            about=one.id,
            judgement=judgement,
            actor=wish.actor,
            reason=wish.reason,
            left=anchor_of(one),
            right=anchor_of(other),
            relation=relation,
            value=other.id,
            seen=wish.seen,
        )
        for one, other in pairs
    ]


def _whole(*sides: Sequence[Annotation]) -> frozenset[Anchor]:
    return frozenset(anchor_of(member) for side in sides for member in side)


def _apart(
    store: Reader, relation: Relation, left: Sequence[Annotation], right: Sequence[Annotation]
) -> Iterator[tuple[Annotation, Annotation]]:
    """Pairs across that people told apart."""
    for judgement, one, other in _decided(store, relation, left, right, people=True):
        if judgement is Judgement.REJECT:
            yield one, other


def _cut(
    store: Reader, relation: Relation, leaving: Sequence[Annotation], staying: Sequence[Annotation]
) -> list[tuple[Annotation, Annotation]]:
    """The pairs to be told apart so that those who leave are held by nothing."""
    if len(leaving) * len(staying) <= EVERY_PAIR:
        return list(product(leaving, staying))
    linked = _decided(store, relation, leaving, staying, people=False)
    pairs = [(one, other) for judgement, one, other in linked if judgement is Judgement.ACCEPT]
    return list(dict.fromkeys([*pairs, *((one, staying[0]) for one in leaving)]))


def _decided(
    store: Reader,
    relation: Relation,
    left: Sequence[Annotation],
    right: Sequence[Annotation],
    people: bool,
) -> Iterator[tuple[Judgement, Annotation, Annotation]]:
    """The last decisions on pairs across two sides."""
    first = {anchor_of(member): member for member in left}
    second = {anchor_of(member): member for member in right}
    texts = list(dict.fromkeys(member.text for member in left))
    last: dict[tuple[Anchor, Anchor], tuple[tuple[bool, int], Judgement]] = {}
    for recorded in in_force(store.decisions(people=people, texts=texts), AsOf()):
        made = recorded.fact
        if made.relation is not relation or made.right is None:
            continue
        for one, other in ((made.left, made.right), (made.right, made.left)):
            if one in first and other in second:
                rank = (not made.by_policy, recorded.seq)
                if (one, other) not in last or last[one, other][0] < rank:
                    last[one, other] = (rank, made.judgement)
    for (one, other), (_, judgement) in last.items():
        yield judgement, first[one], second[other]
