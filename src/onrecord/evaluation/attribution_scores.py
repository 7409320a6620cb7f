"""Who said what: sources, cues and contents found, exactly or by overlap, and by kind.

Spans are compared as sets of *letters and digits and signs*: the characters that are neither white
space nor punctuation nor quotation marks, so that a comma or a quotation mark at an edge decides
nothing. A span of punctuation alone keeps all but its white space.

| measure | a hit is |
|---|---|
| content exact | a predicted content with the same characters as a gold one; one to one |
| content match | a pair of contents that share half of all their characters (Jaccard >= 0.5) |
| cue exact | as for contents, for cues on their own |
| source exact | over the matched pairs: the same characters |
| triple | a matched pair whose sources share a character, or that both have none |
| triple recall, KIND | the same, among the gold attributions of one kind |
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Reading, Statement
from onrecord.domain.text import Quote
from onrecord.evaluation.gold import GoldAttribution, GoldReport, Place
from onrecord.evaluation.scores import Count, Score

LEAST_JACCARD = 0.5
"""As the published scorers of attribution corpora have it; below it, less than half is shared."""

KINDS = ("direct", "mixed", "indirect")

Characters = frozenset[int]


@dataclass(frozen=True, slots=True)
class _Roles:
    source: Characters
    cue: Characters
    content: Characters
    kind: str | None


def attribution_scores(golds: Sequence[GoldReport], readings: Sequence[Reading]) -> list[Score]:
    """All measures of the table above, over the reports whose attributions are annotated."""
    exact, match, cue, source, triple = Count(), Count(), Count(), Count(), Count()
    kinds = {kind: Count() for kind in KINDS}
    for gold, reading in zip(golds, readings, strict=True):
        if gold.attributions is None:
            continue
        weighs = _weighing(gold.text.content)
        wanted = _with_content(_gold_roles(item, weighs) for item in gold.attributions)
        offered = _with_content(_read_roles(item, weighs) for item in reading.statements)
        _add_equal(exact, [w.content for w in wanted], [o.content for o in offered])
        _add_equal(cue, [w.cue for w in wanted if w.cue], [o.cue for o in offered if o.cue])
        pairs = _matched(wanted, offered)
        agreeing = 0
        for index, item in enumerate(wanted):
            other = pairs.get(index)
            agrees = other is not None and _same_source(item, offered[other])
            agreeing += agrees
            if item.kind in kinds:
                kinds[item.kind].add(agrees, 1, 0)
            if other is not None:
                theirs = offered[other].source
                same = bool(theirs) and theirs == item.source
                source.add(same, bool(item.source), bool(theirs))
        match.add(len(pairs), len(wanted), len(offered))
        triple.add(agreeing, len(wanted), len(offered))
    return [
        *exact.score("attribution: content exact"),
        *match.score("attribution: content match"),
        *cue.score("attribution: cue exact"),
        *source.score("attribution: source exact in matched pairs"),
        *triple.score("attribution: triple"),
        *(s for k, c in kinds.items() for s in c.accuracy(f"attribution: triple recall, {k}")),
    ]


def _with_content(items: Iterable[_Roles]) -> list[_Roles]:
    return [item for item in items if item.content]


def _weighing(text: str) -> list[int]:
    """For each character: 2 where it counts, 1 where it counts only in want of others, 0 never."""
    return [0 if c.isspace() else 1 if _is_mark(c) else 2 for c in text]


def _is_mark(character: str) -> bool:
    return character in "`´" or unicodedata.category(character)[0] in "PCZ"


def _characters(places: Iterable[Place], weighs: list[int]) -> Characters:
    covered = {i for start, end in places for i in range(start, end)}
    heavy = frozenset(i for i in covered if weighs[i] == 2)
    return heavy or frozenset(i for i in covered if weighs[i])


def _gold_roles(item: GoldAttribution, weighs: list[int]) -> _Roles:
    source, cue, content = (_characters(p, weighs) for p in (item.source, item.cue, item.content))
    return _Roles(source, cue, content, item.kind)


def _read_roles(item: Statement, weighs: list[int]) -> _Roles:
    source, cue, content = (
        _characters(_spans(quotes), weighs) for quotes in (item.source, item.cue, item.content)
    )
    return _Roles(source, cue, content, item.kind)


def _spans(quotes: Iterable[Quote]) -> list[Place]:
    return [(quote.start, quote.end) for quote in quotes]


def _add_equal(count: Count, golds: list[Characters], guesses: list[Characters]) -> None:
    common = Counter(golds) & Counter(guesses)
    count.add(common.total(), len(golds), len(guesses))


def _same_source(gold: _Roles, guess: _Roles) -> bool:
    return bool(gold.source & guess.source) if gold.source else not guess.source


def _matched(golds: list[_Roles], guesses: list[_Roles]) -> dict[int, int]:
    """Gold to predicted, the most alike first; among the equally alike, those with one source."""
    ranked = []
    for g, gold in enumerate(golds):
        for p, guess in enumerate(guesses):
            shared = len(gold.content & guess.content)
            alike = shared / (len(gold.content) + len(guess.content) - shared)
            if alike >= LEAST_JACCARD:
                ranked.append((-alike, not _same_source(gold, guess), g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(ranked):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs
