"""What a record holds: facts in one total order, each with its place and the time it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report

Fact = Report | Reading | Proposal | Decision | Finding

F_co = TypeVar("F_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[F_co]):
    """A fact with its seq (the record's total order) and the wall-clock time for people."""

    fact: F_co
    seq: int
    recorded_at: datetime


@dataclass(frozen=True)
class Facts:
    """The facts of a record, or of a part of it, through some seq, in order of seq.

    `readings` holds for each text digest the standing reading: the last one appended.
    """

    reports: tuple[Recorded[Report], ...] = ()
    readings: Mapping[str, Recorded[Reading]] = field(default_factory=dict)
    proposals: tuple[Recorded[Proposal], ...] = ()
    decisions: tuple[Recorded[Decision], ...] = ()
