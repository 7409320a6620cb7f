"""What a record holds: facts in one total order, each with its place and the time it came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report

Fact = Report | Reading | Proposal | Decision | Finding | Need | Withdrawal

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

    `readings` holds for each text digest the standing reading: the last one appended. `by_policy`
    gives policies' decisions that are not in `decisions`, each with the proposal that it is on, and
    may be gone through again and again: where they are too many to be held all at once.
    """

    reports: tuple[Recorded[Report], ...] = ()
    readings: Mapping[str, Recorded[Reading]] = field(default_factory=dict)
    proposals: tuple[Recorded[Proposal], ...] = ()
    decisions: tuple[Recorded[Decision], ...] = ()
    by_policy: Iterable[tuple[Recorded[Decision], Proposal | None]] = ()
