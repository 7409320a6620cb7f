"""Every decision in the order in which it was made; nothing is ever taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.corrections import correction
from onrecord.domain.decisions import SECOND, Anchor, Decision
from onrecord.domain.errors import UsageError
from onrecord.domain.facts import Recorded
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.standing import taken_back
from onrecord.views.amounts import written
from onrecord.views.held import NOW, Reader

Matter = tuple[Relation | None, frozenset[Anchor | None], str | None]
"""The relation, the places in the texts in either order, the kind of dispute or the field."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision; `moved` are later facts on its matter that its author had not seen.

    `replaced` is the id of the decision on the same matter that holds instead of it, if one does;
    `undone` that of the decision that takes it back. `did` says in words what it did.
    """

    id: str
    about: str
    judgement: Judgement
    relation: Relation | None
    value: str | None
    actor: str
    by_policy: bool
    reason: str
    left: Anchor
    right: Anchor | None
    seen: int
    known: int
    known_at: datetime
    moved: tuple[str, ...]
    replaced: str | None
    undone: str | None = None
    did: str = ""


def history(reader: Reader, people: bool = False, as_of: AsOf = NOW) -> tuple[DecisionRow, ...]:
    """The decisions, last first; with `people` without those of policies."""
    return told(reader, reader.decisions(as_of.known, people), as_of)


def decided_on(reader: Reader, texts: Sequence[str], as_of: AsOf = NOW) -> tuple[DecisionRow, ...]:
    """The decisions on any of these texts, last first."""
    return told(reader, reader.decisions(as_of.known, texts=texts), as_of)


def told(
    reader: Reader, decisions: Sequence[Recorded[Decision]], as_of: AsOf = NOW
) -> tuple[DecisionRow, ...]:
    """These decisions as rows, last first; what replaces one is looked for among them."""
    back = taken_back(decisions)
    mine = [d for d in decisions if not d.fact.by_policy]
    people = list(dict.fromkeys(text for d in mine for text in texts_of(d.fact)))
    read = reader.read_at(people, as_of.known) if people else {}
    names = _Words(reader)
    by_matter: dict[Matter, list[Recorded[Decision]]] = {}
    by_thing: dict[Matter, list[Recorded[Decision]]] = {}
    for recorded in decisions:
        by_thing.setdefault(thing(recorded.fact), []).append(recorded)
        if _counts(recorded, back):
            by_matter.setdefault(matter(recorded.fact), []).append(recorded)
    holds = {key: max(some, key=_rank).fact.id for key, some in by_matter.items()}
    rows = []
    for recorded in decisions:
        made = recorded.fact
        standing = holds.get(matter(made), made.id) if _counts(recorded, back) else made.id
        later = [] if made.by_policy else _between(by_thing[thing(made)], made, recorded.seq)
        if not made.by_policy:
            later += [
                (seq, _reading(reader, text))
                for text in texts_of(made)
                if made.seen < (seq := read.get(text, 0)) < recorded.seq
            ]
        rows.append(
            DecisionRow(
                made.id,
                made.about,
                made.judgement,
                made.relation,
                made.value,
                made.actor,
                made.by_policy,
                made.reason,
                made.left,
                made.right,
                made.seen,
                recorded.seq,
                recorded.recorded_at,
                tuple(identifier for _, identifier in sorted(later)),
                None if standing == made.id else standing,
                back.get(made.id),
                "" if made.by_policy else names.did(made),
            )
        )
    rows.sort(key=lambda row: -row.known)
    return tuple(rows)


def moved(
    reader: Reader, made: Sequence[Decision], seen: int, whole: frozenset[Anchor] = frozenset()
) -> tuple[str, ...]:
    """What came in after `seen` on the matter of decisions that are about to be made.

    That is what people decided on the same things, or about any of the anchors in `whole`, and
    readings of their texts. A second coder is told of readings alone.
    """
    mine = {decision.id for decision in made}
    things = {thing(decision) for decision in made}
    texts = list(dict.fromkeys(text for decision in made for text in texts_of(decision)))
    texts += [anchor.text for anchor in whole if anchor.text not in texts]
    found: list[tuple[int, str]] = []
    if not any(decision.by_second for decision in made):
        found = [
            (recorded.seq, recorded.fact.id)
            for recorded in reader.decisions(people=True, texts=texts)
            if recorded.seq > seen and recorded.fact.id not in mine and not recorded.fact.by_second
            if thing(recorded.fact) in things or {recorded.fact.left, recorded.fact.right} & whole
        ]
    read = reader.read_at(texts)
    found += [(seq, _reading(reader, text)) for text, seq in read.items() if seq > seen]
    return tuple(identifier for _, identifier in sorted(found))


def matter(decision: Decision) -> Matter:
    """What a decision is about: who says something else on this later replaces it."""
    relation, sides, value = thing(decision)
    if decision.judgement is Judgement.CORRECT:
        try:
            value = correction(decision.value).field
        except UsageError:
            value = decision.value
    elif decision.judgement is Judgement.UNDO:
        value = f"undo {decision.about}"
    return (relation, sides, value)


def thing(decision: Decision) -> Matter:
    """What a decision touches: the relation and the places in the texts, in either order."""
    sides = frozenset((decision.left, decision.right))
    value = decision.value if decision.relation is Relation.DISPUTES else None
    return (decision.relation, sides, value)


def texts_of(decision: Decision) -> tuple[str, ...]:
    """The texts that a decision is bound to."""
    sides = (decision.left, decision.right)
    return tuple(dict.fromkeys(side.text for side in sides if side is not None))


def _counts(recorded: Recorded[Decision], back: Mapping[str, str]) -> bool:
    made = recorded.fact
    return not (made.by_second or made.judgement is Judgement.UNDO or made.id in back)


def _rank(recorded: Recorded[Decision]) -> tuple[bool, int]:
    return (not recorded.fact.by_policy, recorded.seq)


def _between(
    others: Iterable[Recorded[Decision]], made: Decision, before: int
) -> list[tuple[int, str]]:
    return [
        (other.seq, other.fact.id)
        for other in others
        if made.seen < other.seq < before and other.fact.by_second == made.by_second
    ]


def _reading(reader: Reader, text: str) -> str:
    """The id of a text's standing reading."""
    for report in reader.reports_with(text):
        held = reader.facts_of([report.fact.id], links=False).readings.get(text)
        if held is not None:
            return held.fact.id
    return text


JOINED = {
    Relation.SAME_ENTITY: "the same name",
    Relation.SAME_UTTERANCE: "one saying",
    Relation.SAME_COMMITMENT: "one undertaking",
    Relation.SAME_STORY: "one matter",
    Relation.COPY_OF: "a copy of the other",
    Relation.CREDITS: "crediting the other",
    Relation.DISPUTES: "in dispute",
}


class _Words:
    """What decisions did, in words; each text is looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._texts: dict[str, str] = {}

    def did(self, made: Decision) -> str:
        left = self._at(made.left)
        if made.judgement is Judgement.UNDO:
            undone = self._reader.get(made.about)
            if undone is None or not isinstance(undone.fact, Decision):
                return f"took back {made.about[:8]}"
            return f"took back: {self.did(undone.fact)}"
        if made.judgement is Judgement.CORRECT:
            return f"{left}: {self._corrected(made)}"
        yes = made.judgement is Judgement.ACCEPT
        if made.right is None:
            return f"{left}: {'read rightly' if yes else 'read wrongly'}"
        how = JOINED[made.relation] if made.relation is not None else "linked"
        return f"{left} and {self._at(made.right)}: {how if yes else f'not {how}'}"

    def _at(self, anchor: Anchor) -> str:
        if anchor.start is None or anchor.end is None:
            reports = self._reader.reports_with(anchor.text)
            first = reports[0].fact if reports else None
            return "a report" if first is None else _short(first.title or first.given)
        return _short(self._words(anchor.text, anchor.start, anchor.end))

    def _words(self, digest: str, start: int, end: int) -> str:
        if digest not in self._texts:
            text = self._reader.text(digest)
            self._texts[digest] = "" if text is None else text.content
        return " ".join(self._texts[digest][start:end].split())

    def _corrected(self, made: Decision) -> str:
        try:
            one = correction(made.value)
        except UsageError:
            return "corrected, but it cannot be read"
        words = [f"“{self._words(made.left.text, start, end)}”" for start, end in one.places]
        words += [w for w in one.words if w]
        if one.amount is not None:
            words.append(written(one.amount))
        if one.time is not None and one.time[1]:
            words.append(one.time[1])
        return f"{one.field.replace('_', ' ')} is {', '.join(words) or 'not told'}"


def _short(words: str) -> str:
    return f"“{words if len(words) < 60 else words[:58] + ' …'}”"


def person(actor: str) -> str:
    """The name of who decided, without the mark of a second coder."""
    return actor.removeprefix(SECOND)
