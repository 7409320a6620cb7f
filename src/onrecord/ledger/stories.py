"""Running matters: reports that hang together, and reports that join two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.domain.ids import content_id
from onrecord.domain.words import CopyKind
from onrecord.domain.world import Copy, Entity, PartyRef, Story
from onrecord.ledger.groups import Grouping
from onrecord.ledger.index import Index, day_of
from onrecord.ledger.standing import Link

BRIDGED = 2
"""A digest of the day's news joins nothing and is in both stories: a report that alone joins parts
of at least so many other reports each, which have no main figure in common (2026-11)."""

MAIN = 0.5
"""A main figure of a story is named in at least this share of its reports."""

TRIED = 50
"""So many reports of one group are tried as digests, in order of id: keeps the fold linear."""


Named = Mapping[str, Sequence[PartyRef]]
"""Report -> the entities that it names, in any order."""


def named_in(held: Iterable[Entity]) -> Named:
    """The entities that each report names."""
    found: dict[str, list[PartyRef]] = {}
    for entity in held:
        ref = PartyRef(entity.id, entity.name)
        for report in entity.reports:
            found.setdefault(report, []).append(ref)
    return found


def stories(
    index: Index, groups: Grouping, links: Sequence[Link], in_report: Named
) -> tuple[Story, ...]:
    """Every group of reports as a story, first known first; links outside a group are ignored."""
    beside: dict[str, set[str]] = {report: set() for report in groups.of}
    for link in links:
        if groups.of.get(link.left) == groups.of.get(link.right) and link.left in beside:
            beside[link.left].add(link.right)
            beside[link.right].add(link.left)
    found = []
    for members in groups.groups.values():
        parts = _parts(members, beside, in_report)
        often = Counter(report for part in parts for report in part)
        for part in parts:
            ordered = sorted(part, key=lambda report: (index.reports[report].seq, report))
            own = [report for report in ordered if often[report] == 1]
            made = _story(index, ordered, own[:1] or ordered, in_report)
            found.append((index.reports[ordered[0]].seq, made))
    return tuple(story for _, story in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _parts(
    members: Sequence[str],
    beside: Mapping[str, set[str]],
    in_report: Named,
) -> list[set[str]]:
    """The group, or the parts into which the removal of its digests divides it."""
    if len(members) < 2 * BRIDGED + 1:
        return [set(members)]
    for report in sorted(_articulations(members, beside))[:TRIED]:
        rest = _components([m for m in members if m != report], beside, without=report)
        large = [part for part in rest if len(part) >= BRIDGED]
        figures = [_main(part, in_report) for part in large]
        if len(large) < 2 or any(
            one & other for i, one in enumerate(figures) for other in figures[:i]
        ):
            continue
        home = max(large, key=lambda part: (len(part), min(part)))
        home.update(member for part in rest if len(part) < BRIDGED for member in part)
        return [
            found for part in large for found in _parts(sorted(part | {report}), beside, in_report)
        ]
    return [set(members)]


def _main(part: set[str], in_report: Named) -> set[str | None]:
    told = Counter(e.entity for report in part for e in in_report.get(report, ()))
    return {entity for entity, count in told.items() if count >= MAIN * len(part)}


def _components(
    members: Sequence[str], beside: Mapping[str, set[str]], without: str
) -> list[set[str]]:
    left = set(members)
    found: list[set[str]] = []
    for member in members:
        if member not in left:
            continue
        part, edge = {member}, [member]
        left.discard(member)
        while edge:
            for other in beside[edge.pop()]:
                if other in left and other != without:
                    left.discard(other)
                    part.add(other)
                    edge.append(other)
        found.append(part)
    return found


def _articulations(members: Sequence[str], beside: Mapping[str, set[str]]) -> set[str]:
    """Reports without which the group falls apart (Tarjan, iterative, linear in the links)."""
    inside = set(members)
    start = members[0]
    depth, low = {start: 0}, {start: 0}
    found: set[str] = set()
    branches = 0
    stack = [(start, "", iter(sorted(beside[start] & inside)))]
    while stack:
        node, parent, others = stack[-1]
        other = next(others, None)
        if other is not None:
            if other == parent:
                continue
            if other in depth:
                low[node] = min(low[node], depth[other])
                continue
            depth[other] = low[other] = len(stack)
            branches += node == start
            stack.append((other, node, iter(sorted(beside[other] & inside))))
            continue
        stack.pop()
        if parent:
            low[parent] = min(low[parent], low[node])
            if parent != start and low[node] >= depth[parent]:
                found.add(parent)
    if branches > 1:
        found.add(start)
    return found


def _story(
    index: Index, reports: Sequence[str], named_by: Sequence[str], in_report: Named
) -> Story:
    """The story of these reports, in order; its id is made of those that no other story has."""
    inside = [(e.entity or "", e.name) for report in reports for e in in_report.get(report, ())]
    told = Counter(entity for entity, _ in inside)
    names = dict(inside)
    entities = sorted(told, key=lambda e: (-told[e], names[e], e))
    days = [day for report in reports if (day := day_of(index.reports[report].fact)) is not None]
    titles = [title for report in reports if (title := index.reports[report].fact.title)]
    title = titles[0] if titles else " and ".join(names[e] for e in entities[:2])
    return Story(
        id=content_id("story", *named_by),
        title=title or index.reports[reports[0]].fact.given,
        reports=tuple(reports),
        entities=tuple(entities),
        first=min(days, default=None),
        last=max(days, default=None),
        known=index.reports[reports[0]].seq,
    )


def copies(index: Index, links: Sequence[Link], groups: Grouping) -> tuple[Copy, ...]:
    """Each copy once, with the report that it best fits; equal texts are copies without a link."""
    best: dict[str, Link] = {}
    for link in sorted(links, key=lambda k: (-k.by_person, -k.score, k.right)):
        if groups.of[link.left] == groups.of[link.right]:
            best.setdefault(link.left, link)
    found: dict[str, Copy] = {}
    for report, link in best.items():
        found[report] = Copy(report, link.right, CopyKind(link.value or CopyKind.NEAR))
    for source in index.sources.values():
        original = source.reports[0].fact
        for recorded in source.reports[1:]:
            same = recorded.fact.url is not None and recorded.fact.url == original.url
            kind = CopyKind.EDITED if same else CopyKind.NEAR
            found.setdefault(recorded.fact.id, Copy(recorded.fact.id, original.id, kind))
    return tuple(sorted(found.values(), key=lambda c: (index.reports[c.copy].seq, c.copy)))
