"""What undertakings depend on, what came of it, and the board of conditions of an accession."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.domain.times import AsOf
from onrecord.domain.words import Category, ConditionKind, ConditionState, MentionKind, Stage
from onrecord.domain.world import Commitment, HeldCondition, PartyRef, World
from onrecord.ledger.names import plain
from onrecord.linking.gazetteer import body_of
from onrecord.views.held import NOW, Desk, Quoted, Reader, world_at
from onrecord.views.matching import Named
from onrecord.views.rows import current_step, names_of

_MEMBERS = re.compile(
    r"\s+(?:members?|member states?|allies|leaders?|countries|states|governments?|capitals)$"
)
"""Words for all of a body's members: "NATO allies" decide for NATO."""

_MAY_JOIN = (Category.POLITICAL, Category.LEGAL, Category.SECURITY_GUARANTEE, Category.OTHER)
"""What a step into a body is also read as."""

_MEMBERSHIP = re.compile(r"\b(?:accession|acced\w+|membership|candidate status)\b", re.I)
_JOINING = re.compile(
    r"\b(?:join(?:s|ed|ing)?|admit\w*|admission|invit\w+|become a member)\b", re.I
)
_BODY = re.compile(
    r"\b(?:alliance|allies|union|bloc|members?|euro area|NATO|EU|BRICS|ASEAN|OECD|WTO)\b"
)
_EVENT = re.compile(r"\b(?:summit|meeting|talks|conference|visit|dinner|ceremony|exercise)\b", re.I)
"""Words of entering a body; joining and inviting need a body beside them and no event."""


@dataclass(frozen=True, slots=True)
class ConditionFilter:
    """What to look for; None is no limit. Names fit an entity under any of its names."""

    by: str | None = None
    to: str | None = None
    category: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition of an undertaking: as worded, by whom it is told, and what changed it.

    `changed` are the sentences that say so (of a disputed one those of every account), `on` the day
    that they tell, else that of their report. None has changed an open one.
    """

    commitment: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    category: Category
    what: str
    stage: Stage
    words: str
    kind: ConditionKind
    state: ConditionState
    told: Quoted
    changed: tuple[Quoted, ...]
    on: str | None


@dataclass(frozen=True, slots=True)
class PathLine:
    """An undertaking on the way into a body: an invitation, a refusal, a plan."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    stage: Stage
    on: str | None
    evidence: Quoted


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many conditions of a path are in a state."""

    state: ConditionState
    number: int


@dataclass(frozen=True, slots=True)
class Path:
    """The way of somebody into a body: what was undertaken on it, and its board of conditions.

    `states` counts the conditions of each state, in the order of `ConditionState`.
    """

    title: str
    parties: tuple[str, ...]
    states: tuple[StateCount, ...]
    conditions: tuple[ConditionLine, ...]
    undertakings: tuple[PathLine, ...]


def conditions(
    reader: Reader,
    wanted: ConditionFilter = ConditionFilter(),
    as_of: AsOf = NOW,
    limit: int | None = None,
) -> tuple[ConditionLine, ...]:
    """The conditions that fit, in the order in which their undertakings became known."""
    world, desk = world_at(reader, as_of), Desk(reader)
    named = Named(world)
    by = None if wanted.by is None else named.who(wanted.by)
    to = None if wanted.to is None else named.who(wanted.to)
    fitting = (
        _line(made, held, desk)
        for made in world.commitments
        if made.conditions
        and (by is None or by.any(made.by))
        and (to is None or to.any(made.to))
        and (wanted.category is None or plain(wanted.category) == plain(made.category))
        for held in made.conditions
        if wanted.state is None or wanted.state == held.state
    )
    return tuple(islice(fitting, limit))


def paths(reader: Reader, who: str | None = None, as_of: AsOf = NOW) -> tuple[Path, ...]:
    """The ways into bodies, those with the most conditions first; of one party if asked.

    An undertaking is on one when it is about membership, or tells in its words of joining a body.
    """
    world, desk = world_at(reader, as_of), Desk(reader)
    named = Named(world)
    asked = None if who is None else named.who(who)
    found = [
        _path([party for party in ends if party is not None], ends, made, desk)
        for ends, made in _Ways(world, named).grouped().items()
        if asked is None or asked.any(party for party in ends if party is not None)
    ]
    found.sort(key=lambda path: (-len(path.conditions), -len(path.undertakings), path.title))
    return tuple(found)


Ends = tuple[PartyRef | None, PartyRef | None]
"""Who is on the way, and into which body; None is not told."""


class _Ways:
    """Who wants to join what, by the parties of an undertaking and its words."""

    def __init__(self, world: World, named: Named) -> None:
        self._world = world
        self._named = named
        self._entities = {entity.id: entity for entity in world.entities}
        self._bodies = [
            (entity, _any_of((entity.name, *entity.variants)))
            for entity in world.entities
            if entity.kind is not MentionKind.PERSON and body_of(entity.name) is not None
        ]

    def grouped(self) -> Mapping[Ends, Sequence[Commitment]]:
        """The undertakings of each way, as they became known; half-told ones where they fit."""
        found: dict[Ends, list[Commitment]] = {}
        half: list[tuple[Ends, Commitment]] = []
        for made in self._world.commitments:
            words = _words(made)
            if not _joins(made, words):
                continue
            ends = self._ends(made, words)
            if None in ends:
                half.append((ends, made))
            else:
                found.setdefault(ends, []).append(made)
        for ends, made in half:
            fitting = [whole for whole in found if all(e is None or e in whole for e in ends)]
            if ends != (None, None):
                found.setdefault(fitting[0] if len(fitting) == 1 else ends, []).append(made)
        order = {made.id: place for place, made in enumerate(self._world.commitments)}
        return {ends: sorted(told, key=lambda made: order[made.id]) for ends, told in found.items()}

    def _ends(self, made: Commitment, words: str) -> Ends:
        to, by = ([self._whole(party) for party in side] for side in (made.to, made.by))
        bodies = [p for p in (*to, *by) if body_of(p.name) is not None]
        states = [p for p in (*to, *by) if self._kind(p) is MentionKind.PLACE]
        if not bodies:
            named = [entity for entity, form in self._bodies if form.search(words)]
            bodies = [PartyRef(e.id, e.name) for e in named] if len(named) == 1 else []
        if not bodies and made.category is Category.MEMBERSHIP:
            bodies = [p for p in (*to, *by) if self._kind(p) is MentionKind.ORGANISATION]
        return (states[0] if states else None, bodies[0] if bodies else None)

    def _kind(self, party: PartyRef) -> MentionKind | None:
        entity = self._entities.get(party.entity or "")
        if entity is None:
            return None
        body = body_of(entity.name) is not None and entity.kind is not MentionKind.PERSON
        return MentionKind.ORGANISATION if body else entity.kind

    def _whole(self, party: PartyRef) -> PartyRef:
        """The body that a party stands for: "NATO allies" for NATO, where that is a known name."""
        name, entity = party.name, party.entity
        body = _MEMBERS.sub("", name)
        if entity is None and body != name:
            meant = self._named.who(body).entities
            entity = next(iter(meant)) if len(meant) == 1 else None
        if entity in self._entities:
            return PartyRef(entity, self._entities[entity].name)
        return PartyRef(None, plain(name))


def _joins(made: Commitment, words: str) -> bool:
    """Whether an undertaking is a step into a body."""
    if made.category is Category.MEMBERSHIP:
        return True
    if made.category not in _MAY_JOIN:
        return False
    if _MEMBERSHIP.search(words):
        return True
    return bool(_JOINING.search(words) and _BODY.search(words) and not _EVENT.search(words))


def _words(made: Commitment) -> str:
    """All words that tell of an undertaking."""
    told = [made.what, *(condition.words for condition in made.conditions)]
    told += [q.words for step in made.history for e in step.evidence for q in e.quotes]
    return " ".join(dict.fromkeys(told))


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    listed = sorted({form for form in forms if len(form) > 1}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed)) or '(?!)'})\b")


def _path(parties: Sequence[PartyRef], ends: Ends, made: Sequence[Commitment], desk: Desk) -> Path:
    board = tuple(_line(one, held, desk) for one in made for held in one.conditions)
    counted = [
        StateCount(state, sum(line.state is state for line in board)) for state in ConditionState
    ]
    who, body = ("not told" if end is None else end.name for end in ends)
    return Path(
        title=f"{who} → {body}",
        parties=names_of(parties),
        states=tuple(one for one in counted if one.number),
        conditions=board,
        undertakings=tuple(_undertaking(one, desk) for one in made),
    )


def _undertaking(made: Commitment, desk: Desk) -> PathLine:
    step = current_step(made)
    return PathLine(
        made.id,
        names_of(made.by),
        names_of(made.to),
        made.what,
        made.stage,
        step.on,
        desk.quoted(step.evidence[0]),
    )


def _line(made: Commitment, held: HeldCondition, desk: Desk) -> ConditionLine:
    changed = tuple(desk.quoted(evidence) for evidence in held.changed)
    return ConditionLine(
        commitment=made.id,
        by=names_of(made.by),
        to=names_of(made.to),
        category=made.category,
        what=made.what,
        stage=made.stage,
        words=held.words,
        kind=held.kind,
        state=held.state,
        told=desk.quoted(held.evidence[0]),
        changed=changed,
        on=_day(made, held, changed),
    )


def _day(made: Commitment, held: HeldCondition, changed: Sequence[Quoted]) -> str | None:
    """The day of the step that the change is told with, else that of its first report."""
    told = {evidence.annotation for evidence in held.changed}
    days = [
        step.on
        for step in made.history
        if step.on is not None and any(e.annotation in told for e in step.evidence)
    ]
    days = days or [quoted.report.day for quoted in changed if quoted.report.day is not None]
    return min(days, default=None)
