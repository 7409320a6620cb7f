"""What is looked up of a record for a few new facts, each thing once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Anchor
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.standing import PAIRED
from onrecord.record.pieces import Decided, News, Snapshot

TEXTS = 1_000
"""Texts that may be read again for a few new reports; in a record of which a half is more, that
many. Each takes some 5 ms, all else of a whole fold 8 (2026-11)."""


class WholeWanted(Exception):
    """What came in cannot be worked out apart, or is too much for it to pay."""


class Look:
    """A snapshot, asked for each text once."""

    def __init__(self, book: Snapshot) -> None:
        self.book = book
        self._told: dict[str, Sequence[Recorded[Report]]] = {}
        self._seqs: dict[str, Sequence[int]] = {}
        self._readings: dict[str, Recorded[Reading]] = {}

    @cached_property
    def news(self) -> News:
        """What came since the derived tables were built."""
        return self.book.news()

    @cached_property
    def limit(self) -> int:
        """Texts past which the whole is worked out."""
        return max(TEXTS, self.book.size() // 2)

    def told(self, texts: Collection[str]) -> Mapping[str, Sequence[Recorded[Report]]]:
        """The reports of each text, in order of seq."""
        missing = [text for text in texts if text not in self._told]
        if missing:
            found = self.book.reports_of(missing)
            self._told.update((text, found.get(text, ())) for text in missing)
        return {text: self._told[text] for text in texts}

    def read_at(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """The seqs of the readings of each text."""
        missing = [text for text in texts if text not in self._seqs]
        if missing:
            found = self.book.read_at(missing)
            self._seqs.update((text, found.get(text, ())) for text in missing)
        return {text: self._seqs[text] for text in texts}

    def facts(self, texts: Collection[str]) -> Facts:
        """The reports and the readings of these texts, in order."""
        seqs = self.read_at(texts)
        missing = [told[-1] for text, told in seqs.items() if told and text not in self._readings]
        self._readings.update(self.book.readings(missing))
        reports = [one for told in self.told(texts).values() for one in told]
        reports.sort(key=lambda one: one.seq)
        ordered = sorted((seqs[text][-1], text) for text in seqs if seqs[text])
        return Facts(tuple(reports), {text: self._readings[text] for _, text in ordered})

    def started(self, texts: Collection[str]) -> Mapping[str, int]:
        """The seq of the first report of each text that was published."""
        return {text: told[0].seq for text, told in self.told(texts).items() if told}


def sides(decided: Decided) -> tuple[str, ...]:
    """The ids that a decision is about; none for one that takes another back."""
    decision = decided.decision.fact
    if decided.proposal is not None:
        return (decided.proposal.fact.left, decided.proposal.fact.right)
    if decision.judgement is Judgement.UNDO:
        return ()
    if decision.right is None:
        return (decision.about,)
    if decision.relation in PAIRED:
        return (decision.about, decision.value or "")
    return ()


def anchors(decided: Decided) -> tuple[Anchor, ...]:
    """The places that a decision is bound to."""
    decision = decided.decision.fact
    return (decision.left,) if decision.right is None else (decision.left, decision.right)


def unbound(decided: Decided) -> bool:
    """Whether a decision on a pair is bound to places alone."""
    decision = decided.decision.fact
    pair = decision.right is not None and decision.judgement is not Judgement.UNDO
    return pair and not sides(decided)


def on(news: Iterable[Decided], *relations: Relation) -> list[Decided]:
    """Those of some decisions that are on these relations."""
    return [one for one in news if one.decision.fact.relation in relations]


def facts_with(facts: Facts, decided: Iterable[Decided]) -> Facts:
    """The facts with these decisions and the proposals that they are on."""
    by_seq = {one.decision.seq: one for one in decided}
    proposals = {one.proposal.seq: one.proposal for one in by_seq.values() if one.proposal}
    return Facts(
        facts.reports,
        facts.readings,
        tuple(proposals[seq] for seq in sorted(proposals)),
        tuple(by_seq[seq].decision for seq in sorted(by_seq)),
    )
