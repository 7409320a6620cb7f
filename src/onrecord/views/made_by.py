"""Which stage of the reading each field of a pledge came from."""

from __future__ import annotations

from onrecord.domain.annotations import Pledge, Reading, Statement

PLEDGES = "pledges.v1"


def made_by(field: str, pledge: Pledge, reading: Reading) -> str:
    """The stage that gave a field, in the names that `reading` gives its stages."""
    if field == "when" and pledge.when is not None:
        span = pledge.when.quote.span
        if any(time.quote.span.overlaps(span) for time in reading.times):
            return "times.v1"
    if field == "quantity" and pledge.quantity in reading.quantities:
        return "quantities.v1"
    parties = {"by": pledge.by, "to": pledge.to, "asked_by": pledge.asked_by}.get(field, ())
    if any(party.name != party.quote.words for party in parties):
        return f"{PLEDGES}, the name by references.v1"
    if field == "source" and carrier(pledge, reading) is not None:
        return "speakers.v1"
    return PLEDGES


def carrier(pledge: Pledge, reading: Reading) -> Statement | None:
    """The statement that carries a pledge."""
    return next((s for s in reading.statements if s.id == pledge.statement), None)
