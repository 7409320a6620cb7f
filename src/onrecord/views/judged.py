"""What people decided on what was read in one text, and the reading as it stands by that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.annotations import Pledge, Reading, Statement
from onrecord.domain.corrections import correction
from onrecord.domain.decisions import SECOND, Anchor, anchor_of
from onrecord.domain.errors import UsageError
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.ids import kind_of
from onrecord.domain.links import Proposal
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.corrections import corrected
from onrecord.ledger.index import Index, index
from onrecord.ledger.standing import standing
from onrecord.views.fields import FieldNow, fields_of
from onrecord.views.held import NOW, Reader
from onrecord.views.history import DecisionRow, told


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that a person did about what was read; `was` is what the machine had read there.

    `id` is the decision.
    """

    did: str
    was: str | None
    actor: str
    at: datetime
    reason: str
    id: str

    @property
    def by(self) -> str:
        """Who did it, and on which day."""
        return f"{self.actor}, {self.at:%d %b %Y}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What people did about one thing that was read; of what they took back or replaced nothing.

    `verdict` says that it was read rightly, or wrongly; `put` are the fields that somebody put
    right; `joined` says what it belongs together with, and what not.
    """

    verdict: DecisionRow | None = None
    put: tuple[FieldNow, ...] = ()
    joined: tuple[DecisionRow, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether somebody said that it was read wrongly, as a whole."""
        return self.verdict is not None and self.verdict.judgement is Judgement.REJECT

    @property
    def vouched(self) -> DecisionRow | None:
        """The decision by which a person stands for it, where one does."""
        if self.rejected:
            return None
        return self.verdict or next((f.row for f in self.put if f.row is not None), None)

    @property
    def touches(self) -> tuple[Touch, ...]:
        """All of it in words: the verdict, the fields, what it was joined with or parted from."""
        told = []
        if self.verdict is not None:
            told.append(_touch(self.verdict, f"read {'wrongly' if self.rejected else 'rightly'}"))
        for field in self.put:
            if field.row is not None:
                did = f"{field.name.replace('_', ' ')}: {field_words(field.told)}"
                told.append(_touch(field.row, did, field_words(field.was or field.told)))
        return (*told, *(_touch(row, row.did) for row in self.joined))


UNTOUCHED = Judged()


def _touch(row: DecisionRow, did: str, was: str | None = None) -> Touch:
    return Touch(did, was, row.actor, row.known_at, row.reason, row.id)


def field_words(told: Sequence[str]) -> str:
    """What a field tells, on one line."""
    return "; ".join(told).replace("_", " ") or "not told"


@dataclass(frozen=True)
class Stands:
    """A reading with what people put right in it, and what they decided on each thing in it."""

    read: Reading
    now: Reading
    _things: Mapping[str, Judged]
    _index: Index | None

    def on(self, identifier: str) -> Judged:
        """What was decided on one thing; on a name that is told of its first mention."""
        if self._index is None:
            return UNTOUCHED
        return self._things.get(self._index.find(identifier) or "", UNTOUCHED)


def stands(reader: Reader, held: Recorded[Reading], as_of: AsOf = NOW) -> Stands:
    """A reading as it stands by what people decided on it."""
    reading = held.fact
    text = reading.text.digest
    made = reader.decisions(as_of.known, people=True, texts=[text])
    if not made:
        return Stands(reading, reading, {}, None)
    alone = tuple(recorded for recorded in made if recorded.fact.right is None)
    facts = Facts(tuple(reader.reports_with(text)), {text: held}, (), alone)
    found = index(facts, AsOf())
    if text not in found.sources:
        return Stands(reading, reading, {}, None)
    after = corrected(found, standing(facts, found, AsOf()))
    now = after.sources[text].reading.fact
    rows: dict[str, list[DecisionRow]] = {}
    for row in told(reader, made, as_of):
        if _holds(row):
            for thing in _things(reader, row, text, found):
                rows.setdefault(thing, []).append(row)
    things = {name: _judged(name, some, found, after) for name, some in rows.items()}
    return Stands(reading, now, things, found)


def decided_about(
    reader: Reader, identifiers: Sequence[str], texts: Iterable[str], as_of: AsOf = NOW
) -> tuple[DecisionRow, ...]:
    """What people decided on any of these pledges or statements and still holds, last first.

    With it goes what they said was read wrongly, where it would be one with these otherwise.
    """
    wanted, where = set(identifiers), sorted(set(texts))
    alone = reader.decisions(as_of.known, people=True, relations=(None,))
    gone = {d.fact.left for d in alone if d.fact.judgement is Judgement.REJECT}
    made = reader.decisions(as_of.known, people=True, texts=where)
    if not made and not gone:
        return ()
    anchors = {anchor_of(a) for a in reader.annotations(sorted(wanted), as_of.known).values()}
    beside = _joined_with(reader, anchors, gone, as_of)
    if others := {anchor.text for anchor in beside}.difference(where):
        made = reader.decisions(as_of.known, people=True, texts=sorted(others.union(where)))
    return tuple(
        row
        for row in told(reader, made, as_of)
        if _holds(row)
        and (
            {row.about, row.value} & wanted
            or {row.left, row.right} & anchors
            or (row.left in beside and row.right is None and row.judgement is Judgement.REJECT)
        )
    )


ONE = (Relation.SAME_COMMITMENT, Relation.SAME_UTTERANCE)
"""The links by which tellings are one line."""


def _joined_with(
    reader: Reader, anchors: set[Anchor], gone: set[Anchor], as_of: AsOf
) -> frozenset[Anchor]:
    """What of this was rejected would be one with any of these, by a link that was accepted.

    It is asked from the side of what people rejected: a matter that a thousand reports tell has a
    hundred thousand links (8 s, 2026-11).
    """
    if not gone:
        return frozenset()
    texts = sorted({anchor.text for anchor in gone})
    links = reader.decisions(as_of.known, texts=texts, relations=ONE)
    pairs = [
        (made.left, made.right)
        for made in (link.fact for link in links)
        if made.judgement is Judgement.ACCEPT and made.right is not None
    ]
    found = {one for pair in pairs if anchors.intersection(pair) for one in pair}
    return frozenset((found - anchors) & gone)


def _holds(row: DecisionRow) -> bool:
    return (
        row.undone is None
        and row.replaced is None
        and row.judgement is not Judgement.UNDO
        and not row.actor.startswith(SECOND)
    )


def _things(reader: Reader, row: DecisionRow, text: str, found: Index) -> Iterable[str]:
    """What in this text a decision is on, by id while that is there, else by its anchors."""
    names: Sequence[str | None] = (row.about, row.value)
    if row.right is None:
        names = (row.about,)
    elif kind_of(row.about) == "proposal":
        held = reader.get(row.about)
        proposal = None if held is None else held.fact
        names = (proposal.left, proposal.right) if isinstance(proposal, Proposal) else (None, None)
    sides = (row.left,) if row.right is None else (row.left, row.right)
    things = []
    for anchor, name in zip(sides, names, strict=True):
        if anchor.text == text:
            bound = None if name is None else found.find(name)
            if bound is None and (fit := found.at(anchor)) is not None:
                bound = found.find(fit)
            if bound is not None:
                things.append(bound)
    return dict.fromkeys(things)


def _judged(identifier: str, rows: Sequence[DecisionRow], found: Index, after: Index) -> Judged:
    verdict: DecisionRow | None = None
    joined: list[DecisionRow] = []
    put: dict[str, DecisionRow] = {}
    for row in rows:
        if row.right is not None:
            joined.append(row)
        elif row.judgement is Judgement.CORRECT:
            try:
                put.setdefault(correction(row.value).field, row)
            except UsageError:
                continue
        else:
            verdict = verdict or row
    fields: tuple[FieldNow, ...] = ()
    read, now = _thing(identifier, found), _thing(identifier, after)
    if put and read is not None and now is not None:
        kind = "pledge" if isinstance(read, Pledge) else "statement"
        every = fields_of(kind, read, now, put)
        fields = tuple(field for field in every if field.row is not None)
    return Judged(verdict, fields, tuple(joined))


def _thing(identifier: str, found: Index) -> Pledge | Statement | None:
    return found.pledges.get(identifier) or found.statements.get(identifier)
