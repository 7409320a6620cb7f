"""The record as linking's `Candidates`: blocking keys -> earlier things and their reports."""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Sequence

from onrecord.domain.annotations import Annotation
from onrecord.domain.decisions import Anchor, anchor_of
from onrecord.domain.reports import Report
from onrecord.linking.candidates import Known, ReadReport
from onrecord.record.store import Reader

KEPT = 1_500
"""Reports kept in memory between two looks; a report with its reading takes some 100 kB."""

FOLDED = 10_000
"""Further ones kept as compressed bytes, some 4 to 20 kB each: one is back in 1 ms where the record
takes 6. A report still costs half as much again to link at 5,000 as at 1,000, because names and
amounts that come back bring up older and older reports (2026-11)."""


class RecordCandidates:
    """Earlier things from a record, and the anchors of everything that it gave or was shown."""

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._reports: OrderedDict[str, tuple[ReadReport, dict[str, Annotation]]] = OrderedDict()
        self._folded: OrderedDict[str, bytes] = OrderedDict()
        self._given: dict[str, Annotation | Report] = {}

    def show(self, read: ReadReport) -> None:
        """Make a report known here before the record holds it; what follows is asked for it."""
        self._keep(read)
        self._given = {read.report.id: read.report, **self._reports[read.report.id][1]}

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[Known]:
        """Earlier things of a kind that share a key (see `Candidates.near`)."""
        pairs = self._store.near(kind, keys, limit)
        self._load({report for _, report in pairs})
        found = []
        for identifier, report in pairs:
            held = self._reports.get(report)
            if held is None:
                continue
            read, annotations = held
            if kind == "report":
                found.append(Known(read, None))
                self._given[report] = read.report
            elif identifier in annotations:
                found.append(Known(read, annotations[identifier]))
                self._given[identifier] = annotations[identifier]
        self._fold()
        return found

    def anchor(self, identifier: str) -> Anchor:
        """What a decision on this thing is bound to. Raises KeyError for a thing not seen here."""
        given = self._given.get(identifier)
        if given is not None:
            return anchor_of(given)
        for read, held in reversed(self._reports.values()):
            if identifier == read.report.id:
                return anchor_of(read.report)
            if identifier in held:
                return anchor_of(held[identifier])
        raise KeyError(identifier)

    def _load(self, wanted: set[str]) -> None:
        missing = []
        for identifier in sorted(wanted):
            if identifier in self._reports:
                self._reports.move_to_end(identifier)
            elif identifier in self._folded:
                self._keep(pickle.loads(zlib.decompress(self._folded[identifier])))
            else:
                missing.append(identifier)
        if missing:
            facts = self._store.facts_of(missing, links=False)
            for recorded in facts.reports:
                reading = facts.readings.get(recorded.fact.text)
                if reading is not None:
                    self._keep(ReadReport(recorded.fact, reading.fact))

    def _keep(self, read: ReadReport) -> None:
        annotations = {annotation.id: annotation for annotation in read.reading.annotations}
        self._reports[read.report.id] = (read, annotations)
        self._reports.move_to_end(read.report.id)
        self._folded.pop(read.report.id, None)

    def _fold(self) -> None:
        """Fold away what was longest not asked for."""
        while len(self._reports) > KEPT:
            identifier, (oldest, _) = self._reports.popitem(last=False)
            self._folded[identifier] = zlib.compress(pickle.dumps(oldest), 1)
        while len(self._folded) > FOLDED:
            self._folded.popitem(last=False)
