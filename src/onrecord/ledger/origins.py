"""Independent origins: copies and reports that credit another outlet add none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.ledger.groups import Grouping
from onrecord.ledger.index import Index
from onrecord.ledger.names import plain
from onrecord.ledger.standing import Link

Telling = tuple[str, tuple[str, ...]]
"""A report's id, and the chain through which it has the words ("via", speaker outwards)."""


class Origins:
    """Counts who told a thing independently, given the copies and credits that stand."""

    def __init__(self, index: Index, copies: Grouping, credits: Sequence[Link]) -> None:
        self._of = copies.of
        self._outlets: dict[str, set[str]] = {}
        for report, recorded in index.reports.items():
            if recorded.fact.outlet:
                self._outlets.setdefault(copies.of[report], set()).add(plain(recorded.fact.outlet))
        self._credits: dict[str, set[str]] = {}
        for link in credits:
            if link.left in copies.of and link.right in copies.of:
                self._credits.setdefault(copies.of[link.left], set()).add(copies.of[link.right])

    def of(self, report: str) -> str:
        """The group of copies that a report belongs to."""
        return self._of[report]

    def keys(self, tellings: Iterable[Telling]) -> Mapping[Telling, str]:
        """For each telling the origin that it goes back to."""
        told = list(tellings)
        groups = {self._of[report] for report, _ in told}
        own = {self._of[report] for report, via in told if not via}
        by_outlet: dict[str, str] = {}
        for group in sorted(groups):
            for outlet in self._outlets.get(group, ()):
                by_outlet.setdefault(outlet, group)
        found: dict[Telling, str] = {}
        for report, via in told:
            group = self._of[report]
            credited = sorted(self._credits.get(group, set()) & groups - {group})
            if credited:
                group = credited[0]
            elif via and group not in own:
                agency = plain(via[0])
                group = by_outlet.get(agency, f"via {agency}")
            found[report, via] = group
        return found

    def count(self, tellings: Iterable[Telling]) -> int:
        """How many independent origins tell a thing; at least one."""
        return max(1, len(set(self.keys(tellings).values())))
