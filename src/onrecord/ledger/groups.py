"""Standing links -> groups. A pair that a person refused stays apart, whatever else joins it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ledger.standing import Link


@dataclass(frozen=True, slots=True)
class Grouping:
    """Members by group, and the accepted links that could not be followed.

    `of` gives for each member the group's root, an arbitrary but repeatable member.
    """

    of: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    contradictions: tuple[Link, ...]


def group(members: Iterable[str], accepted: Sequence[Link], apart: Sequence[Link]) -> Grouping:
    """The groups that accepted links imply, the same whatever the order of arrival.

    Links are followed a person's first, then by falling score, then by id; one that would join a
    pair that a person refused (`apart`) is left out and told as a contradiction.
    """
    forest = _Forest(members)
    for link in apart:
        forest.separate(link.left, link.right)
    contradictions = [
        link
        for link in sorted(accepted, key=_priority)
        if forest.holds(link) and not forest.join(link.left, link.right)
    ]
    groups: dict[str, list[str]] = {}
    of = {member: forest.root(member) for member in forest.parent}
    for member, top in of.items():
        groups.setdefault(top, []).append(member)
    return Grouping(
        of, {top: tuple(sorted(found)) for top, found in groups.items()}, tuple(contradictions)
    )


class _Forest:
    """Disjoint sets, some of which must never become one."""

    def __init__(self, members: Iterable[str]) -> None:
        self.parent = {member: member for member in members}
        self._size = dict.fromkeys(self.parent, 1)
        self._enemies: dict[str, set[str]] = {}

    def holds(self, link: Link) -> bool:
        return link.left in self.parent and link.right in self.parent

    def root(self, member: str) -> str:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def separate(self, one: str, other: str) -> None:
        """Keep two members apart; only before the first join."""
        if one in self.parent and other in self.parent:
            self._enemies.setdefault(one, set()).add(other)
            self._enemies.setdefault(other, set()).add(one)

    def join(self, one: str, other: str) -> bool:
        """Make one set of two; False when they must stay apart."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if other in self._enemies.get(one, ()):
            return False
        if self._size[one] < self._size[other]:
            one, other = other, one
        self.parent[other] = one
        self._size[one] += self._size[other]
        for enemy in self._enemies.pop(other, ()):
            self._enemies[enemy].discard(other)
            self._enemies[enemy].add(one)
            self._enemies.setdefault(one, set()).add(enemy)
        return True


def _priority(link: Link) -> tuple[bool, float, str, str]:
    return (not link.by_person, -link.score, link.left, link.right)
