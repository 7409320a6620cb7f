"""Reports into the record: read -> keep -> link -> decide -> append, one transaction a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from onrecord.app import policy
from onrecord.app.candidates import RecordCandidates
from onrecord.app.growth.changes import changes
from onrecord.app.growth.remake import remade
from onrecord.app.readers import read_all
from onrecord.app.unswept import unswept
from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.errors import OnRecordError
from onrecord.domain.facts import Fact
from onrecord.domain.findings import Finding, finding
from onrecord.domain.ids import content_id
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import Judgement, Relation
from onrecord.intake import Incoming
from onrecord.ledger.fold import fold
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.store import Key, Writer

LARGE = 1_000
"""Reports of a record from which the whole is worked out in parts; a smaller one takes no more than
100 MB at once, and half the time (2026-11)."""

NAMED = 5
"""Refused reports that a tally names; `onrecord findings` has all of them."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report that was not taken in: where it came from, the finding's code, whether `again`."""

    where: str
    code: str
    again: bool


@dataclass
class Tally:
    """What a run did: reports by outcome, what was found in the new ones, findings by code.

    `refusals` are the first `NAMED` of those that were refused.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    copies: int = 0
    read_again: int = 0
    found: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def reports(self) -> int:
        """Reports that came in, refused ones included."""
        return self.new + self.known + self.refused + self.read_again

    def summary(self) -> dict[str, object]:
        """The tally as plain data."""
        return {
            "reports": self.reports,
            "new": self.new,
            "known": self.known,
            "read_again": self.read_again,
            "copies": self.copies,
            "refused": self.refused,
            "refusals": [asdict(refusal) for refusal in self.refusals],
            "found": dict(sorted(self.found.items())),
            "links": dict(sorted(self.links.items())),
            "findings": dict(sorted(self.findings.items())),
            "changed": self.changed,
        }

    @property
    def changed(self) -> bool:
        """Whether the record holds anything that it did not hold before."""
        return bool(self.new or self.read_again or self.links or self.errors)


def ingest(
    store: Writer,
    incoming: Iterable[Incoming],
    *,
    maker: str,
    processes: int,
    clock: Callable[[], datetime],
    progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Read everything that comes in and append it; what was there already is not read again.

    After every report the record is whole: a run that is killed and started again ends with the
    same record as an undisturbed one. At the end the derived tables are brought up to the head.
    """
    tally = Tally()
    candidates = RecordCandidates(store)
    for item, reading in read_all(incoming, lambda item: _unread(store, item, maker), processes):
        _take(store, candidates, item, reading, _Run(maker, clock, tally))
        progress(tally)
    del candidates
    propose.forget()
    refresh(store)
    return tally


@dataclass(frozen=True, slots=True)
class _Run:
    maker: str
    clock: Callable[[], datetime]
    tally: Tally


def _unread(store: Writer, item: Incoming, maker: str) -> Text | None:
    """The text of an item if it has not been read by this maker."""
    if item.text is None or item.report is None:
        return None
    return None if store.get(content_id("reading", item.text.digest, maker)) else item.text


def _take(
    store: Writer,
    candidates: RecordCandidates,
    item: Incoming,
    reading: Reading | None,
    run: _Run,
) -> None:
    """Append one item with everything that follows from it, in one transaction."""
    tally = run.tally
    tally.findings.update(finding.code for finding in item.findings)
    if item.report is None or item.text is None:
        tally.refused += 1
        appended = store.append(item.findings, run.clock())
        tally.errors += len(appended.new)
        if len(tally.refusals) < NAMED:
            tally.refusals += [
                Refusal(found.where or "", found.code, not appended.new)
                for found in item.findings[:1]
            ]
        return
    held = store.get(item.report.id)
    if reading is None:
        recorded = store.get(content_id("reading", item.text.digest, run.maker))
        assert recorded is not None and isinstance(recorded.fact, Reading)
        reading = recorded.fact
        if held is not None:
            tally.known += 1
            tally.errors += len(store.append(item.findings, run.clock()).new)
            return
    read = ReadReport(item.report, reading)
    try:
        (proposals, decisions, keys), lost = link(read, candidates, store.head()), []
    except OnRecordError:
        raise
    except Exception as error:
        (proposals, decisions, keys), lost = ([], [], []), [_unlinked(item.report, error)]
        tally.findings.update(found.code for found in lost)
    facts: list[Fact] = [item.report, reading, *item.findings, *lost, *proposals, *decisions]
    appended = store.append(facts, run.clock(), keys)
    if reading.id not in appended.new and item.report.id not in appended.new:
        tally.known += 1
        return
    _count(tally, read, held is not None, decisions)


def _unlinked(report: Report, error: Exception) -> Finding:
    return finding(
        "linking-failed",
        f"expected to link what was read in {report.given} with the record, got "
        f"{type(error).__name__}: {error}; the reading is kept, without links",
        where=report.given,
        text=report.text,
    )


def ingest_readings(
    store: Writer, pairs: Iterable[tuple[Report, Reading]], clock: Callable[[], datetime]
) -> None:
    """Append reports with readings made elsewhere (by hand, or by another reader), and link them.

    The derived tables are not touched.
    """
    candidates = RecordCandidates(store)
    for report, reading in pairs:
        proposals, decisions, keys = link(ReadReport(report, reading), candidates, store.head())
        store.append([report, reading, *proposals, *decisions], clock(), keys)


def link(
    read: ReadReport, candidates: RecordCandidates, head: int
) -> tuple[list[Proposal], list[Decision], list[Key]]:
    """What a report's reading links to, what policy says to that, and its own blocking keys."""
    candidates.show(read)
    proposals = list(propose.propose(read, candidates))
    decisions = list(policy.decide(proposals, candidates.anchor, head))
    keys = [Key(kind, key, name, read.report.id) for kind, key, name in propose.keys(read)]
    return proposals, decisions, keys


def _count(tally: Tally, read: ReadReport, again: bool, decisions: list[Decision]) -> None:
    if again:
        tally.read_again += 1
    else:
        tally.new += 1
    reading = read.reading
    tally.found.update(
        names=len(reading.mentions),
        statements=len(reading.statements),
        pledges=len(reading.pledges),
        times=len(reading.times),
        quantities=len(reading.quantities),
    )
    tally.findings.update(finding.code for finding in reading.findings)
    accepted = [d for d in decisions if d.judgement is Judgement.ACCEPT and d.relation]
    tally.links.update(str(decision.relation) for decision in accepted)
    if not again and any(
        d.relation is Relation.COPY_OF and d.about and _left(d, read) for d in accepted
    ):
        tally.copies += 1


def _left(decision: Decision, read: ReadReport) -> bool:
    return decision.left.text == read.report.text


def refresh(store: Writer) -> bool:
    """Bring the derived tables up to the head; False when they were there already.

    What a few new reports change is worked out apart; the tables are those of a whole fold.
    """
    if store.built_to() == store.head():
        return False
    with unswept():
        _brought_up(store, store.head())
    return True


def _brought_up(store: Writer, head: int) -> None:
    with store.snapshot() as book:
        made = changes(book)
    if made is not None and store.put(made):
        return
    if store.size() >= LARGE and remade(store, head) is not None:
        return
    with store.folding(head) as facts:
        world = fold(facts)
    store.replace_world(world, head)
