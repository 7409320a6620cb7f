"""A pledge as one telling of a commitment: dated, with its origin; and what most origins tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.domain.annotations import Pledge
from onrecord.domain.times import PartialDate
from onrecord.domain.world import Evidence, PartyRef
from onrecord.ledger.entities import Parties
from onrecord.ledger.index import Index, Order
from onrecord.ledger.names import plain
from onrecord.ledger.occasions import Occasions
from onrecord.ledger.origins import Origins

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Telling:
    """One pledge of a commitment, with what can be worked out for it alone."""

    pledge: Pledge
    by: tuple[PartyRef, ...]
    to: tuple[PartyRef, ...]
    asked_by: tuple[PartyRef, ...]
    source: PartyRef | None
    via: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sentence: str
    on: str | None
    term: PartialDate | None
    told: str | None
    order: Order
    known: int
    origin: str = ""

    @property
    def day(self) -> str:
        """The day it counts from: its own, else that of the first report; unknown comes last."""
        return self.on or self.told or "9999-12-31"


def outlets_of(index: Index) -> Iterable[str]:
    """Who published the reports."""
    return (r.fact.outlet for r in index.reports.values() if r.fact.outlet)


class Teller:
    """Makes tellings; keeps what is worked out once per text.

    `outlets` are those of the whole record, where the index is of a part of it.
    """

    def __init__(
        self, index: Index, parties: Parties, outlets: Iterable[str] | None = None
    ) -> None:
        self._index = index
        self._parties = parties
        self._occasions: dict[str, Occasions] = {}
        told = outlets if outlets is not None else outlets_of(index)
        self._outlets = frozenset(plain(outlet) for outlet in told)

    def occasions(self, text: str) -> Occasions:
        """The dates of a text's sayings and deeds."""
        if text not in self._occasions:
            self._occasions[text] = Occasions(self._index.sources[text])
        return self._occasions[text]

    def telling(self, pledge: Pledge) -> Telling:
        """A pledge as a telling, its origin still open."""
        source = self._index.sources[pledge.text]
        occasions = self.occasions(pledge.text)
        carrier = self._index.statements.get(pledge.statement or "")
        named = self._parties.party
        return Telling(
            pledge=pledge,
            by=tuple(dict.fromkeys(named(pledge.text, party) for party in pledge.by)),
            to=self._towards(pledge, () if carrier is None else carrier.via),
            asked_by=tuple(dict.fromkeys(named(pledge.text, p) for p in pledge.asked_by)),
            source=None if pledge.source is None else named(pledge.text, pledge.source),
            via=() if carrier is None else carrier.via,
            evidence=tuple(self._index.evidence(pledge.text, pledge.evidence, pledge.id)),
            sentence=occasions.sentence(pledge),
            on=occasions.done(pledge),
            term=occasions.term(pledge),
            told=source.told,
            order=self._index.order(pledge.text, pledge.trigger.start, pledge.id),
            known=source.known,
        )

    def _towards(self, pledge: Pledge, via: Sequence[str]) -> tuple[PartyRef, ...]:
        """Whom it is for; not where it is, whom a condition names, who does or reports it."""
        by = {self._parties.party(pledge.text, party) for party in pledge.by}
        found: dict[PartyRef, None] = {}
        lies = False
        for party in sorted(pledge.to, key=lambda p: p.quote.start):
            before = self._before(pledge.text, party.quote.start)
            lies = bool(_WHERE.search(before)) or (lies and bool(_AND.search(before)))
            ref = self._parties.party(pledge.text, party)
            bound = any(c.quote.span.covers(party.quote.span) for c in pledge.conditions)
            reports = plain(ref.name) in self._outlets or ref.name in via
            if not (lies or bound or reports or ref in by or plain(ref.name) in _NOBODY):
                found[ref] = None
        return tuple(found)

    def _before(self, text: str, start: int) -> str:
        content = self._index.sources[text].reading.fact.text.content
        return content[max(0, start - 20) : start]


_WHERE = re.compile(
    r"\b(?:in|at|near|between|from|around|across|through|inside|outside) (?:the )?$"
)
_AND = re.compile(r"(?:,|\band|\bor) (?:the )?$")
_NOBODY = frozenset(("", "the", "a", "an", "it", "them", "this", "that", "its", "their"))


def with_origins(tellings: Iterable[Telling], origins: Origins) -> list[Telling]:
    """The same tellings, each with the origin that it goes back to."""
    told = list(tellings)
    keys = origins.keys((telling.evidence[0].report, telling.via) for telling in told)
    return [replace(t, origin=keys[t.evidence[0].report, t.via]) for t in told]


def support(tellings: Iterable[Telling], value: Callable[[Telling], V]) -> Mapping[V, set[str]]:
    """For each value the origins that tell it, in order of first telling."""
    found: dict[V, set[str]] = {}
    for telling in tellings:
        found.setdefault(value(telling), set()).add(telling.origin)
    return found


def most_told(tellings: Sequence[Telling], value: Callable[[Telling], V]) -> V:
    """The value that most origins tell; then most tellings; then the first told."""
    origins = support(tellings, value)
    counts: dict[V, int] = {}
    for telling in tellings:
        counts[value(telling)] = counts.get(value(telling), 0) + 1
    best = max((len(origins[v]), counts[v]) for v in origins)
    return next(v for v in origins if (len(origins[v]), counts[v]) == best)
