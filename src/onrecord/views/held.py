"""The world as of two dates, and the reports and texts behind its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from onrecord.domain.facts import Recorded
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.times import AsOf
from onrecord.domain.world import Evidence, World
from onrecord.ledger.fold import fold
from onrecord.ledger.index import day_of
from onrecord.record.store import Reader as Reader

NOW = AsOf()
"""Everything that the record holds, at the end of what is told."""


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report as it is shown beside a line."""

    id: str
    given: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    known: int
    known_at: datetime | None

    @property
    def name(self) -> str:
        """The outlet, or the id that the input gave."""
        return self.outlet or self.given

    @property
    def day(self) -> str | None:
        """The day of publication."""
        return self.published[:10] if self.published else None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a report; several stretches are joined by an ellipsis."""

    report: ReportRef
    words: str
    spans: tuple[tuple[int, int], ...]
    annotation: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report in their paragraph; `marks` are offsets into the paragraph."""

    report: ReportRef
    paragraph: str
    start: int
    marks: tuple[tuple[int, int], ...]
    words: str
    spans: tuple[tuple[int, int], ...]
    annotation: str


def world_at(reader: Reader, as_of: AsOf = NOW) -> World:
    """What holds: from the derived tables when they are at the head, else folded from the facts."""
    if as_of.on is None and (as_of.known is None or as_of.known >= reader.head()):
        world, built_to = reader.world()
        if built_to == reader.head():
            return world
    if isinstance(reader, Remembers):
        return reader.past(as_of, lambda: _folded(reader, as_of))
    return _folded(reader, as_of)


def _folded(reader: Reader, as_of: AsOf) -> World:
    with reader.folding(as_of.known) as facts:
        return fold(facts, as_of)


@runtime_checkable
class Remembers(Protocol):
    """A reader that holds worlds of the past that were asked for; a fold of all facts is slow."""

    def past(self, as_of: AsOf, make: Callable[[], World]) -> World:
        """The world as of two dates, made unless it is held."""
        ...


class Desk:
    """Looks up reports and texts, each once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._reports: dict[str, ReportRef] = {}
        self._digests: dict[str, str] = {}
        self._texts: dict[str, Text | None] = {}

    def have(self, evidence: Iterable[Evidence], texts: bool = False) -> None:
        """Look up the reports of some evidence, and their texts if wanted, all in one."""
        told = list(evidence)
        wanted = {e.report for e in told}.difference(self._reports)
        for identifier, recorded in self._reader.reports(sorted(wanted)).items():
            self._hold(identifier, recorded)
        if texts:
            digests = {e.text for e in told}.difference(self._texts)
            self._texts.update(self._reader.texts(sorted(digests)))

    def _hold(self, identifier: str, recorded: Recorded[Report]) -> None:
        self._digests[identifier] = recorded.fact.text
        self._reports[identifier] = _ref(recorded.fact, recorded.seq, recorded.recorded_at)

    def report(self, identifier: str) -> ReportRef:
        """The report with this id. Raises KeyError where the record does not hold it."""
        if identifier not in self._reports:
            recorded = self._reader.get(identifier)
            if recorded is None or not isinstance(recorded.fact, Report):
                raise KeyError(identifier)
            self._hold(identifier, Recorded(recorded.fact, recorded.seq, recorded.recorded_at))
        return self._reports[identifier]

    def digest(self, report: str) -> str:
        """The digest of a report's text. Raises KeyError where the record does not hold it."""
        self.report(report)
        return self._digests[report]

    def text(self, digest: str) -> Text | None:
        """The text with this digest."""
        if digest not in self._texts:
            self._texts[digest] = self._reader.text(digest)
        return self._texts[digest]

    def quoted(self, evidence: Evidence) -> Quoted:
        """An evidence with its report."""
        return Quoted(
            self.report(evidence.report),
            joined(evidence.quotes),
            _spans(evidence.quotes),
            evidence.annotation,
        )

    def passage(self, evidence: Evidence) -> Passage:
        """An evidence in its paragraph, or paragraphs, of the report."""
        text = self.text(evidence.text)
        first = min(quote.start for quote in evidence.quotes)
        last = max(quote.end for quote in evidence.quotes)
        if text is None:
            start, paragraph = first, joined(evidence.quotes)
            marks: tuple[tuple[int, int], ...] = ((0, len(paragraph)),)
        else:
            start = min(first, text.paragraph_of(first).start)
            end = max(last, text.paragraph_of(last - 1).end)
            paragraph = text.content[start:end]
            marks = tuple((q.start - start, q.end - start) for q in evidence.quotes)
        return Passage(
            self.report(evidence.report),
            paragraph,
            start,
            marks,
            joined(evidence.quotes),
            _spans(evidence.quotes),
            evidence.annotation,
        )


def _ref(report: Report, known: int, known_at: datetime) -> ReportRef:
    day = report.published if day_of(report) else None
    return ReportRef(
        report.id, report.given, report.outlet, report.title, day, report.url, known, known_at
    )


def joined(quotes: tuple[Quote, ...]) -> str:
    """The words of the quotes on one line, an ellipsis between them."""
    return " … ".join(" ".join(quote.words.split()) for quote in quotes)


def _spans(quotes: tuple[Quote, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((quote.start, quote.end) for quote in quotes)
