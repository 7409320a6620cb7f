"""Commitments, sayings, disputes, entities and balances, asked for by name and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.domain.amounts import Amount
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding, finding
from onrecord.domain.rates import Rates
from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, Entity, PartyRef, Step, Utterance, World
from onrecord.ledger.balances import balance as sum_up
from onrecord.ledger.balances import is_currency, reached, units
from onrecord.ledger.money import Unpriced, priced
from onrecord.ledger.names import plain, same_unit
from onrecord.linking.external import external_ids
from onrecord.views.amounts import written
from onrecord.views.benefits import towards, worked_out
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Reader, world_at
from onrecord.views.lazily import Lazily
from onrecord.views.matching import Named, Who
from onrecord.views.measured import days_told, measured
from onrecord.views.rows import CommitmentRow as CommitmentRow
from onrecord.views.rows import ConditionRow as ConditionRow
from onrecord.views.rows import DisputeRow as DisputeRow
from onrecord.views.rows import EntityRow as EntityRow
from onrecord.views.rows import Rows, current_step
from onrecord.views.rows import SideRow as SideRow
from onrecord.views.rows import UtteranceRow as UtteranceRow


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """What to look for; None is no limit. Names fit an entity under any of its names.

    `item` are words of the object or the unit; `since` and `until` bound the day of the current
    stage (`on`, else the first report of it), as ISO dates that may be months or years.
    """

    by: str | None = None
    to: str | None = None
    category: str | None = None
    item: str | None = None
    stage: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What was told of a unit in all (`role` "all"), towards a party ("to") or by one ("by")."""

    party: str
    role: str
    requested: Amount | None
    announced: Amount | None
    agreed: Amount | None
    fulfilled: Amount | None
    commitments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """The balance of a unit at the end of a day (None: of all that is told).

    `rates` names the table by which other currencies were taken in, `findings` the amounts that it
    has no rate for.
    """

    unit: str
    on: date | None
    rows: tuple[BalanceRow, ...]
    rates: str | None = None
    findings: tuple[Finding, ...] = ()


def commitments(
    reader: Reader,
    wanted: CommitmentFilter = CommitmentFilter(),
    as_of: AsOf = NOW,
    limit: int | None = None,
) -> tuple[CommitmentRow, ...]:
    """The commitments that fit, first known first, at most `limit`."""
    return commitment_rows(reader, wanted, as_of)[:limit]


def commitment_rows(
    reader: Reader, wanted: CommitmentFilter = CommitmentFilter(), as_of: AsOf = NOW
) -> Lazily[CommitmentRow]:
    """Likewise all of them, each made when it is asked for."""
    world = world_at(reader, as_of)
    rows = Rows(world, Desk(reader))
    if wanted == CommitmentFilter():
        return Lazily(world.commitments, rows.commitment, rows.ready)
    named = Named(world)
    by = None if wanted.by is None else named.who(wanted.by)
    to = None if wanted.to is None else named.who(wanted.to)
    held = None if wanted.item is None else concerns(world).items.holding(wanted.item)
    fitting = [
        made
        for place, made in _of(world, by)
        if (by is None or by.any(made.by))
        and (to is None or to.any(towards(made, worked_out(world, rows.desk))))
        and (held is None or place in held or _counts(made, wanted.item))
        and _fits(made, wanted, rows.desk)
    ]
    return Lazily(fitting, rows.commitment, rows.ready)


def _of(world: World, by: Who | None) -> Iterable[tuple[int, Commitment]]:
    """The commitments that somebody may undertake, with their places; without a somebody all."""
    if by is None:
        return enumerate(world.commitments)
    places = concerns(world).parties
    some = {place for entity in (*by.entities, "") for place in places.get(entity, ())}
    return ((place, world.commitments[place]) for place in sorted(some))


def _counts(made: Commitment, item: str | None) -> bool:
    """Whether a commitment counts in a unit."""
    return item is not None and made.quantity is not None and same_unit(item, made.quantity.unit)


def _fits(made: Commitment, wanted: CommitmentFilter, desk: Desk) -> bool:
    if wanted.category is not None and plain(wanted.category) != plain(str(made.category)):
        return False
    if wanted.stage is not None and plain(wanted.stage) != plain(str(made.stage)):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    return between(day_told(current_step(made), desk), wanted.since, wanted.until)


def said(
    reader: Reader,
    name: str,
    about: str | None = None,
    as_of: AsOf = NOW,
    limit: int | None = None,
) -> tuple[UtteranceRow, ...]:
    """What somebody said ("" is everybody), about some words if given, first known first."""
    return said_rows(reader, name, about, as_of)[:limit]


def said_rows(
    reader: Reader, name: str, about: str | None = None, as_of: AsOf = NOW
) -> Lazily[UtteranceRow]:
    """Likewise all of it, each made when it is asked for."""
    world = world_at(reader, as_of)
    rows = Rows(world, Desk(reader))
    lines: Sequence[Utterance] = world.utterances
    if about is not None:
        words, places = concerns(world).words
        held = {places[number] for number in words.holding(about)}
        lines = [world.utterances[place] for place in sorted(held)]
    if name:
        who = Named(world).who(name)
        lines = [said for said in lines if who.speaks(said)]
    return Lazily(lines, rows.utterance, rows.ready)


def disputes(reader: Reader, as_of: AsOf = NOW, limit: int | None = None) -> tuple[DisputeRow, ...]:
    """The disputes, first known first."""
    return dispute_rows(reader, as_of)[:limit]


def dispute_rows(reader: Reader, as_of: AsOf = NOW) -> Lazily[DisputeRow]:
    """Likewise all of them, each made when it is asked for."""
    world = world_at(reader, as_of)
    rows = Rows(world, Desk(reader))
    return Lazily(
        world.disputes, lambda one: rows.dispute(one, rows.titles((one.about,))), rows.ready
    )


def entities(
    reader: Reader, name: str | None = None, as_of: AsOf = NOW, limit: int | None = None
) -> tuple[EntityRow, ...]:
    """Those who are named, or those that a name fits; most lines first."""
    return entity_rows(reader, name, as_of)[:limit]


def entity_rows(reader: Reader, name: str | None = None, as_of: AsOf = NOW) -> Lazily[EntityRow]:
    """Likewise all of them, each made when it is asked for."""
    world = world_at(reader, as_of)
    desk = Desk(reader)
    chosen: Sequence[Entity] = world.entities
    if name is not None:
        who = Named(world).who(name)
        chosen = [entity for entity in world.entities if entity.id in who.entities]
    active = concerns(world).active
    ordered = sorted(
        chosen,
        key=lambda e: (-sum(active.get(e.id, (0, 0))), -len(e.reports), e.name, e.id),
    )
    return Lazily(ordered, lambda entity: _entity(entity, active.get(entity.id, (0, 0)), desk))


def _entity(entity: Entity, lines: tuple[int, int], desk: Desk) -> EntityRow:
    return EntityRow(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        variants=entity.variants,
        roles=tuple(role.words for role in entity.roles),
        reports=len(entity.reports),
        commitments=lines[0],
        utterances=lines[1],
        known=entity.known,
        known_at=desk.report(entity.reports[0]).known_at,
        ids=external_ids(entity.kind, entity.name, entity.variants),
    )


def balance(
    reader: Reader,
    unit: str,
    to: str | None = None,
    as_of: AsOf = NOW,
    rates: Rates | None = None,
) -> BalanceTable:
    """How much of a unit was requested, announced, agreed and fulfilled: in all and by party.

    Each undertaking counts once, in the furthest stage that it had reached. With `rates` the unit
    is a currency, and money of every currency counts in it, at the rate of the day it was told.
    """
    world = world_at(reader, as_of)
    desk = Desk(reader)
    found = worked_out(world, desk)
    counted = measured(world, unit, to, rates is not None, found)
    told = days_told(counted, desk)
    findings: tuple[Finding, ...] = ()
    if rates is not None:
        counted, findings = _in_one(counted, unit, rates, told)
    forms = units(counted)
    unit = forms[0] if len(forms) == 1 else unit
    rows = [_balance_row(unit, "", "all", counted, told, as_of.on)]
    for role in ("to", "by"):
        shares: dict[PartyRef, list[Commitment]] = {}
        for made in counted:
            for party in towards(made, found) if role == "to" else made.by:
                shares.setdefault(party, []).append(made)
        for party in sorted(shares, key=lambda p: (plain(p.name), p.entity or "")):
            rows.append(_balance_row(unit, party.name, role, shares[party], told, as_of.on))
    source = None if rates is None else rates.source
    return BalanceTable(unit, as_of.on, tuple(rows), source, findings)


def _in_one(
    counted: Sequence[Commitment], currency: str, rates: Rates, told: Mapping[str, str | None]
) -> tuple[list[Commitment], tuple[Finding, ...]]:
    """Money in one currency, and what could not be brought into it. Raises UsageError."""
    if not is_currency(currency):
        raise UsageError(f"rates want a currency's code, such as EUR; got {currency!r}")
    found = [priced(made, currency, rates, told) for made in counted]
    missing = [_unknown(one, currency, rates) for _, some in found for one in some]
    return [made for made, _ in found], tuple(missing)


def _unknown(one: Unpriced, currency: str, rates: Rates) -> Finding:
    day = "an unknown day" if one.day is None else one.day.isoformat()
    return finding(
        "rate-unknown",
        f"{written(one.amount)} of {one.commitment}: no rate from {one.amount.unit} to {currency} "
        f"for {day} or the {rates.patience} days before it in {rates.source}",
        where=one.commitment,
    )


def _balance_row(
    unit: str,
    party: str,
    role: str,
    counted: Sequence[Commitment],
    told: Mapping[str, str | None],
    on: date | None,
) -> BalanceRow:
    """One row; a giver's own row takes one share of an `each`."""
    parts = [_share(made) for made in counted] if role == "by" else counted
    row = sum_up(parts, unit, None, on, told)
    ids = tuple(made.id for made in counted if reached(made, on, told)[0] is not None)
    return BalanceRow(party, role, row.requested, row.announced, row.agreed, row.fulfilled, ids)


def _share(made: Commitment) -> Commitment:
    return replace(made, by=made.by[:1])


def day_told(step: Step, desk: Desk) -> str | None:
    """The day of a step: its own, else that of the first report of it."""
    days = [day for e in step.evidence if (day := desk.report(e.report).day) is not None]
    return step.on or min(days, default=None)


def between(day: str | None, since: str | None, until: str | None) -> bool:
    """Whether a day lies within bounds; an unknown day lies within none."""
    if day is None:
        return False
    return (since is None or day >= since) and (until is None or day[: len(until)] <= until)
