"""What a few decisions of people change, without working out the whole record again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.domain.annotations import Annotation, Pledge, Statement
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.domain.world import World
from onrecord.ledger.index import Order
from onrecord.ledger.refold import Part, refold
from onrecord.record.store import Reader
from onrecord.views.concerns import concerns

JOINS = (Relation.SAME_COMMITMENT, Relation.SAME_UTTERANCE)
"""Relations between the members of lines that can be worked out apart from all others."""

TRACED = (*JOINS, Relation.COPY_OF, Relation.CREDITS, Relation.DISPUTES, None)

MOST = 300
"""Texts past which the whole record is worked out instead."""

ROUNDS = 20


def brought_up(reader: Reader, held: World, known: int, head: int) -> World | None:
    """The world at `head`, given the one at `known`; None where that wants a whole fold.

    It does where anything but decisions came in, where one is on names, copies or stories, where a
    line in dispute is touched, and where decisions are bound to what only older readings found.
    """
    made = [d for d in reader.decisions(head, people=True) if d.seq > known]
    if len(made) != head - known:
        return None
    new = [d.fact for d in made if not d.fact.by_second]
    if any(d.relation not in (*JOINS, None) for d in new):
        return None
    if any(d.relation is None and d.left.kind not in ("pledge", "statement") for d in new):
        return None
    if not new:
        return held
    part = _Tracing(reader, held, head).part(new)
    return None if part is None else refold(part, held, _Places(reader))


class _Places:
    """Where pledges and statements stand in the record, each looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._held: dict[str, Order] = {}

    def __call__(self, identifier: str) -> Order:
        if identifier not in self._held:
            read = self._reader.annotations([identifier])[identifier]
            start = read.content[0].start if isinstance(read, Statement) else _trigger(read)
            seq = self._reader.reports_with(read.text)[0].seq
            self._held[identifier] = (seq, start, identifier)
        return self._held[identifier]


def _trigger(read: Annotation) -> int:
    assert isinstance(read, Pledge)
    return read.trigger.start


def _disputed(held: World) -> Iterator[str]:
    """The members of all lines that are in dispute."""
    about = {dispute.about for dispute in held.disputes}
    for made in held.commitments:
        if made.id in about:
            yield from made.pledges
    for said in held.utterances:
        if said.id in about:
            yield from (rendering.statement for rendering in said.renderings)


class _Tracing:
    """Follows links from what was decided on to all that hangs together with it."""

    def __init__(self, reader: Reader, held: World, head: int) -> None:
        self._reader = reader
        self._head = head
        self._held = held
        self._line = {p: c.pledges for c in held.commitments for p in c.pledges}
        for said in held.utterances:
            members = tuple(dict.fromkeys(r.statement for r in said.renderings))
            self._line.update(dict.fromkeys(members, members))
        self._torn_members = set(_disputed(held))
        self._proposals: dict[str, Recorded[Proposal]] = {}

    def part(self, new: Sequence[Decision]) -> Part | None:
        """All that hangs together with what these decisions are about, None for too much."""
        found: set[str] = set()
        seeds = {side for decision in new for side in self._sides(decision)}
        seeds |= {pledge for decision in new for pledge in self._within(decision)}
        for _ in range(ROUNDS):
            found |= {member for seed in seeds for member in self._line.get(seed, (seed,))}
            read = self._reader.annotations(sorted(found))
            texts = {thing.text for thing in read.values()}
            if found - read.keys() or len(texts) > MOST:
                return None
            decisions = self._decisions(texts)
            if self._torn(decisions, found):
                return None
            seeds = self._beside(decisions, found) - found
            if not seeds:
                return self._whole(read, texts, decisions)
        return None

    def _within(self, decision: Decision) -> Iterator[str]:
        """The pledges of a text in which one is judged alone: one may stand inside another."""
        if decision.relation is None and decision.left.kind == "pledge":
            text = decision.left.text
            reports = [recorded.fact.id for recorded in self._reader.reports_with(text)]
            for recorded in self._reader.facts_of(reports, links=False).readings.values():
                yield from (pledge.id for pledge in recorded.fact.pledges)

    def _decisions(self, texts: Iterable[str]) -> list[Recorded[Decision]]:
        return list(self._reader.decisions(self._head, texts=sorted(texts), relations=TRACED))

    def _sides(self, decision: Decision) -> tuple[str, ...]:
        """The ids that a decision is about; for one that takes another back that one's."""
        about = decision.about
        recorded = self._reader.get(about)
        if recorded is not None and isinstance(recorded.fact, Decision):
            return self._sides(recorded.fact)
        if recorded is not None and isinstance(recorded.fact, Proposal):
            self._proposals[about] = recorded  # type: ignore[assignment]
            return (recorded.fact.left, recorded.fact.right)
        if decision.relation is None:
            return (about,)
        return (about, decision.value or "")

    def _beside(self, decisions: Iterable[Recorded[Decision]], found: set[str]) -> set[str]:
        """What decisions on pairs name beside what was found."""
        beside: set[str] = set()
        for recorded in decisions:
            if recorded.fact.relation in JOINS:
                sides = self._sides(recorded.fact)
                if any(side in found for side in sides):
                    beside.update(sides)
        return beside

    def _torn(self, decisions: Iterable[Recorded[Decision]], found: set[str]) -> bool:
        """Whether a dispute touches what was found."""
        if not found.isdisjoint(self._torn_members):
            return True
        return any(
            recorded.fact.relation is Relation.DISPUTES
            and not found.isdisjoint(self._sides(recorded.fact))
            for recorded in decisions
        )

    def _whole(
        self,
        read: Mapping[str, Annotation],
        texts: set[str],
        decisions: list[Recorded[Decision]],
    ) -> Part:
        """The facts on these, and on all reports that copy theirs or are copied by them."""
        told = [r.fact.id for text in sorted(texts) for r in self._reader.reports_with(text)]
        reports = concerns(self._held).copied_with(told)
        facts = self._reader.facts_of(reports, self._head, links=False)
        more = {r.fact.text for r in facts.reports} - texts
        copied = self._decisions(more) if more else []
        by_seq = {d.seq: d for d in (*decisions, *copied)}
        for recorded in by_seq.values():
            self._sides(recorded.fact)
        proposals = sorted(self._proposals.values(), key=lambda one: one.seq)
        return Part(
            Facts(
                facts.reports,
                facts.readings,
                tuple(proposals),
                tuple(by_seq[seq] for seq in sorted(by_seq)),
            ),
            frozenset(i for i, thing in read.items() if isinstance(thing, Pledge)),
            frozenset(i for i, thing in read.items() if isinstance(thing, Statement)),
            self._reader.outlets(),
        )
