"""What linking asks for: earlier things that share a blocking key with a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.domain.annotations import Annotation, Reading
from onrecord.domain.reports import Report


@dataclass(frozen=True, slots=True, eq=False)
class ReadReport:
    """A report with the standing reading of its text; each is itself alone, so that what is worked
    out from it can be kept by it."""

    report: Report
    reading: Reading


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier annotation (or the report itself: `annotation` None) and where it stands."""

    source: ReadReport
    annotation: Annotation | None


class Candidates(Protocol):
    """Earlier things by blocking key; met by the record and, for small sets, in memory."""

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[Known]:
        """Things of a kind ("mention", "statement", "pledge", "report") that share any key.

        Those that share the rarest keys first, then the most recently known; at most `limit`.
        """
        ...
