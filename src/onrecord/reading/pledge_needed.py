"""What a speaker says a matter takes, as asked of the body that the speaker speaks for.

"The mayor of Arda said that the winter demands sending blankets, but also repairing the pumps": the
acts are gerunds without a subject under a verb of need, and nobody is named as the one to do them.
An engine that looks for who is bound finds nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.domain.annotations import Mention, Statement
from onrecord.domain.words import Category, MentionKind, Stage
from onrecord.reading.pledge_lexicon import TOPIC_WORDS, words_of
from onrecord.reading.pledge_naming import overlap
from onrecord.reading.pledge_patterns import Pattern
from onrecord.reading.pledge_words import Words, form, stem
from onrecord.reading.stage import Draft, FoundPledge, Place

NEEDING = frozenset(map(stem, words_of("involve require entail demand necessitate mean")))
NEEDING_ON = {"call": "for", "depend": "on", "hing": "on", "rest": "on"}
"""Stems of verbs whose subject, a matter, needs what follows; some with their preposition."""

GIVING = frozenset(
    map(
        stem,
        words_of(
            """send provide deliver supply donate give ship train equip arm fund finance repair
            maintain replenish restock evacuate shelter feed house vaccinate rebuild"""
        ),
    )
)
AID = (Category.MILITARY_AID, Category.HUMANITARIAN, Category.TRAINING, Category.FINANCIAL)
AIDING = {
    stem(word): category for category in reversed(AID) for word in TOPIC_WORDS[category].split()
} | dict.fromkeys(("spar", "maintenanc", "repair"), Category.MILITARY_AID)
"""Stem -> category of what is given: an act on nothing of the kind is not told."""

SCORE = 0.45
"""A candidate for review: little is known of how often this is right. The annotated documents hold
three of these, all pledges and all in one sentence; without the aid word 3 of 8 are (2026-11)."""

_JOINED = words_of(", and or but also as well then not only ;")
_REACH = 3
"""Words that may stand between the verb of need and the first act ("also", an adverb)."""


def needed(draft: Draft, words: Words) -> list[Pattern]:
    """The acts that statements of a body's speakers say a matter takes, each as a request."""
    found = []
    for statement in draft.statements:
        body = _body(statement, draft.mentions)
        if body is None or not statement.source:
            continue
        source = statement.source[0].start, statement.source[0].end
        for quote in statement.content:
            for trigger, goal, category in _acts(words, words.within(quote.start, quote.end)):
                found.append(
                    Pattern(
                        trigger=trigger,
                        stage=Stage.REQUESTED.value,
                        category=category.value,
                        evidence=(),
                        roles={"by": (body,), "asked_by": (source,), "object": (goal,)},
                        distribution="single",
                        score=SCORE,
                    )
                )
    return found


def beside(told: Sequence[FoundPledge], more: Sequence[FoundPledge]) -> list[FoundPledge]:
    """Both, without those of the second that have a trigger of the first."""
    places = [one.trigger for one in told]
    return [
        *told,
        *(one for one in more if not any(overlap(one.trigger, place) for place in places)),
    ]


def _acts(words: Words, inside: range) -> Iterator[tuple[Place, Place, Category]]:
    """Trigger, object and category of each act of giving behind a verb of need."""
    k = inside.start
    while k < inside.stop:
        after = _behind_need(words, k)
        end = min(inside.stop, words.bounds[k][1])
        k += 1
        if after is None:
            continue
        first = next((i for i in range(after, min(end, after + _REACH)) if _gives(words, i)), None)
        if first is None:
            continue
        places = [i for i in range(first, end) if _gives(words, i) and _begins(words, i, first)]
        for here, then in zip(places, [*places[1:], end], strict=True):
            goal = _object(words, here + 1, then)
            category = _category(words, goal)
            if goal and category is not None:
                yield (
                    (words[here].start, words[here].end),
                    (words[goal.start].start, words[goal.stop - 1].end),
                    category,
                )
        k = end


def _behind_need(words: Words, k: int) -> int | None:
    """The word after a verb of need, where its subject is a matter and nobody by name."""
    subject = words[k - 1] if k else None
    if subject is None or not subject.wordlike or form(words[k].lower) == "ing":
        return None
    if subject.lower not in ("which", "that", "this", "it") and not subject.text.islower():
        return None
    told = stem(words[k].lower)
    if told in NEEDING:
        return k + 1
    if told in NEEDING_ON and k + 1 < len(words) and words[k + 1].lower == NEEDING_ON[told]:
        return k + 2
    return None


def _gives(words: Words, i: int) -> bool:
    return form(words[i].lower) == "ing" and stem(words[i].lower) in GIVING


def _begins(words: Words, i: int, first: int) -> bool:
    """Whether a gerund is the first of the acts or joined to the one before."""
    return i == first or words[i - 1].lower in _JOINED


def _object(words: Words, first: int, end: int) -> range:
    """The words of what is given, without what joins it to the next act."""
    while end > first and (not words[end - 1].wordlike or words[end - 1].lower in _JOINED):
        end -= 1
    return range(first, end)


def _category(words: Words, goal: range) -> Category | None:
    return next((AIDING[s] for k in goal if (s := stem(words[k].lower)) in AIDING), None)


def _body(statement: Statement, mentions: Sequence[Mention]) -> Place | None:
    """Where the body that the speaker's role names stands nearest to the statement."""
    roles = [m.role for m in mentions if m.role is not None and m.name in statement.speakers]
    bodies = {
        m.name
        for m in mentions
        if m.kind in (MentionKind.ORGANISATION, MentionKind.PLACE)
        and any(role.start <= m.quote.start and m.quote.end <= role.end for role in roles)
    }
    at = statement.content[0].start
    told = [m.quote for m in mentions if m.name in bodies]
    nearest = min(told, key=lambda quote: abs(quote.start - at), default=None)
    return (nearest.start, nearest.end) if nearest is not None else None
