"""A record in memory: just enough of `Reader` to ask views of facts made in a test."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from onrecord.domain.annotations import Annotation, Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Fact, Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.record.store import Hit, Waiting

START = datetime(2026, 11, 1, tzinfo=UTC)


class Memory:
    """Facts in order; seq is their number, recorded one minute apart."""

    def __init__(self, facts: Sequence[Fact], derived: bool = True) -> None:
        self.recorded = [
            Recorded(fact, seq, START + timedelta(minutes=seq)) for seq, fact in enumerate(facts, 1)
        ]
        self.by_id = {r.fact.id: r for r in self.recorded}
        self.texts_held = {r.fact.text.digest: r.fact.text for r in self._all(Reading)}
        self._world = (fold(self.facts()), self.head()) if derived else (World(), 0)

    def _all(self, kind: type) -> list[Recorded]:
        return [r for r in self.recorded if isinstance(r.fact, kind)]

    def head(self) -> int:
        return len(self.recorded)

    def pulse(self) -> int | None:
        return None

    def seq_at(self, when: datetime) -> int:
        return max((r.seq for r in self.recorded if r.recorded_at <= when), default=0)

    def text(self, digest: str) -> Text | None:
        return self.texts_held.get(digest)

    def texts(self, digests: Sequence[str]) -> dict[str, Text]:
        return {digest: self.texts_held[digest] for digest in digests if digest in self.texts_held}

    def reports(self, ids: Sequence[str]) -> dict[str, Recorded[Report]]:
        return {r.fact.id: r for r in self._all(Report) if r.fact.id in ids}

    def facts(self, through: int | None = None) -> Facts:
        def upto(kind: type) -> list[Recorded]:
            return [r for r in self._all(kind) if through is None or r.seq <= through]

        return Facts(
            tuple(upto(Report)),
            {r.fact.text.digest: r for r in upto(Reading)},
            tuple(upto(Proposal)),
            tuple(upto(Decision)),
        )

    @contextmanager
    def folding(self, through: int | None = None) -> Iterator[Facts]:
        yield self.facts(through)

    def facts_of(
        self, reports: Sequence[str], through: int | None = None, links: bool = True
    ) -> Facts:
        whole = self.facts(through)
        kept = tuple(r for r in whole.reports if r.fact.id in reports)
        texts = {r.fact.text for r in kept}
        return Facts(
            kept,
            {t: r for t, r in whole.readings.items() if t in texts},
            whole.proposals,
            whole.decisions,
        )

    def get(self, identifier: str) -> Recorded[Fact] | None:
        if identifier in self.by_id:
            return self.by_id[identifier]
        found = [
            r for r in self._all(Reading) if any(a.id == identifier for a in r.fact.annotations)
        ]
        return found[-1] if found else None

    def starting(self, prefix: str) -> Sequence[tuple[str, str]]:
        from onrecord.domain.ids import kind_of

        world, _ = self._world
        ids = set(self.by_id)
        ids |= {a.id for r in self._all(Reading) for a in r.fact.annotations}
        for part in (world.entities, world.stories, world.utterances, world.commitments):
            ids |= {line.id for line in part}
        ids |= {line.id for line in world.disputes} | set(self.texts_held)
        return [(kind_of(i) or "", i) for i in sorted(ids) if i.startswith(prefix)][:20]

    def find_report(self, given: str, url: str | None) -> Sequence[Recorded[Report]]:
        return [
            r
            for r in self._all(Report)
            if r.fact.given == given or (url is not None and r.fact.url == url)
        ]

    def reports_with(self, text: str) -> Sequence[Recorded[Report]]:
        return [r for r in self._all(Report) if r.fact.text == text]

    def first_reports(self, texts: Sequence[str]) -> dict[str, str]:
        return {text: found[0].fact.id for text in texts if (found := self.reports_with(text))}

    def proposals(self, ids: Sequence[str]) -> dict[str, Recorded[Proposal]]:
        return {r.fact.id: r for r in self._all(Proposal) if r.fact.id in ids}

    def findings(self, through: int | None = None) -> Sequence[Recorded[Finding]]:
        return [r for r in self._all(Finding) if through is None or r.seq <= through]

    def needs(self, through: int | None = None) -> Sequence[Recorded[Need]]:
        return [r for r in self._all(Need) if through is None or r.seq <= through]

    def withdrawals(self, through: int | None = None) -> Sequence[Recorded[Withdrawal]]:
        return [r for r in self._all(Withdrawal) if through is None or r.seq <= through]

    def decisions(
        self,
        through: int | None = None,
        people: bool = False,
        texts: Sequence[str] | None = None,
        relations: Collection[str | None] | None = None,
    ) -> Sequence[Recorded[Decision]]:
        def wanted(made: Decision) -> bool:
            if relations is not None and made.relation not in relations:
                return False
            on = {made.left.text, made.right.text if made.right else made.left.text}
            return not (people and made.by_policy) and (texts is None or bool(on & set(texts)))

        return [r for r in self.facts(through).decisions if wanted(r.fact)]

    def _decided(self, through: int | None) -> set[str]:
        facts = self.facts(through).decisions
        undone = {r.fact.about for r in facts if r.fact.judgement == "undo"}
        return {r.fact.about for r in facts if r.fact.id not in undone and not r.fact.by_second}

    def undecided(self, through: int | None = None) -> Sequence[Waiting]:
        decided = self._decided(through)
        return [
            Waiting(r.fact.id, r.fact.relation, r.fact.score)
            for r in self.facts(through).proposals
            if r.fact.id not in decided
        ]

    def doubtful(self, below: float, through: int | None = None) -> Sequence[Waiting]:
        decided = self._decided(through)
        return [
            Waiting(p.id, "pledge", p.score)
            for r in self.facts(through).readings.values()
            for p in r.fact.pledges
            if p.score < below and p.id not in decided
        ]

    def annotations(self, ids: Sequence[str], through: int | None = None) -> dict[str, Annotation]:
        held = [a for r in self.facts(through).readings.values() for a in r.fact.annotations]
        return {a.id: a for a in held if a.id in ids}

    def read_at(self, texts: Sequence[str], through: int | None = None) -> dict[str, int]:
        readings = self.facts(through).readings
        return {text: readings[text].seq for text in texts if text in readings}

    def search(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[Hit]:
        raise NotImplementedError(f"no view searches yet: {words} {kinds} {limit}")

    def matching(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[str]:
        raise NotImplementedError(f"no view searches yet: {words} {kinds} {limit}")

    def named(
        self, texts: Sequence[str], through: int | None = None
    ) -> dict[str, list[tuple[str, int, int]]]:
        return {
            text: [(m.id, m.quote.start, m.quote.end) for m in held.fact.mentions]
            for text, held in self.facts(through).readings.items()
            if text in texts
        }

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[tuple[str, str]]:
        raise NotImplementedError(f"no view asks for candidates: {kind} {keys} {limit}")

    def built_to(self) -> int:
        return self.world()[1]

    def world(self) -> tuple[World, int]:
        return self._world
