"""What is said to be needed, of nobody by name: sayings near what a story's undertakings are about.

"We must think of spare parts" binds nobody and asks nobody; as a request it would be wrong more
often than right (`docs/decisions/0005`). An editor still wants to see it beside what is promised.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain.text import Span
from onrecord.domain.words import MentionKind
from onrecord.domain.world import Commitment, Evidence, Utterance, World
from onrecord.linking import words
from onrecord.views.held import Desk, Quoted, joined

NEED = re.compile(
    r"\b(?:needs?|needed|requires?|required|calls? for|called for|demands?|essential|vital|crucial"
    r"|indispensable|imperative|necessary|urgent(?:ly)?|importan(?:t|ce)|must|should|ought"
    r"|ha(?:s|ve) to|hinges? on|depends? on"
    r"|without\b[^.;]{3,120}?\b(?:cannot|can['’]t|(?:could|will|would) not"
    r"|(?:could|wo|would)n['’]t))\b",
    re.I,
)
"""Words of need. Alone they say little; what counts is how near the rest is to the undertakings. On
390 articles and statements 3 of the 6 sayings that a brief chose called for something (2026-11)."""

OFTEN = 3
"""How many undertakings a word counts for at most: the one that all have is not the matter."""

LEAST = 1.5
"""What the words of a saying weigh at least that undertakings of the story are told in: two rare
ones. The nearest are shown first, and few."""

SPEAKERS = (MentionKind.PERSON, MentionKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Call:
    """A saying of what is needed; `words` is the sentence that says it."""

    id: str
    speakers: tuple[str, ...]
    words: str
    on: str | None
    origins: int
    evidence: Quoted


def sayings_by_report(world: World, reports: Collection[str]) -> Mapping[str, list[Utterance]]:
    """The sayings first told in each of these reports."""
    found: dict[str, list[Utterance]] = {}
    for utterance in world.utterances:
        report = utterance.renderings[0].evidence.report
        if report in reports:
            found.setdefault(report, []).append(utterance)
    return found


def calls(
    said: Iterable[Utterance],
    made: Sequence[Commitment],
    kinds: Mapping[str, MentionKind],
    desk: Desk,
    limit: int,
) -> tuple[Call, ...]:
    """The sayings of what is needed that are nearest to these undertakings, nearest first.

    `kinds` are those of the entities: who is neither a person nor a body calls for nothing. What
    tells an undertaking is shown as one, not here.
    """
    near: Counter[str] = Counter()
    taken: dict[str, list[Span]] = {}
    for commitment in made:
        told = [e for step in commitment.history for e in step.evidence]
        near.update({words.sense(stem) for e in told for stem in words.telling(joined(e.quotes))})
        for evidence in told:
            taken.setdefault(evidence.text, []).extend(q.span for q in evidence.quotes)
    ranked = []
    for utterance in said:
        evidence = utterance.renderings[0].evidence
        sentence = _sentence(joined(evidence.quotes))
        if sentence is None or _told(evidence, taken):
            continue
        if not any(kinds.get(speaker) in SPEAKERS for speaker in utterance.speakers):
            continue
        stems = {words.sense(stem) for stem in words.telling(joined(evidence.quotes))}
        weight = sum(words.worth(stem) * min(OFTEN, near[stem]) for stem in stems)
        if weight >= LEAST:
            ranked.append((-weight, utterance.id, utterance, sentence))
    ranked.sort(key=lambda one: one[:2])
    return tuple(
        Call(
            one.id,
            one.names,
            sentence,
            one.on,
            one.origins,
            desk.quoted(one.renderings[0].evidence),
        )
        for _, _, one, sentence in ranked[:limit]
    )


def _sentence(said: str) -> str | None:
    """The first sentence with a word of need; none of a question."""
    for sentence in re.split(r"(?<=[.!?])\s+", said):
        if NEED.search(sentence) and "?" not in sentence:
            return sentence
    return None


def _told(evidence: Evidence, taken: Mapping[str, Sequence[Span]]) -> bool:
    places = taken.get(evidence.text, ())
    return any(quote.span.overlaps(place) for quote in evidence.quotes for place in places)
