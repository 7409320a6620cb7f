"""Who tells an undertaking of one of its parties, where each party has one of its own."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.domain.annotations import Pledge, Reading
from onrecord.domain.facts import Recorded
from onrecord.domain.times import AsOf
from onrecord.domain.words import Distribution
from onrecord.domain.world import Commitment, Entity, Evidence, PartyRef, World
from onrecord.ledger.names import plain
from onrecord.views.concerns import concerns
from onrecord.views.held import Reader
from onrecord.views.judged import stands
from onrecord.views.told_by import origins_of


def origins_by_party(
    reader: Reader, world: World, made: Commitment, as_of: AsOf
) -> Mapping[PartyRef, int]:
    """For each party of an `each` how many origins tell it of that party; else of all alike.

    "A, B and C will each send one" is an origin for each of the three, "A will send one" for A
    alone. What people put right counts as it stands.
    """
    every = dict.fromkeys(made.by, made.origins)
    if made.distribution is not Distribution.EACH or len(made.by) < 2 or made.origins < 2:
        return every
    told = [evidence for step in made.history for evidence in step.evidence]
    named = {one.annotation: _named(reader, one, as_of) for one in told}
    keys = origins_of(reader, world, [(one.report, ()) for one in told], as_of)
    found = {}
    for party in every:
        names = _names(world, party)
        own = [one for one in told if names & named[one.annotation]]
        count = len({keys[one.report, ()] for one in own})
        found[party] = made.origins if len(own) == len(told) else max(1, min(count, made.origins))
    return found


def _named(reader: Reader, told: Evidence, as_of: AsOf) -> frozenset[str]:
    """The parties that one telling names, in plain letters."""
    held = reader.get(told.annotation)
    if held is None or not isinstance(held.fact, Reading):
        return frozenset()
    reading = stands(reader, Recorded(held.fact, held.seq, held.recorded_at), as_of).now
    pledge = next((p for p in reading.annotations if p.id == told.annotation), None)
    by = pledge.by if isinstance(pledge, Pledge) else ()
    return frozenset(plain(party.name) for party in by)


def _names(world: World, party: PartyRef) -> frozenset[str]:
    """What a party is called, in plain letters."""
    entity = None if party.entity is None else concerns(world).lines.get(party.entity)
    others = entity.variants if isinstance(entity, Entity) else ()
    return frozenset(plain(name) for name in (party.name, *others))
