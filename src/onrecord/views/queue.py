"""What is worth a person's time: undecided proposals and doubtful pledges, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Annotation, Pledge, Statement
from onrecord.domain.decisions import SECOND, anchor_of
from onrecord.domain.ids import kind_of
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.reports import Report
from onrecord.domain.times import AsOf
from onrecord.domain.words import Relation
from onrecord.domain.world import Evidence
from onrecord.ledger.fold import CANDIDATE_SCORE
from onrecord.ledger.standing import in_force
from onrecord.record.store import Waiting
from onrecord.views.facts import quotes_of
from onrecord.views.held import NOW, Desk, Passage, Reader
from onrecord.views.history import Matter, thing

PLEDGE = "pledge"
"""The kind of a question whether a pledge is one; all others are relations."""

STEP = 25
"""Questions looked up together."""

KINDS = (PLEDGE, *(str(relation) for relation in Relation))

WEIGHT = {
    Relation.DISPUTES: 1.0,
    Relation.SAME_COMMITMENT: 0.9,
    Relation.SAME_ENTITY: 0.8,
    Relation.COPY_OF: 0.7,
    Relation.SAME_UTTERANCE: 0.6,
    Relation.CREDITS: 0.5,
    Relation.SAME_STORY: 0.4,
}
"""How much hangs on a proposal, by relation; times how near it is to being even."""

WORTH = {str(relation): weight for relation, weight in WEIGHT.items()}

QUESTION = {
    Relation.SAME_ENTITY: "Is {left!r} the same as {right!r}?",
    Relation.SAME_UTTERANCE: "Is this one saying?",
    Relation.SAME_COMMITMENT: "Is this one undertaking?",
    Relation.SAME_STORY: "Do these reports tell of one matter?",
    Relation.COPY_OF: "Is the first a copy of the second?",
    Relation.CREDITS: "Does the first credit the second?",
    Relation.DISPUTES: "Can these not both be right?",
}


ASKED = {
    "pledge": "Is this an undertaking?",
    "statement": "Is this what somebody said?",
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A question for a person: a proposal nobody decided, or a pledge that may be none."""

    id: str
    kind: str
    relation: Relation | None
    score: float
    question: str
    left: Passage | None
    right: Passage | None
    reasons: tuple[Reason, ...]
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that nobody decided on, by how much hangs on it; not looked up yet."""

    id: str
    kind: str
    score: float
    worth: float


def waiting(reader: Reader, as_of: AsOf = NOW) -> tuple[Question, ...]:
    """All that nobody decided on, first that on which most hangs and that is least certain.

    It may hold a pair that was decided under another name; `looked_up` leaves those out.
    """
    found = [
        Question(one.id, one.kind, one.score, _worth(one))
        for one in (
            *reader.undecided(as_of.known),
            *reader.doubtful(CANDIDATE_SCORE, as_of.known),
        )
    ]
    found.sort(key=lambda question: (-question.worth, question.id))
    return tuple(found)


def _worth(one: Waiting) -> float:
    if one.kind == PLEDGE:
        return one.score / CANDIDATE_SCORE / 2
    return WORTH[one.kind] * (1 - abs(2 * one.score - 1))


def queue(
    reader: Reader, limit: int = 50, as_of: AsOf = NOW, kind: str | None = None
) -> tuple[QueueItem, ...]:
    """The questions that help most; with `kind` those of a relation, or of "pledge", alone."""
    wanted = [one for one in waiting(reader, as_of) if kind is None or one.kind == kind]
    return looked_up(reader, wanted, limit, as_of)


def looked_up(
    reader: Reader,
    questions: Sequence[Question],
    limit: int,
    as_of: AsOf = NOW,
    decided: bool = False,
) -> tuple[QueueItem, ...]:
    """The first of these questions that still stand, with both sides in their paragraphs.

    With `decided` those too that somebody decided on.
    """
    found: list[QueueItem] = []
    desk = Desk(reader)
    for start in range(0, len(questions), STEP):
        some = questions[start : start + STEP]
        found.extend(_Look(reader, desk, some, as_of, decided).items())
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def item(reader: Reader, identifier: str, as_of: AsOf = NOW) -> QueueItem | None:
    """A question by its id, whether it was decided or not; None where its sides are gone."""
    questions = [Question(identifier, PLEDGE, 0.0, 0.0)]
    return next(iter(looked_up(reader, questions, 1, as_of, decided=True)), None)


def second_round(
    reader: Reader,
    coder: str,
    limit: int,
    as_of: AsOf = NOW,
    kind: str | None = None,
    undecided: Sequence[Question] | None = None,
) -> tuple[QueueItem, ...]:
    """What people decided on, in the order of the record, without what this second coder judged.

    It comes before what nobody decided on (`undecided`, looked up if not given), so that both
    judge the same things.
    """
    people = in_force(reader.decisions(as_of.known, people=True), as_of)
    coded = {
        recorded.fact.about
        for recorded in reader.decisions(as_of.known, people=True)
        if recorded.fact.actor == f"{SECOND}{coder}"
    }
    asked = {
        recorded.fact.about: str(recorded.fact.relation or PLEDGE)
        for recorded in people
        if recorded.fact.actor != coder
        and (recorded.fact.relation is None or kind_of(recorded.fact.about) == "proposal")
    }
    wanted = [Question(i, k, 0.0, 0.0) for i, k in asked.items()]
    wanted += waiting(reader, as_of) if undecided is None else undecided
    chosen = [q for q in wanted if q.id not in coded and (kind is None or q.kind == kind)]
    return looked_up(reader, list({q.id: q for q in chosen}.values()), limit, as_of, decided=True)


class _Look:
    """Some questions, looked up together."""

    def __init__(
        self,
        reader: Reader,
        desk: Desk,
        questions: Sequence[Question],
        as_of: AsOf,
        decided: bool = False,
    ) -> None:
        self._reader = reader
        self._desk = desk
        self._questions = questions
        found = reader.proposals([one.id for one in questions])
        self._proposals = {identifier: recorded.fact for identifier, recorded in found.items()}
        wanted = [one.id for one in questions if one.id not in self._proposals]
        wanted += [i for p in self._proposals.values() for i in (p.left, p.right)]
        self._found = reader.annotations(wanted, as_of.known)
        self._reports: dict[str, Report] = {}
        for identifier in wanted:
            if kind_of(identifier) == "report":
                recorded = reader.get(identifier)
                if recorded is not None and isinstance(recorded.fact, Report):
                    self._reports[identifier] = recorded.fact
        self._first = reader.first_reports([read.text for read in self._found.values()])
        self._decided = set() if decided else self._matters(as_of)

    def _matters(self, as_of: AsOf) -> set[Matter]:
        """What was decided on the texts of these questions."""
        texts = {thing.text for thing in (*self._found.values(), *self._reports.values())}
        relations = {proposal.relation for proposal in self._proposals.values()} | {None}
        decisions = self._reader.decisions(as_of.known, False, sorted(texts), relations)
        return {thing(recorded.fact) for recorded in in_force(decisions, as_of)}

    def items(self) -> Iterator[QueueItem]:
        """Those that stand, in order."""
        for question in self._questions:
            proposal = self._proposals.get(question.id)
            found = self._alone(question.id) if proposal is None else self._pair(proposal)
            if found is not None:
                yield found

    def _alone(self, identifier: str) -> QueueItem | None:
        read = self._found.get(identifier)
        if not isinstance(read, Pledge | Statement) or self._held(None, read):
            return None
        kind = "pledge" if isinstance(read, Pledge) else "statement"
        left = self._passage(identifier)
        return QueueItem(identifier, kind, None, read.score, ASKED[kind], left, None, ())

    def _pair(self, proposal: Proposal) -> QueueItem | None:
        sides = [
            self._found.get(i) or self._reports.get(i) for i in (proposal.left, proposal.right)
        ]
        left, right = sides
        if (
            left is None
            or right is None
            or self._held(proposal.relation, left, right, proposal.value)
        ):
            return None
        one, other = self._passage(proposal.left), self._passage(proposal.right)
        words = {
            "left": one.words if one else proposal.left,
            "right": other.words if other else proposal.right,
        }
        return QueueItem(
            proposal.id,
            "proposal",
            proposal.relation,
            proposal.score,
            QUESTION[proposal.relation].format(**words),
            one,
            other,
            proposal.reasons,
            proposal.value,
        )

    def _held(
        self,
        relation: Relation | None,
        left: Annotation | Report,
        right: Annotation | Report | None = None,
        value: str | None = None,
    ) -> bool:
        anchors = frozenset((anchor_of(left), None if right is None else anchor_of(right)))
        told = value if relation is Relation.DISPUTES else None
        return (relation, anchors, told) in self._decided

    def _passage(self, identifier: str) -> Passage | None:
        if identifier in self._reports:
            ref = self._desk.report(identifier)
            title = ref.title or ref.given
            return Passage(ref, title, 0, (), title, (), identifier)
        read = self._found.get(identifier)
        report = None if read is None else self._first.get(read.text)
        if read is None or report is None:
            return None
        return self._desk.passage(Evidence(report, read.text, quotes_of(read), read.id, 0))
