"""A World as rows of the derived tables, and back: what was put in comes out equal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

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
from onrecord.domain.world import (
    Commitment,
    Copy,
    Dispute,
    Entity,
    Evidence,
    HeldCondition,
    PartyRef,
    Rendering,
    Role,
    Side,
    Step,
    Story,
    Utterance,
    World,
)
from onrecord.record import derived
from onrecord.record.rows import Row, words_of

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


def load(connection: Connection) -> dict[str, list[tuple[str, int, Any]]]:
    """For each field of World the things with id and place, in order."""
    found: dict[str, list[tuple[str, int, Any]]] = {}
    for shape in SHAPES:
        children: dict[str, dict[str, list[Any]]] = {}
        for table, owner in shape.children:
            held = children.setdefault(table.name, {})
            query = select(table).order_by(table.c[owner], table.c.position)
            for row in connection.execute(query):
                held.setdefault(getattr(row, owner), []).append(row)
        found[shape.field] = [
            (
                row.id,
                row.place,
                shape.thing(row, {name: held.get(row.id, ()) for name, held in children.items()}),
            )
            for row in connection.execute(select(shape.table).order_by(shape.table.c.place))
        ]
    return found


def as_world(found: Mapping[str, Iterable[tuple[str, int, Any]]]) -> World:
    """The World that `load` found."""
    return World(**{field: tuple(item for _, _, item in rows) for field, rows in found.items()})


# -- the small parts


def _evidence(items: Sequence[Evidence]) -> Row:
    return {
        "quote": words_of(quote for item in items for quote in item.quotes),
        "evidence": json.dumps(
            [
                {
                    "report": item.report,
                    "text": item.text,
                    "quotes": [[q.start, q.end, q.words] for q in item.quotes],
                    "annotation": item.annotation,
                    "known": item.known,
                }
                for item in items
            ],
            ensure_ascii=False,
        ),
    }


def _evidences(column: str | None) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            item["report"],
            item["text"],
            tuple(Quote(*quote) for quote in item["quotes"]),
            item["annotation"],
            item["known"],
        )
        for item in json.loads(column or "[]")
    )


def _changed(items: Sequence[Evidence]) -> Row:
    return {"changed": _evidence(items)["evidence"] if items else None}


def _bounds(amount: Amount) -> str:
    """The amount for people: "4", "24+", "up to 60", "3 to 5", with its unit."""
    low, high = amount.min, amount.max
    if low is None or high is None:
        number = f"{low:f}+" if low is not None else "?" if high is None else f"up to {high:f}"
    elif low == high:
        number = f"{low:f}"
    else:
        number = f"up to {high:f}" if low == 0 else f"{low:f} to {high:f}"
    return f"{number} {amount.unit or ''}".rstrip()


def _amount(amount: Amount | None) -> Row:
    return {
        "quantity": None if amount is None else _bounds(amount),
        "quantity_min": None if amount is None else amount.min,
        "quantity_max": None if amount is None else amount.max,
        "quantity_unit": None if amount is None else amount.unit,
    }


def _amount_of(row: Any) -> Amount | None:
    if row.quantity is None:
        return None
    return Amount(row.quantity_min, row.quantity_max, row.quantity_unit)


def _refs(entities: Sequence[str | None], names: Sequence[str]) -> tuple[PartyRef, ...]:
    return tuple(PartyRef(entity, name) for entity, name in zip(entities, names, strict=True))


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
    }


def _entity_parts(item: Entity) -> Parts:
    return {
        "roles": [
            {"words": role.words, "on": role.on} | _evidence((role.evidence,))
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
        tuple(Role(role.words, role.on, _evidences(role.evidence)[0]) for role in parts["roles"]),
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
            | _evidence((told.evidence,))
            for told in item.renderings
        ]
    }


def _utterance(row: Any, parts: Parts) -> Utterance:
    renderings = tuple(
        Rendering(told.statement, _evidences(told.evidence)[0], StatementKind(told.kind), told.via)
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
        **_amount(item.quantity),
        "when": item.when,
        "when_words": item.when_words,
        "origins": item.origins,
        "score": item.score,
        "known": item.known,
        "by_entities": tuple(party.entity for party in item.by),
        "to_entities": tuple(party.entity for party in item.to),
        "asked_by_entities": tuple(party.entity for party in item.asked_by),
        "pledges": item.pledges,
    }


def _commitment_parts(item: Commitment) -> Parts:
    return {
        "history": [
            {
                "stage": step.stage.value,
                "on": step.on,
                **_amount(step.quantity),
                "known": step.known,
                **_evidence(step.evidence),
            }
            for step in item.history
        ],
        "conditions": [
            {
                "words": held.words,
                "kind": held.kind.value,
                "state": held.state.value,
                **_evidence(held.evidence),
                **_changed(held.changed),
            }
            for held in item.conditions
        ],
    }


def _commitment(row: Any, parts: Parts) -> Commitment:
    return Commitment(
        row.id,
        _refs(row.by_entities, row.by),
        Distribution(row.distribution),
        _refs(row.to_entities, row.to),
        _refs(row.asked_by_entities, row.asked_by),
        Category(row.category),
        row.what,
        _amount_of(row),
        row.when,
        row.when_words,
        tuple(
            HeldCondition(
                held.words,
                ConditionKind(held.kind),
                ConditionState(held.state),
                _evidences(held.evidence),
                _evidences(held.changed),
            )
            for held in parts["conditions"]
        ),
        tuple(
            Step(
                Stage(step.stage), step.on, _evidences(step.evidence), _amount_of(step), step.known
            )
            for step in parts["history"]
        ),
        Stage(row.stage),
        row.origins,
        row.pledges,
        row.score,
        row.known,
    )


def _dispute_row(item: Dispute) -> Row:
    return {"id": item.id, "about": item.about, "kind": item.kind.value, "known": item.known}


def _dispute_parts(item: Dispute) -> Parts:
    return {"sides": [{"value": side.value} | _evidence(side.evidence) for side in item.sides]}


def _dispute(row: Any, parts: Parts) -> Dispute:
    sides = tuple(Side(side.value, _evidences(side.evidence)) for side in parts["sides"])
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
    ),
    Shape("stories", derived.stories, (), _key, _story_row, _no_parts, _story),
    Shape("copies", derived.copies, (), _copy_key, _copy_row, _no_parts, _copy),
    Shape(
        "utterances",
        derived.utterances,
        ((derived.renderings, "utterance"),),
        _key,
        _utterance_row,
        _utterance_parts,
        _utterance,
    ),
    Shape(
        "commitments",
        derived.commitments,
        ((derived.history, "commitment"), (derived.conditions, "commitment")),
        _key,
        _commitment_row,
        _commitment_parts,
        _commitment,
    ),
    Shape(
        "disputes",
        derived.disputes,
        ((derived.sides, "dispute"),),
        _key,
        _dispute_row,
        _dispute_parts,
        _dispute,
    ),
)
"""Every field of World, in the order of the type."""
