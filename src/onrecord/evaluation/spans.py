"""Names and times: found at the same place, found nearby, and with the right kind or value.

| measure | a hit is |
|---|---|
| names: strict | a predicted name at exactly the same place |
| names: typed | the same, and of the same kind |
| names: relaxed | a predicted name that overlaps; one to one, the larger overlap first |
| names: name | over the strict pairs: the same canonical name |
| times: strict, relaxed | as for names, without what is neither letter nor digit at the edges |
| times: type | over the relaxed pairs: the same type |
| times: value | a relaxed pair with the same value, as of the day of publication |
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.domain.annotations import Reading
from onrecord.domain.formulas import resolve
from onrecord.evaluation.gold import GoldMention, GoldReport, GoldTime, Place
from onrecord.evaluation.pledge_scores import plain
from onrecord.evaluation.scores import Count, Score, best_pairs


def name_scores(golds: Sequence[GoldReport], readings: Sequence[Reading]) -> list[Score]:
    """The measures of names, over the reports whose mentions are annotated."""
    strict, typed, relaxed, named = Count(), Count(), Count(), Count()
    for gold, reading in zip(golds, readings, strict=True):
        if gold.mentions is None:
            continue
        offered = [
            GoldMention((m.quote.start, m.quote.end), m.kind, m.name) for m in reading.mentions
        ]
        sizes = len(gold.mentions), len(offered)
        pairs = _paired([m.place for m in gold.mentions], [m.place for m in offered])
        equal = [
            (gold.mentions[g], offered[p])
            for g, p in pairs
            if gold.mentions[g].place == offered[p].place
        ]
        relaxed.add(len(pairs), *sizes)
        strict.add(len(equal), *sizes)
        typed.add(sum(one.kind == other.kind for one, other in equal), *sizes)
        for one, other in equal:
            if one.name is not None:
                named.add(plain(one.name) == plain(other.name or ""), 1, 1)
    return [
        *strict.score("names: strict"),
        *typed.score("names: typed"),
        *relaxed.score("names: relaxed"),
        *named.accuracy("names: name"),
    ]


def time_scores(golds: Sequence[GoldReport], readings: Sequence[Reading]) -> list[Score]:
    """The measures of times, over the reports whose times are annotated."""
    strict, relaxed, kinds, values = Count(), Count(), Count(), Count()
    for gold, reading in zip(golds, readings, strict=True):
        if gold.times is None:
            continue
        content, day = gold.text.content, _day(gold.report.published)
        wanted = [GoldTime(trimmed(t.place, content), t.type, t.value) for t in gold.times]
        offered = [
            GoldTime(trimmed((t.quote.start, t.quote.end), content), t.type, resolve(t, day))
            for t in reading.times
        ]
        sizes = len(wanted), len(offered)
        pairs = _paired([t.place for t in wanted], [t.place for t in offered])
        both = [(wanted[g], offered[p]) for g, p in pairs]
        relaxed.add(len(both), *sizes)
        strict.add(sum(one.place == other.place for one, other in both), *sizes)
        values.add(sum(_writing(a.value) == _writing(b.value) for a, b in both), *sizes)
        for one, other in both:
            kinds.add(one.type == other.type, 1, 1)
    return [
        *strict.score("times: strict"),
        *relaxed.score("times: relaxed"),
        *kinds.accuracy("times: type"),
        *values.score("times: value"),
    ]


def _paired(golds: Sequence[Place], guesses: Sequence[Place]) -> list[tuple[int, int]]:
    """Equal places first, then as many pairs as possible, the larger overlaps first."""
    weights: dict[tuple[int, int], float] = {}
    for g, gold in enumerate(golds):
        for p, guess in enumerate(guesses):
            shared = min(gold[1], guess[1]) - max(gold[0], guess[0])
            if shared > 0:
                whole = max(gold[1], guess[1]) - min(gold[0], guess[0])
                weights[g, p] = 1.0 + 0.001 * shared / whole + 1.001 * (gold == guess)
    return best_pairs(weights)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def trimmed(place: Place, content: str) -> Place:
    """The place without what is neither letter nor digit at its edges."""
    start, end = place
    while start < end and not content[start].isalnum():
        start += 1
    while end > start and not content[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else place


def _writing(value: str | None) -> str | None:
    """One way of writing a TIMEX3 value: without case, spaces, and X for an open decade."""
    written = (value or "").strip().upper()
    if len(written) == 4 and written[:2].isdigit() and written.endswith("X"):
        written = written.rstrip("X")
    return written or None
