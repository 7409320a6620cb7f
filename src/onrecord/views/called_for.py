"""What is said to be needed, of nobody by name: sayings near what a story's undertakings are about.

"We must think of spare parts" binds nobody and asks nobody; as a request it would be wrong more
often than right (`docs/decisions/0005`). An editor still wants to see it beside what is promised.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from onrecord.domain.text import Quote, Span, Text
from onrecord.domain.words import MentionKind
from onrecord.domain.world import Commitment, Entity, Evidence, Story, Utterance, World
from onrecord.linking import words
from onrecord.reading.sentences import sentence_spans
from onrecord.views.concerns import concerns
from onrecord.views.held import Desk, Quoted, joined

NEED = re.compile(
    r"\b(?:(?<!['’]s )(?<!the )(?<!its )(?<!his )(?<!her )(?<!our )(?<!your )(?<!their )needs|need"
    r"|(?:is|are|was|were|be|been|being|['’]s|['’]re) (?:\w+ ){0,2}?(?:needed|required)"
    r"|requires?|calls? for|called for|demands?|essential|vital|crucial"
    r"|indispensable|imperative|necessary|urgent(?:ly)?|importan(?:t|ce)|must|should|ought"
    r"|ha(?:s|ve) to|hinges? on|depends? on"
    r"|without\b[^.;]{3,120}?\b(?:cannot|can['’]t|(?:could|will|would) not"
    r"|(?:could|wo|would)n['’]t))\b",
    re.I,
)
"""Words of need. Alone they say little; what counts is how near the rest is to the undertakings. On
390 articles and statements 3 of the 6 sayings that a brief chose called for something. "The money
needed for it" and "their needs" do not count: of 40 sayings with no other such word 2 called for
something (2026-11)."""

OFTEN = 3
"""How many undertakings a word counts for at most: the one that all have is not the matter."""

LEAST = 1.5
"""What the words of a saying weigh at least that undertakings of the story are told in: two rare
ones. The nearest are shown first, and few."""

MOST = 20
"""Sayings of a story that are held as those nearest to its undertakings."""

AROUND = 800
"""Characters before and after a saying in which the sentence beside it is looked for."""

RARE = 0.55
"""A word that is worth more than "war", "end" or "system" are: set on five reports. On 390 articles
and statements two of three calls that a brief showed had a sentence beside them (2026-11)."""

_CAPITALISED = re.compile(r"\b[A-Z]\w*")

SPEAKERS = (MentionKind.PERSON, MentionKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Call:
    """A saying of what is needed; `words` is the sentence that says it.

    `beside` is the sentence before or after where that goes on about it: what must be kept up is
    often named before "without it they cannot", and how after "it hinges on"; else "".
    """

    id: str
    speakers: tuple[str, ...]
    words: str
    on: str | None
    origins: int
    evidence: Quoted
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A saying of what is needed; `told`: in which words how many undertakings of its story are."""

    said: Utterance
    sentence: str
    told: Mapping[str, int]


def told_first(world: World, story: Story) -> Iterator[Utterance]:
    """The sayings that a report of the story is the first to tell."""
    told_in = concerns(world).told_in
    for report in story.reports:
        for said in told_in[report][0] if report in told_in else ():
            if said.renderings[0].evidence.report == report:
                yield said


def nearest(
    world: World, sayings: Iterable[Utterance], made: Sequence[Commitment]
) -> tuple[Near, ...]:
    """The sayings of what is needed that are nearest to these undertakings, nearest first.

    Who is neither a person nor a body calls for nothing. What tells an undertaking is shown as one,
    not here.
    """
    lines = concerns(world).lines
    near: Counter[str] = Counter()
    taken: dict[str, list[Span]] = {}
    for commitment in made:
        told = [e for step in commitment.history for e in step.evidence]
        near.update({sense for e in told for sense in _senses(joined(e.quotes))})
        for evidence in told:
            taken.setdefault(evidence.text, []).extend(q.span for q in evidence.quotes)
    ranked = []
    for said in sayings:
        evidence = said.renderings[0].evidence
        sentence = _sentence(joined(evidence.quotes))
        if sentence is None or _told(evidence, taken):
            continue
        who = (lines.get(speaker) for speaker in said.speakers)
        if not any(isinstance(one, Entity) and one.kind in SPEAKERS for one in who):
            continue
        weight = _weight(_senses(joined(evidence.quotes)), near)
        if weight >= LEAST:
            ranked.append((-weight, said.id, Near(said, sentence, near)))
    return tuple(one for *_, one in nsmallest(MOST, ranked, key=lambda one: one[:2]))


def call_of(one: Near, desk: Desk) -> Call:
    """A saying of what is needed with its report, and with the sentence beside it."""
    evidence = one.said.renderings[0].evidence
    return Call(
        one.said.id,
        one.said.names,
        one.sentence,
        one.said.on,
        one.said.origins,
        desk.quoted(evidence),
        beside(desk.text(evidence.text), evidence.quotes, one.told),
    )


def _senses(told: str) -> frozenset[str]:
    """The classes of meaning of the words that say what it is about."""
    return frozenset(words.sense(stem) for stem in words.telling(told))


def _themes(told: str) -> frozenset[str]:
    """Those of them that are rare enough to say what one passage is about; no names."""
    plain = _CAPITALISED.sub(" ", told)
    return frozenset(sense for sense in _senses(plain) if words.worth(sense) >= RARE)


def _weight(senses: Iterable[str], near: Mapping[str, int]) -> float:
    """How much of it is what the undertakings are told in."""
    return sum(words.worth(sense) * min(OFTEN, near.get(sense, 0)) for sense in senses)


def beside(text: Text | None, quotes: tuple[Quote, ...], near: Mapping[str, int]) -> str:
    """Of the sentences before and after the one nearer to the undertakings, if it goes on about it.

    It does if a word of both is neither common, nor a name, nor what many undertakings are about.
    "" where none does, or the text is not held. `near` counts the undertakings told in a word.
    """
    if text is None:
        return ""
    first = min(quote.start for quote in quotes)
    last = max(quote.end for quote in quotes)
    low = max(0, first - AROUND)
    high = min(len(text.content), last + AROUND)
    cut = [Span(low + one.start, low + one.end) for one in sentence_spans(text.content[low:high])]
    cut = cut[low > 0 : len(cut) - (high < len(text.content))]
    inside = [at for at, span in enumerate(cut) if span.start < last and first < span.end]
    if not inside:
        return ""
    own = _themes(joined(quotes))
    found = []
    for at in (inside[0] - 1, inside[-1] + 1):
        if 0 <= at < len(cut) and cut[at].end - cut[at].start < AROUND // 2:
            told = " ".join(text.content[cut[at].start : cut[at].end].split())
            if any(near.get(theme, 0) <= OFTEN for theme in own & _themes(told)):
                found.append((_weight(_senses(told), near), told))
    weight, told = max(found, default=(0.0, ""))
    return told if weight >= LEAST else ""


def _sentence(said: str) -> str | None:
    """The first sentence with a word of need; none of a question."""
    for sentence in re.split(r"(?<=[.!?])\s+", said):
        if NEED.search(sentence) and "?" not in sentence:
            return sentence
    return None


def _told(evidence: Evidence, taken: Mapping[str, Sequence[Span]]) -> bool:
    places = taken.get(evidence.text, ())
    return any(quote.span.overlaps(place) for quote in evidence.quotes for place in places)
