"""Candidates kept in memory: for small sets, tests, and as the plainest form of the contract."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.domain.annotations import Annotation
from onrecord.linking.candidates import Known, ReadReport

DEPTH = 200
"""The most things looked through under one key, the last added ones: a key that many things share
(a state, a common word) tells little, and must not make a look cost more in a larger record."""

RAREST = 10**6
"""What a key counts for that one thing alone has; a key of several things is shared out evenly."""


class MemoryCandidates:
    """Things by blocking key, in the order in which they were added."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._known: dict[tuple[str, str], Known] = {}
        self._order: dict[tuple[str, str], int] = {}

    def add(self, read: ReadReport, keys: Iterable[tuple[str, str, str]]) -> None:
        """Add a report's own things under the keys that `propose.keys` gave for it."""
        reading = read.reading
        found: dict[str, Annotation | None] = {read.report.id: None}
        found |= {mention.id: mention for mention in reading.mentions}
        found |= {statement.id: statement for statement in reading.statements}
        found |= {pledge.id: pledge for pledge in reading.pledges}
        for kind, key, identifier in keys:
            thing = (kind, identifier)
            if thing not in self._known:
                self._known[thing] = Known(read, found[identifier])
                self._order[thing] = len(self._order)
            ids = self._ids[kind, key]
            if identifier not in ids:
                ids.append(identifier)
            del ids[:-DEPTH]

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[Known]:
        """Things of a kind that share any key: the rarest keys first, then the last added."""
        shared: Counter[str] = Counter()
        for key in dict.fromkeys(keys):
            found = self._ids.get((kind, key), ())
            for identifier in found:
                shared[identifier] += RAREST // len(found)
        best = sorted(shared, key=lambda i: (-shared[i], -self._order[kind, i]))
        return [self._known[kind, i] for i in best[:limit]]
