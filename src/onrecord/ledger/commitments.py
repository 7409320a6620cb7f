"""One undertaking in the world out of all the pledges that tell of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.domain.amounts import Amount
from onrecord.domain.findings import Finding, finding
from onrecord.domain.ids import content_id
from onrecord.domain.words import LADDER, OTHERS, DisputeKind, Distribution, Stage
from onrecord.domain.world import Commitment, PartyRef, Step
from onrecord.ledger.conditions import conditions
from onrecord.ledger.lifecycle import Told, in_order, standing_stage
from onrecord.ledger.standing import Link
from onrecord.ledger.tellings import Telling, most_told, support
from onrecord.ledger.totals import Bounds, Totals, bounds, totals
from onrecord.ledger.wording import what


@dataclass(frozen=True, slots=True)
class Made:
    """A commitment, and what was odd about its steps."""

    commitment: Commitment
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A step before it is written: what it is told by, and which total it introduces."""

    told: Told
    tellings: tuple[Telling, ...]
    total: int | None


def commitment(
    tellings: Sequence[Telling], disputes: Sequence[Link], on: date | None
) -> Made | None:
    """The commitment that these tellings make, None when none of it had happened by `on`.

    `disputes` are the accepted disputes between pledges of this commitment: the side that fewer
    origins tell is left out of the history (a stage) or of the totals (a number).
    """
    first = min(tellings, key=lambda t: t.order)
    today = "9999-12-31" if on is None else on.isoformat()
    by_id = {telling.pledge.id: telling for telling in tellings}
    inside = [link for link in disputes if link.left in by_id and link.right in by_id]
    contested = _losing_stage(by_id, inside, tellings)
    standing = [
        t for t in tellings if t.pledge.id not in contested and (t.on or t.told or "") <= today
    ]
    if not standing:
        return None
    standing.sort(key=lambda t: (t.day, t.order))
    distribution = most_told(_naming(standing), lambda t: t.pledge.distribution)
    told = totals(standing, distribution, _losing_number(by_id, inside, tellings))
    disputed_dates = any(link.value == DisputeKind.DATE for link in inside)
    steps = _steps(standing, told, disputed_dates)
    stages = [step.told.stage for step in steps]
    stage, surprising = standing_stage(stages)
    happened = [telling for step in steps for telling in step.tellings]
    when, when_words = _when(happened)
    by = _parties(_not_spokesmen([t for t in standing if t.by]), "by")
    to = _parties([t for t in standing if t.to], "to")
    made = Commitment(
        id=content_id("commitment", first.pledge.id),
        by=_known(by) or by,
        distribution=distribution,
        to=_known(to) or to,
        asked_by=_askers(standing),
        category=most_told(standing, lambda t: t.pledge.category),
        what=what([t.pledge for t in sorted(standing, key=lambda t: t.order)]),
        quantity=told.totals[-1].amount if told.totals else None,
        when=when,
        when_words=when_words,
        conditions=conditions(standing, happened, _against(by_id, inside)),
        history=tuple(_step(step, told) for step in steps),
        stage=stage,
        origins=len({telling.origin for telling in standing}),
        pledges=tuple(t.pledge.id for t in sorted(tellings, key=lambda t: t.order)),
        score=max(telling.pledge.score for telling in standing),
        known=min(telling.known for telling in standing),
        others=_others(by),
    )
    return Made(made, tuple(_surprise(made, one, other) for one, other in surprising))


def _steps(tellings: Sequence[Telling], told: Totals, disputed_dates: bool) -> list[_Numbered]:
    """Tellings of one stage and one total are one step; what was taken up again is another."""
    ends = sorted(
        {t.on for t in tellings if t.on and t.pledge.stage in (Stage.WITHDRAWN, Stage.BROKEN)}
    )
    introduced: dict[Stage, list[int]] = {}
    for place, total in enumerate(told.totals):
        introduced.setdefault(total.stage, []).append(place)
    parts: dict[tuple[Stage, int, int | None], list[Telling]] = {}
    for telling in tellings:
        stage = telling.pledge.stage
        again = _after(ends, telling) if stage in LADDER else 0
        number = _part(telling, introduced.get(stage, []), told)
        parts.setdefault((stage, again, number), []).append(telling)
    listed = [(number, part) for (_, _, number), part in parts.items()]
    steps = [
        Told(stage, _on(part, disputed_dates), _first_told(part), part[0].order[0], place)
        for place, ((stage, _, _), part) in enumerate(parts.items())
    ]
    return [
        _Numbered(step, tuple(listed[step.part][1]), listed[step.part][0])
        for step in in_order(steps)
    ]


def _after(ends: Sequence[str], telling: Telling) -> int:
    """How many ends lie before a dated step forward: what was withdrawn was taken up again."""
    if telling.on is None or LADDER.index(telling.pledge.stage) < LADDER.index(Stage.ANNOUNCED):
        return 0
    return sum(1 for end in ends if end < telling.on)


def _part(telling: Telling, introduced: Sequence[int], told: Totals) -> int | None:
    """Which total of its own stage a telling belongs to; without a number the one that stood."""
    if not introduced:
        return None
    number = told.of.get(telling.pledge.id)
    if number in introduced:
        return number
    stood = [n for n in introduced if told.totals[n].day <= telling.day]
    return stood[-1] if stood else introduced[0]


def _on(part: Sequence[Telling], disputed_dates: bool) -> str | None:
    """The day of a step: the earliest told, or in a dispute the one that most origins tell.

    None when a report told of it before the earliest day that any report gives.
    """
    dated = [telling for telling in part if telling.on is not None]
    if not dated:
        return None
    if disputed_dates:
        return most_told(dated, lambda t: t.on)
    earliest = min(telling.on for telling in dated if telling.on is not None)
    first = _first_told(part)
    return None if first is not None and first < earliest else earliest


def _first_told(part: Sequence[Telling]) -> str | None:
    return min((telling.told for telling in part if telling.told), default=None)


def _step(step: _Numbered, told: Totals) -> Step:
    tellings = sorted(step.tellings, key=lambda t: t.order)
    return Step(
        stage=step.told.stage,
        on=step.told.on,
        evidence=tuple(e for telling in tellings for e in telling.evidence),
        quantity=None if step.total is None else told.totals[step.total].amount,
        known=min(telling.known for telling in tellings),
    )


def _losing_stage(
    by_id: Mapping[str, Telling], disputes: Sequence[Link], tellings: Sequence[Telling]
) -> set[str]:
    """Pledges whose claim of a stage fewer origins tell; even, the party's own account stands."""
    backed = support(tellings, lambda t: t.pledge.stage)
    losing: set[str] = set()
    for link in disputes:
        if link.value not in (DisputeKind.STAGE, DisputeKind.POLARITY):
            continue
        sides = (by_id[link.left], by_id[link.right])
        if sides[0].pledge.stage != sides[1].pledge.stage:
            losing.add(min(sides, key=lambda t: _weight(t, len(backed[t.pledge.stage]))).pledge.id)
    return losing if len(losing) < len(tellings) else set()


def _against(
    by_id: Mapping[str, Telling], disputes: Sequence[Link]
) -> Mapping[str, Sequence[Telling]]:
    """For each telling those that say otherwise of how far the undertaking is."""
    found: dict[str, list[Telling]] = {}
    for link in disputes:
        if link.value in (DisputeKind.STAGE, DisputeKind.POLARITY):
            found.setdefault(link.left, []).append(by_id[link.right])
            found.setdefault(link.right, []).append(by_id[link.left])
    return found


def _losing_number(
    by_id: Mapping[str, Telling], disputes: Sequence[Link], tellings: Sequence[Telling]
) -> set[Bounds]:
    backed = support(
        [t for t in tellings if t.pledge.quantity],
        lambda t: bounds(t.pledge.quantity.amount) if t.pledge.quantity else (None, None),
    )
    losing: set[Bounds] = set()
    for link in disputes:
        sides = [(by_id[side], by_id[side].pledge.quantity) for side in (link.left, link.right)]
        weighed = [
            (_weight(telling, len(backed[bounds(q.amount)])), bounds(q.amount))
            for telling, q in sides
            if q is not None
        ]
        if (
            link.value == DisputeKind.NUMBER
            and len(weighed) == 2
            and len({b for _, b in weighed}) == 2
        ):
            losing.add(min(weighed, key=lambda pair: pair[0])[1])
    return losing


def _weight(telling: Telling, origins: int) -> tuple[int, bool, int, int, str]:
    """How much an account weighs: origins, then the party's own, then the first told."""
    own = telling.source is not None and telling.source in telling.by
    seq, start, identifier = telling.order
    return (origins, own, -seq, -start, identifier)


def _naming(tellings: Sequence[Telling]) -> Sequence[Telling]:
    return [telling for telling in tellings if telling.by] or tellings


def _parties(tellings: Sequence[Telling], side: str) -> tuple[PartyRef, ...]:
    """The parties that most origins name; even, the more of them; in the order first told."""
    named = [telling for telling in tellings if _known(_of(telling, side))] or list(tellings)
    if not named:
        return ()
    origins = support(named, lambda t: frozenset(_of(t, side)))
    best = max(origins, key=lambda refs: (len(origins[refs]), len(_known(tuple(refs))), len(refs)))
    return next(_of(t, side) for t in named if frozenset(_of(t, side)) == best)


def _not_spokesmen(tellings: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings without those by one who is only the source of the others."""
    told_by: dict[PartyRef, set[frozenset[PartyRef]]] = {}
    sides = [frozenset(telling.by) for telling in tellings]
    for telling, side in zip(tellings, sides, strict=True):
        if telling.source is not None:
            told_by.setdefault(telling.source, set()).add(side)
    kept = [
        telling
        for telling, side in zip(tellings, sides, strict=True)
        if not all(told_by.get(party, set()) - {side} for party in side)
    ]
    return kept or tellings


def _of(telling: Telling, side: str) -> tuple[PartyRef, ...]:
    return telling.by if side == "by" else telling.to


def _known(parties: Collection[PartyRef]) -> tuple[PartyRef, ...]:
    return tuple(party for party in parties if party.entity is not None)


def _others(parties: Collection[PartyRef]) -> tuple[str, ...]:
    """Those beside the named who are a phrase of others: "other member states", "its allies"."""
    unnamed = [party.name for party in parties if party.entity is None]
    if len(unnamed) == len(parties):
        return ()
    return tuple(name for name in dict.fromkeys(unnamed) if OTHERS & set(name.lower().split()))


def _askers(tellings: Sequence[Telling]) -> tuple[PartyRef, ...]:
    asked = [party for t in sorted(tellings, key=lambda t: t.order) for party in t.asked_by]
    return tuple(dict.fromkeys(_known(asked) or asked))


def _when(tellings: Sequence[Telling]) -> tuple[str | None, str | None]:
    """The term that stands: the last one set, worked out and as worded."""
    for telling in reversed(tellings):
        if telling.term is not None and telling.pledge.when is not None:
            return telling.term.iso, telling.pledge.when.quote.words
    for telling in reversed(tellings):
        if telling.pledge.when is not None and telling.pledge.stage is not Stage.FULFILLED:
            return None, telling.pledge.when.quote.words
    return None, None


def _surprise(made: Commitment, one: Stage, other: Stage) -> Finding:
    return finding(
        "stage-surprising",
        f"commitment {made.id} ({made.what}) goes from {one} to {other}; see onrecord show "
        f"{made.id}, and say so if these are two undertakings",
        where=made.id,
    )


def amount_of(made: Commitment) -> Amount | None:
    """The amount of a commitment over all its parties: with `each` as often as it has parties."""
    if made.quantity is None or made.distribution is not Distribution.EACH:
        return made.quantity
    return made.quantity.times(max(1, len(made.by)))
