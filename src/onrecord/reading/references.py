"""The stage that offers who a phrase means, for the stages after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.referents import ReportReferences, of_draft
from onrecord.reading.stage import Draft


@dataclass(frozen=True, slots=True)
class ReferencesStage:
    """Adds "references": who a phrase means in this report."""

    name: str = "references.v1"
    needs: frozenset[str] = frozenset({"found", "sentences", "mentions"})
    adds: frozenset[str] = frozenset({"references"})

    def run(self, draft: Draft) -> Iterator[ReportReferences]:
        """One object that answers for the whole report."""
        yield of_draft(draft)
