"""What a line is made of, member by member, and lines that it may be one with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from onrecord.domain.annotations import Annotation, Mention, Pledge, Statement
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.ids import kind_of
from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, Entity, Evidence, Utterance, World
from onrecord.ledger.names import plain
from onrecord.views.concerns import concerns
from onrecord.views.facts import quotes_of
from onrecord.views.held import NOW, Desk, Passage, Reader, world_at
from onrecord.views.rows import title_of

SHOWN = 60
"""Members of one line on its page; a name of many reports has more."""

NAMED = 3
"""Mentions looked at for each that is shown: a text names somebody about so often (2026-11)."""

LIKE = 8
"""Lines that are offered to be merged with."""

USUAL = 2_000
"""What more lines share than this (every saying of a head of state) says nothing of likeness, and
is not gone through (2026-11)."""

WEIGHT = {"who": 3, "named": 2}
"""How much it says that lines share a party or speaker, or a word of a name; other words say 1."""

Joinable = Commitment | Utterance | Entity


@dataclass(frozen=True, slots=True)
class Member:
    """One telling, rendering or name (the first of its text), in its paragraph, and how it was
    read."""

    id: str
    note: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Like:
    """Another line of the same kind, and why it is offered."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Members:
    """A line with its members; `more` are not shown."""

    id: str
    kind: str
    title: str
    members: tuple[Member, ...]
    more: int
    like: tuple[Like, ...]


def members(reader: Reader, identifier: str, words: str = "", as_of: AsOf = NOW) -> Members:
    """A commitment, a saying or a name with its members, and other lines like it.

    With `words` those whose title holds them all. Raises UnknownId, UsageError for other lines.
    """
    world = world_at(reader, as_of)
    tables: dict[str, Sequence[Joinable]] = {
        "commitment": world.commitments,
        "utterance": world.utterances,
        "entity": world.entities,
    }
    kind = kind_of(identifier) or ""
    if kind not in tables:
        raise UsageError("commitments, sayings and names are merged and split; nothing else")
    line = concerns(world).lines.get(identifier)
    if not isinstance(line, Joinable):
        raise UnknownId(f"no line has the id {identifier!r} now; it may be part of another one")
    ids = _ids(line)
    held = list(_first_of_text(reader.annotations(ids[: SHOWN * NAMED]).values(), ids))
    desk = Desk(reader)
    first = reader.first_reports([one.text for one in held[:SHOWN]])
    shown = tuple(_member(first[one.text], desk, one) for one in held[:SHOWN])
    like = _searched(tables[kind], line, words) if words else _like(world, kind, line)
    more = max(0, len(held) - SHOWN) + max(0, len(ids) - SHOWN * NAMED)
    return Members(identifier, kind, _title(line), shown, more, tuple(like[:LIKE]))


def _ids(line: Joinable) -> tuple[str, ...]:
    if isinstance(line, Commitment):
        return line.pledges
    if isinstance(line, Utterance):
        return tuple(dict.fromkeys(r.statement for r in line.renderings))
    return line.mentions


def _first_of_text(found: Iterable[Annotation], ids: Sequence[str]) -> Iterable[Annotation]:
    """In the order of the line; of a name's mentions in a text the first alone."""
    by_id = {one.id: one for one in found}
    seen = set()
    for one in (by_id[i] for i in ids if i in by_id):
        key = (one.text, one.name) if isinstance(one, Mention) else one.id
        if key not in seen:
            seen.add(key)
            yield one


def _member(report: str, desk: Desk, one: Annotation) -> Member:
    evidence = Evidence(report, one.text, quotes_of(one), one.id, 0)
    return Member(one.id, _note(one), desk.passage(evidence))


def _note(one: Annotation) -> str:
    if isinstance(one, Pledge):
        by = ", ".join(party.name for party in one.by) or "nobody named"
        return f"{str(one.stage).replace('_', ' ')}, by {by}"
    if isinstance(one, Statement):
        return f"{one.kind}, {', '.join(one.speakers) or 'unknown speaker'}"
    return f"{one.kind}: {one.name}" if isinstance(one, Mention) else ""


def _title(line: Joinable) -> str:
    return line.name if isinstance(line, Entity) else title_of(line)


def _searched(lines: Iterable[Joinable], own: Joinable, words: str) -> list[Like]:
    """Lines whose title, or one of whose names, holds all the words; or the one with that id."""
    wanted = plain(words).split()
    found = []
    for line in lines:
        if line.id == own.id:
            continue
        names = " ".join(line.variants) if isinstance(line, Entity) else ""
        told = plain(f"{_title(line)} {names}").split()
        if (wanted and all(word in told for word in wanted)) or line.id.startswith(words.strip()):
            found.append(Like(line.id, _title(line), ""))
            if len(found) == LIKE:
                break
    return found


def _like(world: World, kind: str, own: Joinable) -> list[Like]:
    """The lines that share most with this one: parties and words, speakers and words, names."""
    lines, alike = concerns(world).alike(kind, traits)
    weights: Counter[int] = Counter()
    for trait in traits(own):
        places = alike.get(trait, ())
        if len(places) <= USUAL:
            weight = WEIGHT.get(trait.partition(" ")[0], 1)
            weights.update(dict.fromkeys(places, weight))
    best = [
        (-weight, lines[place].id, lines[place])
        for place, weight in weights.items()
        if weight > 1 and lines[place].id != own.id
    ]
    found = []
    for _, _, line in nsmallest(LIKE, best, key=lambda one: one[:2]):
        words = {t.partition(" ")[2] for t in traits(own) & traits(line) if t[:4] != "who "}
        why = f"shares {', '.join(sorted(words)[:6])}" if words else "of the same parties"
        found.append(Like(line.id, _title(line), why))
    return found


def traits(line: Joinable) -> frozenset[str]:
    """What a line has that another one like it may have too."""
    if isinstance(line, Entity):
        names = {word for name in line.variants for word in plain(name).split() if len(word) > 2}
        return frozenset(f"named {word}" for word in names)
    if isinstance(line, Commitment):
        who = {f"who {party.entity or plain(party.name)}" for party in (*line.by, *line.to)}
        words = plain(line.what).split()
        return frozenset(who | {f"word {word}" for word in words if len(word) > 3})
    who = {f"who {speaker}" for speaker in line.speakers or line.names}
    told = " ".join(quote.words for quote in line.renderings[0].evidence.quotes)
    return frozenset(who | {f"word {word}" for word in plain(told).split() if len(word) > 3})
