"""A person's yes or no into the record: bound to the words it was made on, then worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from onrecord.app.ingest import refresh
from onrecord.domain.annotations import Annotation, Reading
from onrecord.domain.decisions import Anchor, Decision, anchor_of
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Judgement
from onrecord.record.store import Writer
from onrecord.views.history import moved

LONGEST_NAME = 80
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's judgement as it comes in: on what, which way, by whom, why, having seen what."""

    about: str
    judgement: str
    actor: str
    reason: str
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision as recorded, and what had come in on its matter that its author had not seen."""

    decision: str
    moved: tuple[str, ...]


def decide(store: Writer, judged: Judged, clock: Callable[[], datetime]) -> Outcome:
    """Append a person's decision on a proposal or an annotation and bring the record up to it.

    A matter that moved since `seen` is no obstacle: the decision holds, as the last of a person,
    and what its author had not seen is told. Raises UsageError for a judgement without a name or a
    reason, UnknownId for a thing that is not in the record.
    """
    _check(judged, store.head())
    decision = _bound(store, judged)
    appended = store.append([decision], clock())
    refresh(store)
    return Outcome(decision.id, moved(store.facts(), decision, appended.head))


def _check(judged: Judged, head: int) -> None:
    actor, reason = judged.actor.strip(), judged.reason.strip()
    if not 0 < len(actor) <= LONGEST_NAME or not actor.isprintable():
        raise UsageError(f"a decision wants its author's name, 1 to {LONGEST_NAME} characters")
    if actor.lower().startswith("policy:"):
        raise UsageError("a name that begins with 'policy:' is a policy's; give a person's")
    if not 0 < len(reason) <= LONGEST_REASON:
        raise UsageError(f"a decision wants a reason, 1 to {LONGEST_REASON} characters")
    if judged.judgement not in list(Judgement):
        raise UsageError(f"a judgement is accept or reject, got {judged.judgement!r}")
    if not 0 <= judged.seen <= head:
        raise UsageError(f"`seen` is a seq of this record, 0 to {head}, got {judged.seen}")


def _bound(store: Writer, judged: Judged) -> Decision:
    recorded = store.get(judged.about)
    if recorded is None:
        raise UnknownId(f"the record holds nothing with the id {judged.about!r}")
    fact = recorded.fact
    words = {"actor": judged.actor.strip(), "reason": judged.reason.strip(), "seen": judged.seen}
    judgement = Judgement(judged.judgement)
    if isinstance(fact, Proposal):
        return Decision(
            about=fact.id,
            judgement=judgement,
            left=_anchor(store, fact.left),
            right=_anchor(store, fact.right),
            relation=fact.relation,
            value=fact.value,
            **words,  # type: ignore[arg-type]
        )
    if isinstance(fact, Reading) and judged.about != fact.id:
        anchor = _anchor(store, judged.about)
        return Decision(about=judged.about, judgement=judgement, left=anchor, **words)  # type: ignore[arg-type]
    raise UsageError(f"{judged.about!r} is nothing that is judged: expected a proposal's id or a "
                     "statement's, a pledge's or a mention's")  # fmt: skip


def _anchor(store: Writer, identifier: str) -> Anchor:
    """The evidence that an id stands for. Raises UnknownId where the record does not hold it."""
    recorded = store.get(identifier)
    thing: Annotation | Report | None = None
    if recorded is not None and isinstance(recorded.fact, Report):
        thing = recorded.fact
    elif recorded is not None and isinstance(recorded.fact, Reading):
        found = [a for a in recorded.fact.annotations if a.id == identifier]
        thing = found[0] if found else None
    if thing is None:
        raise UnknownId(f"the record holds no evidence {identifier!r}")
    return anchor_of(thing)
