"""Entities that new reports name too, worked out from what is held of them: no text is read again.

What an entity is follows from the order of its mentions and from how often it is called what
(`entities.Tally`); both grow at the end when new reports come, and are put together in order when
two entities turn out to be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Protocol

from onrecord.domain.facts import Recorded
from onrecord.domain.ids import content_id
from onrecord.domain.reports import Report
from onrecord.domain.words import MentionKind
from onrecord.domain.world import Entity, Role
from onrecord.ledger.entities import Tally, entity_of
from onrecord.ledger.index import Index, day_of
from onrecord.ledger.names import plain

Told = Mapping[str, Sequence[Recorded[Report]]]
"""A text's digest -> the reports that published it, in order of seq."""


class Named(Protocol):
    """As much of a mention as counts for its entity."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Counted:
    """An entity with its tally."""

    entity: Entity
    tally: Tally


def counted(entity: Entity, mentions: Mapping[str, Named]) -> Counted:
    """An entity with its tally, counted from its mentions."""
    tally = Tally()
    for run in _runs(entity, mentions):
        for mention in run:
            tally.forms[mention.words] += 1
            tally.kinds[MentionKind(mention.kind)] += 1
            tally.named[mention.name] += 1
        tally.texts[run[0].name] += 1
        tally.person += 1 if run[0].kind == MentionKind.PERSON else -1
    return Counted(entity, tally)


def _runs(entity: Entity, mentions: Mapping[str, Named]) -> list[list[Named]]:
    """The mentions of each name in each text, in the order of the entity."""
    ordered = [mentions[identifier] for identifier in entity.mentions]
    return [list(run) for _, run in groupby(ordered, key=lambda m: (m.text, m.name))]


def new_entity(index: Index, heads: Sequence[str]) -> Counted:
    """An entity that new reports alone name, given the first mentions of its names in order."""
    tally = Tally()
    for head in heads:
        tally.add(index.mentions[head])
    return Counted(entity_of(index, heads), tally)


def followed(held: Counted, later: Counted) -> Counted:
    """An entity that later reports name too: `later` is what they make of it alone."""
    one, other = held.entity, later.entity
    known = {plain(role.words) for role in one.roles}
    more = tuple(role for role in other.roles if plain(role.words) not in known)
    return _made(
        held.tally.joined(later.tally),
        replace(
            one,
            mentions=(*one.mentions, *other.mentions),
            reports=tuple(dict.fromkeys((*one.reports, *other.reports))),
            roles=(*one.roles, *more),
            known=min(one.known, other.known),
        ),
    )


def merged(held: Sequence[Counted], mentions: Mapping[str, Named], told: Told) -> Counted:
    """Several entities that are one, given all their mentions and the reports of their texts."""
    tally = Tally()
    runs: list[tuple[tuple[int, int, str], list[Named]]] = []
    for one in held:
        tally = tally.joined(one.tally)
        for run in _runs(one.entity, mentions):
            runs.append(((told[run[0].text][0].seq, run[0].start, run[0].id), run))
    runs.sort(key=lambda pair: pair[0])
    ordered = tuple(mention.id for _, run in runs for mention in run)
    place = {identifier: number for number, identifier in enumerate(ordered)}
    called = [role for one in held for role in one.entity.roles]
    roles: dict[str, Role] = {}
    for role in sorted(called, key=lambda role: place[role.evidence.annotation]):
        roles.setdefault(plain(role.words), role)
    reports = (report.fact.id for _, run in runs for report in told[run[0].text])
    return _made(
        tally,
        replace(
            held[0].entity,
            id=content_id("entity", ordered[0]),
            mentions=ordered,
            reports=tuple(dict.fromkeys(reports)),
            roles=tuple(roles.values()),
            known=min(one.entity.known for one in held),
        ),
    )


def published_again(entity: Entity, told: Told) -> Entity:
    """An entity of which some texts came out in further reports, given all reports of each."""
    reports = list(entity.reports)
    for published in told.values():
        ids = [recorded.fact.id for recorded in published]
        there = [reports.index(report) for report in ids if report in entity.reports]
        if there:
            reports[there[0] : there[-1] + 1] = ids
    days = {
        text: min((day for r in published if (day := day_of(r.fact))), default=None)
        for text, published in told.items()
    }
    roles = tuple(
        replace(role, on=days[role.evidence.text]) if role.evidence.text in days else role
        for role in entity.roles
    )
    return replace(entity, reports=tuple(reports), roles=roles)


def _made(tally: Tally, entity: Entity) -> Counted:
    named = replace(entity, kind=tally.kind, name=tally.name, variants=tally.variants)
    return Counted(named, tally)


def as_plain(tally: Tally) -> dict[str, Any]:
    """A tally as plain data."""
    return {
        "forms": dict(tally.forms),
        "kinds": {str(kind): number for kind, number in tally.kinds.items()},
        "texts": dict(tally.texts),
        "named": dict(tally.named),
        "person": tally.person,
    }


def from_plain(told: Mapping[str, Any]) -> Tally:
    """The tally that `as_plain` told."""
    kinds = Counter({MentionKind(kind): number for kind, number in told["kinds"].items()})
    return Tally(
        Counter(told["forms"]),
        kinds,
        Counter(told["texts"]),
        Counter(told["named"]),
        told["person"],
    )


def of_one(links: Iterable[tuple[str, str]], things: Iterable[str]) -> list[list[str]]:
    """The things that hang together by links, each group in order."""
    parent = {thing: thing for thing in things}

    def root(thing: str) -> str:
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    for one, other in links:
        parent[root(one)] = root(other)
    groups: dict[str, list[str]] = {}
    for thing in sorted(parent):
        groups.setdefault(root(thing), []).append(thing)
    return list(groups.values())
