"""A record against a story's true one: are the same things held to be the same across reports?

Renderings and evidence are compared as stretches of one report: two can be one when they share half
(renderings) or 0.3 (evidence) of all their characters. Lines of the two records are aligned one to
one so that they share most stretches; stretches are then paired, those of aligned lines first.
Grouping (B-cubed) is measured over what both sides have: what a reader missed lowers `found` alone.
Entities are compared by the forms of their names, report by report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from onrecord.domain.world import World
from onrecord.evaluation.pledge_scores import plain
from onrecord.evaluation.scores import Count, Score, b_cubed, best_pairs
from onrecord.evaluation.spans import trimmed
from onrecord.evaluation.true_story import TrueStory

LEAST_RENDERING = 0.5
LEAST_EVIDENCE = 0.3
"""A rendering is one clause; how much of a sentence is evidence for a commitment is looser."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a report that a line of the record rests on."""

    line: str
    report: str
    start: int
    end: int


def story_scores(true: TrueStory, world: World) -> list[Score]:
    """How far a record's world agrees with the story's own record, part by part.

    Entities, stories, copies, sayings and undertakings are each found, grouped and aligned. The
    record must have read the story's reports.
    """
    given = {one.report.id: one.report.given for one in true.reports}
    return [
        *_entities(true, world),
        *_stories(true, world, given),
        *_copies(true, world, given),
        *_grouped(
            "utterances", LEAST_RENDERING, _true_sayings(true), _held_sayings(true, world, given)
        ),
        *_grouped(
            "commitments", LEAST_EVIDENCE, _true_deeds(true), _held_deeds(true, world, given)
        ),
    ]


# names


def _entities(true: TrueStory, world: World) -> list[Score]:
    pages = {
        one.report.given: f" {_page(one.report.title)} | {_page(one.reading.text.content)} "
        for one in true.reports
    }
    gold = _forms(((e["id"], (e["name"], *e["variants"])) for e in true.story["entities"]), pages)
    guess = _forms(((e.id, (e.name, *e.variants)) for e in world.entities), pages)
    found = Count(len(gold.keys() & guess.keys()), len(gold), len(guess))
    return [*found.score("entities: found"), *b_cubed("entities: grouped", gold, guess)]


def _page(content: str | None) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", " ".join((content or "").lower().split())).split())


def _forms(
    entities: Iterable[tuple[str, Iterable[str]]], pages: Mapping[str, str]
) -> dict[tuple[str, str], set[str]]:
    """(report, form) -> the entities that have this form and whose form stands there."""
    out: dict[tuple[str, str], set[str]] = {}
    for entity, names in entities:
        for form in {plain(name) for name in names} - {""}:
            for report, page in pages.items():
                if f" {form} " in page:
                    out.setdefault((report, form), set()).add(entity)
    return out


# stories and copies


def _stories(true: TrueStory, world: World, given: Mapping[str, str]) -> list[Score]:
    gold = _with_loners(given.values(), ((s["id"], s["reports"]) for s in true.story["stories"]))
    guess = _with_loners(
        given.values(), ((s.id, (given.get(r, r) for r in s.reports)) for s in world.stories)
    )
    return b_cubed("stories: grouped", gold, guess)


def _with_loners(
    reports: Iterable[str], stories: Iterable[tuple[str, Iterable[str]]]
) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {report: set() for report in reports}
    for story, members in stories:
        for report in members:
            if report in out:
                out[report].add(story)
    return {report: ids or {f"alone: {report}"} for report, ids in out.items()}


def _copies(true: TrueStory, world: World, given: Mapping[str, str]) -> list[Score]:
    gold = _together((c["copy"], c["of"]) for c in true.story["copies"])
    guess = _together((given.get(c.copy, c.copy), given.get(c.of, c.of)) for c in world.copies)
    return Count(len(gold & guess), len(gold), len(guess)).score("copies: pairs")


def _together(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """All pairs that hang together: a copy of a copy is a copy."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        merged = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(merged, merged))
    return {frozenset(p) for members in groups.values() for p in combinations(sorted(members), 2)}


# sayings and undertakings


def _true_sayings(true: TrueStory) -> list[_Stretch]:
    return _true_stretches(
        true, ((u["id"], q) for u in true.story["utterances"] for q in u["renderings"])
    )


def _true_deeds(true: TrueStory) -> list[_Stretch]:
    return _true_stretches(
        true,
        (
            (c["id"], quote)
            for c in true.story["commitments"]
            for entry in c["history"]
            for quote in entry["evidence"]
        ),
    )


def _true_stretches(
    true: TrueStory, quotes: Iterable[tuple[str, Mapping[str, Any]]]
) -> list[_Stretch]:
    texts = _texts(true)
    found = []
    for line, quote in quotes:
        start = texts[quote["report"]].find(quote["quote"])
        found.append((line, quote["report"], start, start + len(quote["quote"])))
    return _stretches(found, texts)


def _held_sayings(true: TrueStory, world: World, given: Mapping[str, str]) -> list[_Stretch]:
    """Each rendering from its first to its last word: a tag between belongs to it."""
    found = []
    for utterance in world.utterances:
        for rendering in utterance.renderings:
            quotes = rendering.evidence.quotes
            start, end = min(q.start for q in quotes), max(q.end for q in quotes)
            found.append((utterance.id, given.get(rendering.evidence.report, ""), start, end))
    return _stretches(found, _texts(true))


def _held_deeds(true: TrueStory, world: World, given: Mapping[str, str]) -> list[_Stretch]:
    found = [
        (commitment.id, given.get(evidence.report, ""), quote.start, quote.end)
        for commitment in world.commitments
        for step in commitment.history
        for evidence in step.evidence
        for quote in evidence.quotes
    ]
    return _stretches(found, _texts(true))


def _texts(true: TrueStory) -> dict[str, str]:
    return {one.report.given: one.reading.text.content for one in true.reports}


def _stretches(
    found: Iterable[tuple[str, str, int, int]], texts: Mapping[str, str]
) -> list[_Stretch]:
    """Each place of each line once, without marks and spaces at its edges."""
    out: dict[_Stretch, None] = {}
    for line, report, start, end in found:
        start, end = trimmed((start, end), texts.get(report, ""))
        out[_Stretch(line, report, start, end)] = None
    return list(out)


def _grouped(
    what: str, least: float, golds: list[_Stretch], guesses: list[_Stretch]
) -> list[Score]:
    candidates = [
        (alike, g, p)
        for g, one in enumerate(golds)
        for p, other in enumerate(guesses)
        if (alike := _alike(one, other)) >= least
    ]
    together = _aligned((golds[g].line, guesses[p].line, g, p) for _, g, p in candidates)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    ranked = sorted(
        ((golds[g].line, guesses[p].line) not in together, -alike, g, p)
        for alike, g, p in candidates
    )
    for _, _, g, p in ranked:
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    known = {one.line for one in golds}
    held = {one.line for one in guesses}
    return [
        *Count(len(pairs), len(golds), len(guesses)).score(f"{what}: found"),
        *b_cubed(
            f"{what}: grouped",
            {g: {golds[g].line} for g in pairs},
            {g: {guesses[p].line} for g, p in pairs.items()},
        ),
        *Count(len(together), len(known), len(held)).score(f"{what}: aligned"),
    ]


def _aligned(candidates: Iterable[tuple[str, str, int, int]]) -> set[tuple[str, str]]:
    """Lines of both records one to one, so that the number of shared stretches is largest."""
    touched: dict[tuple[str, str], tuple[set[int], set[int]]] = {}
    for gold, guess, g, p in candidates:
        ours, theirs = touched.setdefault((gold, guess), (set(), set()))
        ours.add(g)
        theirs.add(p)
    golds = list(dict.fromkeys(gold for gold, _ in touched))
    guesses = list(dict.fromkeys(guess for _, guess in touched))
    weights = {
        (golds.index(gold), guesses.index(guess)): float(min(len(ours), len(theirs)))
        for (gold, guess), (ours, theirs) in touched.items()
    }
    return {(golds[g], guesses[p]) for g, p in best_pairs(weights)}


def _alike(one: _Stretch, other: _Stretch) -> float:
    """The characters that two stretches of one report share, of all that they have."""
    if one.report != other.report:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0.0
    return shared / (max(one.end, other.end) - min(one.start, other.start))
