"""Every decision in the order in which it was made; nothing is ever taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.facts import Facts
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.views.held import NOW, Reader


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision; `moved` are later facts on its matter that its author had not seen.

    `replaced` is the id of the decision on the same matter that holds instead of it, if one does.
    """

    id: str
    about: str
    judgement: Judgement
    relation: Relation | None
    value: str | None
    actor: str
    by_policy: bool
    reason: str
    left: Anchor
    right: Anchor | None
    seen: int
    known: int
    known_at: datetime
    moved: tuple[str, ...]
    replaced: str | None


def history(reader: Reader, people: bool = False, as_of: AsOf = NOW) -> tuple[DecisionRow, ...]:
    """The decisions, last first; with `people` without those of policies."""
    facts = reader.facts(as_of.known)
    ranks: dict[object, tuple[tuple[bool, int], str]] = {}
    for recorded in facts.decisions:
        rank = (not recorded.fact.by_policy, recorded.seq)
        key = matter(recorded.fact)
        if key not in ranks or ranks[key][0] < rank:
            ranks[key] = (rank, recorded.fact.id)
    rows = []
    for recorded in facts.decisions:
        made = recorded.fact
        if people and made.by_policy:
            continue
        standing = ranks[matter(made)][1]
        rows.append(
            DecisionRow(
                made.id,
                made.about,
                made.judgement,
                made.relation,
                made.value,
                made.actor,
                made.by_policy,
                made.reason,
                made.left,
                made.right,
                made.seen,
                recorded.seq,
                recorded.recorded_at,
                () if made.by_policy else moved(facts, made, recorded.seq),
                None if standing == made.id else standing,
            )
        )
    rows.sort(key=lambda row: -row.known)
    return tuple(rows)


def matter(decision: Decision) -> object:
    """What a decision is about: the relation and the places in the texts, in either order."""
    sides = frozenset((decision.left, decision.right))
    value = decision.value if decision.relation is Relation.DISPUTES else None
    return (decision.relation, sides, value)


def moved(facts: Facts, decision: Decision, before: int) -> tuple[str, ...]:
    """Decisions on the same matter, and readings of its texts, that came in after `seen`."""
    texts = [decision.left.text, *([decision.right.text] if decision.right else [])]
    found = [
        (other.seq, other.fact.id)
        for other in facts.decisions
        if decision.seen < other.seq < before and matter(other.fact) == matter(decision)
    ]
    found += [
        (reading.seq, reading.fact.id)
        for text in dict.fromkeys(texts)
        if (reading := facts.readings.get(text)) and decision.seen < reading.seq < before
    ]
    return tuple(identifier for _, identifier in sorted(found))
