"""Who told a line: its evidence by independent origin, with what each words otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.ids import kind_of
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.times import AsOf
from onrecord.domain.words import Relation
from onrecord.domain.world import Evidence, World
from onrecord.ledger.groups import group
from onrecord.ledger.index import index
from onrecord.ledger.origins import Origins
from onrecord.ledger.origins import Telling as Told
from onrecord.ledger.standing import Link, standing
from onrecord.views.concerns import concerns
from onrecord.views.held import Desk, Passage, Reader, joined
from onrecord.views.shown import Piece, difference


@dataclass(frozen=True, slots=True)
class Telling:
    """Words of one report for a line, before they are grouped; `note` is how it gives them."""

    evidence: Evidence
    note: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one report for a line; `pieces` are "same" as the first wording told, or "new"."""

    passage: Passage
    note: str
    pieces: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether a word stands here that the first wording does not have there."""
        return any(piece.kind == "new" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Origin:
    """What one independent origin tells, its first report first, copies of it after."""

    wordings: tuple[Wording, ...]


def origins(
    reader: Reader, world: World, tellings: Sequence[Telling], as_of: AsOf, desk: Desk
) -> tuple[Origin, ...]:
    """The tellings by origin, in the order in which they became known."""
    keys = origins_of(reader, world, ((t.evidence.report, t.via) for t in tellings), as_of)
    desk.have((t.evidence for t in tellings), texts=True)
    ordered = sorted(tellings, key=lambda t: t.evidence.known)
    first = joined(ordered[0].evidence.quotes) if ordered else ""
    groups: dict[str, list[Wording]] = {}
    for told in ordered:
        pieces = worded(first, joined(told.evidence.quotes))
        wording = Wording(desk.passage(told.evidence), told.note, pieces)
        groups.setdefault(keys[told.evidence.report, told.via], []).append(wording)
    return tuple(Origin(tuple(group)) for group in groups.values())


def origins_of(
    reader: Reader, world: World, tellings: Iterable[Told], as_of: AsOf
) -> Mapping[Told, str]:
    """For each report with the chain through which it has the words: its origin."""
    told = set(tellings)
    if len(told) < 2:
        return dict.fromkeys(told, "")
    reports = concerns(world).copied_with(report for report, _ in told)
    return _origins(reader, world, reports, as_of).keys(told)


def _origins(reader: Reader, world: World, reports: Sequence[str], as_of: AsOf) -> Origins:
    """The origins among reports that take in every report that one of them copies, as in the fold.

    The copies are the world's; of all that hangs on the reports, thousands of links where a story
    runs for long, only who credits whom is looked up (2026-11).
    """
    held = tuple(
        Recorded(one.fact, one.seq, one.recorded_at)
        for one in map(reader.get, reports)
        if one is not None and isinstance(one.fact, Report)
    )
    texts = list(dict.fromkeys(one.fact.text for one in held))
    credits = tuple(reader.decisions(as_of.known, False, texts, (Relation.CREDITS,)))
    about = dict.fromkeys(d.fact.about for d in credits if kind_of(d.fact.about) == "proposal")
    proposals = tuple(
        Recorded(one.fact, one.seq, one.recorded_at)
        for one in map(reader.get, about)
        if one is not None and isinstance(one.fact, Proposal)
    )
    facts = Facts(held, {}, proposals, credits)
    found = index(facts, as_of)
    known = concerns(world).copies
    copies = dict.fromkeys(copy for report in found.reports for copy in known.get(report, ()))
    links = [Link(Relation.COPY_OF, c.copy, c.of, None, 1.0, False, "") for c in copies]
    holds = standing(facts, found, as_of)
    return Origins(found, group(found.reports, links, ()), holds.links(Relation.CREDITS))


def worded(first: str, words: str) -> tuple[Piece, ...]:
    """The words, cut into what the first wording has as well and what is new."""
    return tuple(piece for piece in difference(first, words) if piece.kind != "gone")
