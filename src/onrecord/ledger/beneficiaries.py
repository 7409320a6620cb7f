"""Whom an undertaking is for where its own sentence does not say: worked out from its story.

What a report says is never changed: a beneficiary that was worked out stands beside what was told,
with the reason and the words that it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.domain.world import Commitment, Entity, Evidence, PartyRef, Story
from onrecord.ledger.names import plain

GIVES = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|send(?:s|ing)?|sent|lend(?:s|ing)?|lent"
    r"|(?:provid|donat|financ|contribut)(?:e[sd]?|ing)|suppl(?:y|ies|ied|ying)"
    r"|(?:deliver|fund|transfer|equip|train|guarantee|hand)(?:s|ed|ped|red|d|ing|ping|ring)?)\b",
    re.I,
)
"""Verbs of giving. What is told with none of them and without a number ("will lift its ban", "takes
no part") is mostly for nobody: of 8 such undertakings in `examples/summits-record` 5 (2026-11)."""

LEAST = 3
"""Votes from which a story has a beneficiary: two for each undertaking told to be for somebody or
asked for by them, one for each headline that names them (2026-11)."""

AHEAD = 2.0
"""The beneficiary has at least so many times the votes of the next one that is asked or given."""

PREFIX = 5
"""From so many letters on a name may begin a word of a headline ("Armenia" in "Armenian")."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A party that no sentence of the undertaking names, why it is meant, and the words for it."""

    party: PartyRef
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Votes:
    told: list[Commitment]
    asked: list[Commitment]
    titles: list[str]

    @property
    def count(self) -> int:
        return 2 * len(self.told) + 2 * len(self.asked) + len(self.titles)


def beneficiaries(
    commitments: Sequence[Commitment],
    stories: Iterable[Story],
    entities: Iterable[Entity],
    titles: Mapping[str, str | None],
) -> Mapping[str, WorkedOut]:
    """Commitment -> whom it is for, where its sentences name nobody but its story has one.

    `titles` are the headlines of the stories' reports.
    """
    held = {entity.id: entity for entity in entities}
    reports = {c.id: _reports(c) for c in commitments}
    found: dict[str, list[WorkedOut | None]] = {}
    for story in stories:
        inside = set(story.reports)
        members = [c for c in commitments if reports[c.id] & inside]
        if not any(map(_open, members)):
            continue
        votes = _votes(members, story, held, titles)
        for made in members:
            if _open(made) and 2 * len(reports[made.id] & inside) >= len(reports[made.id]):
                found.setdefault(made.id, []).append(_chosen(made, votes, len(story.reports)))
    return {
        made: told[0]
        for made, told in found.items()
        if told[0] is not None and len({t and t.party.entity for t in told}) == 1
    }


def with_beneficiaries(
    commitments: Iterable[Commitment], worked_out: Mapping[str, WorkedOut]
) -> list[Commitment]:
    """The commitments, each with the beneficiary worked out for it after those that were told."""
    return [
        replace(c, to=(*c.to, worked_out[c.id].party)) if c.id in worked_out else c
        for c in commitments
    ]


def _reports(made: Commitment) -> set[str]:
    return {evidence.report for step in made.history for evidence in step.evidence}


def _open(made: Commitment) -> bool:
    """Whether somebody known gives something, and nobody is told to get it."""
    if made.to or all(party.entity is None for party in made.by):
        return False
    return made.quantity is not None or any(
        GIVES.search(quote.words)
        for step in made.history
        for evidence in step.evidence
        for quote in evidence.quotes
    )


def _votes(
    members: Sequence[Commitment],
    story: Story,
    held: Mapping[str, Entity],
    titles: Mapping[str, str | None],
) -> Mapping[PartyRef, _Votes]:
    votes: dict[PartyRef, _Votes] = {}

    def of(party: PartyRef) -> _Votes:
        return votes.setdefault(party, _Votes([], [], []))

    for made in members:
        for party in made.to:
            if party.entity is not None and party not in made.by:
                of(party).told.append(made)
        for party in made.asked_by:
            if party.entity is not None and party not in made.by:
                of(party).asked.append(made)
    headlines = list(dict.fromkeys(t for report in story.reports if (t := titles.get(report))))
    for party, told in votes.items():
        entity = held.get(party.entity or "")
        names = {plain(v) for v in (*entity.variants, entity.name)} if entity else set()
        told.titles = [title for title in headlines if _names(title, names)]
    return votes


def _names(title: str, names: Iterable[str]) -> bool:
    words = plain(title).split()
    line = f" {' '.join(words)} "
    return any(
        f" {name} " in line or (len(name) >= PREFIX and any(w.startswith(name) for w in words))
        for name in names
    )


def _chosen(made: Commitment, votes: Mapping[PartyRef, _Votes], reports: int) -> WorkedOut | None:
    counts = Counter({party: told.count for party, told in votes.items()})
    ranked = counts.most_common(2)
    if not ranked or ranked[0][0] in made.by or ranked[0][1] < LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]:
        return None
    best = votes[ranked[0][0]]
    parts = [
        f"{len(best.told)} others are told to be for {ranked[0][0].name}" if best.told else "",
        f"{len(best.asked)} were asked for by it" if best.asked else "",
        f"{len(best.titles)} headlines of {reports} reports name it" if best.titles else "",
    ]
    reason = "of the story's undertakings " + ", ".join(part for part in parts if part)
    evidence = tuple(c.history[0].evidence[0] for c in (*best.told, *best.asked))[:3]
    return WorkedOut(ranked[0][0], reason, evidence)
