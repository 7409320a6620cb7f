"""Every annotation of the standing readings by id, and where it stands in which reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.domain.annotations import Annotation, Mention, Pledge, Reading, Statement
from onrecord.domain.decisions import Anchor, anchor_of
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote
from onrecord.domain.times import AsOf
from onrecord.domain.world import Evidence

SAME_PLACE = 0.3
"""Share of characters (intersection over union) from which a decision's anchor fits an annotation
of a newer reading: "pledged" in "has pledged to deliver" shares 0.32 (2026-11)."""

Order = tuple[int, int, str]
"""The place in a record: seq of the first report with the text, offset in it, id."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its standing reading and the reports that published it, first known first."""

    reading: Recorded[Reading]
    reports: tuple[Recorded[Report], ...]

    @property
    def first(self) -> Report:
        """The report that brought the text into the record."""
        return self.reports[0].fact

    @property
    def known(self) -> int:
        """The seq from which both the reading and a report with its text were there."""
        return max(self.reading.seq, self.reports[0].seq)

    @property
    def told(self) -> str | None:
        """The earliest day on which the text was published, None when no report says."""
        return min((day for r in self.reports if (day := day_of(r.fact))), default=None)


def day_of(report: Report) -> str | None:
    """The day of publication, YYYY-MM-DD, None when the report carries none."""
    return report.published[:10] if report.published and len(report.published) >= 10 else None


@dataclass(frozen=True)
class Index:
    """What the standing readings hold: looked up by id, by name in a text, by place."""

    reports: Mapping[str, Recorded[Report]]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    pledges: Mapping[str, Pledge]
    heads: Mapping[str, str]
    """Every mention's id -> the id of the first mention of that name in its text."""
    names: Mapping[tuple[str, str], str]
    """(text, name) -> the id of the first mention of that name."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """First mention's id -> all mentions of that name in that text."""
    _places: dict[tuple[str, str], list[tuple[int, int, str]]] = field(default_factory=dict)

    def order(self, text: str, start: int, identifier: str) -> Order:
        """Where a thing comes in the order in which the record learned of things."""
        return (self.sources[text].reports[0].seq, start, identifier)

    def evidence(self, text: str, quotes: tuple[Quote, ...], annotation: str) -> Iterator[Evidence]:
        """The words as they stand in every report that published this text."""
        source = self.sources[text]
        for report in source.reports:
            known = max(report.seq, source.reading.seq)
            yield Evidence(report.fact.id, text, quotes, annotation, known)

    def at(self, anchor: Anchor) -> str | None:
        """The id of the annotation or report that an anchor fits best, None when nothing fits."""
        source = self.sources.get(anchor.text)
        if source is None:
            return None
        if anchor.start is None or anchor.end is None:
            return source.first.id
        best, share = None, SAME_PLACE
        for start, end, identifier in self._at(anchor.text, anchor.kind):
            common = min(end, anchor.end) - max(start, anchor.start)
            if common > 0:
                this = common / (max(end, anchor.end) - min(start, anchor.start))
                if this > share or (this == share and best is None):
                    best, share = identifier, this
        return best

    def _at(self, text: str, kind: str) -> list[tuple[int, int, str]]:
        if (text, kind) not in self._places:
            reading = self.sources[text].reading.fact
            kinds: dict[str, tuple[Annotation, ...]] = {
                "mention": reading.mentions,
                "statement": reading.statements,
                "pledge": reading.pledges,
                "time": reading.times,
                "quantity": reading.quantities,
            }
            places = []
            for thing in kinds.get(kind, ()):
                anchor = anchor_of(thing)
                if anchor.start is not None and anchor.end is not None:
                    places.append((anchor.start, anchor.end, thing.id))
            self._places[text, kind] = sorted(places)
        return self._places[text, kind]

    def find(self, identifier: str) -> str | None:
        """The id under which a thing is linked (for a mention the first of its name), or None."""
        if identifier in self.heads:
            return self.heads[identifier]
        if (
            identifier in self.statements
            or identifier in self.pledges
            or identifier in self.reports
        ):
            return identifier
        return None


def index(facts: Facts, as_of: AsOf) -> Index:
    """The facts through `as_of.known`, looked up every way that the fold needs; linear in them."""

    def known(seq: int) -> bool:
        return as_of.known is None or seq <= as_of.known

    reports: dict[str, Recorded[Report]] = {}
    by_text: dict[str, list[Recorded[Report]]] = {}
    for recorded in facts.reports:
        if known(recorded.seq) and recorded.fact.id not in reports:
            reports[recorded.fact.id] = recorded
            by_text.setdefault(recorded.fact.text, []).append(recorded)
    sources = {
        text: Source(facts.readings[text], tuple(sorted(told, key=lambda r: r.seq)))
        for text, told in by_text.items()
        if text in facts.readings and known(facts.readings[text].seq)
    }
    statements: dict[str, Statement] = {}
    pledges: dict[str, Pledge] = {}
    heads: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    mentions: dict[str, list[Mention]] = {}
    for text, source in sources.items():
        reading = source.reading.fact
        statements.update((statement.id, statement) for statement in reading.statements)
        pledges.update((pledge.id, pledge) for pledge in reading.pledges)
        for mention in _in_order(reading.mentions):
            head = names.setdefault((text, mention.name), mention.id)
            heads[mention.id] = head
            mentions.setdefault(head, []).append(mention)
    return Index(
        reports,
        sources,
        statements,
        pledges,
        heads,
        names,
        {head: tuple(found) for head, found in mentions.items()},
    )


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: (mention.quote.start, mention.quote.end))
