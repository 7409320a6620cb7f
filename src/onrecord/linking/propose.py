"""A new report and the candidates near it -> proposals: the one visible line of linking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from onrecord.domain.links import Proposal, Reason
from onrecord.domain.words import Relation
from onrecord.linking import (
    commitments,
    copies,
    counterclaims,
    disputes,
    entities,
    stories,
    utterances,
)
from onrecord.linking.candidates import Candidates, Known, ReadReport
from onrecord.linking.sheets import Deed, Node, Saying, Sheet, sheet_of

MAKER = "linking.v1"

LIMITS = {"mention": 10, "statement": 10, "pledge": 14, "report": 16}
"""The most candidates looked at for one thing: linking a report costs the same in any record."""

FLOOR = 0.2
"""Pairs under this score are not worth keeping as a proposal; far under every threshold."""

ALIKE = 2
"""Earlier reports' same name that a name is compared with."""

MOST = {"statement": 6, "pledge": 6, "report": 8}
"""The best pairs of one thing that are kept. What it belongs to hangs together by pairs of its own:
more rows in the record, the same groups."""

Thing = TypeVar("Thing", Node, Saying, Deed)


def propose(new: ReadReport, candidates: Candidates) -> Iterator[Proposal]:
    """Everything that may belong together with the new report's things, with scores and reasons.

    Also within the report. The same pair gets the same proposal in whichever order reports come;
    which of many equal names are paired depends on the order, the group that they make does not.
    """
    desk = Desk(new)
    try:
        yield from _names(desk, candidates)
        yield from _sayings(desk, candidates)
        yield from _deeds(desk, candidates)
        yield from _reports(desk, candidates)
    finally:
        desk.clear()


def keys(new: ReadReport) -> Iterator[tuple[str, str, str]]:
    """(kind, blocking key, id) of the report's own things, under which they can be found later."""
    sheet = sheet_of(new)
    for node in sheet.nodes:
        if node.id is not None:
            yield from (("mention", key, node.id) for key in dict.fromkeys(entities.keys(node)))
    for saying in sheet.sayings:
        yield from (("statement", k, saying.id) for k in dict.fromkeys(utterances.keys(saying)))
    for deed in sheet.deeds:
        yield from (("pledge", key, deed.id) for key in dict.fromkeys(commitments.keys(deed)))
    yield from (("report", key, sheet.id) for key in dict.fromkeys(report_keys(sheet)))


def forget() -> None:
    """Let go of the reports that were laid out last: some hundred kilobytes each."""
    sheet_of.cache_clear()


def report_keys(sheet: Sheet) -> Iterator[str]:
    """Blocking keys of a report as a whole: for copies, credits and stories."""
    yield from copies.keys(sheet)
    yield from stories.keys(sheet)


class Desk:
    """The new report and the earlier ones that are looked at, each laid out once."""

    def __init__(self, new: ReadReport) -> None:
        self.new = sheet_of(new)
        self._sheets = {new.report.id: self.new}

    def sheet(self, read: ReadReport) -> Sheet:
        """The sheet of a report."""
        found = self._sheets.get(read.report.id)
        if found is None:
            found = self._sheets[read.report.id] = sheet_of(read)
        return found

    def clear(self) -> None:
        """Let the sheets forget what was worked out for pairs with the new report."""
        for sheet in self._sheets.values():
            sheet.forget()

    def others(self, known: Sequence[Known]) -> Iterator[tuple[Sheet, Known]]:
        """What is known of other reports than the new one."""
        for one in known:
            if one.source.report.id != self.new.id:
                yield self.sheet(one.source), one


def _names(desk: Desk, candidates: Candidates) -> Iterator[Proposal]:
    for node in desk.new.nodes:
        near = candidates.near("mention", list(entities.keys(node)), LIMITS["mention"])
        found = [s.node_of(k.annotation.id) for s, k in desk.others(near) if k.annotation]
        for other in (*_few_alike(found), *_before(desk.new.nodes, node)):
            if other is not None and node.id and other.id and other.id != node.id:
                score, reasons = entities.likeness(node, other)
                yield from _kept(Relation.SAME_ENTITY, (node, other), score, reasons)


def _few_alike(nodes: Sequence[Node | None]) -> Iterator[Node]:
    """The nodes, of those with one name and kind no more than `ALIKE`.

    The others are linked to these already: more pairs would add rows to the record and nothing to
    its groups.
    """
    seen: Counter[tuple[str, str | None]] = Counter()
    for node in nodes:
        if node is not None:
            name = (node.name.surface, node.kind)
            seen[name] += 1
            if seen[name] <= ALIKE:
                yield node


def _sayings(desk: Desk, candidates: Candidates) -> Iterator[Proposal]:
    for saying in desk.new.sayings:
        near = candidates.near("statement", list(utterances.keys(saying)), LIMITS["statement"])
        found = [s.saying_of(k.annotation.id) for s, k in desk.others(near) if k.annotation]
        alike: list[Proposal] = []
        for other in (*found, *_before(desk.new.sayings, saying)):
            if other is None or other.id == saying.id:
                continue
            found_alike = utterances.likely(saying, other, FLOOR)
            if found_alike is not None:
                alike += _kept(Relation.SAME_UTTERANCE, (saying, other), *found_alike)
            for kind, against, why in counterclaims.between_statements(saying, other):
                yield from _kept(Relation.DISPUTES, (saying, other), against, why, kind)
        yield from _best(alike, MOST["statement"])


def _deeds(desk: Desk, candidates: Candidates) -> Iterator[Proposal]:
    for deed in desk.new.deeds:
        near = candidates.near("pledge", list(commitments.keys(deed)), LIMITS["pledge"])
        found = [s.deed_of(k.annotation.id) for s, k in desk.others(near) if k.annotation]
        alike: list[Proposal] = []
        for other in (*found, *_before(desk.new.deeds, deed)):
            if other is None or other.id == deed.id:
                continue
            found_alike = commitments.likely(deed, other, FLOOR)
            if found_alike is not None:
                alike += _kept(Relation.SAME_COMMITMENT, (deed, other), *found_alike)
            for kind, against, why in disputes.between_pledges(deed, other):
                yield from _kept(Relation.DISPUTES, (deed, other), against, why, kind)
        yield from _best(alike, MOST["pledge"])


def _reports(desk: Desk, candidates: Candidates) -> Iterator[Proposal]:
    new = desk.new
    near = candidates.near("report", list(report_keys(new)), LIMITS["report"])
    together: list[Proposal] = []
    for sheet, _ in desk.others(near):
        late, early = in_order(new, sheet)
        score, reasons = copies.likeness(late, early)
        if score >= FLOOR:
            kind = copies.kind(late, early)
            yield _proposal(Relation.COPY_OF, late.id, early.id, score, reasons, kind)
        for one, other in ((late, early), (early, late)):
            credit, why = copies.credits_likeness(one, other)
            if credit >= FLOOR:
                yield _proposal(Relation.CREDITS, one.id, other.id, credit, why)
        alike, why = stories.likeness(late, early)
        if alike >= stories.LEAST:
            together.append(_proposal(Relation.SAME_STORY, late.id, early.id, alike, why))
    yield from _best(together, MOST["report"])


def _best(proposals: Sequence[Proposal], most: int) -> Sequence[Proposal]:
    """The most likely ones."""
    return sorted(proposals, key=lambda p: (-p.score, p.left, p.right))[:most]


def _before(things: Sequence[Thing], thing: Thing) -> Iterator[Thing]:
    """The things of the same report that stand before this one."""
    for other in things:
        if other is thing:
            return
        yield other


def in_order(a: Sheet, b: Sheet) -> tuple[Sheet, Sheet]:
    """The later report first; reports without a day: the shorter one first, then by id."""

    def place(sheet: Sheet) -> tuple[str, int, str]:
        return (sheet.report.published or "", -len(sheet.text), sheet.id)

    if not a.report.published or not b.report.published:
        return (a, b) if (-len(a.text), a.id) > (-len(b.text), b.id) else (b, a)
    return (a, b) if place(a) > place(b) else (b, a)


def _kept(
    relation: Relation,
    pair: tuple[Node, Node] | tuple[Saying, Saying] | tuple[Deed, Deed],
    score: float,
    reasons: tuple[Reason, ...],
    value: str | None = None,
) -> Iterator[Proposal]:
    if score < FLOOR:
        return
    one, other = pair
    late, _ = in_order(one.sheet, other.sheet)
    left, right = (one, other) if one.sheet is late else (other, one)
    first, second = str(left.id), str(right.id)
    if one.sheet is other.sheet:
        first, second = max(first, second), min(first, second)
    yield _proposal(relation, first, second, score, reasons, value)


def _proposal(
    relation: Relation,
    left: str,
    right: str,
    score: float,
    reasons: tuple[Reason, ...],
    value: str | None = None,
) -> Proposal:
    return Proposal(relation, left, right, score, reasons, MAKER, value)
