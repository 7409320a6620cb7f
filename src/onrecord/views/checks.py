"""What is odd about the record as a whole: contradictions, lost decisions, surprising steps."""

from __future__ import annotations

from onrecord.domain.findings import Finding
from onrecord.domain.times import AsOf
from onrecord.ledger.fold import folded
from onrecord.views.held import NOW, Reader


def checks(reader: Reader, as_of: AsOf = NOW) -> tuple[Finding, ...]:
    """The findings of the fold, each once; they are worked out anew from all facts."""
    with reader.folding(as_of.known) as facts:
        found = folded(facts, as_of).findings
    return tuple({finding.id: finding for finding in found}.values())
