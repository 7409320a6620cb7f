"""What an undertaking depends on, over all its tellings, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

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

_PENDING = re.compile(r"\b(?:as soon as|once|if|unless|until|provided)\b[^,;.]*")
"""A clause that tells of a condition as still to come, also where a reader saw none in it."""

_ENDED = frozenset({Stage.WITHDRAWN, Stage.BROKEN})


@dataclass(slots=True)
class _Term:
    words: str
    kind: ConditionKind
    reports: set[str]
    tellings: list[Telling]
    evidence: list[Evidence] = field(default_factory=list)


def conditions(
    tellings: Sequence[Telling],
    order: Sequence[Telling],
    against: Mapping[str, Sequence[Telling]] = MappingProxyType({}),
) -> tuple[HeldCondition, ...]:
    """The conditions in order of first telling; `order` are the tellings as things happened.

    A condition to be fulfilled beforehand is met once a later and further step is told without it,
    in a sentence that names what it was about, or once the undertaking is fulfilled; unknown when
    the undertaking went on without a word of it. One that lasts is met when all is fulfilled. Any
    has failed when the undertaking ends in a sentence that names it; what is told later counts.
    It is disputed when one origin has it met and another failed on one day, or when accounts are
    accepted as contradicting the one that changed it (`against`: pledge -> those accounts).
    Nothing else is concluded.
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
    return tuple(_held(term, order, against) for term in terms)


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
    left, right = _words(one), _words(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _words(words: str) -> set[str]:
    return {word[:5] for word in plain(words).split() if len(word) > 3}


def _held(
    term: _Term, order: Sequence[Telling], against: Mapping[str, Sequence[Telling]]
) -> HeldCondition:
    state, changed = _state(term, order)
    other = [t for one in changed for t in against.get(one.pledge.id, ())]
    if other and state in (ConditionState.MET, ConditionState.FAILED):
        state, changed = ConditionState.DISPUTED, (*changed, *other)
    told = tuple(dict.fromkeys(e for telling in changed for e in telling.evidence))
    return HeldCondition(term.words, term.kind, state, tuple(term.evidence) + told, told)


def _state(term: _Term, order: Sequence[Telling]) -> tuple[ConditionState, Sequence[Telling]]:
    about = _words(term.words) - _own(term)
    carriers = {telling.pledge.id for telling in term.tellings}
    carriers |= {
        t.pledge.id for t in order if about & _words(" ".join(_PENDING.findall(t.sentence)))
    }
    highest = max(_rung(t.pledge.stage) for t in order if t.pledge.id in carriers)
    latest = max(i for i, telling in enumerate(order) if telling.pledge.id in carriers)
    after = order[latest + 1 :]
    ended = [t for t in after if t.pledge.stage in _ENDED and about & _words(t.sentence)]
    further = [t for t in after if t.pledge.stage in LADDER and _rung(t.pledge.stage) > highest]
    done = [t for t in further if t.pledge.stage is Stage.FULFILLED]
    if term.kind is not ConditionKind.WHILE:
        agreed = [t for t in further if _rung(t.pledge.stage) >= LADDER.index(Stage.AGREED)]
        done = [t for t in agreed if about & _words(t.sentence)] or done
    if ended:
        return _failed_or_not(ended, done)
    if done:
        return ConditionState.MET, done[:1]
    if further and term.kind is not ConditionKind.WHILE:
        return ConditionState.UNKNOWN, further[:1]
    return ConditionState.OPEN, ()


def _failed_or_not(
    ended: Sequence[Telling], done: Sequence[Telling]
) -> tuple[ConditionState, Sequence[Telling]]:
    """What is told last of a condition that failed by one telling and was met by another."""
    last = ended[-1]
    for one in done:
        if one.day == last.day and one.origin != last.origin:
            return ConditionState.DISPUTED, (one, last)
    later = [t for t in done if t.day > last.day]
    return (ConditionState.MET, later[:1]) if later else (ConditionState.FAILED, ended[:1])


def _own(term: _Term) -> set[str]:
    """The words of the undertaking itself, which its later tellings have in common anyway."""
    found: set[str] = set()
    for telling in term.tellings:
        found |= _words(" ".join(q.words for q in telling.pledge.evidence).replace(term.words, " "))
    return found


def _rung(stage: Stage) -> int:
    return LADDER.index(stage) if stage in LADDER else -1
