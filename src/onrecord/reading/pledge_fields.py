"""The fields of a pledge, each from what an engine or a pattern found and from the other layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.domain.annotations import (
    Condition,
    Party,
    Pledge,
    Quantity,
    Statement,
    TimeExpression,
)
from onrecord.domain.text import Quote, Span
from onrecord.domain.words import Category, ConditionKind, Distribution, TimeType
from onrecord.domain.words import Stage as PledgeStage
from onrecord.reading.pledge_clauses import clause_end
from onrecord.reading.pledge_conditions import conditions
from onrecord.reading.pledge_lexicon import EACH, PRONOUNS, SPEAKING
from onrecord.reading.pledge_parties import Someone, joined
from onrecord.reading.pledge_roles import Act, chosen, marked, nearby, party_features, place
from onrecord.reading.pledge_triggers import main_word, trigger_start
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import Draft, FoundPledge, Place

FAR_LIKELIER = 0.45
"""By so much a party's chance must exceed the engine's for it to be taken instead."""

_COORDINATED = re.compile(
    r"(?i)[\s,“”\"]*(?:(?:and|&|as well as)\b)?[\s“\"]*(?:the|its|other|his|her|their)?\s*"
)
"""What may stand between two places that are coordinated."""


class Reader:
    """Makes pledges of what was found in one text."""

    def __init__(
        self, draft: Draft, words: Words, everyone: Sequence[Someone], weights: Weights
    ) -> None:
        self.draft = draft
        self.words = words
        self.everyone = everyone
        self.weights = weights

    def pledge(self, found: FoundPledge) -> Pledge | None:
        """The pledge, or None when no party can be named or a class is none of ours."""
        main = main_word(self.words, found.trigger)
        if main is None or found.stage not in set(PledgeStage):
            return None
        stage = PledgeStage(found.stage)
        by_spans = self.parties(found, main, "by")
        if not by_spans:
            return None
        carrier = self.statement(found.trigger)
        by = tuple(self.party(span, carrier) for span in by_spans)
        bound, markers = self.conditions(found, main, stage)
        goal = self.object(found, main, markers)
        when = self.when(found, main)
        evidence = self.evidence(found, main, by_spans, (goal, when and when.quote, *bound))
        to = tuple(self.party(span, carrier) for span in self.parties(found, main, "to"))
        asked = self.parties(found, main, "asked_by") if stage is PledgeStage.REQUESTED else ()
        return Pledge(
            text=self.draft.text.digest,
            evidence=evidence,
            trigger=self.draft.text.quote(*found.trigger),
            by=by,
            distribution=self.distribution(found, main, len(by)),
            to=to,
            category=Category(found.category)
            if found.category in set(Category)
            else Category.OTHER,
            object=goal,
            quantity=self.quantity(found, main),
            when=when,
            conditions=bound,
            stage=stage,
            asked_by=tuple(self.party(span, carrier) for span in asked),
            source=self.source(found, carrier),
            score=found.score,
            statement=carrier.id if carrier is not None else None,
        )

    # parties

    def parties(self, found: FoundPledge, main: int, role: str) -> tuple[Place, ...]:
        """The places of a role: the engine's, spread over coordination; else the likeliest."""
        given = found.roles.get(role, ())
        if not given:
            if role == "by":
                best, _ = chosen(
                    self.words, self.everyone, Act(main, found.stage), self.weights, role
                )
                return tuple(self.named(place(self.words, one), main) for one in best)
            return ()
        phrases = [self.phrase(span) for span in sorted(given)]
        if role == "by":
            other = self.likelier(phrases, Act(main, found.stage))
            if other:
                return tuple(self.named(place(self.words, one), main) for one in other)
        if len(phrases) > 1:
            phrases = self.together(phrases, found, main, role)
        places = [p for phrase in phrases for p in self.apart(phrase)]
        return tuple(dict.fromkeys(self.named(span, main) for span in places))

    def likelier(self, spans: Sequence[Place], act: Act) -> list[Someone]:
        """The parties that the patterns hold far likelier than the engine's, if there are any."""
        chances: list[tuple[float, int, Someone]] = []
        held = 0.0
        for one, ranks in nearby(self.words, self.everyone, act.main):
            chance = self.weights.chance("by", party_features(self.words, act, one, ranks))
            if any(overlap(place(self.words, one), span) for span in spans):
                held = max(held, chance)
            chances.append((chance, -ranks[0], one))
        if not chances:
            return []
        top, _, best = max(chances, key=lambda entry: entry[:2])
        return joined(self.words, self.everyone, best) if top - held >= FAR_LIKELIER else []

    def phrase(self, span: Place) -> Place:
        """The whole phrase that an engine's place is a part of; the place when it is none."""
        around = [
            whole
            for one in self.everyone
            if (whole := place(self.words, one)) and whole[0] < span[1] and span[0] < whole[1]
        ]
        hyphened = (
            "-"
            in self.draft.text.content[max(0, span[0] - 1) : span[0]]
            + (self.draft.text.content[span[1] : span[1] + 1])
        )
        if len(around) != 1 or hyphened:
            return span
        return min(span[0], around[0][0]), max(span[1], around[0][1])

    def apart(self, span: Place) -> list[Place]:
        """The parties that a place holds: one, or those that an "and" joins inside it."""
        inside = [
            one
            for one in self.everyone
            if span[0] <= self.words[one.first].start and self.words[one.last - 1].end <= span[1]
        ]
        shared = joined(self.words, self.everyone, inside[0]) if inside else []
        if len(inside) > 1 and set(inside) <= set(shared):
            return [place(self.words, one) for one in inside]
        return [span]

    def together(self, spans: list[Place], found: FoundPledge, main: int, role: str) -> list[Place]:
        """Of several places the likeliest and those that are coordinated with it."""
        act = Act(main, found.stage)
        near = [
            (one, ranks)
            for one, ranks in nearby(self.words, self.everyone, main)
            if any(overlap(place(self.words, one), span) for span in spans)
        ]
        if not near:
            return spans[:1]
        best, _ = max(
            near,
            key=lambda entry: (
                self.weights.chance(role, party_features(self.words, act, *entry)),
                -entry[1][0],
            ),
        )
        group = [place(self.words, one) for one in joined(self.words, self.everyone, best)]
        kept = [s for s in spans if any(overlap(s, member) for member in group)]
        text = self.draft.text.content
        for before, after in [*pairwise(spans), *((b, a) for a, b in pairwise(reversed(spans)))]:
            low, high = min(before[1], after[1]), max(before[0], after[0])
            if before in kept and after not in kept and _COORDINATED.fullmatch(text, low, high):
                kept.append(after)
        return sorted(kept)

    def named(self, span: Place, main: int) -> Place:
        """The name in the trigger's sentence that a pronoun stands for, else the phrase itself."""
        words = self.draft.text.content[slice(*span)].lower()
        if words not in PRONOUNS - SPEAKING or self.draft.references is None:
            return span
        names = self.draft.references.names_of(Span(*span))
        low, high = self.words.bounds[main]
        start, end = self.words[low].start, self.words[high - 1].end
        near = [
            m.quote
            for m in self.draft.mentions
            if m.name in names and start <= m.quote.start and m.quote.end <= end
        ]
        if len(names) != 1 or not near:
            return span
        best = min(near, key=lambda quote: abs(quote.start - self.words[main].start))
        return best.start, best.end

    def party(self, span: Place, carrier: Statement | None) -> Party:
        """The words, and who that is as far as the report tells."""
        start, end = span
        quote = self.draft.text.quote(start, end)
        names = self.names(span, carrier)
        return Party(quote, listed(names) or quote.words)

    def names(self, span: Place, carrier: Statement | None) -> tuple[str, ...]:
        """Canonical names: by reference, by the mention that fills the phrase, by the speaker."""
        references = self.draft.references
        if references is not None:
            names = references.names_of(Span(*span))
            if names:
                return names
        for mention in self.draft.mentions:
            if mention.quote.start < span[1] and span[0] < mention.quote.end:
                shared = min(span[1], mention.quote.end) - max(span[0], mention.quote.start)
                if shared * 2 > span[1] - span[0]:
                    return (mention.name,)
        words = self.draft.text.content[slice(*span)].lower()
        if words in SPEAKING and carrier is not None:
            return carrier.speakers
        return ()

    # what is undertaken

    def object(self, found: FoundPledge, main: int, markers: Sequence[int]) -> Quote | None:
        """What is to be given or done: the engine's, else the rest of the clause.

        `markers` are where conditions begin, which are no part of it.
        """
        given = found.roles.get("object", ())
        if given:
            return self.draft.text.quote(*_largest(given))
        start = found.trigger[1]
        end = max(start, self.words[clause_end(self.words, main) - 1].end)
        end = min([end, *(at for at in markers if start < at)])
        text = self.draft.text.content
        while start < end and not text[start].isalnum() and text[start] not in "“\"‘'$€£":
            start += 1
        while end > start and text[end - 1] in " ,;:.?!\n":
            end -= 1
        return self.draft.text.quote(start, end) if end > start else None

    def quantity(self, found: FoundPledge, main: int) -> Quantity | None:
        """How much: the quantity in the engine's place for it, else the likeliest in the clause."""
        quantities = self.draft.quantities
        for start, end in found.roles.get("quantity", ()):
            inside = [q for q in quantities if q.quote.start < end and start < q.quote.end]
            if inside:
                return inside[0]
        if "quantity" in found.roles:
            return None
        best = self.likeliest(
            [(q.quote.start, q.quote.end, "quantity") for q in quantities],
            Act(main, found.stage),
            "quantity",
        )
        return next((q for q in quantities if best == (q.quote.start, q.quote.end)), None)

    def when(self, found: FoundPledge, main: int) -> TimeExpression | None:
        """The time of the act: the engine's, else the likeliest one in the clause."""
        times = self.draft.times
        for start, end in found.roles.get("when", ())[:1]:
            quote = self.draft.text.quote(start, end)
            inside = [t for t in times if t.quote.start < end and start < t.quote.end]
            if inside:
                return replace(inside[0], quote=quote)
            return TimeExpression(self.draft.text.digest, quote, TimeType.DATE, None)
        if "when" in found.roles:
            return None
        best = self.likeliest(
            [(t.quote.start, t.quote.end, t.type) for t in times], Act(main, found.stage), "when"
        )
        return next((t for t in times if best == (t.quote.start, t.quote.end)), None)

    def likeliest(self, places: list[tuple[int, int, str]], act: Act, role: str) -> Place | None:
        """The one of the places of the trigger's sentence that most likely has the role."""
        here = self.words.bounds[act.main]
        low, high = self.words[here[0]].start, self.words[here[1] - 1].end
        near = [entry for entry in places if low <= entry[0] and entry[1] <= high]
        phrases = marked(self.words, near)
        best, _ = chosen(self.words, phrases, act, self.weights, role)
        for (start, end, _), phrase in zip(near, phrases, strict=False):
            if best and phrase == best[0]:
                return start, end
        return None

    def distribution(self, found: FoundPledge, main: int, parties: int) -> Distribution:
        """Each, joint or single: by a word that says so, else as found, one party never joint."""
        low, high = self.words.bounds[main]
        around = {self.words[k].lower for k in range(max(low, main - 8), min(high, main + 12))}
        if parties > 1 and around & EACH:
            return Distribution.EACH
        given = (
            Distribution(found.distribution) if found.distribution in set(Distribution) else None
        )
        if parties > 1 and given in (None, Distribution.SINGLE):
            return Distribution.JOINT
        return given or Distribution.SINGLE

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
            if kind in set(ConditionKind) and not any(
                start < c.quote.end and c.quote.start < end for c in bound
            ):
                bound.append(Condition(text.quote(start, end), ConditionKind(kind)))
                markers.append(start)
        return tuple(sorted(bound, key=lambda c: c.quote.start)), markers

    def statement(self, trigger: Place) -> Statement | None:
        """The smallest statement whose content holds the trigger."""
        around = [
            (sum(q.end - q.start for q in s.content), s.id, s)
            for s in self.draft.statements
            if any(q.start <= trigger[0] and trigger[1] <= q.end for q in s.content)
        ]
        return min(around, key=lambda entry: entry[:2])[2] if around else None

    def source(self, found: FoundPledge, carrier: Statement | None) -> Party | None:
        """Whom the report has it from: the carrying statement's source, else the engine's."""
        if carrier is not None and carrier.source:
            quote = carrier.source[0]
            return Party(quote, listed(carrier.speakers) or quote.words)
        given = found.roles.get("source", ())
        return self.party(given[0], carrier) if given else None

    def evidence(
        self,
        found: FoundPledge,
        main: int,
        by: Sequence[Place],
        parts: Iterable[Quote | Condition | None],
    ) -> tuple[Quote, ...]:
        """The smallest clause that shows party, act, object and conditions, or the engine's."""
        text = self.draft.text
        if found.evidence:
            return tuple(text.quote(s, e) for s, e in _apart(found.evidence))
        low, high = self.words.bounds[main]
        start = self.words[trigger_start(self.words, main)].start
        end = found.trigger[1]
        first, last = self.words[low].start, self.words[high - 1].end
        quotes = [p.quote if isinstance(p, Condition) else p for p in parts if p is not None]
        spans = [(q.start, q.end) for q in quotes] + list(by)
        for s, e in spans:
            if first <= s and e <= last:
                start, end = min(start, s), max(end, e)
        return (text.quote(start, end),)


def overlap(a: Place, b: Place) -> bool:
    """Whether two places share a character."""
    return a[0] < b[1] and b[0] < a[1]


def listed(names: Sequence[str]) -> str:
    """Several names as one: "A, B and C"; empty when there is none."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _largest(places: Iterable[Place]) -> Place:
    return max(places, key=lambda p: (p[1] - p[0], -p[0]))


def _apart(places: Iterable[Place]) -> list[Place]:
    """The places in order, overlapping ones made one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
