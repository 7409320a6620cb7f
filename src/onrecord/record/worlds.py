"""A World as rows of the derived tables, and back: what was put in comes out equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

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
from onrecord.domain.world import (
    Commitment,
    Copy,
    Dispute,
    Entity,
    HeldCondition,
    Rendering,
    Role,
    Side,
    Step,
    Story,
    Utterance,
    World,
)
from onrecord.record import derived
from onrecord.record.facts import batches
from onrecord.record.rows import Row
from onrecord.record.world_parts import (
    amount_of,
    amount_row,
    changed_row,
    evidence_of,
    evidence_row,
    refs_of,
)

Parts = Mapping[str, Sequence[Any]]
"""For each child table of a thing: its rows, in order."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of thing stands: its field of World, its tables, its way in and out."""

    field: str
    table: Table
    children: tuple[tuple[Table, str], ...]
    key: Callable[[Any], str]
    row: Callable[[Any], Row]
    parts: Callable[[Any], Parts]
    thing: Callable[[Any, Parts], Any]
    holds: Callable[[Any], Iterable[str]]
    """The annotations or reports that a thing is made of (see `derived.holding`)."""


def load(connection: Connection) -> dict[str, list[tuple[str, int, Any]]]:
    """For each field of World the things with id and place, in order."""
    found: dict[str, list[tuple[str, int, Any]]] = {}
    for shape in SHAPES:
        found[shape.field] = _things(connection, shape)
    return found


def load_some(
    connection: Connection, shape: Shape, ids: Iterable[str]
) -> list[tuple[str, int, Any]]:
    """Likewise the things of one kind that have these ids."""
    return [
        thing for some in batches(dict.fromkeys(ids)) for thing in _things(connection, shape, some)
    ]


def _things(
    connection: Connection, shape: Shape, ids: Sequence[str] | None = None
) -> list[tuple[str, int, Any]]:
    children: dict[str, dict[str, list[Any]]] = {}
    for table, owner in shape.children:
        held = children.setdefault(table.name, {})
        query = select(table).order_by(table.c[owner], table.c.position)
        if ids is not None:
            query = query.where(table.c[owner].in_(ids))
        for row in connection.execute(query):
            held.setdefault(getattr(row, owner), []).append(row)
    things = select(shape.table).order_by(shape.table.c.place)
    if ids is not None:
        things = things.where(shape.table.c.id.in_(ids))
    return [
        (
            row.id,
            row.place,
            shape.thing(row, {name: held.get(row.id, ()) for name, held in children.items()}),
        )
        for row in connection.execute(things)
    ]


def as_world(found: Mapping[str, Iterable[tuple[str, int, Any]]]) -> World:
    """The World that `load` found."""
    return World(**{field: tuple(item for _, _, item in rows) for field, rows in found.items()})


def _no_parts(_: Any) -> Parts:
    return {}


# -- things


def _entity_row(item: Entity) -> Row:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "name": item.name,
        "variants": item.variants,
        "mentions": item.mentions,
        "reports": item.reports,
        "known": item.known,
        "tally": None,
    }


def _entity_parts(item: Entity) -> Parts:
    return {
        "roles": [
            {"words": role.words, "on": role.on} | evidence_row((role.evidence,))
            for role in item.roles
        ]
    }


def _entity(row: Any, parts: Parts) -> Entity:
    return Entity(
        row.id,
        MentionKind(row.kind),
        row.name,
        row.variants,
        row.mentions,
        row.reports,
        tuple(Role(role.words, role.on, evidence_of(role.evidence)[0]) for role in parts["roles"]),
        row.known,
    )


def _story_row(item: Story) -> Row:
    return {
        "id": item.id,
        "title": item.title,
        "reports": item.reports,
        "entities": item.entities,
        "first": item.first,
        "last": item.last,
        "known": item.known,
    }


def _story(row: Any, _: Parts) -> Story:
    return Story(row.id, row.title, row.reports, row.entities, row.first, row.last, row.known)


def _copy_key(item: Copy) -> str:
    return f"{item.copy} {item.kind.value} {item.of}"


def _copy_row(item: Copy) -> Row:
    return {
        "id": _copy_key(item),
        "copy": item.copy,
        "of": item.of,
        "kind": item.kind.value,
    }


def _copy(row: Any, _: Parts) -> Copy:
    return Copy(row.copy, row.of, CopyKind(row.kind))


def _utterance_row(item: Utterance) -> Row:
    return {
        "id": item.id,
        "names": item.names,
        "speakers": item.speakers,
        "mode": item.mode,
        "on": item.on,
        "origins": item.origins,
        "known": item.known,
    }


def _utterance_parts(item: Utterance) -> Parts:
    return {
        "renderings": [
            {"statement": told.statement, "kind": told.kind.value, "via": told.via}
            | evidence_row((told.evidence,))
            for told in item.renderings
        ]
    }


def _utterance(row: Any, parts: Parts) -> Utterance:
    renderings = tuple(
        Rendering(told.statement, evidence_of(told.evidence)[0], StatementKind(told.kind), told.via)
        for told in parts["renderings"]
    )
    return Utterance(
        row.id, row.speakers, row.names, row.mode, row.on, renderings, row.origins, row.known
    )


def _commitment_row(item: Commitment) -> Row:
    return {
        "id": item.id,
        "stage": item.stage.value,
        "by": tuple(party.name for party in item.by),
        "distribution": item.distribution.value,
        "to": tuple(party.name for party in item.to),
        "asked_by": tuple(party.name for party in item.asked_by),
        "category": item.category.value,
        "what": item.what,
        **amount_row(item.quantity),
        "when": item.when,
        "when_words": item.when_words,
        "origins": item.origins,
        "score": item.score,
        "known": item.known,
        "by_entities": tuple(party.entity for party in item.by),
        "to_entities": tuple(party.entity for party in item.to),
        "asked_by_entities": tuple(party.entity for party in item.asked_by),
        "pledges": item.pledges,
        "others": item.others,
    }


def _commitment_parts(item: Commitment) -> Parts:
    return {
        "history": [
            {
                "stage": step.stage.value,
                "on": step.on,
                **amount_row(step.quantity),
                "known": step.known,
                **evidence_row(step.evidence),
            }
            for step in item.history
        ],
        "conditions": [
            {
                "words": held.words,
                "kind": held.kind.value,
                "state": held.state.value,
                **evidence_row(held.evidence),
                **changed_row(held.changed),
            }
            for held in item.conditions
        ],
    }


def _commitment(row: Any, parts: Parts) -> Commitment:
    return Commitment(
        row.id,
        refs_of(row.by_entities, row.by),
        Distribution(row.distribution),
        refs_of(row.to_entities, row.to),
        refs_of(row.asked_by_entities, row.asked_by),
        Category(row.category),
        row.what,
        amount_of(row),
        row.when,
        row.when_words,
        tuple(
            HeldCondition(
                held.words,
                ConditionKind(held.kind),
                ConditionState(held.state),
                evidence_of(held.evidence),
                evidence_of(held.changed),
            )
            for held in parts["conditions"]
        ),
        tuple(
            Step(
                Stage(step.stage), step.on, evidence_of(step.evidence), amount_of(step), step.known
            )
            for step in parts["history"]
        ),
        Stage(row.stage),
        row.origins,
        row.pledges,
        row.score,
        row.known,
        row.others or (),
    )


def _dispute_row(item: Dispute) -> Row:
    return {"id": item.id, "about": item.about, "kind": item.kind.value, "known": item.known}


def _dispute_parts(item: Dispute) -> Parts:
    return {"sides": [{"value": side.value} | evidence_row(side.evidence) for side in item.sides]}


def _dispute(row: Any, parts: Parts) -> Dispute:
    sides = tuple(Side(side.value, evidence_of(side.evidence)) for side in parts["sides"])
    return Dispute(row.id, row.about, DisputeKind(row.kind), sides, row.known)


def _key(item: Any) -> str:
    identifier: str = item.id
    return identifier


SHAPES: tuple[Shape, ...] = (
    Shape(
        "entities",
        derived.entities,
        ((derived.roles, "entity"),),
        _key,
        _entity_row,
        _entity_parts,
        _entity,
        lambda item: item.mentions,
    ),
    Shape(
        "stories",
        derived.stories,
        (),
        _key,
        _story_row,
        _no_parts,
        _story,
        lambda item: item.reports,
    ),
    Shape(
        "copies",
        derived.copies,
        (),
        _copy_key,
        _copy_row,
        _no_parts,
        _copy,
        lambda item: (item.copy, item.of),
    ),
    Shape(
        "utterances",
        derived.utterances,
        ((derived.renderings, "utterance"),),
        _key,
        _utterance_row,
        _utterance_parts,
        _utterance,
        lambda item: (rendering.statement for rendering in item.renderings),
    ),
    Shape(
        "commitments",
        derived.commitments,
        ((derived.history, "commitment"), (derived.conditions, "commitment")),
        _key,
        _commitment_row,
        _commitment_parts,
        _commitment,
        lambda item: item.pledges,
    ),
    Shape(
        "disputes",
        derived.disputes,
        ((derived.sides, "dispute"),),
        _key,
        _dispute_row,
        _dispute_parts,
        _dispute,
        lambda item: (e.annotation for side in item.sides for e in side.evidence),
    ),
)
"""Every field of World, in the order of the type."""
