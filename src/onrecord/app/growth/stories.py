"""The stories that new reports are part of, worked out from who links whom and who is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onrecord.app.growth.looking import (
    Look,
    WholeWanted,
    anchors,
    facts_with,
    sides,
    unbound,
)
from onrecord.app.growth.names import Names
from onrecord.domain.facts import Facts
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.domain.world import PartyRef, Story
from onrecord.ledger.groups import group
from onrecord.ledger.index import Index, index
from onrecord.ledger.standing import Link, standing
from onrecord.ledger.stories import stories
from onrecord.ledger.tracing import same_text

TOGETHER = (Relation.SAME_STORY, Relation.COPY_OF)


class Running:
    """The stories of some reports: as they stand, and as they are with what is new."""

    def __init__(self, look: Look, names: Names, touched: Collection[str]) -> None:
        self._look = look
        self._names = names
        self.held: dict[str, Story] = {}
        self._reports = self._joined(touched)

    def _joined(self, touched: Collection[str]) -> set[str]:
        """All reports that hang together with these, over stories that stand and new links."""
        beside: dict[str, set[str]] = {}
        for one in self._look.news.decisions:
            if one.decision.fact.relation in TOGETHER:
                if one.proposal is None:
                    raise WholeWanted
                for side in sides(one):
                    beside.setdefault(side, set()).update(sides(one))
        found: set[str] = set()
        edge = {*touched, *beside}
        while edge:
            found |= edge
            ids = {
                line
                for lines in self._look.book.holders(edge, "stories").values()
                for line in lines
            }
            come = self._look.book.lines("stories", ids - self.held.keys())
            self.held |= come
            near = {report for story in come.values() for report in story.reports}
            near.update(*(beside.get(report, ()) for report in edge))
            near |= self._same_text(edge)
            edge = near - found
        return found

    def _same_text(self, reports: Collection[str]) -> set[str]:
        texts = {one.fact.text for one in self._look.book.reports(reports).values()}
        return {one.fact.id for told in self._look.told(texts).values() for one in told}

    def stories(self) -> tuple[Story, ...]:
        """The stories of all these reports now."""
        look = self._look
        reports = look.book.reports(self._reports)
        texts = {one.fact.text for one in reports.values()}
        read = [text for text, seqs in look.read_at(texts).items() if seqs]
        told = look.told(read)
        ordered = sorted(reports.values(), key=lambda one: one.seq)
        found = index(Facts(tuple(ordered)), AsOf())
        links = (*self._links(texts, found), *same_text(told[text] for text in read))
        named = {
            report.fact.id: refs
            for text, refs in self._named_in(texts).items()
            for report in look.told((text,))[text]
        }
        return stories(found, group(found.reports, links, ()), links, named)

    def _links(self, texts: Collection[str], found: Index) -> list[Link]:
        """The links that stand between these reports, none of them against a person's word."""
        relations = [str(relation) for relation in TOGETHER]
        people = [
            one
            for one in self._look.book.by_people(relations)
            if any(anchor.text in texts for anchor in anchors(one))
        ]
        if not people:
            return [
                Link(Relation(one.relation), one.left, one.right, None, one.score, False, "")
                for one in self._look.book.links(self._reports, relations)
                if one.judgement == Judgement.ACCEPT
            ]
        decided = (*self._look.book.decided_on(self._reports, relations), *people)
        if any(unbound(one) for one in decided):
            raise WholeWanted
        facts = facts_with(Facts(), decided)
        holds = standing(facts, found, AsOf())
        apart = holds.apart(Relation.SAME_STORY)
        if any(one.left in self._reports and one.right in self._reports for one in apart):
            raise WholeWanted
        return [link for relation in TOGETHER for link in holds.links(relation)]

    def _named_in(self, texts: Iterable[str]) -> dict[str, tuple[PartyRef, ...]]:
        now = self._names.now()
        named = {
            text: dict.fromkeys(now.get(i) or PartyRef(i, name) for i, name in told.items())
            for text, told in self._look.book.named_in(texts).items()
        }
        later = (*self._names.new, *(new for _, new in self._names.changed))
        fresh = {one.fact.id: one.fact.text for one in self._look.news.reports}
        for counted in later:
            ref = PartyRef(counted.entity.id, counted.entity.name)
            for report in counted.entity.reports:
                if report in fresh:
                    named.setdefault(fresh[report], {})[ref] = None
        return {text: tuple(refs) for text, refs in named.items()}
