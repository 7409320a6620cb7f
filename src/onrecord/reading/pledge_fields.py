"""The fields of a pledge, each from what an engine or a pattern found and from the other layers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.domain.annotations import (
    Condition,
    Party,
    Pledge,
    Quantity,
    Statement,
    TimeExpression,
)
from onrecord.domain.text import Quote, Span
from onrecord.domain.words import OTHERS, Category, ConditionKind, Distribution, TimeType
from onrecord.domain.words import Stage as PledgeStage
from onrecord.reading.pledge_clauses import clause_end
from onrecord.reading.pledge_conditions import conditions
from onrecord.reading.pledge_lexicon import EACH, MANY, ROLES, SMALL, SPEAKING
from onrecord.reading.pledge_naming import NESTED, Parties, listed, touching
from onrecord.reading.pledge_parties import Someone
from onrecord.reading.pledge_roles import Act, chosen, marked, place
from onrecord.reading.pledge_together import declared
from onrecord.reading.pledge_triggers import main_word, trigger_start
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.quantity_phrases import quantity_in
from onrecord.reading.stage import Draft, FoundPledge, Place

T = TypeVar("T", Quantity, TimeExpression)


NEAR = 20
"""Stretches of evidence that lie closer than so many characters are shown as one."""

STRETCHES = 3

MEASURED = frozenset(
    {Category.MILITARY_AID, Category.HUMANITARIAN, Category.FINANCIAL, Category.INDUSTRIAL}
)
"""Where a quantity in the object is how much is undertaken; elsewhere ("build on the 12 million")
it mostly counts something else, and the weights decide."""

COUNTED = frozenset({Category.MILITARY_AID, Category.HUMANITARIAN})
GIVEN = frozenset(
    {
        PledgeStage.ANNOUNCED,
        PledgeStage.AGREED,
        PledgeStage.CONTRACTED,
        PledgeStage.UNDER_WAY,
        PledgeStage.FULFILLED,
    }
)
"""Where a bare article counts one thing ("a new battery"): of the annotated objects that begin so
it does in 21 of 37 of these, and in 95 of 364 of all others (training documents, 2026-11)."""

_LEAD = re.compile(r"[\s,;:]*(?:with\s+)?", re.I)

_HANGING = re.compile(
    r"[\s,;:]+(?:a|an|and|as|at|by|for|from|in|into|of|on|or|that|the|to|which|with)?\Z", re.I
)
"""Words that lead to what was left out."""

_OPENING = re.compile(
    r"(?:\s|^|(?<=\W))(?:(?:for )?as (?:long|soon)(?: as)?|until|till|once|when|after|before)\s*\Z",
    re.I,
)
"""At the end of a time the words that open a clause: the clause is a condition."""

_INFINITIVE = re.compile(r"to\s+(?:jointly\s+)?[a-z]+\s+")


class Reader:
    """Makes pledges of what was found in one text."""

    def __init__(
        self, draft: Draft, words: Words, everyone: Sequence[Someone], weights: Weights
    ) -> None:
        self.draft = draft
        self.words = words
        self.everyone = everyone
        self.weights = weights
        self.who = Parties(draft, words, everyone, weights)
        self.contents = sorted(
            (q.start, q.end, k) for k, s in enumerate(draft.statements) for q in s.content
        )

    def pledge(self, found: FoundPledge) -> Pledge | None:
        """The pledge, or None when no party can be named or a class is none of ours."""
        main = main_word(self.words, found.trigger)
        if main is None or found.stage not in set(PledgeStage):
            return None
        stage = PledgeStage(found.stage)
        by_spans = self.who.parties(found, main, "by")
        if not by_spans:
            return None
        carrier = self.statement(found.trigger)
        by = once(self.who.party(span, carrier) for span in by_spans)
        bound, markers = self.conditions(found, main, stage)
        goal = self.object(found, main, markers)
        when = self.when(found, main)
        evidence = self.evidence(
            found, main, by_spans, (goal, when.quote if when else None, *bound)
        )
        to = tuple(self.who.party(span, carrier) for span in self.who.towards(found, main))
        asked = self.who.parties(found, main, "asked_by") if stage is PledgeStage.REQUESTED else ()
        distribution = self.distribution(found, main, by)
        return Pledge(
            text=self.draft.text.digest,
            evidence=evidence,
            trigger=self.draft.text.quote(*found.trigger),
            by=by,
            distribution=distribution,
            to=to,
            category=Category(found.category)
            if found.category in set(Category)
            else Category.OTHER,
            object=goal,
            quantity=self.quantity(found, main, goal, stage),
            when=when,
            conditions=bound,
            stage=declared(self.draft.text.content, stage, by, distribution),
            asked_by=tuple(self.who.party(span, carrier) for span in asked),
            source=self.source(found, carrier),
            score=found.score,
            statement=carrier.id if carrier is not None else None,
        )

    # what is undertaken

    def object(self, found: FoundPledge, main: int, markers: Sequence[int]) -> Quote | None:
        """What is to be given or done: the engine's, else the rest of the clause.

        `markers` are where conditions begin, which are no part of it.
        """
        given = found.roles.get("object", ())
        if given:
            return self.tidied(_nearest(given, found.trigger[1]), found.roles.get("to", ()))
        start = found.trigger[1]
        end = max(start, self.words[clause_end(self.words, main) - 1].end)
        end = min([end, *(at for at in markers if start < at)])
        text = self.draft.text.content
        while start < end and not text[start].isalnum() and text[start] not in "“\"‘'$€£":
            start += 1
        while end > start and text[end - 1] in " ,;:.?!\n":
            end -= 1
        return self.draft.text.quote(start, end) if end > start else None

    def tidied(self, object_place: Place, to: Sequence[Place]) -> Quote:
        """The object without the beneficiary before it and without words left hanging behind it."""
        start, end = object_place
        text = self.draft.text.content
        for first, last in to:
            if first <= start < last < end:
                start = last
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead is not None and lead.end() < end else start
        while (
            hanging := _HANGING.search(text, start, end)
        ) is not None and hanging.start() > start:
            end = hanging.start()
        return self.draft.text.quote(start, end)

    def quantity(
        self, found: FoundPledge, main: int, goal: Quote | None, stage: PledgeStage
    ) -> Quantity | None:
        """How much: the quantity in the engine's place for it, in the object, or in the clause."""
        for start, end in found.roles.get("quantity", ()):
            told = quantity_in(self.draft.text, Span(start, end), goal.span if goal else None)
            if told is not None:
                return told
        if goal is not None and found.category in MEASURED:
            inside = touching(self.draft.quantities, goal.start, goal.end)
            if inside:
                return inside[0]
            if found.category in COUNTED and stage in GIVEN:
                lead = _INFINITIVE.match(goal.words)
                start = goal.start + (lead.end() if lead else 0)
                return quantity_in(self.draft.text, Span(start, goal.end))
        near = touching(self.draft.quantities, *self.sentence(main))
        return self.likeliest(near, ["quantity"] * len(near), Act(main, found.stage), "quantity")

    def when(self, found: FoundPledge, main: int) -> TimeExpression | None:
        """The time of the act: the engine's, else the likeliest one in the clause."""
        for start, given in found.roles.get("when", ())[:1]:
            opening = _OPENING.search(self.draft.text.content, start, given)
            end = given if opening is None else opening.start()
            if end <= start:
                continue
            quote = self.draft.text.quote(start, end)
            inside = touching(self.draft.times, start, end)
            if inside:
                return replace(inside[0], quote=quote)
            if quote.words.count(" ") >= 2:
                return TimeExpression(self.draft.text.digest, quote, TimeType.DATE, None)
        near = touching(self.draft.times, *self.sentence(main))
        return self.likeliest(near, [t.type for t in near], Act(main, found.stage), "when")

    def sentence(self, main: int) -> Place:
        """The characters of a trigger's sentence."""
        first, last = self.words.bounds[main]
        return self.words[first].start, self.words[last - 1].end

    def likeliest(self, near: Sequence[T], kinds: Sequence[str], act: Act, role: str) -> T | None:
        """The one of the things in a trigger's sentence that most likely has the role."""
        places = [(x.quote.start, x.quote.end, k) for x, k in zip(near, kinds, strict=True)]
        best, _ = chosen(self.words, marked(self.words, places), act, self.weights, role)
        if not best:
            return None
        start, end = place(self.words, best[0])
        return next((x for x in near if x.quote.start <= start and end <= x.quote.end), None)

    def distribution(self, found: FoundPledge, main: int, parties: Sequence[Party]) -> Distribution:
        """Each, joint or single: by a word or a number that says so, else as found."""
        clause = range(trigger_start(self.words, main), clause_end(self.words, main))
        around = {self.words[k].lower for k in clause}
        given = (
            Distribution(found.distribution) if found.distribution in set(Distribution) else None
        )
        several = given if given is Distribution.EACH else Distribution.JOINT
        if len(parties) > 1:
            if around & EACH:
                return Distribution.EACH
            # "X and other partners": of 66 annotated without such a word 61 are joint (2026-11)
            unnamed = any(OTHERS & set(p.quote.words.lower().split()) for p in parties)
            return Distribution.JOINT if unnamed else several
        head = parties[0].quote.words.lower().split()[-1]
        if head in MANY or " and " in parties[0].name:
            return several
        if head in SPEAKING or (head.endswith("s") and head in ROLES):
            return given or Distribution.SINGLE
        return Distribution.SINGLE

    # around it

    def conditions(
        self, found: FoundPledge, main: int, stage: PledgeStage
    ) -> tuple[tuple[Condition, ...], list[int]]:
        """What it depends on, and where the words for that begin.

        Those that a marker opens in the clause, with the marker's kind, and the engine's others.
        """
        text = self.draft.text
        marked_ones = conditions(self.words, main, stage)
        bound = [Condition(text.quote(one.start, one.end), one.kind) for one in marked_ones]
        markers = [one.marker for one in marked_ones]
        for (start, end), kind in found.conditions:
            told = any(
                w.lower not in SMALL
                for w in map(self.words.__getitem__, self.words.within(start, end))
            )
            if (
                told
                and kind in set(ConditionKind)
                and not any(start < c.quote.end and c.quote.start < end for c in bound)
            ):
                bound.append(Condition(text.quote(start, end), ConditionKind(kind)))
                markers.append(start)
        return tuple(sorted(bound, key=lambda c: c.quote.start)), markers

    def statement(self, trigger: Place) -> Statement | None:
        """The smallest statement whose content holds the trigger."""
        start, end = trigger
        best: Statement | None = None
        least = 0
        at = bisect_right(self.contents, (start, len(self.draft.text.content), 0))
        for left, right, k in self.contents[max(0, at - NESTED) : at][::-1]:
            statement = self.draft.statements[k]
            size = sum(q.end - q.start for q in statement.content)
            if left <= start and end <= right and (best is None or size < least):
                best, least = statement, size
        return best

    def source(self, found: FoundPledge, carrier: Statement | None) -> Party | None:
        """Whom the report has it from: the carrying statement's source, else the engine's."""
        if carrier is not None and carrier.source:
            quote = carrier.source[0]
            return Party(quote, listed(carrier.speakers) or quote.words)
        given = found.roles.get("source", ())
        return self.who.party(given[0], carrier) if given else None

    def evidence(
        self,
        found: FoundPledge,
        main: int,
        by: Sequence[Place],
        parts: Iterable[Quote | Condition | None],
    ) -> tuple[Quote, ...]:
        """The smallest clause that shows party, act, object and conditions, or the engine's."""
        text = self.draft.text
        first, last = self.sentence(main)
        quotes = [p.quote if isinstance(p, Condition) else p for p in parts if p is not None]
        told = [(q.start, q.end) for q in quotes] + list(by)
        inside = [(s, e) for s, e in told if first <= s and e <= last]
        if found.evidence:
            near = _apart([*found.evidence, found.trigger, *inside], NEAR)
            return tuple(text.quote(s, e) for s, e in near[:STRETCHES])
        start = self.words[trigger_start(self.words, main)].start
        low = min([start, *(s for s, _ in inside)])
        return (text.quote(low, max([found.trigger[1], *(e for _, e in inside)])),)


def once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each name once: in an apposition two phrases mean one party."""
    return tuple({party.name: party for party in parties}.values())


def _nearest(places: Iterable[Place], after: int) -> Place:
    """The place that begins soonest after an offset, else the largest."""
    behind = [place for place in places if place[0] >= after - 1]
    return min(behind) if behind else _largest(places)


def _largest(places: Iterable[Place]) -> Place:
    return max(places, key=lambda p: (p[1] - p[0], -p[0]))


def _apart(places: Iterable[Place], gap: int) -> list[Place]:
    """The places in order; those that overlap, or lie within a gap of characters, are one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1] + gap:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
