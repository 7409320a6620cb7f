"""Who a pledge's parties are: the whole phrase, those coordinated with it, and their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from onrecord.domain.annotations import Party, Statement
from onrecord.domain.text import Quote, Span
from onrecord.reading.pledge_lexicon import PRONOUNS, SPEAKING
from onrecord.reading.pledge_parties import Someone, among, joined
from onrecord.reading.pledge_roles import Act, chosen, nearby, party_features, place
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import Draft, FoundPledge, Place

FAR_LIKELIER = 0.45
"""By so much a party's chance must exceed the engine's for it to be taken instead."""

_COORDINATED = re.compile(
    r"(?i)[\s,“”\"]*(?:(?:and|&|as well as)\b)?[\s“\"]*(?:the|its|other|his|her|their)?\s*"
)
"""What may stand between two places that are coordinated."""


_FROM = re.compile(r"(?i)\b(?:from|out of)(?:\s(?:the|its|their|his|her))?\s$")

NESTED = 12
"""So many things may lie inside one that began before them."""


class Placed(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def quote(self) -> Quote:
        """Where it stands."""
        ...


P = TypeVar("P", bound=Placed)


class Parties:
    """Tells the parties of the pledges of one text."""

    def __init__(
        self, draft: Draft, words: Words, everyone: Sequence[Someone], weights: Weights
    ) -> None:
        self.draft = draft
        self.words = words
        self.everyone = everyone
        self.weights = weights

    def parties(self, found: FoundPledge, main: int, role: str) -> tuple[Place, ...]:
        """The places of a role: the engine's, spread over coordination; else the likeliest."""
        given = found.roles.get(role, ())
        if not given:
            if role == "by":
                best, _ = chosen(
                    self.words, self.everyone, Act(main, found.stage), self.weights, role
                )
                return tuple(self.named(place(self.words, one), main) for one in best)
            return self.others(found, main, role)
        phrases = [self.phrase(span) for span in sorted(given)]
        if role == "by":
            other = self.likelier(phrases, Act(main, found.stage))
            if other:
                return tuple(self.named(place(self.words, one), main) for one in other)
        if len(phrases) > 1:
            phrases = self.together(phrases, found, main, role)
        places = [p for phrase in phrases for p in self.apart(phrase)]
        return tuple(dict.fromkeys(self.named(span, main) for span in places))

    def others(self, found: FoundPledge, main: int, role: str) -> tuple[Place, ...]:
        """Whom it is for, or who asks, by the patterns, where the engine tells nobody."""
        by = found.roles.get("by", ())
        without = [
            one for span in by for one in self.around(span) if overlap(place(self.words, one), span)
        ]
        best, _ = chosen(
            self.words, self.everyone, Act(main, found.stage), self.weights, role, without
        )
        return tuple(place(self.words, one) for one in best)

    def towards(self, found: FoundPledge, main: int) -> tuple[Place, ...]:
        """The beneficiaries: nobody whom it comes from, no thing that is counted or acted on."""
        acted_on = [span for span in found.roles.get("object", ()) if span[1] <= found.trigger[0]]
        return tuple(
            span
            for span in self.parties(found, main, "to")
            if not any(overlap(span, other) for other in acted_on)
            and not _FROM.search(self.draft.text.content, max(0, span[0] - 16), span[0])
            and not touching(self.draft.quantities, *span)
        )

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

    def around(self, span: Place) -> Sequence[Someone]:
        """The phrases of the sentence that a place begins in."""
        inside = self.words.within(*span)
        if not len(inside):
            return ()
        first, last = self.words.bounds[inside.start]
        return among(self.everyone, first, max(last, inside.stop))

    def phrase(self, span: Place) -> Place:
        """The whole phrase that an engine's place is a part of; the place when it is none."""
        around = [
            whole for one in self.around(span) if overlap(whole := place(self.words, one), span)
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
            for one in self.around(span)
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
            for m in touching(self.draft.mentions, start, end)
            if m.name in names and start <= m.quote.start and m.quote.end <= end
        ]
        if len(names) != 1 or not near:
            return span
        best = min(near, key=lambda quote: abs(quote.start - self.words[main].start))
        return best.start, best.end

    def party(self, span: Place, carrier: Statement | None) -> Party:
        """The words, and who that is as far as the report tells."""
        start, end = span
        opened = _OPENING.match(self.draft.text.content, start, end)
        if opened is not None and opened.end() < end:
            start = opened.end()
        quote = self.draft.text.quote(start, end)
        names = self.names((start, end), carrier)
        return Party(quote, listed(names) or quote.words)

    def names(self, span: Place, carrier: Statement | None) -> tuple[str, ...]:
        """Canonical names: by reference, by the mention that fills the phrase, by the speaker."""
        references = self.draft.references
        if references is not None:
            names = references.names_of(Span(*span))
            if names:
                return names
        for mention in touching(self.draft.mentions, *span):
            shared = min(span[1], mention.quote.end) - max(span[0], mention.quote.start)
            if shared * 2 > span[1] - span[0]:
                return (mention.name,)
        words = self.draft.text.content[slice(*span)].lower()
        if words in SPEAKING and carrier is not None:
            return carrier.speakers
        return ()


_OPENING = re.compile(r"(?:that|whether|while|because|when|where|as|but|and|if)\s+", re.I)
"""Words that open a clause and belong to nobody's name."""


def touching(items: Sequence[P], start: int, end: int) -> list[P]:
    """Of things in the order of the text those that share a character with a stretch of it."""
    found: list[P] = []
    missed = 0
    k = bisect_left(items, end, key=lambda item: item.quote.start) - 1
    while k >= 0 and missed < NESTED:
        if items[k].quote.end > start:
            found.append(items[k])
        else:
            missed += 1
        k -= 1
    return found[::-1]


def overlap(a: Place, b: Place) -> bool:
    """Whether two places share a character."""
    return a[0] < b[1] and b[0] < a[1]


def listed(names: Sequence[str]) -> str:
    """Several names as one: "A, B and C"; empty when there is none."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
