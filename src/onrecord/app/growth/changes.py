"""New reports -> what they change of the derived tables; or the word that it wants a whole fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from onrecord.app.growth.lines import Tracing, copies_held
from onrecord.app.growth.looking import Look, WholeWanted, anchors, on
from onrecord.app.growth.names import Names, names, who
from onrecord.app.growth.stories import Running
from onrecord.domain.ids import content_id
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import Commitment, Copy, Dispute, Entity, Story, Utterance
from onrecord.ledger.growing import as_plain
from onrecord.ledger.index import Index, index
from onrecord.ledger.names import plain
from onrecord.ledger.refold import retold
from onrecord.record.pieces import Changes, Lines, Order, Snapshot

KINDS = frozenset(("report", "reading", "proposal", "decision", "finding", "need", "withdrawal"))

SHARE = 10
"""New reports are worked out apart where the record held this many times as many: one takes about
as long as that many in a whole fold (2026-11)."""


def changes(book: Snapshot, share: int = SHARE) -> Changes | None:
    """What the facts since the derived tables were built change of them; None for a whole fold.

    A whole fold is wanted where anything but newly read reports and what policies say of them came
    in, where a person's word might part what is joined, and where it is much that changes.
    """
    try:
        return _Growth(Look(book)).changes(share)
    except WholeWanted:
        return None


class _Growth:
    def __init__(self, look: Look) -> None:
        self._look = look
        self._book = look.book
        self._fresh = Index({}, {}, {}, {}, {}, {}, {})
        self._index = self._fresh

    def changes(self, share: int) -> Changes:
        """All of it."""
        look, book = self._look, self._book
        self._only_reports(share)
        new, again = self._texts()
        self._fresh = index(look.facts(new), AsOf())
        found = names(look, self._fresh, again)
        if len(found.reports) > look.limit:
            raise WholeWanted
        elsewhere = {one.fact.text for one in book.reports(found.reports).values()}
        tracing = Tracing(look)
        copied = tracing.copied(self._copying())
        dirty = {*new, *again, *elsewhere, *copied}
        inside = book.inside(dirty, ("statement", "pledge"))
        seeds = {thing for told in inside.values() for thing in told}
        seeds |= self._joined()
        reach = tracing.follow(seeds)
        part = tracing.part(copied, self._outlets())
        told = retold(part, lambda heads: who(look, found, heads))
        self._index = told.index
        new_reports = {one.fact.id for one in look.news.reports}
        running = Running(look, found, new_reports | found.reports)
        lines = (
            self._lines("stories", running.held, running.stories(), self._story),
            self._lines(
                "copies", copies_held(look, told.index.reports.keys()), told.copies, self._copy
            ),
            self._lines("utterances", reach.utterances, told.utterances, self._utterance),
            self._lines("commitments", reach.commitments, told.commitments, self._commitment),
            self._lines("disputes", reach.disputes, told.disputes, self._dispute),
        )
        return Changes(
            book.known, book.head, book.version, (self._entities(found), *lines), _tallies(found)
        )

    # -- whether it can be told apart

    def _only_reports(self, share: int) -> None:
        news = self._look.news
        if not self._book.known or not news.kinds.keys() <= KINDS:
            raise WholeWanted
        if len(news.reports) * share > self._book.size():
            raise WholeWanted
        for one in news.decisions:
            decision = one.decision.fact
            if decision.by_second:
                continue
            if not decision.by_policy or decision.judgement is not Judgement.ACCEPT:
                raise WholeWanted
            if decision.right is None or one.proposal is None:
                raise WholeWanted

    def _texts(self) -> tuple[list[str], list[str]]:
        """The texts that are new, and the old ones that came out in further reports."""
        look, known = self._look, self._book.known
        texts = list(
            dict.fromkeys((*look.news.read, *(one.fact.text for one in look.news.reports)))
        )
        seqs, started = look.read_at(texts), look.started(texts)
        new, again = [], []
        for text in texts:
            if not seqs[text] or text not in started:
                continue  # a report that was not read, or a reading of what nobody published yet
            if started[text] > known and seqs[text][0] > known and len(seqs[text]) == 1:
                new.append(text)
            elif started[text] <= known and seqs[text][-1] <= known:
                again.append(text)
            else:
                raise WholeWanted
        unread = [one.fact.text for one in look.news.reports if not seqs[one.fact.text]]
        if self._book.decided_before((*new, *unread)):
            raise WholeWanted
        return new, again

    def _outlets(self) -> frozenset[str]:
        """Who publishes; a new one among those that undertakings are for wants a whole fold."""
        first = self._book.outlets()
        old = {plain(outlet) for outlet, seq in first.items() if outlet and seq <= self._book.known}
        new = {plain(outlet) for outlet, seq in first.items() if outlet} - old
        if new and any(plain(name) in new for name in self._book.beneficiaries()):
            raise WholeWanted
        return frozenset(outlet for outlet in first if outlet)

    # -- where it begins

    def _copying(self) -> set[str]:
        """The texts of the reports whose copies or whose sources may be others now."""
        found = {one.fact.text for one in self._look.news.reports}
        for one in on(self._look.news.decisions, Relation.COPY_OF):
            found.update(anchor.text for anchor in anchors(one))
        for one in on(self._look.news.decisions, Relation.CREDITS):
            found.add(one.decision.fact.left.text)
        return found

    def _joined(self) -> set[str]:
        """What new links between members of lines are about."""
        relations = (Relation.SAME_UTTERANCE, Relation.SAME_COMMITMENT, Relation.DISPUTES)
        return {
            side
            for one in on(self._look.news.decisions, *relations)
            if one.proposal is not None
            for side in (one.proposal.fact.left, one.proposal.fact.right)
        }

    # -- what it comes to

    def _entities(self, found: Names) -> Lines:
        changed = [(old, new.entity) for old, new in found.changed if old != new.entity]
        return Lines(
            "entities",
            [old for old, _ in found.gone.values()],
            changed,
            self._placed("entities", [one.entity for one in found.new], self._entity),
        )

    def _lines(
        self,
        kind: str,
        held: Mapping[str, Any],
        now: Sequence[Any],
        order: Callable[[Any], Order],
    ) -> Lines:
        made = {_key(thing): thing for thing in now}
        changed = {k: (held[k], new) for k, new in made.items() if k in held and held[k] != new}
        moved = {k for k, (old, new) in changed.items() if order(old) != order(new)}
        come = [thing for k, thing in made.items() if k not in held or k in moved]
        return Lines(
            kind,
            [thing for k, thing in held.items() if k not in made or k in moved],
            [pair for k, pair in changed.items() if k not in moved],
            self._placed(kind, come, order),
        )

    def _placed(
        self, kind: str, new: Iterable[Any], order: Callable[[Any], Order]
    ) -> list[tuple[Any, int]]:
        things = {_key(thing): thing for thing in new}
        wanted = [(order(thing), key) for key, thing in things.items()]
        places = self._book.placed(kind, wanted, order)
        if places is None:
            raise WholeWanted
        return [(thing, places[key]) for key, thing in things.items()]

    # -- the order of each kind, as the fold has it

    def _entity(self, line: Entity) -> Order:
        return self._at(line.mentions[0])

    def _utterance(self, line: Utterance) -> Order:
        return self._at(line.renderings[0].statement)

    def _commitment(self, line: Commitment) -> Order:
        return self._at(line.pledges[0])

    def _dispute(self, line: Dispute) -> Order:
        """That of the thing that its id is made of, then its kind."""
        told = {e.annotation for side in line.sides for e in side.evidence}
        kind = str(line.kind)
        first = next((i for i in told if content_id("dispute", kind, i) == line.id), None)
        if first is None:
            raise WholeWanted
        return (*self._at(first), kind)

    def _story(self, line: Story) -> Order:
        return (self._book.reports(line.reports[:1])[line.reports[0]].seq, line.id)

    def _copy(self, line: Copy) -> Order:
        return (self._book.reports((line.copy,))[line.copy].seq, line.copy)

    def _at(self, thing: str) -> Order:
        """Where a thing comes in the record; of one in another text than what is new the text's
        place is enough, since no two texts have one."""
        for found in (self._index, self._fresh):
            if thing in found.statements:
                statement = found.statements[thing]
                return found.order(statement.text, statement.content[0].start, thing)
            if thing in found.pledges:
                pledge = found.pledges[thing]
                return found.order(pledge.text, pledge.trigger.start, thing)
            if thing in found.mentions:
                mention = found.mentions[thing][0]
                return found.order(mention.text, mention.quote.start, thing)
        text = self._book.texts_of((thing,))[thing]
        return (self._look.started((text,))[text], 0, "")


def _key(thing: Any) -> str:
    if isinstance(thing, Copy):
        return f"{thing.copy} {thing.kind.value} {thing.of}"
    return str(thing.id)


def _tallies(found: Names) -> dict[str, dict[str, Any]]:
    counted = (*found.new, *(new for _, new in found.changed))
    return {one.entity.id: as_plain(one.tally) for one in counted}
