"""The sayings, commitments and disputes that new reports touch, and all that hangs with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.app.growth.looking import Look, WholeWanted, anchors, facts_with, sides, unbound
from onrecord.domain.annotations import Annotation, Pledge, Statement
from onrecord.domain.facts import Facts
from onrecord.domain.text import Quote, Span
from onrecord.domain.words import DisputeKind, Relation
from onrecord.domain.world import Commitment, Copy, Dispute, Utterance
from onrecord.ledger.refold import Part
from onrecord.record.pieces import Decided

JOINS = (Relation.SAME_COMMITMENT, Relation.SAME_UTTERANCE)
"""Relations between the members of lines that can be worked out apart from all others."""

COPIED = (Relation.COPY_OF, Relation.CREDITS)

PAIRED = (*JOINS, Relation.DISPUTES)

TRACED = (*PAIRED, *COPIED, None)

LINES = ("utterances", "commitments", "disputes")


@dataclass(slots=True)
class Reach:
    """What new facts reach: the statements and pledges, their texts, the lines as they stand."""

    found: set[str] = field(default_factory=set)
    texts: dict[str, None] = field(default_factory=dict)
    decided: dict[int, Decided] = field(default_factory=dict)
    utterances: dict[str, Utterance] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)


class Tracing:
    """Follows links from what is new to all that hangs together with it."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._beside: dict[str, set[str]] = {}
        self._torn: dict[str, set[str]] = {}
        self._copying: dict[str, list[Decided]] = {}
        self.reach = Reach()

    # -- copies

    def copied(self, texts: Iterable[str]) -> set[str]:
        """The texts, and all of which a report copies one of theirs or is copied, by any hands."""
        look, found = self._look, set(texts)
        edge = found
        while edge:
            missing = sorted(edge - self._copying.keys())
            if missing:
                reports = [one.fact.id for told in look.told(missing).values() for one in told]
                self._copying.update((text, []) for text in missing)
                for one in (
                    *look.book.decided_on(reports, [str(r) for r in COPIED]),
                    *look.book.by_people_in(missing, [str(r) for r in COPIED]),
                ):
                    for anchor in anchors(one):
                        if anchor.text in self._copying:
                            self._copying[anchor.text].append(one)
            edge = {
                anchor.text
                for text in edge
                for one in self._copying[text]
                if one.decision.fact.relation is Relation.COPY_OF
                for anchor in anchors(one)
            } - found
            found |= edge
            self._check(found)
        return found

    def credited(self, texts: Collection[str]) -> Iterable[Decided]:
        """What was decided on copies and credits in texts that `copied` gave."""
        return (one for text in texts for one in self._copying[text])

    # -- lines

    def follow(self, seeds: Collection[str]) -> Reach:
        """All that hangs together with these statements and pledges."""
        reach = self.reach
        edge = set(seeds) - reach.found
        while edge:
            reach.found |= edge
            self._read(edge)
            edge = self._members(edge)
            edge.update(*(self._beside.get(one, ()) for one in reach.found))
            edge -= reach.found
            if not edge:
                edge = self._overlapping() - reach.found
        return reach

    def _check(self, texts: Collection[str]) -> None:
        if len(texts) > self._look.limit:
            raise WholeWanted

    def _members(self, edge: Collection[str]) -> set[str]:
        """What stands in the lines that hold these."""
        reach, book = self.reach, self._look.book
        ids = {
            kind: {line for lines in book.holders(edge, kind).values() for line in lines}
            for kind in LINES
        }
        said = book.lines("utterances", ids["utterances"] - reach.utterances.keys())
        made = book.lines("commitments", ids["commitments"] - reach.commitments.keys())
        torn = book.lines("disputes", ids["disputes"] - reach.disputes.keys())
        reach.utterances |= said
        reach.commitments |= made
        reach.disputes |= torn
        return {
            *(rendering.statement for u in said.values() for rendering in u.renderings),
            *(pledge for c in made.values() for pledge in c.pledges),
            *(e.annotation for d in torn.values() for side in d.sides for e in side.evidence),
        }

    def _read(self, ids: Collection[str]) -> None:
        """What was decided in the texts of these, as far as it was not looked up."""
        look, reach = self._look, self.reach
        where = look.book.texts_of(ids)
        if len(where) != len(ids):
            raise WholeWanted
        texts = sorted(set(where.values()) - reach.texts.keys())
        reach.texts.update(dict.fromkeys(texts))
        self._check(reach.texts)
        if any(len(seqs) != 1 for seqs in look.read_at(texts).values()):
            raise WholeWanted
        for one in (
            *look.book.decided_on(ids, [str(relation) for relation in PAIRED]),
            *look.book.by_people_in(texts, TRACED),
        ):
            reach.decided[one.decision.seq] = one
            relation, pair = one.decision.fact.relation, sides(one)
            if relation in PAIRED:
                for side in pair:
                    self._beside.setdefault(side, set()).update(pair)
            if relation is Relation.DISPUTES:
                kind = _kind(one)
                for side in pair:
                    self._torn.setdefault(side, set()).add(kind)

    def _overlapping(self) -> set[str]:
        """What stands in disputes that may rest on the same words as those that were reached."""
        look, reach = self._look, self.reach
        torn = {one: kinds for one, kinds in self._torn.items() if one in reach.found}
        for line in (
            *(c.pledges for c in reach.commitments.values()),
            *(tuple(r.statement for r in u.renderings) for u in reach.utterances.values()),
        ):
            kinds = set[str]().union(*(torn.get(member, ()) for member in line))
            if kinds:
                torn.update(dict.fromkeys(line, kinds))
        where = look.book.texts_of(torn)
        inside = look.book.inside(set(where.values()), ("statement", "pledge"))
        near = look.book.holders((i for told in inside.values() for i in told), "disputes")
        ids = {line for lines in near.values() for line in lines} - reach.disputes.keys()
        if not ids:
            return set()
        spans = self._spans(torn, look.facts(set(where.values())))
        found: set[str] = set()
        for dispute in look.book.lines("disputes", ids).values():
            evidence = [e for side in dispute.sides for e in side.evidence]
            if any(
                quote.span.overlaps(span)
                for told in evidence
                for span in spans.get((told.text, str(dispute.kind)), ())
                for quote in told.quotes
            ):
                found.update(told.annotation for told in evidence)
        return found

    def _spans(
        self, torn: Mapping[str, set[str]], facts: Facts
    ) -> Mapping[tuple[str, str], list[Span]]:
        """The words of what is disputed, by text and kind of dispute."""
        spans: dict[tuple[str, str], list[Span]] = {}

        def add(thing: str, text: str, quotes: Iterable[Quote]) -> None:
            for kind in torn.get(thing, ()):
                spans.setdefault((text, kind), []).extend(quote.span for quote in quotes)

        for text, recorded in facts.readings.items():
            for statement in recorded.fact.statements:
                add(statement.id, text, statement.content)
            for pledge in recorded.fact.pledges:
                add(pledge.id, text, pledge.evidence)
        for said in self.reach.utterances.values():  # a correction may have moved its content
            for told in said.renderings:
                add(told.statement, told.evidence.text, told.evidence.quotes)
        return spans

    # -- the part

    def part(self, also: Collection[str], outlets: frozenset[str]) -> Part:
        """The facts on all that was reached, and on `also`: texts of which the copies are asked."""
        reach, look = self.reach, self._look
        texts = self.copied({*reach.texts, *also})
        facts = look.facts(texts)
        read: dict[str, Annotation] = {}
        for text in reach.texts:
            reading = facts.readings[text].fact
            read.update((statement.id, statement) for statement in reading.statements)
            read.update((pledge.id, pledge) for pledge in reading.pledges)
        self._bound(read)
        decided = {one.decision.seq: one for one in self.credited(texts)} | reach.decided
        if any(unbound(one) for one in decided.values()):
            raise WholeWanted
        return Part(
            facts_with(facts, decided.values()),
            frozenset(i for i in reach.found if isinstance(read.get(i), Pledge)),
            frozenset(i for i in reach.found if isinstance(read.get(i), Statement)),
            outlets,
        )

    def _bound(self, read: Mapping[str, Annotation]) -> None:
        """Nothing when every decision on a pair names what the readings hold, not only a place."""
        if not self.reach.found <= read.keys():
            raise WholeWanted
        for one in self.reach.decided.values():
            pair = sides(one)
            if one.decision.fact.relation not in PAIRED or not pair:
                continue
            for side, anchor in zip(pair, anchors(one), strict=True):
                if anchor.text in self.reach.texts and side not in read:
                    raise WholeWanted


def _kind(one: Decided) -> str:
    told = one.decision.fact.value or (one.proposal and one.proposal.fact.value)
    return str(told or DisputeKind.WORDING)


def copies_held(look: Look, reports: Collection[str]) -> dict[str, Copy]:
    """The copies that these reports are one side of, as they stand."""
    ids = {i for lines in look.book.holders(reports, "copies").values() for i in lines}
    found: dict[str, Copy] = dict(look.book.lines("copies", ids))
    return found
