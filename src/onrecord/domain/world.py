"""What is held across reports: worked out from readings and decisions, never stored as fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.domain.amounts import Amount
from onrecord.domain.text import Quote
from onrecord.domain.words import (
    Category,
    ConditionKind,
    ConditionState,
    CopyKind,
    DisputeKind,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in a report, and the annotation that points at them."""

    report: str
    text: str
    quotes: tuple[Quote, ...]
    annotation: str
    known: int


@dataclass(frozen=True, slots=True)
class Role:
    """A description that a report gives of somebody, with the day of that report."""

    words: str
    on: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, an organisation or a place under all its names."""

    id: str
    kind: MentionKind
    name: str
    variants: tuple[str, ...]
    mentions: tuple[str, ...]
    reports: tuple[str, ...]
    roles: tuple[Role, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Story:
    """Reports about one running matter."""

    id: str
    title: str
    reports: tuple[str, ...]
    entities: tuple[str, ...]
    first: str | None
    last: str | None
    known: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that is a copy of another."""

    copy: str
    of: str
    kind: CopyKind


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one report gives an utterance."""

    statement: str
    evidence: Evidence
    kind: StatementKind
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One saying in the world: one speaker (or several jointly) on one occasion.

    `speakers` are entity ids; `names` how they are called, also when no entity is known.
    """

    id: str
    speakers: tuple[str, ...]
    names: tuple[str, ...]
    mode: str
    on: str | None
    renderings: tuple[Rendering, ...]
    origins: int
    known: int


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a commitment's history."""

    stage: Stage
    on: str | None
    evidence: tuple[Evidence, ...]
    quantity: Amount | None
    known: int


@dataclass(frozen=True, slots=True)
class HeldCondition:
    """A condition and what came of it; `changed` are the words that say so, where any do."""

    words: str
    kind: ConditionKind
    state: ConditionState
    evidence: tuple[Evidence, ...]
    changed: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyRef:
    """Who a party is: the entity when one is known, and the name to show."""

    entity: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One undertaking in the world; its history is made of pledges.

    With distribution `each` the quantity is per party, and it stands for as many undertakings.
    `others` are those who take part beside `by` and are not named: "other member states".
    """

    id: str
    by: tuple[PartyRef, ...]
    distribution: Distribution
    to: tuple[PartyRef, ...]
    asked_by: tuple[PartyRef, ...]
    category: Category
    what: str
    quantity: Amount | None
    when: str | None
    when_words: str | None
    conditions: tuple[HeldCondition, ...]
    history: tuple[Step, ...]
    stage: Stage
    origins: int
    pledges: tuple[str, ...]
    score: float
    known: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One account in a dispute."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of one matter that cannot both be right. `about` is an utterance or commitment."""

    id: str
    about: str
    kind: DisputeKind
    sides: tuple[Side, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of a unit was requested, announced, agreed and fulfilled; None is nothing told."""

    unit: str
    to: PartyRef | None
    as_of: date | None
    requested: Amount | None
    announced: Amount | None
    agreed: Amount | None
    fulfilled: Amount | None


@dataclass(frozen=True, slots=True)
class World:
    """Everything that follows from a record's facts as of two dates, in stable order."""

    entities: tuple[Entity, ...] = ()
    stories: tuple[Story, ...] = ()
    copies: tuple[Copy, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    disputes: tuple[Dispute, ...] = ()
