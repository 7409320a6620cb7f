"""The whole record in the shape of the story guideline, with spans beside every quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.domain.amounts import Amount
from onrecord.domain.ids import content_id
from onrecord.domain.text import Quote
from onrecord.domain.times import AsOf
from onrecord.domain.words import MentionKind, Mode, StatementKind
from onrecord.domain.world import (
    Balance,
    Commitment,
    Dispute,
    Evidence,
    PartyRef,
    Rendering,
    Utterance,
    World,
)
from onrecord.ledger.balances import balance, is_currency, units
from onrecord.ledger.beneficiaries import WorkedOut, beneficiaries, with_beneficiaries
from onrecord.ledger.names import plain, plain_unit
from onrecord.linking.external import external_ids
from onrecord.views.held import NOW, Desk, Reader, ReportRef, world_at
from onrecord.views.needs import NeedRow, needs

Shape = dict[str, Any]

RENDERED = (Mode.SAID, Mode.DENIED)
"""Modes that are sayings; a thought is none, nor is a request told with an infinitive."""

_NOBODY = frozenset(
    "a all an both each either every he her him his i it its neither of our she some such that the"
    " their them they this those us we which who you your".split(" ")
)
"""Words that name nobody when they stand alone: a pronoun that no reader resolved."""

_MARKS = '"“”„«»‹›'
"""Quotation marks that are nothing else; a single one may be an apostrophe and stays."""

_SPACE = " \t\n\r\u00a0"


def story_record(reader: Reader, as_of: AsOf = NOW) -> Shape:
    """The record as JSON-ready lists and dicts, in stable order."""
    told = shape_of(world_at(reader, as_of), Desk(reader), as_of)
    return {**told, "needs": [_need(row) for row in needs(reader, withdrawn=True, as_of=as_of)]}


def shape_of(world: World, desk: Desk, as_of: AsOf) -> Shape:
    """A world as JSON-ready lists and dicts; report ids are those that the inputs carried."""
    names = _Names(desk, world)
    utterances = [_utterance(u, names) for u in world.utterances if u.mode in RENDERED]
    titles = {ref.id: ref.title for ref in names.reports}
    worked_out = beneficiaries(world.commitments, world.stories, world.entities, titles)
    made = with_beneficiaries(world.commitments, worked_out)
    commitments = [_commitment(c, names, worked_out.get(c.id)) for c in made]
    lines = {line["id"] for line in (*utterances, *commitments)}
    return {
        "reports": [_report(names.given[ref.id], ref, desk) for ref in names.reports],
        "entities": [
            {
                "id": e.id,
                "kind": str(e.kind if e.kind is not MentionKind.OTHER else "organisation"),
                "name": e.name,
                "variants": list(e.variants),
                "ids": {one.scheme: one.id for one in external_ids(e.kind, e.name, e.variants)},
            }
            for e in world.entities
            if e.kind is not MentionKind.OTHER or e.id in names.used
        ]
        + list(names.unresolved.values()),
        "stories": [
            {"id": s.id, "title": s.title, "reports": [names.given[r] for r in s.reports]}
            for s in world.stories
        ],
        "copies": [
            {"copy": names.given[c.copy], "of": names.given[c.of], "kind": str(c.kind)}
            for c in world.copies
        ],
        "utterances": utterances,
        "commitments": commitments,
        "disputes": [_dispute(d, names) for d in world.disputes if d.about in lines],
        "balances": [_balance(b) for b in _balances(made, names, as_of)],
    }


@dataclass
class _Names:
    """Reports by the ids that they are exported under, and parties that are no entity."""

    desk: Desk
    world: World
    reports: list[ReportRef] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    unresolved: dict[str, Shape] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = {r for story in self.world.stories for r in story.reports}
        self.reports = sorted((self.desk.report(r) for r in found), key=lambda r: (r.known, r.id))
        taken: dict[str, int] = {}
        for ref in self.reports:
            taken[ref.given] = taken.get(ref.given, 0) + 1
            number = taken[ref.given]
            self.given[ref.id] = ref.given if number == 1 else f"{ref.given}~{number}"

    def party(self, party: PartyRef) -> str | None:
        """The entity's id; for a described group ("NATO members") an entity made for it."""
        if party.entity is not None:
            self.used.add(party.entity)
            return party.entity
        words = plain(party.name).split()
        bare = len(words) == 1 and party.name[:1].islower()
        if bare or all(word in _NOBODY for word in words):
            return None
        identifier = content_id("entity", "named", " ".join(words))
        self.unresolved.setdefault(
            identifier,
            {
                "id": identifier,
                "kind": "organisation",
                "name": party.name,
                "variants": [party.name],
                "ids": {},
            },
        )
        return identifier

    def parties(self, parties: Iterable[PartyRef]) -> list[str]:
        found = (self.party(party) for party in parties)
        return list(dict.fromkeys(p for p in found if p is not None))


def _report(given: str, ref: ReportRef, desk: Desk) -> Shape:
    digest = desk.digest(ref.id)
    text = desk.text(digest)
    return {
        "id": given,
        "outlet": ref.outlet,
        "url": ref.url,
        "published": ref.published,
        "title": ref.title,
        "text": "" if text is None else text.content,
    }


def _utterance(utterance: Utterance, names: _Names) -> Shape:
    names.used.update(utterance.speakers)
    speaker = utterance.speakers[0] if utterance.speakers else None
    if speaker is None and utterance.names:
        speaker = names.party(PartyRef(None, utterance.names[0]))
    return {
        "id": utterance.id,
        "speaker": speaker,
        "on": utterance.on,
        "origins": utterance.origins,
        "renderings": [_rendering(r, names) for r in utterance.renderings],
    }


def _rendering(rendering: Rendering, names: _Names) -> Shape:
    evidence = rendering.evidence
    direct = rendering.kind is StatementKind.DIRECT
    quote = stretch(evidence.quotes, names.desk, evidence.text, direct)
    return {
        "report": names.given[evidence.report],
        "quote": quote.words,
        "spans": [[quote.start, quote.end]],
        "kind": str(rendering.kind),
        "via": list(rendering.via),
    }


def stretch(quotes: Sequence[Quote], desk: Desk, digest: str, direct: bool) -> Quote:
    """One stretch from the first to the last word, without the last point and, if it is direct
    speech, without its outer marks; a tag between stays."""
    text = desk.text(digest)
    if text is None:
        return quotes[0]
    start = min(quote.start for quote in quotes)
    end = max(quote.end for quote in quotes)
    words = text.content[start:end]
    marks = _MARKS if direct or _wrapped(words) else ""
    left = len(words) - len(words.lstrip(_SPACE + marks))
    right = len(words.rstrip(_SPACE + ",.;" + marks))
    return text.quote(start + left, start + right) if left < right else text.quote(start, end)


def _wrapped(words: str) -> bool:
    """Whether one pair of marks holds all the words."""
    words = words.strip(_SPACE + ",.;")
    return len(words) > 2 and words[0] in _MARKS and not set(words[1:-1]) & set(_MARKS)


def _evidence(evidence: Evidence, names: _Names) -> list[Shape]:
    return [
        {
            "report": names.given[evidence.report],
            "quote": quote.words,
            "spans": [[quote.start, quote.end]],
        }
        for quote in evidence.quotes
    ]


def _all(evidence: Iterable[Evidence], names: _Names) -> list[Shape]:
    return [quote for each in evidence for quote in _evidence(each, names)]


def _commitment(made: Commitment, names: _Names, worked_out: WorkedOut | None) -> Shape:
    return {
        "id": made.id,
        "by": names.parties(made.by),
        "others": list(made.others),
        "distribution": str(made.distribution),
        "to": names.parties(made.to),
        "to_worked_out": None
        if worked_out is None
        else {
            "to": names.party(worked_out.party),
            "reason": worked_out.reason,
            "evidence": _all(worked_out.evidence, names),
        },
        "asked_by": names.parties(made.asked_by),
        "category": str(made.category),
        "what": made.what,
        "score": round(made.score, 4),
        "quantity": _amount(made.quantity, unit=True),
        "when": made.when,
        "conditions": [
            {
                "text": condition.words,
                "kind": str(condition.kind),
                "state": str(condition.state),
                "evidence": _all(condition.evidence, names),
                "changed": _all(condition.changed, names),
            }
            for condition in made.conditions
        ],
        "history": [
            {
                "stage": str(step.stage),
                "on": step.on,
                "quantity": _amount(step.quantity, unit=True),
                "evidence": _all(step.evidence, names),
            }
            for step in made.history
        ],
        "stage": str(made.stage),
        "origins": made.origins,
    }


def _dispute(dispute: Dispute, names: _Names) -> Shape:
    return {
        "id": dispute.id,
        "about": dispute.about,
        "kind": str(dispute.kind),
        "sides": [
            {"value": side.value, "evidence": _all(side.evidence, names)} for side in dispute.sides
        ],
    }


def _balances(commitments: Sequence[Commitment], names: _Names, as_of: AsOf) -> Iterable[Balance]:
    """Each unit towards all and towards each beneficiary, at the end of the last day told."""
    told = {ref.id: ref.day for ref in names.reports}
    days = [day for day in told.values() if day is not None]
    on = as_of.on
    if on is None and days:
        on = date.fromisoformat(max(days))
    by_unit: dict[str, list[Commitment]] = {}
    for made in commitments:
        if made.quantity is not None and made.quantity.unit is not None:
            by_unit.setdefault(made.quantity.unit, []).append(made)
    merged: dict[str, list[Commitment]] = {}
    for unit, told_in in by_unit.items():
        merged.setdefault(unit if is_currency(unit) else plain_unit(unit), []).extend(told_in)
    for unit in units(commitments):
        counted = merged[unit if is_currency(unit) else plain_unit(unit)]
        towards = {p.entity: p for made in counted for p in made.to if p.entity is not None}
        for to in (None, *towards.values()):
            yield balance(counted, unit, to, on, told)


def _balance(row: Balance) -> Shape:
    return {
        "unit": row.unit,
        "to": None if row.to is None else row.to.entity,
        "as_of": None if row.as_of is None else row.as_of.isoformat(),
        "requested": _amount(row.requested),
        "announced": _amount(row.announced),
        "agreed": _amount(row.agreed),
        "fulfilled": _amount(row.fulfilled),
    }


def _need(row: NeedRow) -> Shape:
    gone = row.withdrawn
    return {
        "id": row.id,
        "item": row.item,
        "amount": _amount(row.amount),
        "per": None if row.per is None else str(row.per),
        "from": row.start.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "to": row.to,
        "source": row.source,
        "withdrawn": None if gone is None else {"by": gone.actor, "reason": gone.reason},
    }


def _amount(amount: Amount | None, unit: bool = False) -> Shape | None:
    if amount is None:
        return None
    bounds: Shape = {"min": number(amount.min), "max": number(amount.max)}
    return {**bounds, "unit": amount.unit or ""} if unit else bounds


def number(value: Decimal | None) -> int | float | None:
    """A bound as a JSON number: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
