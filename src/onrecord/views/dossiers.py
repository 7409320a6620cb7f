"""All about one commitment, one saying or one name, as a page of its own tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.domain.errors import UnknownId
from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.domain.world import Commitment, Entity, PartyRef, Step, Utterance, World
from onrecord.ledger.balances import is_currency
from onrecord.ledger.names import plain, same_unit
from onrecord.views.amounts import written
from onrecord.views.concerns import Concerns, concerns
from onrecord.views.held import NOW, Desk, Quoted, Reader, world_at
from onrecord.views.history import DecisionRow
from onrecord.views.judged import decided_about
from onrecord.views.lines import Lines
from onrecord.views.rows import CommitmentRow, DisputeRow, Rows, UtteranceRow, title_of
from onrecord.views.shown import Shown
from onrecord.views.tables import day_told
from onrecord.views.told_by import Origin, Telling, origins

RELATED = 8
"""Related commitments that a page shows."""

LOOKED = 4000
"""Commitments of its parties among which the related are looked for."""

LINES = 60
"""Lines of one kind about a name that its page shows; the tables have all of them."""

FEW = 12
"""A word that more commitments of the same parties share is no sign of the same item; so it came
out on records of the example summits ("weapons", "military"; 2026-11)."""

NUMBERS = frozenset("hundred hundreds thousand thousands million millions billion billions".split())

LATEST = 20
"""Reports, the latest, in which others are asked what they say about somebody."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a history; `day` is its own (`on`), else that of the first report of it."""

    stage: Stage
    on: str | None
    day: str | None
    quantity: str
    known: int
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A commitment beside this one, and what the two share."""

    row: CommitmentRow
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A day on which the record learned something about a line, and the stage known after it."""

    day: str
    stage: Stage
    what: str


@dataclass(frozen=True, slots=True)
class CommitmentDossier:
    """A commitment: its row and fields, its steps, who told it, what is disputed and related.

    `decided` is what people decided on it.
    """

    shown: Shown
    row: CommitmentRow
    steps: tuple[StepRow, ...]
    origins: tuple[Origin, ...]
    disputes: tuple[DisputeRow, ...]
    related: tuple[Related, ...]
    learned: tuple[Learned, ...]
    decided: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class UtteranceDossier:
    """A saying: its row and fields, every rendering by origin, what is disputed and decided."""

    shown: Shown
    row: UtteranceRow
    origins: tuple[Origin, ...]
    disputes: tuple[DisputeRow, ...]
    decided: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What a report calls somebody, with the day of that report."""

    words: str
    on: str | None
    evidence: Quoted


@dataclass(frozen=True, slots=True)
class EntityDossier:
    """A name: what it undertook, what towards it, what it said and what others said about it."""

    shown: Shown
    entity: Entity
    roles: tuple[RoleRow, ...]
    made: tuple[CommitmentRow, ...]
    towards: tuple[CommitmentRow, ...]
    asked: tuple[CommitmentRow, ...]
    said: tuple[UtteranceRow, ...]
    about: tuple[UtteranceRow, ...]
    totals: tuple[int, int, int, int]
    """How many there are of the first four, of which at most `LINES` stand there."""


Dossier = CommitmentDossier | UtteranceDossier | EntityDossier


def dossier(reader: Reader, identifier: str, as_of: AsOf = NOW) -> Dossier | None:
    """All about the line with this whole id; None for a line of another kind.

    Raises UnknownId when the record holds no such line, or did not then.
    """
    world = world_at(reader, as_of)
    line = concerns(world).lines.get(identifier)
    if line is None:
        raise UnknownId(f"the record holds no line {identifier!r} as of then")
    if isinstance(line, Commitment):
        return _commitment(reader, world, line, as_of)
    if isinstance(line, Utterance):
        return _utterance(reader, world, line, as_of)
    if isinstance(line, Entity):
        return _entity(reader, world, line, as_of)
    return None


def _commitment(reader: Reader, world: World, made: Commitment, as_of: AsOf) -> CommitmentDossier:
    desk = Desk(reader)
    rows = Rows(world, desk)
    tellings = [
        Telling(evidence, str(step.stage).replace("_", " "))
        for step in made.history
        for evidence in step.evidence
    ]
    steps = tuple(_step(step, desk) for step in made.history)
    return CommitmentDossier(
        shown=Lines(world, desk).show(made),
        row=rows.commitment(made),
        steps=steps,
        origins=origins(reader, world, tellings, as_of, desk),
        disputes=_disputes(concerns(world), made.id, rows),
        related=tuple(_related(concerns(world), made, rows)),
        learned=_learned(made.history, desk),
        decided=decided_about(reader, made.pledges, (t.evidence.text for t in tellings), as_of),
    )


def _step(step: Step, desk: Desk) -> StepRow:
    return StepRow(
        step.stage,
        step.on,
        day_told(step, desk),
        written(step.quantity),
        step.known,
        tuple(desk.quoted(evidence) for evidence in step.evidence),
    )


def _learned(history: Sequence[Step], desk: Desk) -> tuple[Learned, ...]:
    """What became known on which day, the first first; the stage is the last step known by then."""
    told = sorted(
        (evidence.known, place, evidence.report)
        for place, step in enumerate(history)
        for evidence in step.evidence
    )
    seen: set[int] = set()
    days: dict[str, Learned] = {}
    for _, place, report in told:
        at = desk.report(report).known_at
        news = "told again" if place in seen else str(history[place].stage).replace("_", " ")
        seen.add(place)
        if at is None:
            continue
        day = at.date().isoformat()
        what = news if day not in days else _and(days[day].what, news)
        days[day] = Learned(day, history[max(seen)].stage, what)
    return tuple(days[day] for day in sorted(days))


def _and(before: str, news: str) -> str:
    told = before.split(", ")
    return before if news in told else f"{before}, {news}"


def _disputes(known: Concerns, identifier: str, rows: Rows) -> tuple[DisputeRow, ...]:
    found = known.disputed.get(identifier, ())
    line = known.lines[identifier]
    title = title_of(line) if isinstance(line, Commitment | Utterance) else ""
    return tuple(rows.dispute(dispute, {identifier: title}) for dispute in found)


def _related(known: Concerns, made: Commitment, rows: Rows) -> Iterable[Related]:
    """Commitments that share a party and the item, or both sides; most shared first."""
    parties = dict.fromkeys(p.entity for p in (*made.by, *made.to) if p.entity is not None)
    near: dict[str, Commitment] = {}
    for entity in parties:
        for other in known.made.get(entity, ())[-LOOKED:]:
            if other.id != made.id:
                near[other.id] = other
    words = _words(made)
    others = {identifier: _words(other) & words for identifier, other in near.items()}
    usual = _usual(others.values())
    found = []
    for other in near.values():
        by, to = _shared(made.by, other.by), _shared(made.to, other.to)
        item = _unit(made, other) or sorted(others[other.id] - usual)[:2]
        if (item and (by or to)) or (by and to):
            told = [*(f"by {n}" for n in by), *(f"to {n}" for n in to), *item]
            found.append((bool(item), len(told), other.known, other.id, other, told))
    found.sort(key=lambda f: (-f[0], -f[1], -f[2], f[3]))
    for *_, other, told in found[:RELATED]:
        yield Related(rows.commitment(other), tuple(told))


def _shared(one: Iterable[PartyRef], other: Iterable[PartyRef]) -> list[str]:
    entities = {party.entity for party in other if party.entity is not None}
    return [party.name for party in one if party.entity in entities]


def _unit(made: Commitment, other: Commitment) -> list[str]:
    """The unit that both count in; a currency tells no item."""
    mine, theirs = made.quantity, other.quantity
    if mine and theirs and mine.unit and same_unit(mine.unit, theirs.unit):
        return [] if is_currency(mine.unit) else [mine.unit]
    return []


def _words(made: Commitment) -> frozenset[str]:
    """The longer words of an object that name none of the parties; shorter ones tell no item."""
    names = " ".join(party.name for party in (*made.by, *made.to, *made.asked_by))
    told = frozenset(word for word in plain(made.what).split() if len(word) > 4)
    return told - NUMBERS - set(plain(names).split())


def _usual(shared: Iterable[frozenset[str]]) -> frozenset[str]:
    """The words that more than `FEW` of the others share: they set nothing apart."""
    counts = Counter(word for words in shared for word in words)
    return frozenset(word for word, count in counts.items() if count > FEW)


def _utterance(reader: Reader, world: World, said: Utterance, as_of: AsOf) -> UtteranceDossier:
    desk = Desk(reader)
    rows = Rows(world, desk)
    tellings = [
        Telling(
            r.evidence,
            str(r.kind) + (f", via {' < '.join(r.via)}" if r.via else ""),
            r.via,
        )
        for r in said.renderings
    ]
    return UtteranceDossier(
        shown=Lines(world, desk).show(said),
        row=rows.utterance(said),
        origins=origins(reader, world, tellings, as_of, desk),
        disputes=_disputes(concerns(world), said.id, rows),
        decided=decided_about(
            reader,
            [r.statement for r in said.renderings],
            (r.evidence.text for r in said.renderings),
            as_of,
        ),
    )


def _entity(reader: Reader, world: World, entity: Entity, as_of: AsOf) -> EntityDossier:
    desk = Desk(reader)
    rows = Rows(world, desk)
    known = concerns(world)
    lines = known.made.get(entity.id, [])
    made = [c for c in lines if any(p.entity == entity.id for p in c.by)]
    towards = [c for c in lines if any(p.entity == entity.id for p in c.to)]
    asked = [c for c in lines if any(p.entity == entity.id for p in c.asked_by)]
    said = known.said.get(entity.id, [])
    return EntityDossier(
        shown=Lines(world, desk).show(entity),
        entity=entity,
        roles=tuple(RoleRow(r.words, r.on, desk.quoted(r.evidence)) for r in entity.roles),
        made=_rows(made, rows),
        towards=_rows(towards, rows),
        asked=_rows(asked, rows),
        said=tuple(rows.utterance(u) for u in _latest(said, LINES)),
        about=tuple(rows.utterance(u) for u in _about(reader, desk, known, entity, as_of)),
        totals=(len(made), len(towards), len(asked), len(said)),
    )


def _rows(made: Sequence[Commitment], rows: Rows) -> tuple[CommitmentRow, ...]:
    found = [rows.commitment(c) for c in made[-LINES:]]
    return tuple(sorted(found, key=lambda row: (row.on or row.evidence.report.day or "", row.id)))


def _latest(said: Sequence[Utterance], most: int) -> Sequence[Utterance]:
    return sorted(said[-most:], key=lambda u: (u.on or "", u.known, u.id))


def _about(
    reader: Reader, desk: Desk, known: Concerns, entity: Entity, as_of: AsOf
) -> Sequence[Utterance]:
    """What others say with this name in it, in the latest reports that have it."""
    reports = entity.reports[-LATEST:]
    mentioned = set(entity.mentions)
    told = [known.told_in.get(report, ((), (), ()))[0] for report in reports]
    texts = dict.fromkeys(desk.digest(report) for report in reports)
    places = {
        text: [(start, end) for name, start, end in names if name in mentioned]
        for text, names in reader.named(list(texts), as_of.known).items()
    }
    found: dict[str, Utterance] = {}
    for report, sayings in zip(reports, told, strict=True):
        for said in sayings:
            if said.id in found or entity.id in said.speakers:
                continue
            for rendering in said.renderings:
                evidence = rendering.evidence
                if evidence.report == report and any(
                    q.start <= start and end <= q.end
                    for q in evidence.quotes
                    for start, end in places.get(evidence.text, ())
                ):
                    found[said.id] = said
                    break
    return _latest(list(found.values()), LINES)
