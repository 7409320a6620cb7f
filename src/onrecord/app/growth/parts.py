"""Sayings, commitments, disputes and copies of a whole record, in parts that no link leaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.app.growth.crew import Ask, Bench, Crew
from onrecord.app.growth.forest import Forest
from onrecord.app.growth.looking import WholeWanted, anchors
from onrecord.app.growth.whole import Ground
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.ids import content_id
from onrecord.domain.reports import Report
from onrecord.domain.words import DisputeKind, Relation
from onrecord.domain.world import Dispute, PartyRef, Utterance
from onrecord.ledger.index import Index, Order
from onrecord.ledger.refold import Part, retold
from onrecord.record.columns import places
from onrecord.record.pieces import Decided, Fresh, Remaking, Rows

TEXTS = 1_500
"""Texts worked out together, unless more hang together: some 130 MB. What hangs together is spread
over weeks, so a text is in several parts; the fewer the larger the parts are (2026-11)."""

JOINS = (Relation.SAME_UTTERANCE, Relation.SAME_COMMITMENT, Relation.DISPUTES)

COPIED = (Relation.COPY_OF, Relation.CREDITS)


class Parts:
    """The statements and pledges of the standing readings, as far as they hang together."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._texts = list(ground.told)
        self._text: dict[str, int] = {}
        self._pledges: set[str] = set()
        self._spans: dict[str, str] = {}
        self._outlets = frozenset(
            one.fact.outlet for one in ground.reports.values() if one.fact.outlet
        )
        self._copies: dict[str, list[str]] = {}
        self._people: dict[str, list[int]] = {}
        for number, one in enumerate(ground.people):
            for anchor in anchors(one):
                self._people.setdefault(anchor.text, []).append(number)

    def put(self, called: Mapping[str, PartyRef], crew: Crew | None = None) -> None:
        """Work all of it out and put it; by the processes of a crew, where there is one."""
        self._things()
        self._copied()
        forest = self._joined()
        jobs = self._jobs(forest)
        book = self._ground.book

        def who(heads: Collection[str]) -> Mapping[str, PartyRef]:
            return {head: called[entity] for head, entity in book.entities_of(heads).items()}

        made = crew.done(jobs, who) if crew else (job.made(book, who) for job in jobs)
        for rows in made:
            book.put_rows(rows)

    # -- what hangs together

    def _things(self) -> None:
        read = self._ground.read
        number = {read[text]: place for place, text in enumerate(self._texts) if text in read}
        for kind in ("statement", "pledge"):
            for reading, identifier, spans in self._ground.book.things(kind):
                if reading in number:
                    self._text[identifier] = number[reading]
                    self._spans[identifier] = spans
                    if kind == "pledge":
                        self._pledges.add(identifier)

    def _copied(self) -> None:
        """Texts of which the reports copy each other, by any hands."""
        forest = Forest()
        reports = self._ground.reports
        for one in self._ground.book.drawn((Relation.COPY_OF,)):
            if one.left not in reports or one.right not in reports:
                raise WholeWanted
            forest.join(reports[one.left].fact.text, reports[one.right].fact.text)
        for told in self._ground.people:
            if told.decision.fact.relation is Relation.COPY_OF:
                left, *right = (anchor.text for anchor in anchors(told))
                for text in right:
                    forest.join(left, text)
        groups: dict[str, list[str]] = {}
        for text in self._texts:
            if text in forest:
                groups.setdefault(forest.root(text), []).append(text)
        self._copies = {text: texts for texts in groups.values() for text in texts}

    def _joined(self) -> Forest:
        """The things that links join, or disputes that may rest on the same words."""
        ground = self._ground
        forest = Forest()
        torn: dict[str, set[str]] = {}
        lost: list[str] = []
        for one in ground.links(JOINS):
            if one.left not in self._text or one.right not in self._text:
                lost.append(one.decision)
                continue
            forest.join(one.left, one.right)
            if one.relation == Relation.DISPUTES:
                kind = one.value or one.proposed or str(DisputeKind.WORDING)
                torn.setdefault(one.left, set()).add(kind)
        self._unbound(lost)
        for relation in JOINS:
            for link in ground.by_people.links(relation):
                if link.left not in self._text or link.right not in self._text:
                    raise WholeWanted
                forest.join(link.left, link.right)
                if relation is Relation.DISPUTES:
                    kind = str(link.value or DisputeKind.WORDING)
                    torn.setdefault(link.left, set()).add(kind)
        self._overlapping(forest, torn)
        self._spans.clear()
        return forest

    def _unbound(self, lost: Collection[str]) -> None:
        """Nothing when these links lead to texts that have no standing reading."""
        for one in self._ground.book.bound(lost):
            fact = one.fact
            if fact.right is not None and {fact.left.text, fact.right.text} <= (
                self._ground.read.keys()
            ):
                raise WholeWanted  # it may be bound to what another reading found there

    def _overlapping(self, forest: Forest, torn: Mapping[str, Collection[str]]) -> None:
        """Join what is disputed in one way and stands in the same words, and all in its lines."""
        kinds: dict[str, set[str]] = {}
        for thing, told in torn.items():
            kinds.setdefault(forest.root(thing), set()).update(told)
        corrected = self._ground.by_people.corrections
        inside: dict[int, list[tuple[str, set[str], Sequence[tuple[int, int]]]]] = {}
        for thing in forest.things:
            if found := kinds.get(forest.root(thing)):
                spans = ((0, 1 << 60),) if thing in corrected else places(self._spans[thing])
                inside.setdefault(self._text[thing], []).append((thing, found, spans))
        for members in inside.values():
            for place, (one, mine, here) in enumerate(members):
                for other, theirs, there in members[:place]:
                    if mine & theirs and _touch(here, there):
                        forest.join(one, other)

    # -- parts

    def _bins(self, forest: Forest) -> Iterator[tuple[list[str], set[str]]]:
        """What hangs together, so much as makes `TEXTS` texts; and the texts of which nothing is
        asked but copies. Each with all texts that copy theirs."""
        groups: dict[str, list[str]] = {}
        first: dict[str, int] = {}
        for thing, number in self._text.items():
            root = forest.root(thing)
            groups.setdefault(root, []).append(thing)
            first[root] = min(first.get(root, number), number)
        bare = set(range(len(self._texts))) - set(self._text.values())
        ordered = sorted(
            [*((place, root) for root, place in first.items()), *((n, "") for n in bare)]
        )
        things: list[str] = []
        texts: set[str] = set()
        for place, root in ordered:
            own = groups.pop(root) if root else []
            things += own
            for number in {self._text[thing] for thing in own} or {place}:
                text = self._texts[number]
                texts.update(self._copies.get(text, (text,)))
            if len(texts) >= TEXTS:
                yield things, texts
                things, texts = [], set()
        if texts:
            yield things, texts

    def _jobs(self, forest: Forest) -> Iterator[PartJob]:
        """What is to be worked out, with all that is at hand here of it."""
        ground = self._ground
        owned: set[str] = set()
        for things, texts in self._bins(forest):
            numbers = sorted({n for text in texts for n in self._people.get(text, ())})
            ordered = sorted(texts)
            yield PartJob(
                tuple(ground.reports_of(ordered)),
                tuple(ground.seqs_of(ordered)),
                tuple(ground.people[number] for number in numbers),
                frozenset(thing for thing in things if thing in self._pledges),
                frozenset(thing for thing in things if thing not in self._pledges),
                frozenset(texts - owned),
                self._outlets,
            )
            owned |= texts


@dataclass(frozen=True, slots=True)
class PartJob:
    """Some texts, and the statements and pledges in them that are to be worked out.

    `own` are the texts whose copies are. What comes of it is the rows of the lines.
    """

    reports: tuple[Recorded[Report], ...]
    readings: tuple[int, ...]
    people: tuple[Decided, ...]
    pledges: frozenset[str]
    statements: frozenset[str]
    own: frozenset[str]
    outlets: frozenset[str]
    last: ClassVar[bool] = False

    def work(self, bench: Bench, ask: Ask) -> Rows:
        """Beside the process that has the entities."""
        return self.made(bench.book, lambda heads: ask(tuple(heads)))

    def made(
        self, book: Remaking, who: Callable[[Collection[str]], Mapping[str, PartyRef]]
    ) -> Rows:
        """The rows; `who` says whom names mean."""
        told = retold(self._part(book), who)
        found = told.index
        copied = [one for one in told.copies if found.reports[one.copy].fact.text in self.own]
        lines: dict[str, Iterator[Fresh]] = {
            "copies": _fresh(copied, lambda one: (found.reports[one.copy].seq, 0, one.copy)),
            "utterances": _fresh(told.utterances, lambda one: _said(found, one)),
            "commitments": _fresh(told.commitments, lambda one: _at(found, one.pledges[0])),
            "disputes": _fresh(told.disputes, lambda one: _disputed(found, one)),
        }
        return book.laid_out(lines)

    def _part(self, book: Remaking) -> Part:
        things = (*self.statements, *self.pledges)
        ids = [one.fact.id for one in self.reports]
        proposals = {p.fact.id: p for one in self.people if (p := one.proposal)}
        decided = {
            one.fact.id: (one, proposal)
            for one, proposal in (*book.decided_on(things, JOINS), *book.decided_on(ids, COPIED))
        }
        facts = Facts(
            self.reports,
            book.readings(self.readings),
            tuple(sorted(proposals.values(), key=lambda one: one.seq)),
            tuple(one.decision for one in self.people),
            sorted(decided.values(), key=lambda pair: pair[0].seq),
        )
        return Part(facts, self.pledges, self.statements, self.outlets)


def _fresh(lines: Iterable[Any], order: Callable[[Any], Order]) -> Iterator[Fresh]:
    return (Fresh(order(line), line) for line in lines)


def _said(found: Index, line: Utterance) -> Order:
    return _at(found, line.renderings[0].statement)


def _disputed(found: Index, line: Dispute) -> Order:
    kind = str(line.kind)
    told = {e.annotation for side in line.sides for e in side.evidence}
    first = next(i for i in told if content_id("dispute", kind, i) == line.id)
    seq, start, identifier = _at(found, first)
    return (seq, start, f"{identifier} {kind}")


def _at(found: Index, thing: str) -> Order:
    """Where a statement or a pledge comes in the record."""
    if thing in found.statements:
        statement = found.statements[thing]
        return found.order(statement.text, statement.content[0].start, thing)
    pledge = found.pledges[thing]
    return found.order(pledge.text, pledge.trigger.start, thing)


def _touch(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
