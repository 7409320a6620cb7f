"""What two people judged independently of each other, how far they agree, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Recorded
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement
from onrecord.evaluation.agreement import Agreement, agreement
from onrecord.ledger.standing import taken_back
from onrecord.views.held import NOW, Reader
from onrecord.views.history import DecisionRow, Matter, person, thing, told


@dataclass(frozen=True, slots=True)
class Difference:
    """One question on which two people differ; `settled` is who decided on it since, and how."""

    about: str
    first: DecisionRow
    second: DecisionRow
    settled: DecisionRow | None


@dataclass(frozen=True, slots=True)
class KindAgreement:
    """The agreement on questions of one kind; `single` were judged by one of the two alone."""

    kind: str
    agreement: Agreement
    single: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Both:
    kind: str
    first: Recorded[Decision]
    second: Recorded[Decision]
    settled: Recorded[Decision] | None


def agreements(reader: Reader, as_of: AsOf = NOW) -> tuple[KindAgreement, ...]:
    """By kind of question, and "all" first; () where nobody has coded second."""
    people = reader.decisions(as_of.known, people=True)
    back = taken_back(people)
    standing = [
        d for d in people if d.fact.judgement is not Judgement.UNDO and d.fact.id not in back
    ]
    if not any(d.fact.by_second for d in standing):
        return ()
    by_thing: dict[Matter, list[Recorded[Decision]]] = {}
    for recorded in standing:
        by_thing.setdefault(thing(recorded.fact), []).append(recorded)
    both: list[_Both] = []
    single: dict[str, int] = {}
    for some in by_thing.values():
        found = _compared(some)
        both += found
        if not found:
            kind = kind_of_question(some[0].fact)
            single[kind] = single.get(kind, 0) + 1
    shown = [d for b in both for d in (b.first, b.second, b.settled) if d is not None]
    rows = {row.id: row for row in told(reader, list({d.seq: d for d in shown}.values()), as_of)}
    kinds = sorted({b.kind for b in both} | single.keys())
    whole = _of("all", both, sum(single.values()), rows)
    parts = [_of(k, [b for b in both if b.kind == k], single.get(k, 0), rows) for k in kinds]
    return (whole, *parts) if len(parts) != 1 else tuple(parts)


def kind_of_question(decision: Decision) -> str:
    """The relation, or the kind of annotation that was judged."""
    return str(decision.relation) if decision.relation is not None else decision.left.kind


def _compared(some: list[Recorded[Decision]]) -> list[_Both]:
    """Each second coder's last word on a thing beside the first's: the last word before it, or
    where the second came first, the first word after it."""
    last: dict[str, Recorded[Decision]] = {}
    for recorded in some:
        if recorded.fact.by_second:
            last[recorded.fact.actor] = recorded
    found = []
    for actor, second in last.items():
        ours = [d for d in some if not d.fact.by_second and d.fact.actor != person(actor)]
        before = [d for d in ours if d.seq < second.seq]
        after = [d for d in ours if d.seq > second.seq]
        if not before and not after:
            continue
        first = before[-1] if before else after[0]
        later = [d for d in some if not d.fact.by_second and d.seq > max(first.seq, second.seq)]
        kind = kind_of_question(second.fact)
        found.append(_Both(kind, first, second, later[-1] if later else None))
    return found


def _of(
    kind: str, both: list[_Both], single: int, rows: Mapping[str, DecisionRow]
) -> KindAgreement:
    differences = tuple(
        Difference(
            b.second.fact.about,
            rows[b.first.fact.id],
            rows[b.second.fact.id],
            None if b.settled is None else rows[b.settled.fact.id],
        )
        for b in both
        if _word(b.first) != _word(b.second)
    )
    return KindAgreement(
        kind, agreement((_word(b.first), _word(b.second)) for b in both), single, differences
    )


def _word(recorded: Recorded[Decision]) -> str:
    """Accept or reject; who corrects a thing accepts it."""
    rejected = recorded.fact.judgement is Judgement.REJECT
    return str(Judgement.REJECT if rejected else Judgement.ACCEPT)
