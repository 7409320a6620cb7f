"""A person's judgement into the record: bound to the words it was made on, never over another's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.annotations import Annotation, Reading
from onrecord.domain.corrections import check, correction
from onrecord.domain.decisions import SECOND, Anchor, Decision, anchor_of
from onrecord.domain.errors import RecordBusy, RecordMoved, UnknownId, UsageError
from onrecord.domain.ids import kind_of
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Judgement
from onrecord.ledger.standing import taken_back
from onrecord.record.store import Writer
from onrecord.views.history import moved

LONGEST_NAME = 80
LONGEST_REASON = 500
LONGEST_VALUE = 4_000
"""Characters of a correction: places and names of some parties take a few hundred."""

TRIES = 20
"""How often to look again when something else is recorded at the same moment."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's judgement as it comes in: on what, which way, by whom, why, having seen what.

    `value` is the correction of a judgement "correct". A `second` coder's judgement is kept to be
    compared with the first's, and changes nothing.
    """

    about: str
    judgement: str
    actor: str
    reason: str
    seen: int
    value: str | None = None
    second: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decisions as recorded; none where the matter had moved, then what had come in on it."""

    decisions: tuple[str, ...]
    moved: tuple[str, ...] = ()

    @property
    def decision(self) -> str:
        """The first decision, "" where none was recorded."""
        return self.decisions[0] if self.decisions else ""


Clock = Callable[[], datetime]


def decide(store: Writer, judged: Judged, clock: Clock) -> Outcome:
    """Append a person's decision on a proposal or an annotation.

    When anybody decided on the matter, or its text was read again, after `seen`, nothing is
    recorded and the outcome says what came in. The derived tables are not touched. Raises
    UsageError for a judgement without a name or a reason, UnknownId for a thing that is not in the
    record.
    """
    actor, reason = author(judged.actor), why(judged.reason)
    seen_in(store, judged.seen)
    if judged.judgement not in (Judgement.ACCEPT, Judgement.REJECT, Judgement.CORRECT):
        raise UsageError(f"a judgement is accept, reject or correct, got {judged.judgement!r}")
    if judged.second:
        actor = SECOND + actor
    decision = _bound(store, judged, actor, reason)
    return record(store, [decision], clock)


def undo(store: Writer, judged: Judged, clock: Clock) -> Outcome:
    """Take back what `judged.about`, a person's decision, did, with all that was done in one act.

    What stood before stands again. Raises UsageError for a policy's decision (decide otherwise
    instead) and for one that was taken back already, UnknownId.
    """
    actor, reason = author(judged.actor), why(judged.reason)
    seen_in(store, judged.seen)
    back = [
        Decision(
            about=one.id,
            judgement=Judgement.UNDO,
            actor=actor,
            reason=reason,
            left=one.left,
            right=one.right,
            relation=one.relation,
            value=one.value if one.relation is not None else None,
            seen=judged.seen,
        )
        for one in act_of(store, judged.about)
    ]
    if not back:
        raise UsageError(f"{judged.about!r} was taken back already")
    return record(store, back, clock)


def act_of(store: Writer, identifier: str) -> list[Decision]:
    """The decisions that stand of the act that this one belongs to: by one person, at one moment.

    Raises UnknownId for an id that is no decision's, UsageError for a policy's.
    """
    recorded = store.get(identifier)
    if recorded is None or not isinstance(recorded.fact, Decision):
        raise UnknownId(f"the record holds no decision {identifier!r}")
    made = recorded.fact
    if made.by_policy or made.by_second:
        raise UsageError("only people's own decisions are taken back; decide otherwise instead")
    people = store.decisions(people=True)
    back = taken_back(people)
    return [
        d.fact
        for d in people
        if d.fact.id not in back
        and (d.recorded_at, d.fact.actor, d.fact.judgement, d.fact.relation)
        == (recorded.recorded_at, made.actor, made.judgement, made.relation)
    ]


def record(
    store: Writer,
    decisions: Sequence[Decision],
    clock: Clock,
    whole: frozenset[Anchor] = frozenset(),
) -> Outcome:
    """Append decisions together, unless their matter moved after their authors looked.

    `whole` are the anchors of all that the author saw, where any decision on them counts.
    """
    for _ in range(TRIES):
        head = store.head()
        came = moved(store, decisions, decisions[0].seen, whole)
        if came:
            return Outcome((), came)
        try:
            store.append(decisions, clock(), after=head)
        except RecordMoved:
            continue
        return Outcome(tuple(decision.id for decision in decisions))
    raise RecordBusy("others keep recording; nothing was decided, try again in a moment")


def author(told: str) -> str:
    """The name of a person. Raises UsageError."""
    actor = told.strip()
    if not 0 < len(actor) <= LONGEST_NAME or not actor.isprintable():
        raise UsageError(f"a decision wants its author's name, 1 to {LONGEST_NAME} characters")
    if actor.lower().startswith("policy:"):
        raise UsageError("a name that begins with 'policy:' is a policy's; give a person's")
    if actor.lower().startswith(SECOND):
        raise UsageError(f"a name does not begin with {SECOND!r}; say that you code second instead")
    return actor


def why(told: str) -> str:
    """The reason of a decision. Raises UsageError."""
    reason = told.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise UsageError(f"a decision wants a reason, 1 to {LONGEST_REASON} characters")
    return reason


def seen_in(store: Writer, seen: int) -> None:
    """Nothing, when the record has had this seq. Raises UsageError."""
    head = store.head()
    if not 0 <= seen <= head:
        raise UsageError(f"`seen` is a seq of this record, 0 to {head}, got {seen}")


def _bound(store: Writer, judged: Judged, actor: str, reason: str) -> Decision:
    recorded = store.get(judged.about)
    if recorded is None:
        raise UnknownId(f"the record holds nothing with the id {judged.about!r}")
    fact = recorded.fact
    judgement = Judgement(judged.judgement)
    if isinstance(fact, Proposal) and judgement is not Judgement.CORRECT:
        return Decision(
            about=fact.id,
            judgement=judgement,
            actor=actor,
            reason=reason,
            left=anchor(store, fact.left),
            right=anchor(store, fact.right),
            relation=fact.relation,
            value=fact.value,
            seen=judged.seen,
        )
    if isinstance(fact, Reading) and judged.about != fact.id:
        value = None
        if judgement is Judgement.CORRECT:
            value = _value(judged, fact)
        return Decision(
            about=judged.about,
            judgement=judgement,
            actor=actor,
            reason=reason,
            left=anchor(store, judged.about),
            value=value,
            seen=judged.seen,
        )
    raise UsageError(f"{judged.about!r} is nothing that is judged: expected a proposal's id or a "
                     "statement's, a pledge's or a mention's")  # fmt: skip


def _value(judged: Judged, reading: Reading) -> str:
    """The correction, checked against the text. Raises UsageError."""
    if len(judged.value or "") > LONGEST_VALUE:
        raise UsageError(f"a correction has at most {LONGEST_VALUE:,} characters")
    told = correction(judged.value)
    check(told, kind_of(judged.about) or "", reading.text)
    return told.written


def anchor(store: Writer, identifier: str) -> Anchor:
    """The evidence that an id stands for. Raises UnknownId where the record does not hold it."""
    recorded = store.get(identifier)
    thing: Annotation | Report | None = None
    if recorded is not None and isinstance(recorded.fact, Report):
        thing = recorded.fact
    elif recorded is not None and isinstance(recorded.fact, Reading):
        thing = next((a for a in recorded.fact.annotations if a.id == identifier), None)
    if thing is None:
        raise UnknownId(f"the record holds no evidence {identifier!r}")
    return anchor_of(thing)


def texts_of(store: Writer, identifier: str) -> tuple[str, ...]:
    """The texts that decisions on a proposal or an annotation are bound to."""
    recorded = store.get(identifier)
    if recorded is not None and isinstance(recorded.fact, Proposal):
        sides = (recorded.fact.left, recorded.fact.right)
        return tuple(dict.fromkeys(anchor(store, side).text for side in sides))
    return (anchor(store, identifier).text,)
