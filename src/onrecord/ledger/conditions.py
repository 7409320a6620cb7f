"""What an undertaking depends on, over all its tellings, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.domain.annotations import Condition
from onrecord.domain.words import LADDER, ConditionKind, ConditionState, Stage
from onrecord.domain.world import Evidence, HeldCondition
from onrecord.ledger.names import plain
from onrecord.ledger.tellings import Telling

_ALIKE = (
    {ConditionKind.IF, ConditionKind.AFTER},
    {ConditionKind.WHILE, ConditionKind.UNTIL, ConditionKind.UNLESS},
)
"""Kinds that reports use for one condition: "once it has passed" and "only if it passes"."""


@dataclass(slots=True)
class _Term:
    words: str
    kind: ConditionKind
    reports: set[str]
    tellings: list[Telling]
    evidence: list[Evidence] = field(default_factory=list)


def conditions(tellings: Sequence[Telling], order: Sequence[Telling]) -> tuple[HeldCondition, ...]:
    """The conditions in order of first telling; `order` are the tellings as things happened.

    A condition to be fulfilled beforehand is met once a later and further step from `agreed` on is
    told without it, and unknown when only a lesser step is; one that lasts stays open until the
    undertaking is fulfilled. Nothing else is concluded.
    """
    terms: list[_Term] = []
    for telling in sorted(tellings, key=lambda t: t.order):
        taken: list[_Term] = []
        own = telling.pledge.conditions
        for condition in own:
            term = _same(condition, [t for t in terms if t not in taken], alone=len(own) == 1)
            if term is None:
                term = _Term(condition.quote.words, condition.kind, set(), [])
                terms.append(term)
            taken.append(term)
            term.tellings.append(telling)
            term.reports.update(evidence.report for evidence in telling.evidence)
            term.evidence += [
                Evidence(e.report, e.text, (condition.quote,), e.annotation, e.known)
                for e in telling.evidence
            ]
    return tuple(_held(term, order) for term in terms)


def _same(condition: Condition, terms: Sequence[_Term], alone: bool) -> _Term | None:
    best, share = None, 0.0
    for term in terms:
        if term.kind != condition.kind and not any(
            {term.kind, condition.kind} <= alike for alike in _ALIKE
        ):
            continue
        this = _shared(term.words, condition.quote.words)
        if this > share:
            best, share = term, this
    if best is not None and share >= 0.25:
        return best
    kin = [term for term in terms if term.kind == condition.kind]
    return kin[0] if alone and len(kin) == 1 == len(terms) else None


def _shared(one: str, other: str) -> float:
    """Share of longer words in common, by their first five letters."""
    left, right = (
        {word[:5] for word in re.findall(r"\w+", plain(words)) if len(word) > 3}
        for words in (one, other)
    )
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _held(term: _Term, order: Sequence[Telling]) -> HeldCondition:
    state, changed = _state(term, order)
    evidence = tuple(term.evidence) + tuple(e for telling in changed for e in telling.evidence)
    return HeldCondition(term.words, term.kind, state, evidence)


def _state(term: _Term, order: Sequence[Telling]) -> tuple[ConditionState, Sequence[Telling]]:
    carriers = {telling.pledge.id for telling in term.tellings}
    highest = max(_rung(telling.pledge.stage) for telling in term.tellings)
    latest = max(i for i, telling in enumerate(order) if telling.pledge.id in carriers)
    further = [
        telling
        for telling in order[latest + 1 :]
        if telling.pledge.stage in LADDER and _rung(telling.pledge.stage) > highest
    ]
    if term.kind is ConditionKind.WHILE:
        done = [t for t in further if t.pledge.stage is Stage.FULFILLED]
        return (ConditionState.MET, done[:1]) if done else (ConditionState.OPEN, ())
    met = [t for t in further if _rung(t.pledge.stage) >= LADDER.index(Stage.AGREED)]
    if met:
        return ConditionState.MET, met[:1]
    if further:
        return ConditionState.UNKNOWN, further[:1]
    return ConditionState.OPEN, ()


def _rung(stage: Stage) -> int:
    return LADDER.index(stage) if stage in LADDER else -1
